-- SPDX-License-Identifier: Apache-2.0
---@meta zhengzi

-- For the Lua language server: what the module zhengzi holds. Name this folder in its setting
-- workspace.library. It is never run.

---Conversion of Chinese text between Simplified, Traditional (OpenCC standard, Taiwan, Hong Kong)
---and Japanese forms, and its clean-up.
---@class zhengzi
---@field version string The library's version, as "0.1.0".
---@field data_version string The version of the dictionaries inside, as "OpenCC 1.4.2".
local zhengzi = {}

---@class zhengzi.Options
---@field invalid? "pass"|"error" What happens to ill-formed UTF-8: it passes untouched (the default), or `convert` fails.
---@field tofu? boolean Whether characters that few fonts have are used; true by default.

---@class zhengzi.RecipeInfo
---@field name string
---@field kind "conversion"|"step"|"preset"
---@field summary string

---A recipe, opened. It never changes; the collector frees it.
---@class zhengzi.Converter
---@overload fun(text: string): string?, string?, integer?
local Converter = {}

---Opens a recipe: a comma-separated list of steps, as "s2tw" or "clean,t2s".
---@param recipe string
---@param options? zhengzi.Options
---@return zhengzi.Converter? converter nil where the recipe is unknown or contradicts itself
---@return string? message why
---@return integer? position where in the recipe the step at fault begins, from 1
function zhengzi.open(recipe, options) end

---Every name that a recipe may be made of.
---@return zhengzi.RecipeInfo[]
function zhengzi.recipes() end

---The converted text. Calling the converter itself does the same.
---@param text string in UTF-8
---@return string? converted nil for ill-formed UTF-8 under `invalid = "error"`
---@return string? message why
---@return integer? position the first byte at fault, from 1
function Converter:convert(text) end

---Frees it before the collector would; after that it converts no more. `local c <close>` of Lua 5.4
---does it at the end of the block.
function Converter:close() end

return zhengzi
