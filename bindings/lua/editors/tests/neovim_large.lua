-- SPDX-License-Identifier: Apache-2.0
-- Large buffers: Neovim answers while they are converted, and nothing is half done.

local lu = require "luaunit"
local zz = require "zhengzi"
local t = require "neovim_helpers"
local nvim = require "zhengzi.nvim"
local api = vim.api

local tests = {}

local function repeated(lines, count)
  local all = {}
  for i = 0, count - 1 do
    for j, line in ipairs(lines) do
      all[i * #lines + j] = line
    end
  end
  return all
end

local DENSE = { "头发很干的汉字里面有一些东西，后来我们用软件打印。" }
-- Mostly text with nothing to change, so that 20 MB of it take a test seconds.
local SPARSE = { ("The quick brown fox jumps over the lazy dog. "):rep(20), ("龍門山上有青松。"):rep(40),
  "后来我们用软件。" }

-- Starts a conversion that must not be done at once; gives what its end said, after acting while it
-- is under way.
local function convert(recipe, act)
  local ended
  nvim.convert { recipe = recipe, done = function(count, message)
    ended = { count, message }
  end }
  lu.assertTrue(nvim.running())
  if act then
    act()
  end
  lu.assertTrue(vim.wait(60000, function()
    return ended ~= nil
  end, 1))
  lu.assertFalse(nvim.running())
  lu.assertTrue(vim.bo.modifiable)
  return ended[1], ended[2]
end

function tests.testNeovimAnswersMeanwhile()
  local lines = repeated(SPARSE, 11000)
  local size = 0
  for _, line in ipairs(lines) do
    size = size + #line + 1
  end
  lu.assertTrue(size > 20e6, size)
  t.buffer(lines)
  local ticks, longest, last = 0, 0, vim.loop.hrtime()
  local timer = vim.loop.new_timer()
  timer:start(5, 5, vim.schedule_wrap(function()
    local now = vim.loop.hrtime()
    ticks = ticks + 1
    longest = math.max(longest, now - last)
    last = now
  end))
  local began = vim.loop.hrtime()
  local progress
  local count = convert("s2t", function()
    vim.wait(300)
    progress = vim.b.zhengzi_progress
  end)
  local took = vim.loop.hrtime() - began
  timer:close()
  io.stdout:write(("# %.1f MB, %d changes in %.2f s; %d ticks, the longest wait %.0f ms\n"):format(
    size / 1e6, count, took / 1e9, ticks, longest / 1e6))
  lu.assertStrMatches(progress, "zhengzi s2t: %d+ %%")
  lu.assertTrue(ticks > took / 1e9 * 15, ticks)
  lu.assertTrue(longest < took / 3, longest)
  local converted = vim.split(zz.open("s2t"):convert(table.concat(SPARSE, "\n")), "\n")
  local now = t.lines()
  lu.assertEquals(#now, #lines)
  for i, line in ipairs(now) do
    if line ~= converted[(i - 1) % #SPARSE + 1] then
      lu.fail("line " .. i)
    end
  end
  vim.cmd "silent undo"
  lu.assertTrue(vim.deep_equal(t.lines(), lines))
end

function tests.testCancelledWhileItSearches()
  local lines = repeated(DENSE, 5000)
  t.buffer(lines)
  local tick = api.nvim_buf_get_changedtick(0)
  local count, message = convert("s2t", function()
    vim.cmd "ZhengziCancel"
  end)
  lu.assertNil(count)
  lu.assertEquals(message, "cancelled, nothing was changed")
  lu.assertEquals(api.nvim_buf_get_changedtick(0), tick)
end

function tests.testCancelledWhileItApplies()
  local lines = repeated(DENSE, 10000)
  local buf = t.buffer(lines)
  local tick = api.nvim_buf_get_changedtick(buf)
  local cursor = { 5000, 3 }
  api.nvim_win_set_cursor(0, cursor)
  local count, message = convert("s2t", function()
    lu.assertTrue(vim.wait(30000, function()
      return api.nvim_buf_get_changedtick(buf) ~= tick
    end, 1))
    lu.assertFalse(vim.bo.modifiable)
    nvim.cancel()
  end)
  lu.assertNil(count)
  lu.assertEquals(message, "cancelled, nothing was changed")
  lu.assertTrue(vim.deep_equal(t.lines(), lines))
end

function tests.testChangedWhileItSearches()
  local lines = repeated(DENSE, 5000)
  t.buffer(lines)
  local count, message = convert("s2t", function()
    api.nvim_buf_set_lines(0, 0, 1, true, { "new" })
  end)
  lu.assertNil(count)
  lu.assertEquals(message, "the buffer was changed meanwhile, nothing was converted")
  lines[1] = "new"
  lu.assertTrue(vim.deep_equal(t.lines(), lines))
end

function tests.testABufferThatGoes()
  local buf = t.buffer(repeated(DENSE, 5000))
  local ended
  nvim.convert { recipe = "s2t", done = function(_, message)
    ended = message
  end }
  vim.cmd("bwipeout! " .. buf)
  lu.assertTrue(vim.wait(10000, function()
    return ended ~= nil
  end, 1))
  lu.assertEquals(ended, "the buffer is gone")
end

function tests.testOneConversionOfABufferAtATime()
  t.buffer(repeated(DENSE, 5000))
  convert("s2t", function()
    local said = t.said(function()
      vim.cmd "Zhengzi s2t"
    end)
    lu.assertStrContains(said, "the buffer is being converted already")
  end)
end

-- Another buffer is in the window by then, and its undo is its own.
function tests.testAnotherBufferIsWorkedInMeanwhile()
  local lines = repeated(DENSE, 5000)
  local buf = t.buffer(lines)
  vim.o.hidden = true
  local ended
  nvim.convert { recipe = "s2t", done = function(count)
    ended = count
  end }
  vim.cmd "enew"
  lu.assertTrue(vim.wait(30000, function()
    api.nvim_buf_set_lines(0, -1, -1, true, { "typed" })
    return ended ~= nil
  end, 1))
  lu.assertEquals(t.lines(buf)[5000], zz.open("s2t"):convert(DENSE[1]))
  lu.assertTrue(vim.tbl_contains(t.lines(), "typed"))
  vim.cmd("buffer! " .. buf)
  vim.cmd "silent undo"
  lu.assertTrue(vim.deep_equal(t.lines(), lines))
end

-- Keys that the user types meanwhile end a step of undo.
function tests.testOneStepOfUndoWhateverIsTyped()
  local lines = repeated(DENSE, 5000)
  t.buffer(lines)
  local timer = vim.loop.new_timer()
  timer:start(5, 5, vim.schedule_wrap(function()
    vim.cmd "let &g:undolevels = &g:undolevels"
  end))
  convert "s2t"
  timer:close()
  vim.cmd "silent undo"
  lu.assertTrue(vim.deep_equal(t.lines(), lines))
end

function tests.testWithABangItWaits()
  local lines = repeated(DENSE, 5000)
  t.buffer(lines)
  vim.cmd "silent Zhengzi! s2t"
  lu.assertEquals(t.lines()[1], zz.open("s2t"):convert(DENSE[1]))
  lu.assertEquals(t.lines()[5000], zz.open("s2t"):convert(DENSE[1]))
  vim.cmd "silent undo"
  lu.assertTrue(vim.deep_equal(t.lines(), lines))
end

-- One line that is the whole text: each change by itself would move the rest of it.
function tests.testOneLongLine()
  local line = DENSE[1]:rep(20000)
  t.buffer { line }
  local count = convert "s2t"
  lu.assertTrue(count > 100000)
  lu.assertTrue(t.lines()[1] == zz.open("s2t"):convert(line))
  vim.cmd "silent undo"
  lu.assertTrue(t.lines()[1] == line)
end

return tests
