-- SPDX-License-Identifier: Apache-2.0
-- :zhengzi RECIPE for vis, and an operator. In visrc.lua:
--
--     local zhengzi = dofile "/usr/local/share/zhengzi/vis/zhengzi.lua"
--     zhengzi.recipe = "s2tw"                      -- for :zhengzi alone
--     zhengzi.options = { protect = { "面条" } }    -- as the Lua module's zhengzi.open has them
--     zhengzi.operator("gz", "s2tw")
--
-- It needs the Lua module zhengzi for the Lua of vis where package.cpath finds it.

local M = { recipe = nil, options = nil }

-- Above this many changes of a range it is put in as a whole: vis looks for each place from the
-- beginning.
local MANY = 2000
local CHUNK = 64 * 1024

local opened = {}

local function open(recipe)
  local known = opened[recipe]
  if known and known.options == M.options then
    return known.converter
  end
  local path = package.path
  package.path = "" -- the module is no Lua file; this one may have its name
  local found, zz = pcall(require, "zhengzi")
  package.path = path
  if not found then
    return nil, "the Lua module can't be loaded: " .. tostring(zz):match "^[^\n]*"
  elseif type(zz) ~= "table" or not zz.open then
    return nil, "something else is loaded by the name of the module; load this file by dofile"
  end
  local fine, converter, message = pcall(zz.open, recipe, M.options)
  if not fine then
    return nil, tostring(converter)
  elseif not converter then
    return nil, message
  end
  opened[recipe] = { converter = converter, options = M.options }
  return converter
end

-- What the converter changes in a text: where, from 0, how many bytes, and what comes there; and the
-- whole of what comes out.
local function find(converter, text)
  local stream = converter:stream { edits = true }
  local output, edits, message, at = {}, {}, nil, nil
  local found = {}
  for first = 1, #text + CHUNK, CHUNK do
    local part
    if first <= #text then
      part, edits, at = stream:feed(text:sub(first, first + CHUNK - 1))
    else
      part, edits, at = stream:finish()
    end
    if not part then
      message = edits
      return nil, ("%s (byte %d)"):format(message, at or 0)
    end
    output[#output + 1] = part
    for _, edit in ipairs(edits) do
      found[#found + 1] = { edit.source - 1, edit.source_size, edit.target, edit.target_size }
    end
  end
  local converted = table.concat(output)
  for _, edit in ipairs(found) do
    edit[3] = converted:sub(edit[3], edit[3] + edit[4] - 1)
  end
  return found, converted
end

local function replace(file, from, size, text)
  if size > 0 then
    file:delete(from, size)
  end
  if text ~= "" then
    file:insert(from, text)
  end
end

-- Changes a range of a file; gives how many changes that were, and how many bytes more there are.
local function convert(converter, file, range)
  local text = file:content(range)
  local found, converted = find(converter, text)
  if not found then
    return nil, converted
  end
  if #found > MANY then
    replace(file, range.start, #text, converted)
  else
    for i = #found, 1, -1 do
      replace(file, range.start + found[i][1], found[i][2], found[i][3])
    end
  end
  return #found, #converted - #text
end

local function say(message)
  vis:info("zhengzi: " .. message)
end

-- What the command is for: all selections where there are several, of which vis hands over one; else
-- the range, which is that of an address, the selection, or all of the file.
local function ranges(win, range)
  local list = {}
  for selection in win:selections_iterator() do
    if selection.anchored and selection.range then
      list[#list + 1] = selection.range
    end
  end
  return #list > 1 and list or { range }
end

vis:command_register("zhengzi", function(arguments, _, win, _, range)
  local recipe = table.concat(arguments, "")
  recipe = recipe ~= "" and recipe or M.recipe
  if not recipe then
    say "no recipe was named"
    return false
  end
  local converter, message = open(recipe)
  if not converter then
    say(message)
    return false
  end
  local position = win.selection.pos or 0
  local list = ranges(win, range)
  table.sort(list, function(a, b)
    return a.start > b.start
  end)
  local total = 0
  for _, one in ipairs(list) do
    local count, why = convert(converter, win.file, one)
    if not count then
      say(why)
      return false
    end
    total = total + count
  end
  win.selection.pos = math.min(position, math.max(0, win.file.size - 1))
  say(recipe .. ": " .. (total == 0 and "nothing to change" or total == 1 and "1 change"
    or total .. " changes"))
  return true
end, "Convert Chinese text by a recipe, as s2tw or clean,t2s")

-- An operator on a key: gz and a motion, or with a selection.
function M.operator(key, recipe)
  return vis:operator_new(key, function(file, range, position)
    local converter, message = open(recipe or M.recipe or "")
    local count
    if converter then
      count, message = convert(converter, file, range)
    end
    if not count then
      say(message)
      return position
    end
    return range.start
  end, "Convert Chinese text by the recipe " .. (recipe or "of zhengzi.recipe"))
end

return M
