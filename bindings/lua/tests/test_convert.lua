-- SPDX-License-Identifier: Apache-2.0
local lu = require "luaunit"
local zz = require "zhengzi"

local tests = {}

function tests.testConvert()
  local c = zz.open("s2t")
  lu.assertEquals(c:convert("汉字"), "漢字")
  lu.assertEquals(c("汉字"), "漢字")
  lu.assertEquals(zz.open("s2twp"):convert("鼠标里面的硅二极管坏了"), "滑鼠裡面的矽二極體壞了")
end

function tests.testEmptyAndNul()
  local c = zz.open("s2t")
  lu.assertEquals(c:convert(""), "")
  lu.assertEquals(c:convert("\0汉\0字\0"), "\0漢\0字\0")
end

-- Short results are made on the stack, longer ones in the library.
function tests.testEverySizeAroundTheStackBuffer()
  local c = zz.open("s2t")
  for _, count in ipairs { 1, 100, 600, 1000, 1360, 1366, 1400, 2000, 4096, 200000 } do
    lu.assertEquals(c:convert(("汉字"):rep(count)) == ("漢字"):rep(count), true, count)
    lu.assertEquals(c:convert(("a"):rep(count)) == ("a"):rep(count), true, count)
  end
end

function tests.testNumbersAreTextAsEverywhereInLua()
  lu.assertEquals(zz.open("s2t"):convert(12), "12")
end

function tests.testInvalidBytesPassByDefault()
  lu.assertEquals(zz.open("s2t"):convert("\255汉\230\177"), "\255漢\230\177")
  lu.assertEquals(zz.open("s2t", { invalid = "pass" }):convert("\255"), "\255")
end

-- TSCharactersExt: a simplified form outside the fonts of most machines.
function tests.testTofuCanBeLeftOut()
  local text = "㑮"
  lu.assertNotEquals(zz.open("t2s"):convert(text), text)
  lu.assertNotEquals(zz.open("t2s", { tofu = true }):convert(text), text)
  lu.assertEquals(zz.open("t2s", { tofu = false }):convert(text), text)
end

function tests.testRecipes()
  local names = {}
  for _, entry in ipairs(zz.recipes()) do
    lu.assertNil(names[entry.name])
    names[entry.name] = entry.kind
    lu.assertTrue(#entry.summary > 0)
    lu.assertTrue(entry.kind == "conversion" or entry.kind == "step" or entry.kind == "preset")
    assert(zz.open(entry.name))
  end
  lu.assertEquals(names.s2twp, "conversion")
  lu.assertEquals(names.clean, "preset")
end

function tests.testVersions()
  lu.assertStrMatches(zz.version, "%d+%.%d+%.%d+")
  lu.assertStrMatches(zz.data_version, "OpenCC .+")
end

-- The annotations name what there is, no less and no more.
function tests.testAnnotations()
  local annotated = {}
  local path = assert(os.getenv("ZZ_LUALS"), "ZZ_LUALS names the annotations")
  assert(loadfile(path))
  for line in io.lines(path) do
    local name = line:match("^function zhengzi%.([%w_]+)") or line:match("^%-%-%-@field ([%w_]+) string The")
    local class, method = line:match("^function (%u%w+):(%w+)")
    if name or class then
      annotated[name or class .. ":" .. method] = true
    end
  end
  local there = {}
  for name in pairs(zz) do
    there[name] = true
  end
  local c = zz.open("s2t")
  local objects = { Converter = c, Result = select(3, c:edits("")), Stream = c:stream(), Detector = zz.detector() }
  for class, object in pairs(objects) do
    for name in pairs(debug.getmetatable(object).__index) do
      there[class .. ":" .. name] = true
    end
  end
  lu.assertEquals(annotated, there)
end

return tests
