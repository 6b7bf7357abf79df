-- SPDX-License-Identifier: Apache-2.0
local finalized = require "finalized"
local lu = require "luaunit"
local random = require "random"
local without = require "without"
local zz = require "zhengzi"

local tests = {}

function tests.testStream()
  local stream = zz.open("s2twp"):stream()
  lu.assertEquals(stream:feed("鼠") .. stream:feed("标坏了") .. stream:finish(), "滑鼠壞了")
  lu.assertErrorMsgContains("reset", stream.feed, stream, "a")
  lu.assertErrorMsgContains("reset", stream.finish, stream)
  stream:reset()
  lu.assertEquals(stream:feed("汉字") .. stream:finish(), "漢字")
end

function tests.testOnlyWantedEditsAreGiven()
  local c = zz.open("s2t")
  for _, options in ipairs { {}, { edits = false } } do
    lu.assertEquals({ c:stream(options):feed("汉字。") }, { "漢字" })
  end
  local stream = c:stream { edits = true }
  for _ = 1, 2 do
    local text, edits = stream:feed("a汉字。")
    local rest, more = stream:finish()
    lu.assertEquals(text .. rest, "a漢字。")
    lu.assertEquals(#edits + #more, 1)
    lu.assertEquals(edits[1] or more[1],
      { source = 2, source_size = 3, target = 2, target_size = 3, step = "s2t", operation = "character" })
    stream:reset()
  end
end

function tests.testWrongOptions()
  local c = zz.open("s2t")
  for _, wrong in ipairs { 1, { edit = true }, { edits = 1 }, { true }, { alternatives = "yes" } } do
    lu.assertError(c.stream, c, wrong)
  end
end

function tests.testInvalid()
  local stream = zz.open("s2t", { invalid = "error" }):stream()
  lu.assertNotNil(stream:feed("汉"))
  lu.assertEquals({ stream:feed("字\255") }, { nil, "ill-formed UTF-8", 7 })
  lu.assertErrorMsgContains("reset", stream.feed, stream, "a")
  stream:reset()
  lu.assertNotNil(stream:feed("汉\230"))
  lu.assertEquals({ stream:finish() }, { nil, "ill-formed UTF-8", 4 })
end

function tests.testStreamOutlivesItsConverter()
  local c = zz.open("s2t")
  local stream = c:stream()
  c:close()
  collectgarbage()
  lu.assertEquals(stream:feed("汉") .. stream:finish(), "漢")
  stream:close()
  stream:close()
  lu.assertErrorMsgContains("closed", stream.feed, stream, "a")
  lu.assertErrorMsgContains("closed", stream.reset, stream)
  lu.assertErrorMsgContains("closed", c.stream, c)
end

function tests.testAlternatives()
  without.skip_context()
  local text = "頭髮都亂了，她和后來的人面面相覷。理發后制作了松子面"
  local c = zz.open("repair:tw=990")
  local edits, _, _, suggestions = c:edits(text, { alternatives = true })
  local stream = c:stream { alternatives = true }
  local all, all_suggestions = {}, {}
  local function take(_, some, more)
    for _, edit in ipairs(some) do
      all[#all + 1] = edit
    end
    for _, place in ipairs(more) do
      all_suggestions[#all_suggestions + 1] = place
    end
  end
  for i = 1, #text, 5 do
    take(stream:feed(text:sub(i, i + 4)))
  end
  take(stream:finish())
  for _, list in ipairs { edits, suggestions } do
    for _, place in ipairs(list) do
      place.from, place.to = nil, nil
    end
  end
  lu.assertTrue(#edits > 0 and #suggestions > 0)
  lu.assertEquals(all, edits)
  lu.assertEquals(all_suggestions, suggestions)
end

-- The stretches follow one another; in each, positions are found on the other side.
function tests.testMap()
  local text = ("a首席执行官坏。"):rep(400)
  local c = zz.open("s2twp")
  local _, converted, result = c:edits(text)
  local stream = c:stream { edits = true }
  local source_next, target_next = 1, 1
  local function look()
    local source, source_size, target, target_size = stream:decided()
    lu.assertEquals({ source, target }, { source_next, target_next })
    source_next, target_next = source + source_size, target + target_size
    for position = source, source_next - 1 do
      lu.assertEquals(stream:map(position), result:map(position))
    end
    for position = target, target_next - 1 do
      lu.assertEquals(stream:map(position, "back"), result:map(position, "back"))
    end
    lu.assertError(stream.map, stream, 0)
    lu.assertError(stream.map, stream, source_next + 1)
  end
  for i = 1, #text, 1000 do
    stream:feed(text:sub(i, i + 999))
    look()
  end
  stream:finish()
  look()
  lu.assertEquals({ source_next, target_next }, { #text + 1, #converted + 1 })
  lu.assertError(function() c:stream():map(1) end)
  lu.assertError(function() c:stream():decided() end)
end

-- However a text is cut, it comes out as it does in one piece, with the same edits.
function tests.testStreamsAreWholeTexts()
  for seed = 1, 300 do
    local pick = random.new(seed)
    local c = zz.open(random.recipe(pick))
    local text = random.text(pick, 80)
    local stream = c:stream { edits = true }
    local pieces, all, position = {}, {}, 1
    local function take(output, edits)
      pieces[#pieces + 1] = output
      for _, edit in ipairs(edits) do
        all[#all + 1] = edit
      end
    end
    while position <= #text do
      local size = pick(12) - 1
      take(stream:feed(text:sub(position, position + size - 1)))
      position = position + size
    end
    take(stream:finish())
    local edits, converted = c:edits(text)
    local note = ("seed %d"):format(seed)
    lu.assertEquals(table.concat(pieces), converted, note)
    for _, edit in ipairs(edits) do
      edit.from, edit.to = nil, nil
    end
    lu.assertEquals(all, edits, note)
  end
end

-- A finalizer runs while the output of a stream is copied, and finds it in use or not yet fed.
function tests.testFinalizerThatUsesTheStreamInUse()
  local stream = zz.open("s2t"):stream()
  local text = ("汉字"):rep(3000)
  local pause, step = collectgarbage("setpause", 0), collectgarbage("setstepmul", 1000)
  local met = 0
  for _ = 1, 300 do
    finalized(function()
      met = met + 1
      pcall(stream.close, stream)
      pcall(stream.feed, stream, "发")
    end)
    local fed, output = pcall(stream.feed, stream, text)
    if fed then
      lu.assertNil(output:find("汉", 1, true))
      lu.assertTrue(#output <= #text + 6)
    else
      lu.assertStrContains(output, "closed")
      stream = zz.open("s2t"):stream()
    end
  end
  collectgarbage("setpause", pause)
  collectgarbage("setstepmul", step)
  collectgarbage()
  lu.assertEquals(met, 300)
end

return tests
