-- SPDX-License-Identifier: Apache-2.0
---@meta zhengzi

-- For the Lua language server: what the module zhengzi holds. Name this folder in its setting
-- workspace.library. It is never run. docs/lua.md shows all of it in use.
--
-- Positions count as Lua's do: the first byte of a text is 1, and what lies between two of them is
-- text:sub(first, last). What lies in the input is told by nil, a message and a position; what is
-- wrong in the program, as a table for a string, raises an error, as memory that runs out does.

---Conversion of Chinese text between Simplified, Traditional (OpenCC standard, Taiwan, Hong Kong)
---and Japanese forms, and its clean-up.
---@class zhengzi
---@field version string The library's version, as "0.1.0".
---@field data_version string The version of the dictionaries inside, as "OpenCC 1.4.2".
local zhengzi = {}

---@class zhengzi.Options
---@field dictionary? string|table<string, string> Words of your own, before all steps: words and what they become, or lines of key TAB value.
---@field protect? string|string[] Words that no step may touch: a list, or lines.
---@field furniture? string|string[] More lines for the step furniture to delete: a list, or lines.
---@field invalid? "pass"|"error"|"replace"|"drop" What happens to ill-formed UTF-8: it passes untouched (the default), the call fails, it becomes U+FFFD, it is left out.
---@field tofu? boolean Whether characters that few fonts have are used; true by default.

---@class zhengzi.RecipeInfo
---@field name string
---@field kind "conversion"|"step"|"preset"
---@field summary string

---@alias zhengzi.Units "bytes"|"codepoints"|"utf16"

---A stretch of the text and what it became. With units of bytes, `text:sub(source, source + source_size - 1)`
---is `from`, and the same of the result is `to`.
---@class zhengzi.Edit
---@field source integer where it begins in the text, from 1
---@field source_size integer 0: an insertion, before `source`
---@field target integer where it begins in the result, from 1
---@field target_size integer 0: a deletion
---@field from string
---@field to string
---@field step string the last step of the recipe that had a part in it
---@field operation string what that step did, as "phrase"
---@field score? number how likely `to` is right, from 0 to 1, where alternatives were wanted and the context model weighed them
---@field alternatives? zhengzi.Alternative[] what else `to` could be, the likeliest first, where they were wanted

---@class zhengzi.Alternative
---@field text string
---@field score? number how likely it is right, from 0 to 1; not there where nobody weighed

---A place that was left as it is, though repair or :context were not sure of it.
---@class zhengzi.Suggestion
---@field source integer where it begins in the text, from 1
---@field source_size integer
---@field target integer where it begins in the result, from 1
---@field target_size integer
---@field from? string what stands there; not of a stream
---@field step string the step that was unsure
---@field score number how likely what stands there is right, from 0 to 1
---@field alternatives zhengzi.Alternative[] what it could be instead

---An edit of a stream: the texts are those that went through it.
---@class zhengzi.StreamEdit
---@field source integer where it begins in all that was fed, from 1
---@field source_size integer
---@field target integer where it begins in all that came out, from 1
---@field target_size integer
---@field step string
---@field operation string
---@field score? number
---@field alternatives? zhengzi.Alternative[]

---@class zhengzi.EditOptions
---@field units? zhengzi.Units what positions and sizes count; bytes by default
---@field keep? [integer, integer][] ranges that no step touches, in bytes; see `keeping`
---@field alternatives? boolean whether to tell what else each edit could be, and suggestions; that takes longer

---@class zhengzi.StreamOptions
---@field edits? boolean whether to give the edits too
---@field alternatives? boolean whether to give edits, with what else each could be, and suggestions

---What a text is written in. The scores are from 0 to 1; the rest are counts of characters.
---@class zhengzi.Detection
---@field script "none"|"either"|"simplified"|"traditional"|"mixed"|"japanese"
---@field script_score number
---@field region "none"|"taiwan"|"hong-kong"
---@field region_score number
---@field han integer
---@field simplified integer
---@field traditional integer
---@field japanese integer
---@field kana integer
---@field taiwan integer
---@field hong_kong integer

---A recipe, opened. It never changes; the collector frees it.
---@class zhengzi.Converter
---@overload fun(text: string): string?, string?, integer?
local Converter = {}

---What a text and its conversion have to do with each other; it knows both. The collector frees it.
---@class zhengzi.Result
local Result = {}

---A text that comes in chunks. The collector frees it.
---@class zhengzi.Stream
local Stream = {}

---Counts the characters of a text that comes in pieces.
---@class zhengzi.Detector
local Detector = {}

