-- SPDX-License-Identifier: Apache-2.0
-- What the preview draws into the text: the places of the changes, and below each line with changes
-- the line as it would be. Only what is in sight is drawn.

local api = vim.api
local edits = require "zhengzi.nvim.edits"

local M = {}

local space = api.nvim_create_namespace "zhengzi-preview"

function M.highlights()
  for name, link in pairs { ZhengziFrom = "DiffDelete", ZhengziTo = "DiffAdd",
    ZhengziRejected = "Comment", ZhengziCurrent = "IncSearch", ZhengziResult = "Comment",
    ZhengziOperation = "Type", ZhengziOther = "String" } do
    api.nvim_set_hl(0, name, { default = true, link = link })
  end
end

function M.list_syntax()
  vim.cmd [[
    syntax match ZhengziPlace /^● \d\+:\d\+/ nextgroup=ZhengziChange skipwhite
    syntax match ZhengziChange /\S.\{-} → \S*/ contained contains=ZhengziFromPart,ZhengziToPart
      \ nextgroup=ZhengziOperation skipwhite
    syntax match ZhengziFromPart /\S.\{-}\ze → / contained
    syntax match ZhengziToPart /→ \zs\S*/ contained
    syntax match ZhengziOperation /\S\+ \S\+/ contained nextgroup=ZhengziAlso skipwhite
    syntax match ZhengziAlso /also .*/ contained contains=ZhengziOther
    syntax match ZhengziOther /\%(also \)\@5<=.*/ contained
    syntax match ZhengziRejected /^○.*/
    highlight default link ZhengziPlace LineNr
    highlight default link ZhengziFromPart ZhengziFrom
    highlight default link ZhengziToPart ZhengziTo
    highlight default link ZhengziAlso Comment
  ]]
end

function M.clear(buf)
  if api.nvim_buf_is_valid(buf) then
    api.nvim_buf_clear_namespace(buf, space, 0, -1)
  end
end

-- The first edit that ends in this row or behind it.
local function first_from(found, row)
  local low, high = 1, found.count + 1
  while low < high do
    local middle = math.floor((low + high) / 2)
    if found.end_row[middle] < row then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

-- Pieces of text with a highlight each, broken into lines of a width as the window breaks its own; no
-- more of them than the window has.
local function break_lines(parts, width, height)
  local lines, line, column = {}, {}, 0
  for _, part in ipairs(parts) do
    local text = ""
    local most = part[1]:sub(1, width * height * 4)
    for _, character in ipairs(vim.fn.split(most, "\\zs")) do
      local cells = vim.fn.strdisplaywidth(character, column)
      if column + cells > width and column > 0 then
        line[#line + 1] = { text, part[2] }
        lines[#lines + 1] = line
        if #lines == height then
          return lines
        end
        line, text, column = {}, "", 0
      end
      text = text .. character
      column = column + cells
    end
    line[#line + 1] = { text, part[2] }
  end
  lines[#lines + 1] = line
  return lines
end

-- The line of a row with the accepted edits n to last in it.
local function result_parts(view, row, n, last)
  local found = view.found
  local line = edits.line(found, row)
  local parts, at = {}, 0
  for i = n, last do
    local from_here = found.row[i] == row and found.col[i] or 0
    parts[#parts + 1] = { line:sub(at + 1, from_here), "ZhengziResult" }
    at = found.end_row[i] == row and found.end_col[i] or #line
    if not view.accepted[i] then
      parts[#parts + 1] = { line:sub(from_here + 1, at), "ZhengziRejected" }
    elseif found.row[i] == row then
      local to = (view.others[i] or found.to[i]):gsub("%c", " ")
      parts[#parts + 1] = { to, "ZhengziTo" }
    end
  end
  parts[#parts + 1] = { line:sub(at + 1), "ZhengziResult" }
  return parts
end

local function mark_place(view, i, rows, now)
  local found = view.found
  if found.row[i] >= rows then
    return
  end
  local end_row, end_col = found.end_row[i], found.end_col[i]
  if end_row >= rows then
    end_row = rows - 1
    end_col = #api.nvim_buf_get_lines(found.buf, end_row, end_row + 1, true)[1]
  end
  local highlight = i == now and "ZhengziCurrent"
    or view.accepted[i] and "ZhengziFrom" or "ZhengziRejected"
  api.nvim_buf_set_extmark(found.buf, space, found.row[i], found.col[i],
    { end_row = end_row, end_col = end_col, hl_group = highlight, priority = 200 })
end

-- now: the edit that the cursor of the list is on.
function M.places(view, now)
  local found = view.found
  M.clear(found.buf)
  local info = vim.fn.getwininfo(view.window)[1]
  local rows = api.nvim_buf_line_count(found.buf)
  local seen = api.nvim_win_call(view.window, function() -- also where it was not redrawn yet
    return { vim.fn.line "w0", vim.fn.line "w$" }
  end)
  local top, bottom = seen[1] - 1, math.min(seen[2], rows - 1)
  local width = info.width - info.textoff
  local n = first_from(found, top)
  while n <= found.count and found.row[n] <= bottom do
    local last, row = n, found.row[n]
    while last < found.count and found.row[last + 1] == row do
      last = last + 1
    end
    for i = n, last do
      mark_place(view, i, rows, now)
    end
    if row < rows then
      api.nvim_buf_set_extmark(found.buf, space, row, 0,
        { virt_lines = break_lines(result_parts(view, row, n, last), width, info.height) })
    end
    n = last + 1
  end
end

return M
