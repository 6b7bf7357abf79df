-- SPDX-License-Identifier: Apache-2.0
-- Puts edits into the buffer, each by itself, so that marks, folds and cursors stay where they were;
-- all of it is one step of undo.

local api = vim.api
local edits = require "zhengzi.nvim.edits"

local M = {}

-- Bytes times edits of a line above which the line is put in as a whole: each edit moves the rest of
-- its line.
local LINE_WORK = 4e6
local MANY = 64
local SLICE = 4e6 -- nanoseconds

local function last_place(buf)
  local last = api.nvim_buf_line_count(buf) - 1
  return last, #api.nvim_buf_get_lines(buf, last, last + 1, true)[1]
end

local function split(text)
  return text:find("\n", 1, true) and vim.split(text, "\n", { plain = true }) or { text }
end

-- The last line's end is not in the buffer.
local function replace_to_the_end(buf, row, col, lines)
  local last, last_col = last_place(buf)
  if #lines > 1 and lines[#lines] == "" then
    lines[#lines] = nil
  elseif #lines == 1 and lines[1] == "" and col == 0 and row > 0 then
    row = row - 1
    col = #api.nvim_buf_get_lines(buf, row, row + 1, true)[1]
  end
  api.nvim_buf_set_text(buf, row, col, last, last_col, lines)
end

local function replace(buf, row, col, end_row, end_col, to)
  local lines = split(to)
  if row >= api.nvim_buf_line_count(buf) then
    if lines[#lines] == "" then
      lines[#lines] = nil
    end
    return api.nvim_buf_set_lines(buf, -1, -1, true, lines)
  elseif end_row >= api.nvim_buf_line_count(buf) then
    return replace_to_the_end(buf, row, col, lines)
  end
  api.nvim_buf_set_text(buf, row, col, end_row, end_col, lines)
end

-- The first of the edits up to n that lie in one line with it.
local function first_in_line(found, n)
  local row = found.row[n]
  if found.end_row[n] ~= row then
    return n
  end
  while n > 1 and found.row[n - 1] == row and found.end_row[n - 1] == row do
    n = n - 1
  end
  return n
end

local function replace_line(found, first, last)
  local row = found.row[first]
  local line = api.nvim_buf_get_lines(found.buf, row, row + 1, true)[1]
  if (last - first + 1) * #line < LINE_WORK then
    return false
  end
  local parts, at = {}, found.col[first]
  for n = first, last do
    parts[#parts + 1] = line:sub(at + 1, found.col[n])
    parts[#parts + 1] = found.to[n]
    at = found.end_col[n]
  end
  replace(found.buf, row, found.col[first], row, at, table.concat(parts))
  return true
end

-- ---- Places that are to move with the text -------------------------------------------------

local mark_names = {}
for code = 0, 25 do
  mark_names[#mark_names + 1] = string.char(("a"):byte() + code)
  mark_names[#mark_names + 1] = string.char(("A"):byte() + code)
end

-- Cursors of all windows, and the marks that a user sets: Neovim 0.7 forgets the marks of a line that
-- nvim_buf_set_text changes, and moves no column.
local function hold_places(buf)
  local held = {}
  for _, window in ipairs(vim.fn.win_findbuf(buf)) do
    local cursor = api.nvim_win_get_cursor(window)
    held[#held + 1] = { window = window, row = cursor[1] - 1, col = cursor[2] }
  end
  for _, name in ipairs(mark_names) do
    local mark = api.nvim_buf_get_mark(buf, name)
    if mark[1] > 0 then
      held[#held + 1] = { mark = name, row = mark[1] - 1, col = mark[2] }
    end
  end
  return held
end

-- Moves a place as edit n does, all edits behind that having moved it.
local function move(place, found, n)
  local row, col, end_row, end_col = found.row[n], found.col[n], found.end_row[n], found.end_col[n]
  if place.row < row or (place.row == row and place.col < col) then
    return
  elseif place.row < end_row or (place.row == end_row and place.col < end_col) then
    place.row, place.col = row, col
    return
  end
  local lines = split(found.to[n])
  if place.row == end_row then
    place.col = place.col - end_col + #lines[#lines] + (#lines == 1 and col or 0)
  end
  place.row = place.row - end_row + row + #lines - 1
end

local function put_back(buf, held)
  local last = api.nvim_buf_line_count(buf)
  for _, place in ipairs(held) do
    local line = math.min(place.row + 1, last)
    local text = api.nvim_buf_get_lines(buf, line - 1, line, true)[1]
    local col = math.min(place.col, #text)
    if place.mark then
      pcall(api.nvim_buf_set_mark, buf, place.mark, line, col, {})
    elseif api.nvim_win_is_valid(place.window) and api.nvim_win_get_buf(place.window) == buf then
      local now = api.nvim_win_get_cursor(place.window)
      if now[1] ~= line or now[2] ~= col then -- or the column that "j" wants would be lost
        pcall(api.nvim_win_set_cursor, place.window, { line, col })
      end
    end
  end
end

-- ---- All of it ------------------------------------------------------------------------------

-- Applies edits from n down while there is time; gives the next one.
local function apply_some(found, n, held, enough)
  while n > 0 do
    local first = first_in_line(found, n)
    if n - first < MANY or not replace_line(found, first, n) then
      for i = n, first, -1 do
        replace(found.buf, found.row[i], found.col[i], found.end_row[i], found.end_col[i],
          found.to[i])
      end
    end
    for _, place in ipairs(held) do
      for i = n, first, -1 do
        move(place, found, i)
      end
    end
    n = first - 1
    if enough() then
      break
    end
  end
  return n
end

-- Undo that begins here, and goes on in later slices.
local function begin_undo()
  vim.cmd "let &g:undolevels = &g:undolevels"
end

local function in_buffer(found, act)
  local buf = found.buf
  vim.bo[buf].modifiable = true
  local held = hold_places(buf)
  local fine, why = pcall(api.nvim_buf_call, buf, function()
    act(held)
  end)
  put_back(buf, held)
  vim.bo[buf].modifiable = false
  found.tick = api.nvim_buf_get_changedtick(buf)
  if not fine then
    error(why, 0)
  end
end

local function check_between(found)
  if not api.nvim_buf_is_valid(found.buf) then
    error("the buffer is gone", 0)
  elseif api.nvim_buf_get_changedtick(found.buf) ~= found.tick then
    error("the buffer was changed while it was converted; undo takes back what was done", 0)
  end
end

-- In slices: between them the buffer can't be modified by others.
local function apply_slices(found, pause)
  local n, started = found.count, false
  while n > 0 do
    in_buffer(found, function(held)
      if started then
        vim.cmd "undojoin"
      else
        begin_undo()
      end
      local budget = vim.loop.hrtime() + SLICE
      n = apply_some(found, n, held, function()
        return vim.loop.hrtime() > budget
      end)
    end)
    started = true
    local stop = pause(1 - n / found.count)
    check_between(found)
    if stop and n > 0 then
      in_buffer(found, function()
        vim.cmd "silent undo"
      end)
      error("cancelled, nothing was changed", 0)
    end
  end
end

-- Applies all edits that were found. pause(fraction) is called now and then.
function M.apply(found, pause)
  edits.check(found)
  local buf = found.buf
  if found.count == 0 then
    return
  elseif not vim.bo[buf].modifiable then
    error("the buffer can't be modified: 'modifiable' is off", 0)
  end
  vim.bo[buf].modifiable = false
  local fine, why = pcall(apply_slices, found, pause)
  if api.nvim_buf_is_valid(buf) then
    vim.bo[buf].modifiable = true
  end
  if not fine then
    error(why, 0)
  end
end

-- A copy with only the edits for which keep(n) gives true, or another text to put in.
function M.choose(found, keep)
  local chosen = { buf = found.buf, tick = found.tick, count = 0,
    row = {}, col = {}, end_row = {}, end_col = {}, to = {} }
  for n = 1, found.count do
    local kept = keep(n)
    if kept then
      local m = chosen.count + 1
      chosen.count = m
      for _, field in ipairs { "row", "col", "end_row", "end_col", "to" } do
        chosen[field][m] = found[field][n]
      end
      if type(kept) == "string" then
        chosen.to[m] = kept
      end
    end
  end
  return chosen
end

return M
