-- SPDX-License-Identifier: Apache-2.0
-- Finds what a recipe changes in a region, by the module's streams, without changing anything.

local api = vim.api

local M = {}

local CHUNK = 16 * 1024 -- bytes between two looks at the clock

-- Where the output is that edits are cut from: parts in order, those before the last edit dropped.
local Output = {}
Output.__index = Output

function Output.new()
  return setmetatable({ parts = {}, head = 1, tail = 0, at = 0, size = 0 }, Output)
end

function Output:add(part)
  if part ~= "" then
    self.tail = self.tail + 1
    self.parts[self.tail] = part
  end
end

-- The bytes from offset on, counted from 0; offsets ascend from call to call.
function Output:cut(offset, size)
  while self.head <= self.tail and self.at + #self.parts[self.head] <= offset do
    self.at = self.at + #self.parts[self.head]
    self.parts[self.head] = nil
    self.head = self.head + 1
  end
  local text, index, from = "", self.head, offset - self.at
  while size > #text do
    local part = self.parts[index]:sub(from + 1, from + size - #text)
    text = text == "" and part or text .. part
    index, from = index + 1, 0
  end
  return text
end

-- Where in the buffer the offsets of a piece are; they ascend too.
local Places = {}
Places.__index = Places

function Places.new(piece)
  return setmetatable({ row = piece.row, starts = { [piece.row] = -piece.col } }, Places)
end

function Places:line(row, offset)
  self.starts[row] = row == self.row and self.starts[row] or offset
end

function Places:find(offset)
  while self.starts[self.row + 1] and self.starts[self.row + 1] <= offset do
    self.starts[self.row] = nil
    self.row = self.row + 1
  end
  return self.row, offset - self.starts[self.row]
end

-- The end of an edit may be lines further, without leaving its beginning.
function Places:find_end(offset)
  local row = self.row
  while self.starts[row + 1] and self.starts[row + 1] <= offset do
    row = row + 1
  end
  return row, offset - self.starts[row]
end

local function take_edits(found, edits, output, places, limit)
  for _, edit in ipairs(edits) do
    if found.count == limit then
      found.cut = true
      return
    end
    local n = found.count + 1
    local source = edit.source - 1
    found.count = n
    found.row[n], found.col[n] = places:find(source)
    found.end_row[n], found.end_col[n] = places:find_end(source + edit.source_size)
    found.to[n] = output:cut(edit.target - 1, edit.target_size)
    found.step[n], found.operation[n] = edit.step, edit.operation
  end
end

local function position(places, message, at)
  if at then
    local row, col = places:find(at - 1)
    message = ("%s (line %d, byte %d)"):format(message, row + 1, col + 1)
  end
  error(message, 0)
end

-- One piece through the stream. look(fraction of rows) is called between chunks.
local function find_in_piece(found, region, piece, stream, look, limit)
  local output, places = Output.new(), Places.new(piece)
  local waiting, waiting_size, fed = {}, 0, 0

  local function take(text, edits, at)
    if not text then
      position(places, edits, at)
    end
    output:add(text)
    take_edits(found, edits, output, places, limit)
  end

  local function feed(row)
    local text = table.concat(waiting)
    waiting, waiting_size = {}, 0
    for first = 1, #text, CHUNK do
      take(stream:feed(text:sub(first, first + CHUNK - 1)))
      look(row)
    end
  end

  require("zhengzi.nvim.region").each_line(region, piece, function(row, text)
    if found.cut then
      return false
    end
    places:line(row, fed)
    fed = fed + #text
    waiting[#waiting + 1] = text
    waiting_size = waiting_size + #text
    if waiting_size >= CHUNK then
      feed(row)
    end
  end)
  places:line(piece.end_row + 1, piece.whole_lines and fed or math.huge)
  feed(piece.end_row)
  take(stream:finish())
end

-- What the converter changes in the region: arrays of the same length, an edit a place in each, rows
-- and columns from 0. Raises a message where the text can't be converted or was changed meanwhile.
function M.find(region, converter, pause, limit)
  local found = {
    buf = region.buf, tick = api.nvim_buf_get_changedtick(region.buf), count = 0,
    row = {}, col = {}, end_row = {}, end_col = {}, to = {}, step = {}, operation = {},
  }
  local rows = 0
  for _, piece in ipairs(region.pieces) do
    rows = rows + piece.end_row - piece.row + 1
  end

  local rows_before = 0
  local stream = converter:stream { edits = true }
  for _, piece in ipairs(region.pieces) do
    find_in_piece(found, region, piece, stream, function(row)
      if pause((rows_before + row - piece.row) / rows) then
        error("cancelled, nothing was changed", 0)
      end
      M.check(found)
    end, limit)
    if found.cut then
      break
    end
    rows_before = rows_before + piece.end_row - piece.row + 1
    stream:reset()
  end
  stream:close()
  return found
end

-- Raises a message where the buffer is not what it was when these edits were found.
function M.check(found)
  if not api.nvim_buf_is_valid(found.buf) then
    error("the buffer is gone", 0)
  elseif api.nvim_buf_get_changedtick(found.buf) ~= found.tick then
    error("the buffer was changed meanwhile, nothing was converted", 0)
  end
end

-- A line of the buffer as it is since the edits were found; the last one is kept, as a long line has
-- many edits.
function M.line(found, row)
  if found.line_row ~= row then
    found.line_row = row
    found.line_text = api.nvim_buf_get_lines(found.buf, row, row + 1, false)[1] or ""
  end
  return found.line_text
end

-- The text that edit n replaces.
function M.from(found, n)
  if found.row[n] == found.end_row[n] then
    return M.line(found, found.row[n]):sub(found.col[n] + 1, found.end_col[n])
  end
  local lines = api.nvim_buf_get_lines(found.buf, found.row[n], found.end_row[n] + 1, false)
  local count = found.end_row[n] - found.row[n] + 1
  lines[count] = (lines[count] or ""):sub(1, found.end_col[n])
  lines[1] = lines[1]:sub(found.col[n] + 1)
  return table.concat(lines, "\n")
end

-- The first text among those put in that an encoding of files has no bytes for, and its edit.
function M.unwritable(found, encoding)
  local seen = {}
  for n = 1, found.count do
    local to = found.to[n]
    if not seen[to] then
      seen[to] = true
      if not to:find "%z" and to ~= ""
        and vim.fn.iconv(vim.fn.iconv(to, "utf-8", encoding), encoding, "utf-8") ~= to then
        return to, n
      end
    end
  end
end

return M
