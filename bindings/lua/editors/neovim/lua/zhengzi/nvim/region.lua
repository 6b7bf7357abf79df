-- SPDX-License-Identifier: Apache-2.0
-- What of a buffer is converted: pieces, each a text of its own. Rows and columns count from 0,
-- columns are bytes, ends are behind the last byte. A piece of whole lines has its last line end.

local api = vim.api

local M = {}

local function line_at(buf, row)
  return api.nvim_buf_get_lines(buf, row, row + 1, true)[1]
end

-- Lines first to last, from 1.
function M.lines(buf, first, last)
  return { buf = buf, pieces = { {
    row = first - 1, col = 0, end_row = last - 1, end_col = #line_at(buf, last - 1),
    whole_lines = true,
  } } }
end

local function code_point_end(line, col)
  return math.min(#line, col + 1 + vim.str_utf_end(line, col + 1))
end

-- The byte behind the character at col, and behind what combines with it.
local function behind(line, col)
  if col >= #line then
    return #line
  end
  col = code_point_end(line, col)
  while col < #line and line:byte(col + 1) >= 0x80 do
    local next_col = code_point_end(line, col)
    if api.nvim_strwidth("a" .. line:sub(col + 1, next_col)) ~= 1 then
      break
    end
    col = next_col
  end
  return col
end

-- Marks may be in the middle of a character, or behind the line.
local function character_start(line, col)
  col = math.max(0, math.min(col, #line - 1))
  return #line == 0 and 0 or col + vim.str_utf_start(line, col + 1)
end

-- From one mark to the other, both inside; {line, column} as nvim_buf_get_mark has them.
function M.characters(buf, from, to)
  local last = line_at(buf, to[1] - 1)
  local col = math.min(from[2], #line_at(buf, from[1] - 1))
  return { buf = buf, pieces = { {
    row = from[1] - 1, col = col, end_row = to[1] - 1,
    end_col = behind(last, character_start(last, to[2])),
  } } }
end

-- The first and last screen column of the character at a byte.
local function columns(line, col)
  col = character_start(line, col)
  local first = vim.fn.strdisplaywidth(line:sub(1, col))
  local character = line:sub(col + 1, behind(line, col))
  return first, first + math.max(1, vim.fn.strdisplaywidth(character, first)) - 1
end

-- The bytes of the characters that lie in screen columns left to right with their whole width.
local function inside(line, left, right)
  local from, to
  local column, col = 0, 0
  while col < #line and column <= right do
    local next_col = behind(line, col)
    local width = vim.fn.strdisplaywidth(line:sub(col + 1, next_col), column)
    if column >= left and column + width - 1 <= right then
      from = from or col
      to = next_col
    end
    column = column + width
    col = next_col
  end
  return from, to
end

-- The rectangle with these corners; to_end: as far as each line goes.
function M.block(buf, from, to, to_end)
  local from_left, from_right = columns(line_at(buf, from[1] - 1), from[2])
  local to_left, to_right = columns(line_at(buf, to[1] - 1), to[2])
  local left = math.min(from_left, to_left)
  local right = to_end and math.huge or math.max(from_right, to_right)
  local region = { buf = buf, pieces = {} }
  for row = from[1] - 1, to[1] - 1 do
    local first, last = inside(line_at(buf, row), left, right)
    if first then
      table.insert(region.pieces, { row = row, col = first, end_row = row, end_col = last })
    end
  end
  return region
end

-- What an operator was handed: kind is "line", "char" or "block".
function M.operated(buf, kind, to_end)
  local from = api.nvim_buf_get_mark(buf, "[")
  local to = api.nvim_buf_get_mark(buf, "]")
  if from[1] == 0 or to[1] < from[1] or (to[1] == from[1] and to[2] < from[2]) then
    return { buf = buf, pieces = {} }
  elseif kind == "line" then
    return M.lines(buf, from[1], to[1])
  elseif kind == "char" then
    return M.characters(buf, from, to)
  end
  return M.block(buf, from, to, to_end)
end

-- Whether it has no more bytes than that. nvim_buf_get_offset can't be asked: of a buffer of one line
-- Neovim 0.7 does not always know.
function M.fits(region, bytes)
  for _, piece in ipairs(region.pieces) do
    for first = piece.row, piece.end_row, 500 do
      local last = math.min(first + 500, piece.end_row + 1)
      for _, line in ipairs(api.nvim_buf_get_lines(region.buf, first, last, true)) do
        bytes = bytes - #line - 1
      end
      if bytes < 0 then
        return false
      end
    end
  end
  return true
end

-- Calls take(row, line, text): each line of a piece, and the part of it that belongs to the piece,
-- with its line end if that does.
function M.each_line(region, piece, take)
  local row = piece.row
  while row <= piece.end_row do
    local batch = api.nvim_buf_get_lines(region.buf, row, math.min(row + 500, piece.end_row + 1),
      true)
    for _, line in ipairs(batch) do
      local text = line
      if row == piece.end_row then
        text = text:sub(1, piece.end_col)
      end
      if row == piece.row then
        text = text:sub(piece.col + 1)
      end
      if row < piece.end_row or piece.whole_lines then
        text = text .. "\n"
      end
      take(row, text)
      row = row + 1
    end
  end
end

function M.text(region, piece)
  local parts = {}
  M.each_line(region, piece, function(_, text)
    parts[#parts + 1] = text
  end)
  return table.concat(parts)
end

return M
