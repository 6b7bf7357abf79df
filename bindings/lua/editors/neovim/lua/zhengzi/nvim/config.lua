-- SPDX-License-Identifier: Apache-2.0
-- The options of setup, and the converters opened with them.

local M = {}

local defaults = {
  recipe = nil, -- what a command or mapping without a recipe uses
  alternatives = nil, -- the recipe of :ZhengziAlternatives, where it is another
  dictionary = nil, -- a file, or a table of words and what they become
  protect = nil, -- a file, or a list of words
  furniture = nil, -- a file, or a list of lines
  invalid = nil,
  tofu = nil,
  blocking = 256 * 1024, -- bytes that are converted at once; more are in slices
  slice = 8, -- milliseconds of a slice
  preview_limit = 20000, -- changes that a preview shows
}

local words = { "dictionary", "protect", "furniture" }

M.options = defaults

local opened = {}

function M.setup(options)
  options = options or {}
  for name in pairs(options) do
    local known = { recipe = 1, alternatives = 1, dictionary = 1, protect = 1, furniture = 1,
      invalid = 1, tofu = 1, blocking = 1, slice = 1, preview_limit = 1 }
    if not known[name] then
      error(("zhengzi: setup has no option '%s', see :help zhengzi-setup"):format(name), 3)
    end
  end
  M.options = vim.tbl_extend("force", defaults, options)
  opened = {}
end

-- The module, or nil and why there is none.
function M.module()
  local found, module = pcall(require, "zhengzi")
  if found and type(module) == "table" and module.open then
    return module
  end
  return nil, "the Lua module zhengzi can't be loaded, see :help zhengzi-install: "
    .. (found and "what is found by that name is another" or tostring(module):match("^[^\n]*"))
end

local function path_of(value)
  return type(value) == "string" and vim.fn.fnamemodify(vim.fn.expand(value), ":p") or nil
end

-- Changes with the files of words.
local function stamp()
  local parts = {}
  for _, name in ipairs(words) do
    local path = path_of(M.options[name])
    local state = path and vim.loop.fs_stat(path)
    parts[#parts + 1] = state
      and ("%d.%d.%d"):format(state.mtime.sec, state.mtime.nsec, state.size) or "-"
  end
  return table.concat(parts, " ")
end

local function read_options()
  local read = { invalid = M.options.invalid, tofu = M.options.tofu }
  for _, name in ipairs(words) do
    local value = M.options[name]
    local path = path_of(value)
    if path then
      local file, why = io.open(path, "rb")
      if not file then
        return nil, ("option '%s': %s"):format(name, why)
      end
      value = file:read("*a")
      file:close()
    end
    read[name] = value
  end
  return read
end

-- The converter of a recipe, or nil and why there is none.
function M.open(recipe)
  local zz, why = M.module()
  if not zz then
    return nil, why
  end
  local key, now = recipe, stamp()
  if opened[key] and opened[key].stamp == now then
    return opened[key].converter
  end
  local options
  options, why = read_options()
  if not options then
    return nil, why
  end
  local fine, converter, message = pcall(zz.open, recipe, options)
  if not fine then
    return nil, tostring(converter)
  elseif not converter then
    return nil, message
  end
  opened[key] = { converter = converter, stamp = now }
  return converter
end

return M
