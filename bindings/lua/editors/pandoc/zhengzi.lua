-- SPDX-License-Identifier: Apache-2.0
-- A filter for pandoc 2.17 and later: pandoc -L zhengzi.lua -M zhengzi=s2twp in.docx -o out.docx
--
-- The text of a paragraph is converted in one piece, so that a word is seen whole though half of it is
-- emphasized, and then laid back into the paragraph's elements. docs/lua.md says what is left alone.

PANDOC_VERSION:must_be_at_least { 2, 17 }

-- The module is no Lua file: that could only be this one.
local path = package.path
package.path = ""
local found, zz = pcall(require, "zhengzi")
package.path = path
if not found then
  local where = "LUA_CPATH can name its place, as '/DIR/?.so;;'"
  error(("The module zhengzi for %s was not found; %s.\n%s"):format(_VERSION, where, zz))
end

local type_of, stringify = pandoc.utils.type, pandoc.utils.stringify
local converter
local filter = { traverse = "topdown" }

-- Metadata that is text to be read; field metadata of zhengzi names more.
local readable = {
  "title", "subtitle", "author", "creator", "contributor", "publisher", "institute", "abstract", "keywords", "subject",
  "description", "category", "rights", "toc-title", "abstract-title", "reference-section-title",
}

---- What is left alone ------------------------------------------------------

local chinese = { zh = true, cmn = true, yue = true, wuu = true, nan = true, hak = true, lzh = true, und = true }

-- As HTML marks what translators leave alone, and text in another language.
local function is_foreign(element)
  local attributes = element.attributes
  local language = attributes.lang or attributes["xml:lang"]
  return element.classes:includes("notranslate")
    or attributes.translate == "no"
    or (language and not chinese[language:lower():match("^%a*")])
end

local function is_address(link)
  local text = stringify(link.content)
  return link.classes:includes("uri") or link.classes:includes("email") or text == link.target
    or "mailto:" .. text == link.target
end

---- A list of inlines as pieces of one text ---------------------------------

-- A piece has some of the text, maybe none, and maybe stands for the beginning or the end of an
-- element with inlines inside; kept are the parts of its text that no step may touch.
local pieces

