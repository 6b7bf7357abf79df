-- SPDX-License-Identifier: Apache-2.0
local lu = require "luaunit"
local zz = require "zhengzi"

local tests = {}

function tests.testUnknownRecipeNamesTheNearest()
  local c, message, position = zz.open("s2twx")
  lu.assertNil(c)
  lu.assertStrContains(message, "s2tw")
  lu.assertEquals(position, 1)
end

-- Positions are of bytes, from 1, as string.sub takes them.
function tests.testPositionOfTheStepAtFault()
  for recipe, expected in pairs { ["s2t,nowhere"] = 5, ["s2t, nowhere"] = 6, ["s2t,无此"] = 5, [""] = 1 } do
    local c, message, position = zz.open(recipe)
    lu.assertNil(c)
    lu.assertIsString(message)
    lu.assertEquals(position, expected, recipe)
  end
end

function tests.testNulIsNoEndOfARecipe()
  lu.assertNil((zz.open("s2t\0")))
end

function tests.testInvalidText()
  local c = zz.open("s2t", { invalid = "error" })
  lu.assertEquals(c:convert("汉字"), "漢字")
  for _, before in ipairs { "", "汉字", ("汉"):rep(5000) } do
    local converted, message, position = c:convert(before .. "\255\255")
    lu.assertNil(converted)
    lu.assertIsString(message)
    lu.assertEquals(position, #before + 1)
  end
end

function tests.testWrongTypesRaise()
  local c = zz.open("s2t")
  for _, call in ipairs {
    function() zz.open() end,
    function() zz.open({}) end,
    function() c:convert() end,
    function() c:convert({}) end,
    function() c:convert(nil) end,
    function() c() end,
    function() c.convert("汉字") end,
    function() c.convert(io.stdout, "汉字") end,
    function() zz.open("s2t", "error") end,
    function() zz.open("s2t", { invalid = "ignore" }) end,
    function() zz.open("s2t", { invalid = true }) end,
    function() zz.open("s2t", { tofu = 1 }) end,
    function() zz.open("s2t", { nothing = true }) end,
    function() zz.open("s2t", { "error" }) end,
  } do
    lu.assertError(call)
  end
end

function tests.testClosed()
  local c = zz.open("s2t")
  c:close()
  c:close()
  lu.assertErrorMsgContains("closed", c.convert, c, "汉字")
  lu.assertErrorMsgContains("closed", c.convert, c, ("汉字"):rep(5000))
end

function tests.testFinalizersAreOutOfReach()
  lu.assertEquals(getmetatable(zz.open("s2t")), "zhengzi.converter")
end

return tests
