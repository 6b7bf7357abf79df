-- SPDX-License-Identifier: Apache-2.0
-- The preview: what it lists and draws, and what its keys do.

local lu = require "luaunit"
local t = require "neovim_helpers"
local nvim = require "zhengzi.nvim"
local api = vim.api

local tests = {}

local TEXT = { "她的头发很干，皇后说。", "ASCII", "头发" }

local function open(lines, recipe, range)
  local buf = t.buffer(lines or TEXT)
  vim.cmd(("silent %sZhengziPreview %s"):format(range or "", recipe or "s2t"))
  return buf
end

local function list()
  lu.assertEquals(vim.bo.filetype, "zhengzi")
  return t.lines()
end

local function windows()
  return #api.nvim_tabpage_list_wins(0)
end

-- What is below the lines of the text, by row.
local function drawn(buf)
  local space = api.nvim_get_namespaces()["zhengzi-preview"]
  local below, marked = {}, 0
  for _, mark in ipairs(api.nvim_buf_get_extmarks(buf, space, 0, -1, { details = true })) do
    local lines = mark[4].virt_lines
    for _, line in ipairs(lines or {}) do
      local text = ""
      for _, part in ipairs(line) do
        text = text .. part[1]
      end
      below[mark[2]] = (below[mark[2]] or "") .. text
    end
    marked = marked + (lines and 0 or 1)
  end
  return below, marked
end

