-- SPDX-License-Identifier: Apache-2.0
-- Options, and detection.
local lu = require "luaunit"
local without = require "without"
local zz = require "zhengzi"

local tests = {}

function tests.testDictionary()
  for _, words in ipairs { { ["程序"] = "程序碼", ["头"] = "首" }, "# mine\n程序\t程序碼\n头\t首 头\n" } do
    lu.assertEquals(zz.open("s2twp", { dictionary = words }):convert("程序的头发"), "程序碼的首發")
  end
  lu.assertEquals(zz.open("s2t", { dictionary = {} }):convert("汉"), "漢")
end

function tests.testProtectAndFurniture()
  for _, words in ipairs { { "后来", "后面" }, "后来\n" } do
    lu.assertEquals(zz.open("s2t", { protect = words }):convert("后来的头发"), "后来的頭髮")
  end
  for _, words in ipairs { { "点我关注" }, "点我关注" } do
    lu.assertEquals(zz.open("furniture", { furniture = words }):convert("甲\n点我关注\n乙\n"), "甲\n乙\n")
  end
end

function tests.testInvalid()
  lu.assertEquals(zz.open("s2t", { invalid = "replace" }):convert("a\255b"), "a\239\191\189b")
  lu.assertEquals(zz.open("s2t", { invalid = "drop" }):convert("a\255b"), "ab")
end

-- What lies in the words is told; what can't be a line at all is the program's fault.
function tests.testWrongWords()
  local c, message, position = zz.open("s2t", { dictionary = "甲\t乙\n丙\n" })
  lu.assertNil(c)
  lu.assertStrContains(message, "line 2")
  lu.assertEquals(position, #"甲\t乙\n丙" + 1)
  for _, words in ipairs {
    { [""] = "a" }, { ["a\t"] = "b" }, { a = "b c" }, { ["#a"] = "b" }, { ["a\n"] = "b" }, { a = 1 }, { "a" }, { a = {} },
    { ["\239\187\191a"] = "b" }, 1, true,
  } do
    lu.assertErrorMsgContains("'dictionary'", zz.open, "s2t", { dictionary = words })
  end
  for _, words in ipairs { { "" }, { "a\nb" }, { "#" }, { 1 }, { {} }, 1, true } do
    lu.assertErrorMsgContains("'protect'", zz.open, "s2t", { protect = words })
    lu.assertErrorMsgContains("'furniture'", zz.open, "s2t", { furniture = words })
  end
end

function tests.testManyWords()
  local words, list = {}, {}
  for i = 1, 20000 do
    words["字" .. i .. "。"] = "文" .. i
    list[i] = "头发" .. i .. "。"
  end
  local c = zz.open("s2t", { dictionary = words, protect = list })
  lu.assertEquals(c:convert("字77。字20000。头发1。头发"), "文77文20000头发1。頭髮")
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

function tests.testConfig()
  local path = os.tmpname()
  local words = path .. ".txt"
  write(words, "头\t首\n")
  write(path, ([[{ "conversion_chain": [ { "dict": { "type": "text", "file": "%s" } } ] }]]):format(words))
  local c, message = zz.open_config(path)
  if without.config then
    os.remove(path)
    os.remove(words)
    lu.assertNil(c)
    lu.assertStrContains(message, "built without yyjson")
    lu.skip("built without configurations")
  end
  lu.assertEquals(assert(c, message)("头发"), "首发")
  lu.assertEquals(assert(zz.open_config(path, { protect = { "头" } }))("头发"), "头发")
  write(path, "{ nonsense }")
  local position
  c, message, position = zz.open_config(path)
  lu.assertNil(c)
  lu.assertStrContains(message, "line 1")
  lu.assertTrue(position > 1)
  os.remove(path)
  os.remove(words)
  lu.assertNil((zz.open_config(path)))
  lu.assertError(zz.open_config)
  lu.assertErrorMsgContains("NUL", zz.open_config, path .. "\0.json")
end

function tests.testBound()
  local c = zz.open("s2twp")
  for _, size in ipairs { 0, 1, 3, 1000 } do
    lu.assertTrue(c:bound(size) >= size)
  end
  lu.assertTrue(c:bound(3) >= #c:convert("头"))
  lu.assertError(c.bound, c, -1)
end

function tests.testDetect()
  local found = zz.detect("汉语的头发")
  lu.assertEquals({ found.script, found.script_score, found.region }, { "simplified", 1, "none" })
  lu.assertEquals({ found.han, found.simplified, found.traditional, found.kana }, { 5, 4, 0, 0 })
  lu.assertEquals(zz.detect("漢語的頭髮").script, "traditional")
  lu.assertEquals(zz.detect("漢字とかな").script, "japanese")
  lu.assertEquals(zz.detect("").script, "none")
  lu.assertEquals(zz.detect(("的"):rep(5000)).script, "either")
  lu.assertEquals(zz.detect("為甚麼裡面的教室").region, "taiwan")
  lu.assertError(zz.detect)
  lu.assertError(zz.detect, {})
end

function tests.testDetector()
  local text = "汉语的頭髮，为什么"
  local detector = zz.detector()
  lu.assertEquals(detector:detection(), zz.detect(""))
  for character in text:gmatch("[^\128-\191][\128-\191]*") do
    lu.assertTrue(rawequal(detector:feed(character), detector))
  end
  lu.assertEquals(detector:detection(), zz.detect(text))
  lu.assertEquals(detector:detection().script, "mixed")
  lu.assertError(detector.feed, detector)
end

return tests
