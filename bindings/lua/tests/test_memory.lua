-- SPDX-License-Identifier: Apache-2.0
-- Nothing is left behind, in Lua's memory or outside it, and the collector may come at any time.
local finalized = require "finalized"
local lu = require "luaunit"
local zz = require "zhengzi"

local tests = {}

local TIMES = 10000
local ALLOWED = 512 -- KiB; a recipe left behind each time would be several MiB

-- KiB of memory that is the process's own; nil where the system has no /proc.
local function resident()
  local file = io.open("/proc/self/status")
  local text = file and file:read("*a") or ""
  if file then
    file:close()
  end
  return tonumber(text:match("RssAnon:%s*(%d+)"))
end

local function collect()
  collectgarbage()
  collectgarbage()
end

-- Lua does not see the size of a recipe: what waits for the collector is kept small here.
local function repeated(action, times)
  for i = 1, times do
    action()
    if i % 100 == 0 then
      collect()
    end
  end
end

local function assert_nothing_is_left(action)
  repeated(action, 1000)
  local before, before_in_lua = resident(), collectgarbage("count")
  repeated(action, TIMES)
  lu.assertTrue(collectgarbage("count") - before_in_lua < 64)
  if before then
    lu.assertTrue(resident() - before < ALLOWED)
  end
end

function tests.testOpen()
  assert_nothing_is_left(function() zz.open("s2twp") end)
end

function tests.testOpenAndClose()
  assert_nothing_is_left(function() zz.open("s2twp"):close() end)
end

function tests.testRefusedRecipe()
  assert_nothing_is_left(function() zz.open("s2t,nowhere") end)
end

function tests.testConvert()
  local c, strict = zz.open("s2t"), zz.open("s2t", { invalid = "error" })
  local long = ("汉字"):rep(1000)
  assert_nothing_is_left(function() c:convert("汉字") end)
  assert_nothing_is_left(function() c:convert(long) end)
  assert_nothing_is_left(function() strict:convert(long .. "\255") end)
end

function tests.testEverythingElse()
  local c, strict = zz.open("s2twp"), zz.open("s2t", { invalid = "error" })
  local text = ("她的头发很干，鼠标坏了"):rep(20)
  assert_nothing_is_left(function() c:edits("鼠标", "utf16") end)
  assert_nothing_is_left(function() select(3, c:edits("鼠标坏了")):apply { 1 } end)
  assert_nothing_is_left(function() c:edits("鼠标坏了", { alternatives = true }) end)
  assert_nothing_is_left(function() strict:edits(text .. "\255") end)
  assert_nothing_is_left(function() c:keeping(text, { { 1, 3 } }) end)
  assert_nothing_is_left(function() pcall(c.edits, c, text, { keep = { { 1, 3 }, { 2, 3 } } }) end)
  assert_nothing_is_left(function() c:alternatives("发") end)
  assert_nothing_is_left(function() c:stream { edits = true }:feed("鼠标坏了") end)
  assert_nothing_is_left(function() zz.detector():feed("鼠标坏了"):detection() end)
  assert_nothing_is_left(function() zz.open("s2t", { dictionary = { ["头"] = "首" }, protect = { "发" } }) end)
end

-- Lua 5.4 closes a variable at the end of its block; other versions can't compile this.
function tests.testToBeClosedVariable()
  local chunk = _VERSION == "Lua 5.4" and load [[
    local zz = require "zhengzi"
    local kept
    do
      local c <close> = zz.open("s2t")
      assert(c:convert("汉字") == "漢字")
      kept = c
    end
    return pcall(kept.convert, kept, "汉字")
  ]]
  lu.skipIf(not chunk, "only Lua 5.4 has such variables")
  local converts, message = chunk()
  lu.assertFalse(converts)
  lu.assertStrContains(message, "closed")
end

-- The collector comes with every allocation, and what it finalizes closes the converter in use.
function tests.testFinalizerThatClosesTheConverterInUse()
  local text, expected = ("汉字"):rep(3000), ("漢字"):rep(3000)
  local closed = 0
  local pause, step = collectgarbage("setpause", 0), collectgarbage("setstepmul", 1000)
  for _ = 1, 200 do
    local c = zz.open("s2t")
    finalized(function() c:close() end)
    local converts, result
    repeat
      converts, result = pcall(c.convert, c, text)
      if converts then
        lu.assertTrue(result == expected)
      end
    until not converts
    lu.assertStrContains(result, "closed")
    closed = closed + 1
  end
  collectgarbage("setpause", pause)
  collectgarbage("setstepmul", step)
  lu.assertEquals(closed, 200)
end

return tests
