-- SPDX-License-Identifier: Apache-2.0
local lu = require "luaunit"
local random = require "random"
local without = require "without"
local zz = require "zhengzi"

local tests = {}

local TEXT = "她的头发很干，鼠标坏了"
local RESULT = "她的頭髮很乾，滑鼠壞了"

-- How much of anything a text is, by what it is made of: leading bytes of UTF-8.
local function size_in(units, text)
  if units == "bytes" then
    return #text
  end
  local _, points = text:gsub("[^\128-\191]", "")
  local _, beyond = text:gsub("[\240-\247]", "")
  return units == "utf16" and points + beyond or points
end

-- The text with those edits that chosen(i) says.
local function replaced(text, edits, chosen)
  local pieces, position = {}, 1
  for i, edit in ipairs(edits) do
    pieces[#pieces + 1] = text:sub(position, edit.source - 1)
    pieces[#pieces + 1] = chosen(i) and edit.to or edit.from
    position = edit.source + edit.source_size
  end
  pieces[#pieces + 1] = text:sub(position)
  return table.concat(pieces)
end

function tests.testEdits()
  local edits, converted, result = zz.open("s2twp"):edits(TEXT)
  lu.assertEquals(converted, RESULT)
  lu.assertEquals(type(result), "userdata")
  lu.assertEquals(edits, {
    { source = 7, source_size = 6, target = 7, target_size = 6, from = "头发", to = "頭髮", step = "s2twp", operation = "phrase" },
    { source = 13, source_size = 6, target = 13, target_size = 6, from = "很干", to = "很乾", step = "s2twp", operation = "phrase" },
    { source = 22, source_size = 6, target = 22, target_size = 6, from = "鼠标", to = "滑鼠", step = "s2twp", operation = "phrase" },
    { source = 28, source_size = 3, target = 28, target_size = 3, from = "坏", to = "壞", step = "s2twp", operation = "character" },
  })
end

function tests.testUnits()
  local c, text = zz.open("s2twp"), "𠀀\255" .. TEXT
  local plain = c:edits(text)
  for _, units in ipairs { "bytes", "codepoints", "utf16" } do
    local edits = c:edits(text, units)
    lu.assertEquals(#edits, #plain)
    for i, edit in ipairs(edits) do
      local before = text:sub(1, plain[i].source - 1)
      lu.assertEquals(edit.source, size_in(units, before) + 1, units)
      lu.assertEquals(edit.source_size, size_in(units, plain[i].from), units)
      lu.assertEquals(edit.target_size, size_in(units, plain[i].to), units)
      lu.assertEquals(edit.from .. edit.to, plain[i].from .. plain[i].to)
    end
  end
  for _, wrong in ipairs {
    "characters", 1, true, { units = "characters" }, { units = 1 }, { alternatives = 1 }, { all = true }, { true },
  } do
    lu.assertError(c.edits, c, text, wrong)
  end
end

function tests.testMap()
  local text = "a首席执行官坏"
  local _, converted, result = zz.open("s2twp"):edits(text)
  lu.assertEquals(converted, "a執行長壞")
  lu.assertEquals({ result:map(1), result:map(2), result:map(17), result:map(20) }, { 1, 2, 11, 14 })
  lu.assertEquals(result:map(17, "forward"), 11)
  lu.assertEquals(result:map(11, "back"), 17)
  lu.assertEquals(result:map(8), 2) -- inside an edit: where that begins
  for _, wrong in ipairs { 0, -1, 21 } do
    lu.assertErrorMsgContains("outside", result.map, result, wrong)
  end
  lu.assertError(result.map, result, 1, "up")
  local _, _, points = zz.open("s2twp"):edits(text, "codepoints")
  lu.assertEquals({ points:map(7), points:map(5, "back"), points:map(8) }, { 5, 7, 6 })
  lu.assertError(points.map, points, 9)
end

function tests.testApply()
  for _, units in ipairs { "bytes", "codepoints", "utf16" } do
    local _, _, result = zz.open("s2twp"):edits(TEXT, units)
    lu.assertEquals(result:apply { 1, 3 }, "她的頭髮很干，滑鼠坏了")
    lu.assertEquals(result:apply { 4, 3, 2, 1, 1 }, RESULT)
    lu.assertEquals(result:apply {}, TEXT)
    for _, wrong in ipairs { { 0 }, { 5 }, { "a" }, { 1.5, 7 }, { true } } do
      lu.assertError(result.apply, result, wrong)
    end
    lu.assertError(result.apply, result)
  end
end

function tests.testKept()
  local c = zz.open("s2twp")
  lu.assertEquals(c:keeping("头发和头发", { { 1, 6 } }), "头发和頭髮")
  lu.assertEquals(c:keeping("头发", {}), "頭髮")
  lu.assertEquals(c:keeping("头发", { { 1, 0 }, { 7, 6 } }), "頭髮")
  local edits, converted = c:edits("头发和头发", { units = "codepoints", keep = { { 1, 6 } } })
  lu.assertEquals(converted, "头发和頭髮")
  lu.assertEquals({ #edits, edits[1].source }, { 1, 4 })
  for _, wrong in ipairs {
    1, { 1 }, { { 1 } }, { { "a", 2 } }, { { 0, 1 } }, { { 1, 7 } }, { { 3, 1 } }, { { 2, 3 }, { 3, 4 } },
    { { 4, 5 }, { 1, 2 } }, { { 1, 1.5 } }, { { 1, 2 ^ 63 } }, { { 1, 0 / 0 } },
  } do
    lu.assertError(c.keeping, c, "头发", wrong)
    lu.assertError(c.edits, c, "头发", { keep = wrong })
  end
  lu.assertError(c.keeping, c, "头发")
end

function tests.testResultOutlivesItsConverter()
  local c = zz.open("s2twp")
  local _, _, result = c:edits(TEXT)
  c:close()
  collectgarbage()
  lu.assertEquals(result:apply { 1 }, "她的頭髮很干，鼠标坏了")
  result:close()
  result:close()
  lu.assertErrorMsgContains("closed", result.apply, result, {})
  lu.assertErrorMsgContains("closed", result.map, result, 1)
  lu.assertErrorMsgContains("closed", c.edits, c, TEXT)
end

function tests.testInvalid()
  local strict = zz.open("s2t", { invalid = "error" })
  local edits, message, position = strict:edits("头\255")
  lu.assertNil(edits)
  lu.assertStrContains(message, "UTF-8")
  lu.assertEquals(position, 4)
  lu.assertEquals({ strict:keeping("头\255", {}) }, { nil, "ill-formed UTF-8", 4 })
  lu.assertEquals(#zz.open("s2t", { invalid = "drop" }):edits("\255"), 1)
end

function tests.testAlternatives()
  local c = zz.open("s2t")
  lu.assertEquals(c:alternatives("发"), { "發", "髮" })
  lu.assertEquals(c:alternatives("a"), { "a" })
  lu.assertEquals({ zz.open("s2t", { invalid = "error" }):alternatives("发\255") }, { nil, "ill-formed UTF-8", 4 })
  c:close()
  lu.assertErrorMsgContains("closed", c.alternatives, c, "发")
end

-- What else an edit could be is a text for all of it.
function tests.testAlternativesOfEdits()
  local text = "𠀀他只有头发很干，后"
  for _, units in ipairs { "bytes", "utf16" } do
    local edits, converted, _, suggestions = zz.open("s2t"):edits(text, { alternatives = true, units = units })
    lu.assertEquals(converted, "𠀀他只有頭髮很乾，後")
    lu.assertEquals(suggestions, {})
    lu.assertEquals(edits[#edits].to, "後")
    lu.assertEquals(edits[#edits].alternatives, { { text = "后" } })
    lu.assertNil(edits[#edits].score)
  end
  lu.assertNil(zz.open("s2t"):edits("后")[1].alternatives)
  lu.assertEquals(select("#", zz.open("s2t"):edits("后")), 3)
end

-- The scores of an edit and of what else it could be come to 1, and so with a place left alone.
local function assert_weighed(place)
  local sum = place.score
  for _, other in ipairs(place.alternatives) do
    lu.assertNotEquals(other.text, place.to or place.from)
    sum = sum + (other.score or 0)
  end
  lu.assertTrue(#place.alternatives > 0)
  lu.assertTrue(math.abs(sum - 1) < 0.01, sum)
end

function tests.testSuggestions()
  without.skip_context()
  local text = "𠀀他在裡面乾了一天，頭髮都亂了，范先生說：只有她和后來的人面面相覷。理發后制作了松子面"
  for recipe, wanted in pairs { ["repair:tw=950"] = 1, ["repair:tw=999"] = 2 } do
    local c = zz.open(recipe)
    local edits, converted, _, suggestions = c:edits(text, { alternatives = true })
    local _, _, _, in_utf16 = c:edits(text, { alternatives = true, units = "utf16" })
    lu.assertTrue(#edits > 0)
    lu.assertTrue(#suggestions >= wanted, recipe)
    for _, edit in ipairs(edits) do
      assert_weighed(edit)
    end
    for i, place in ipairs(suggestions) do
      assert_weighed(place)
      lu.assertEquals(place.step, recipe:match("^[^=]*"))
      lu.assertEquals(text:sub(place.source, place.source + place.source_size - 1), place.from)
      lu.assertEquals(converted:sub(place.target, place.target + place.target_size - 1), place.from)
      lu.assertEquals(in_utf16[i].source, size_in("utf16", text:sub(1, place.source - 1)) + 1)
      lu.assertEquals(in_utf16[i].alternatives, place.alternatives)
    end
  end
end

-- Whatever the text: edits are in order and apart, and make the result of the text.
function tests.testEditsAreTheConversion()
  for seed = 1, 300 do
    local pick = random.new(seed)
    local c = zz.open(random.recipe(pick))
    local text = random.text(pick, 60)
    local edits, converted, result = c:edits(text)
    local note = ("seed %d"):format(seed)
    lu.assertEquals(converted, c:convert(text), note)
    local last = 1
    for _, edit in ipairs(edits) do
      lu.assertTrue(edit.source >= last, note)
      last = edit.source + edit.source_size
      lu.assertEquals(text:sub(edit.source, last - 1), edit.from, note)
      lu.assertEquals(converted:sub(edit.target, edit.target + edit.target_size - 1), edit.to, note)
      lu.assertEquals(result:map(edit.source), edit.target, note)
      lu.assertEquals(result:map(last), edit.target + edit.target_size, note)
    end
    lu.assertEquals(replaced(text, edits, function() return true end), converted, note)
    local some = {}
    for i = 1, #edits, 2 do
      some[#some + 1] = i
    end
    lu.assertEquals(result:apply(some), replaced(text, edits, function(i) return i % 2 == 1 end), note)
  end
end

return tests