local function add(piece)
  pieces[#pieces + 1] = piece
end

local function add_kept(element, text)
  add { element = element, text = text, kept = text ~= "" and { { 1, #text } } or nil }
end

local add_all

local function add_container(element, opening, closing)
  add { element = element, text = opening or "", opens = true }
  add_all(element.content)
  add { element = element, text = closing or "", closes = true }
end

local readers = {}

function readers.Str(element)
  add { element = element, text = element.text }
end

function readers.Space(element)
  add { element = element, text = " " }
end

function readers.SoftBreak(element)
  add { element = element, text = "\n", soft = true }
end

function readers.LineBreak(element)
  add_kept(element, "\n")
end

function readers.Code(element)
  add_kept(element, element.text)
end

readers.Math = readers.Code

-- What stands in it is no part of the text around it.
function readers.RawInline(element)
  add { element = element, text = "" }
end

function readers.Note(element)
  element.content = element.content:walk(filter)
  add { element = element, text = "" }
end

function readers.Image(element)
  if not is_foreign(element) then
    element.caption = element.caption:walk(filter)
  end
  add { element = element, text = "" }
end

function readers.Quoted(element)
  if element.quotetype == "SingleQuote" then
    add_container(element, "‘", "’")
  else
    add_container(element, "“", "”")
  end
end

function readers.Link(element)
  if is_address(element) or is_foreign(element) then
    add_kept(element, stringify(element.content))
  else
    add_container(element)
  end
end

function readers.Span(element)
  if is_foreign(element) then
    add_kept(element, stringify(element.content))
  else
    add_container(element)
  end
end

-- A key is a name for the program, also where the text shows it.
local function keep_keys(piece, citations)
  local kept = {}
  for _, citation in ipairs(citations) do
    local first, last = piece.text:find("@" .. citation.id, 1, true)
    if first and (not kept[1] or first > kept[#kept][2]) then
      kept[#kept + 1] = { first, last }
    end
  end
  piece.kept = piece.kept or kept[1] and kept
end

function readers.Cite(element)
  local before = #pieces
  add_container(element)
  for i = before + 1, #pieces do
    keep_keys(pieces[i], element.citations)
  end
end

local function convert_citations(element)
  for _, citation in ipairs(element.citations) do
    citation.prefix = citation.prefix:walk(filter)
    citation.suffix = citation.suffix:walk(filter)
  end
end

function add_all(inlines)
  for _, element in ipairs(inlines) do
    local read = readers[element.t]
    if read then
      read(element)
    elseif element.content then
      add_container(element)
    else
      add { element = element, text = "" }
    end
  end
end

---- The text ----------------------------------------------------------------

-- Hanzi, kana, and the marks of Chinese: between them the end of a line in the source is no space.
local function is_wide(character)
  local code = character ~= "" and utf8.codepoint(character) or 0
  return code >= 0x2E80 and code < 0xFF61 or code >= 0x20000 and code < 0x40000
end

local function neighbour(from, to, step, pattern)
  for i = from, to, step do
    if pieces[i].text ~= "" then
      return pieces[i].text:match(pattern) or ""
    end
  end
  return ""
end

-- So that a word is seen that the end of a line cuts in two.
local function join_lines()
  for i, piece in ipairs(pieces) do
    if piece.soft then
      local before = neighbour(i - 1, 1, -1, utf8.charpattern .. "$")
      local after = neighbour(i + 1, #pieces, 1, "^" .. utf8.charpattern)
      if is_wide(before) and is_wide(after) then
        piece.text = ""
      end
    end
  end
end

local function whole_text()
  local texts, kept, position = {}, {}, 1
  for i, piece in ipairs(pieces) do
    texts[i] = piece.text
    for _, range in ipairs(piece.kept or {}) do
      kept[#kept + 1] = { position + range[1] - 1, position + range[2] - 1 }
    end
    position = position + #piece.text
  end
  return table.concat(texts), kept
end

-- Where in the result a place inside an edit is: after as many characters, where it has as many.
local function place_inside(edit, position)
  local count = utf8.len(edit.from)
  if count ~= utf8.len(edit.to) then
    return edit.target + edit.target_size
  end
  local done = utf8.len(edit.from:sub(1, position - edit.source))
  return edit.target + utf8.offset(edit.to, done + 1) - 1
end

-- A function from places in the text to places in the result, for places in ascending order; where
-- something is inserted, that is behind it or not.
local function mapping(edits, result)
  local next_edit = 1
  return function(position, behind)
    local edit = edits[next_edit]
    while edit and edit.source_size > 0 and edit.source + edit.source_size <= position
      or edit and edit.source < position and edit.source_size == 0 do
      next_edit = next_edit + 1
      edit = edits[next_edit]
    end
    if edit and edit.source == position and edit.source_size == 0 then
      return behind and edit.target + edit.target_size or edit.target
    elseif edit and edit.source < position then
      return place_inside(edit, position)
    end
    return result:map(position)
  end
end

-- Of the pieces that end at one place, the last after which the fewest elements are open: what is
-- inserted there, as a space, belongs between elements rather than into one.
local function outermost()
  local chosen, depth, lowest = {}, 0, 0
  for i, piece in ipairs(pieces) do
    depth = depth + (piece.opens and 1 or piece.closes and -1 or 0)
    if i == 1 or piece.text ~= "" then
      chosen[#chosen + 1], lowest = i, depth
    elseif depth <= lowest then
      chosen[#chosen], lowest = i, depth
    end
    piece.place = #chosen
  end
  return chosen
end

-- Gives each piece what its text became; false where nothing changed.
local function convert_pieces()
  local text, kept = whole_text()
  local edits, converted, result = converter:edits(text, { keep = kept })
  if not edits then
    error(converted)
  elseif #edits == 0 then
    return false
  end
  local map, chosen, position, target = mapping(edits, result), outermost(), 1, 1
  for i, piece in ipairs(pieces) do
    position = position + #piece.text
    local target_end = i < #pieces and map(position, i >= chosen[piece.place]) or #converted + 1
    piece.became = converted:sub(target, target_end - 1)
    target = target_end
  end
  result:close()
  return true
end

---- Pieces as a list of inlines ---------------------------------------------

-- Text with spaces as pandoc has it.
local function append_text(list, text)
  for blank, word in text:gmatch("([ \n]*)([^ \n]*)") do
    if blank ~= "" then
      list:insert(pandoc.Space())
    end
    if word ~= "" then
      list:insert(pandoc.Str(word))
    end
  end
end

local function append_piece(list, piece)
  local became, text = piece.became, piece.text
  if became == text then
    list:insert(piece.element)
  elseif text == "" or piece.kept and piece.element.t ~= "Str" then
    -- Something was inserted beside it.
    local first, last = became:find(text, 1, true)
    append_text(list, became:sub(1, first - 1))
    list:insert(piece.element)
    append_text(list, became:sub(last + 1))
  else
    append_text(list, became)
  end
end

-- The end of an element: its content goes into it. Quotes that became others are text; an emphasis
-- of nothing is nothing.
local function append_container(list, content, opening, closing)
  local element = opening.element
  local same = opening.became == opening.text and closing.became == closing.text
  local with_element = same or element.t ~= "Quoted"
  if not same then
    append_text(list, opening.became)
  end
  if not with_element then
    list:extend(content)
  elseif #content > 0 or element.attr or element.t == "Cite" then
    element.content = content
    list:insert(element)
  end
  if not same then
    append_text(list, closing.became)
  end
end

local function rebuild()
  local list, waiting = pandoc.Inlines {}, {}
  for _, piece in ipairs(pieces) do
    if piece.opens then
      waiting[#waiting + 1] = { list = list, opening = piece }
      list = pandoc.Inlines {}
    elseif piece.closes then
      local outer = table.remove(waiting)
      append_container(outer.list, list, outer.opening, piece)
      list = outer.list
    else
      append_piece(list, piece)
    end
  end
  return list
end

---- The document ------------------------------------------------------------

function filter.Inlines(inlines)
  local outer = pieces -- a note within a paragraph
  pieces = {}
  add_all(inlines)
  join_lines()
  for _, piece in ipairs(pieces) do
    if piece.opens and piece.element.t == "Cite" then
      convert_citations(piece.element)
    end
  end
  convert_pieces()
  for _, piece in ipairs(pieces) do
    piece.became = piece.became or piece.text
  end
  local list = rebuild()
  pieces = outer
  return list, false
end

local function leave_foreign(block)
  if is_foreign(block) then
    return block, false
  end
end

filter.Div = leave_foreign
filter.Header = leave_foreign
filter.Table = leave_foreign

local function convert_metadata(value)
  local kind = type_of(value)
  if kind == "Inlines" or kind == "Blocks" then
    return value:walk(filter)
  elseif kind == "string" then
    local converted, message = converter:convert(value)
    return converted or error(message)
  elseif kind == "List" or kind == "table" then
    for key, inner in pairs(value) do
      value[key] = convert_metadata(inner)
    end
  end
  return value
end

local function strings(value)
  local list = {}
  for i, item in ipairs(type_of(value) == "List" and value or { value }) do
    list[i] = stringify(item)
  end
  return list
end

local function file_text(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local option_readers = {
  recipe = stringify,
  dictionary = function(value) return file_text(stringify(value)) end,
  protect = strings,
  furniture = strings,
  metadata = strings,
  tofu = function(value) return value end,
}

-- The field zhengzi: a recipe, or a table with it and options.
local function read_options(field)
  if field == nil then
    error("zhengzi: no recipe; give one, as -M zhengzi=s2twp, or in the document's metadata")
  elseif type_of(field) ~= "table" then
    return { recipe = stringify(field) }
  end
  local options = {}
  for name, value in pairs(field) do
    local read = option_readers[name] or error("zhengzi: no option '" .. name .. "'")
    options[name] = read(value)
  end
  return options
end

function Pandoc(document)
  local options = read_options(document.meta.zhengzi)
  local recipe, metadata = options.recipe or "", options.metadata or {}
  options.recipe, options.metadata = nil, nil
  local message
  converter, message = zz.open(recipe, options)
  if not converter then
    error("zhengzi: " .. message)
  end

  document.meta.zhengzi = nil
  for _, names in ipairs { readable, metadata } do
    for _, name in ipairs(names) do
      if document.meta[name] ~= nil then
        document.meta[name] = convert_metadata(document.meta[name])
      end
    end
  end
  document.blocks = document.blocks:walk(filter)
  return document
end
