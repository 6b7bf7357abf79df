-- SPDX-License-Identifier: Apache-2.0
-- Input lines converted before TeX reads them; zhengzi.tex loads this. LuaTeX loads modules in C only
-- under --shell-escape. docs/lua.md shows how to use it.

local found, zz = pcall(require, "zhengzi")
if not found then
  local how = "LuaTeX needs --shell-escape to load it, and CLUAINPUTS may name its folder, as '/DIR:'"
  error(("The module zhengzi for %s was not found: %s.\n%s"):format(_VERSION, how, zz))
end

-- Commands whose arguments are names and no text.
local names = {}
for name in ([[input include includegraphics includeonly label ref eqref pageref autoref cite citep citet nocite
    bibliography bibliographystyle addbibresource usepackage documentclass begin end url href hyperref fontspec setmainfont
    setCJKmainfont setCJKsansfont setCJKmonofont newfontfamily font csname zhengzi]]):gmatch("%a+") do
  names[name] = true
end

local converter

-- One argument after position, in braces or brackets; where it ends, or nil.
local function argument_end(line, position)
  local first, last = line:find("^%s*%b{}", position)
  if not first then
    first, last = line:find("^%s*%b[]", position)
  end
  return last
end

-- Where the command that begins at position ends: after letters, as TeX has them now.
local function command_end(line, position)
  local place = position + 1
  while place <= #line and tex.getcatcode(utf8.codepoint(line, place)) == 11 do
    place = utf8.offset(line, 2, place)
  end
  return place - 1
end

-- Commands, and the arguments of those above.
local function kept_ranges(line)
  local ranges, position = {}, 1
  while true do
    local first = line:find("\\", position, true)
    if not first then
      return ranges
    end
    local last = command_end(line, first)
    local name = line:sub(first + 1, last)
    local argument = names[name] and argument_end(line, last + 1)
    while argument do
      last = argument
      argument = name ~= "href" and argument_end(line, last + 1)
    end
    last = math.max(last, first)
    ranges[#ranges + 1] = { first, last }
    position = last + 1
  end
end

-- nil: the line stays as it is.
local function convert_line(line)
  if not converter or not utf8.len(line) then
    return nil
  end
  return (converter:keeping(line, kept_ranges(line)))
end

local function register(action)
  if luatexbase then
    luatexbase.add_to_callback("process_input_buffer", action, "zhengzi")
  else
    callback.register("process_input_buffer", action)
  end
end

local registered = false

-- From the next line on; an empty recipe ends it.
function zhengzi_use(recipe)
  converter = nil
  if recipe == "" then
    return
  end
  local opened, message = zz.open(recipe)
  if not opened then
    tex.error("zhengzi: " .. message)
    return
  end
  converter = opened
  if not registered then
    register(convert_line)
    registered = true
  end
end