---Opens a recipe: a comma-separated list of steps, as "s2tw" or "clean,t2s".
---@param recipe string
---@param options? zhengzi.Options
---@return zhengzi.Converter? converter nil where the recipe is unknown or contradicts itself, or the words are wrong
---@return string? message why
---@return integer? position where in the recipe the step at fault begins, from 1; or in the lines of words
function zhengzi.open(recipe, options) end

---Opens a configuration in OpenCC's form, a JSON file, with the dictionaries beside it.
---@param path string
---@param options? zhengzi.Options
---@return zhengzi.Converter? converter nil where a file is missing or wrong
---@return string? message why
---@return integer? position in the file at fault, from 1
function zhengzi.open_config(path, options) end

---Every name that a recipe may be made of.
---@return zhengzi.RecipeInfo[]
function zhengzi.recipes() end

---Which script a text is in, and which region's.
---@param text string in UTF-8
---@return zhengzi.Detection
function zhengzi.detect(text) end

---The same of a text in pieces.
---@return zhengzi.Detector
function zhengzi.detector() end

---The converted text. Calling the converter itself does the same.
---@param text string in UTF-8
---@return string? converted nil for ill-formed UTF-8 under `invalid = "error"`
---@return string? message why
---@return integer? position the first byte at fault, from 1
function Converter:convert(text) end

---The converted text, with ranges that no step touches; what is beside them is converted in their sight.
---@param text string in UTF-8
---@param kept [integer, integer][] the first and the last byte of each, as in `text:sub`; in order and apart
---@return string? converted
---@return string? message
---@return integer? position
function Converter:keeping(text, kept) end

---What a conversion changes, in order and apart.
---@param text string in UTF-8
---@param options? zhengzi.EditOptions|zhengzi.Units
---@return zhengzi.Edit[]? edits nil as `convert`
---@return string converted, or the message
---@return zhengzi.Result|integer? result, or the position
---@return zhengzi.Suggestion[]? suggestions where alternatives are wanted
function Converter:edits(text, options) end

---All that a word or a phrase of 256 bytes at the most could become, for a menu: first what `convert` makes of it.
---@param text string
---@return string[]? alternatives nil as `convert`
---@return string? message
---@return integer? position
function Converter:alternatives(text) end

---A stream by this recipe.
---@param options? zhengzi.StreamOptions
---@return zhengzi.Stream
function Converter:stream(options) end

---No result of a text of that many bytes is longer than this.
---@param size integer
---@return integer
function Converter:bound(size) end

---Frees it before the collector would; after that it converts no more. Results and streams of it
---live on. `local c <close>` of Lua 5.4 does it at the end of the block.
function Converter:close() end

---Where a position is on the other side. Inside an edit it is that edit's beginning there.
---@param position integer from 1 to one past the end, in the units of the edits
---@param direction? "forward"|"back" from the text to its conversion (the default), or back
---@return integer
function Result:map(position, direction) end

---The text with some of the edits alone, as where a user accepts some and rejects others.
---@param chosen integer[] their numbers, from 1
---@return string
function Result:apply(chosen) end

---Frees it before the collector would.
function Result:close() end

---Takes the next chunk, which may end anywhere, and gives what is decided by now.
---@param chunk string
---@return string? output may be empty; nil as of `Converter:convert`, and then only `reset` works
---@return zhengzi.StreamEdit[]|string|nil edits those decided by now, if wanted; or the message
---@return zhengzi.Suggestion[]|integer|nil suggestions if wanted; or the position in all that was fed
function Stream:feed(chunk) end

---Says that the text has ended, and gives the rest.
---@return string? output
---@return zhengzi.StreamEdit[]|string|nil edits
---@return zhengzi.Suggestion[]|integer|nil suggestions
function Stream:finish() end

---The stretch of text whose edits the last call has decided, of a stream with edits; together they are all of it.
---@return integer source where it begins in all that was fed, from 1
---@return integer source_size
---@return integer target where it begins in all that comes out, from 1
---@return integer target_size
function Stream:decided() end

---Where a position in that stretch is on the other side.
---@param position integer
---@param direction? "forward"|"back"
---@return integer
function Stream:map(position, direction) end

---Makes the stream ready for another text.
function Stream:reset() end

---Frees it before the collector would.
function Stream:close() end

---Adds a piece, cut between characters.
---@param piece string
---@return zhengzi.Detector itself
function Detector:feed(piece) end

---What all pieces so far are written in.
---@return zhengzi.Detection
function Detector:detection() end

return zhengzi