function tests.testItListsAndDraws()
  local buf = open()
  local lines = list()
  lu.assertEquals(#lines, 4)
  lu.assertStrMatches(lines[1], "● 1:7      头发 → 頭髮 +s2t phrase +also 頭發")
  lu.assertStrMatches(lines[2], "● 1:13     很干 → 很乾 +s2t phrase .*")
  lu.assertStrMatches(lines[4], "● 3:1 .*")
  local below, marked = drawn(buf)
  lu.assertEquals(below, { [0] = "她的頭髮很乾，皇后說。", [2] = "頭髮" })
  lu.assertEquals(marked, 4)
  lu.assertEquals(t.lines(buf), TEXT)
  t.keys "q"
  lu.assertEquals(windows(), 1)
  lu.assertEquals(drawn(buf), {})
  lu.assertEquals(t.lines(), TEXT)
  lu.assertFalse(pcall(vim.cmd, "silent undo") and not vim.deep_equal(t.lines(), { "" }))
end

function tests.testAcceptAll()
  local buf = open()
  t.keys "<CR>"
  lu.assertEquals(api.nvim_get_current_buf(), buf)
  lu.assertEquals(windows(), 1)
  lu.assertEquals(t.lines(), { "她的頭髮很乾，皇后說。", "ASCII", "頭髮" })
  vim.cmd "silent undo"
  lu.assertEquals(t.lines(), TEXT)
end

function tests.testRejectSome()
  local buf = open()
  t.keys "n"
  lu.assertStrMatches(list()[1], "○ 1:7 .*")
  lu.assertEquals(api.nvim_win_get_cursor(0)[1], 2)
  lu.assertEquals(drawn(buf)[0], "她的头发很乾，皇后說。")
  lu.assertStrContains(vim.wo.statusline, "3 of 4 changes")
  t.keys "<CR>"
  lu.assertEquals(t.lines(), { "她的头发很乾，皇后說。", "ASCII", "頭髮" })
end

function tests.testRejectAllAcceptOne()
  open()
  t.keys "Rjy<CR>"
  lu.assertEquals(t.lines(), { "她的头发很乾，皇后说。", "ASCII", "头发" })
  open()
  t.keys "RA<Space><CR>"
  lu.assertEquals(t.lines(), { "她的头发很乾，皇后說。", "ASCII", "頭髮" })
end

function tests.testSelectionInTheList()
  open()
  t.keys "Vjn<CR>"
  lu.assertEquals(t.lines(), { "她的头发很干，皇后說。", "ASCII", "頭髮" })
end

function tests.testTheSameChangeEverywhere()
  open()
  t.keys "ngg="
  lu.assertStrMatches(list()[4], "○ 3:1 .*")
  t.keys "<CR>"
  lu.assertEquals(t.lines(), { "她的头发很乾，皇后說。", "ASCII", "头发" })
end

function tests.testAnotherText()
  local buf = open()
  local shown = t.answering("頭發", function()
    t.keys "a"
  end)
  lu.assertEquals(shown[1], "頭髮")
  lu.assertStrMatches(list()[1], "● 1:7      头发 → 頭發 .*")
  lu.assertEquals(drawn(buf)[0], "她的頭發很乾，皇后說。")
  t.keys "<CR>"
  lu.assertEquals(t.lines(), { "她的頭發很乾，皇后說。", "ASCII", "頭髮" })
end

function tests.testTheTextFollowsTheList()
  local buf = open()
  local window = vim.fn.win_findbuf(buf)[1]
  t.keys "G"
  vim.cmd "doautocmd CursorMoved"
  lu.assertEquals(api.nvim_win_get_cursor(window), { 3, 0 })
end

function tests.testChangedMeanwhile()
  local buf = open()
  api.nvim_buf_set_lines(buf, 0, 0, true, { "new" })
  local said = t.said(function()
    t.keys "<CR>"
  end)
  lu.assertStrContains(said, "the buffer was changed meanwhile, nothing was converted")
  lu.assertEquals(t.lines(), { "new", unpack(TEXT) })
end

function tests.testRangeAndOperator()
  open(nil, "s2t", "3")
  lu.assertEquals(#list(), 1)
  t.keys "q"
  t.buffer(TEXT)
  nvim.setup { recipe = "s2t" }
  vim.cmd "map gp <Plug>(zhengzi-preview)"
  t.keys "jjgpl"
  lu.assertEquals(#list(), 1)
  lu.assertStrMatches(list()[1], "● 3:1      头 → 頭 .*")
  t.keys "<CR>"
  t.keys "gg0vllgp"
  lu.assertStrMatches(list()[1], "● 1:7      头 → 頭 .*")
  t.keys "<CR>"
  vim.cmd "unmap gp"
  lu.assertEquals(t.lines(), { "她的頭发很干，皇后说。", "ASCII", "頭发" })
end

function tests.testNothingToShow()
  local said = t.said(function()
    t.buffer { "漢" }
    vim.cmd "ZhengziPreview s2t"
  end)
  lu.assertEquals(said, "zhengzi: s2t: nothing to change")
  lu.assertEquals(windows(), 1)
end

function tests.testLimit()
  t.buffer { "汉汉", "汉汉汉" }
  nvim.setup { preview_limit = 3 }
  vim.cmd "ZhengziPreview s2t"
  lu.assertEquals(#list(), 3)
  lu.assertStrContains(vim.wo.statusline, "3 of 3+ changes")
  t.keys "<CR>"
  lu.assertEquals(t.lines(), { "漢漢", "漢汉汉" })
end

-- Lines that go, lines that come, what can't be seen.
function tests.testChangesOfLines()
  local buf = open({ "汉\226\128\168字", "返回頂部", "小字號" }, "newlines,furniture,s2t")
  local lines = list()
  lu.assertStrContains(lines[2], "→ ⏎")
  lu.assertEquals(drawn(buf)[0], "漢 字")
  t.keys "<CR>"
  lu.assertEquals(t.lines(), { "漢", "字" })
end

function tests.testLongLinesAreBrokenAsTheWindowBreaksThem()
  local buf = open({ ("汉"):rep(200) }, "s2t")
  local space = api.nvim_get_namespaces()["zhengzi-preview"]
  local lines
  for _, mark in ipairs(api.nvim_buf_get_extmarks(buf, space, 0, -1, { details = true })) do
    lines = mark[4].virt_lines or lines
  end
  local width = api.nvim_win_get_width(vim.fn.win_findbuf(buf)[1])
  lu.assertEquals(#lines, math.ceil(400 / (width - width % 2)))
  t.keys "q"
end

-- All of the text in one line.
function tests.testOneLongLine()
  local began = os.clock()
  t.buffer { ("汉字很干，"):rep(20000) }
  nvim.setup { preview_limit = 5000, blocking = 1e9 }
  vim.cmd "ZhengziPreview s2t"
  lu.assertEquals(#list(), 5000)
  t.keys "jjnq"
  lu.assertTrue(os.clock() - began < 5, os.clock() - began)
end

function tests.testTheTextGoes()
  local buf = open()
  vim.cmd("bwipeout! " .. buf)
  lu.assertTrue(vim.wait(5000, function()
    return vim.bo.filetype ~= "zhengzi"
  end, 1))
  lu.assertEquals(windows(), 1)
  lu.assertTrue(vim.wo.foldenable)
  lu.assertTrue(vim.wo.wrap)
  lu.assertEquals(vim.wo.statusline, "")
end

-- Only what is in sight is drawn.
function tests.testManyChanges()
  local lines = {}
  for i = 1, 3000 do
    lines[i] = "汉汉"
  end
  local buf = open(lines)
  lu.assertEquals(#list(), 6000)
  local _, marked = drawn(buf)
  lu.assertTrue(marked < 200, marked)
  t.keys "G"
  vim.cmd "doautocmd CursorMoved"
  local below, at_end = drawn(buf)
  lu.assertTrue(at_end < 200, at_end)
  lu.assertEquals(below[2999], "漢漢")
  t.keys "<CR>"
  lu.assertEquals(t.lines()[3000], "漢漢")
end

return tests
