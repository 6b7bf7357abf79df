-- SPDX-License-Identifier: Apache-2.0
-- The commands, their completion, the options, the help.

local lu = require "luaunit"
local zz = require "zhengzi"
local t = require "neovim_helpers"
local nvim = require "zhengzi.nvim"
local api = vim.api

local tests = {}

function tests.testAllLines()
  t.buffer { "她的头发很干，鼠标坏了", "ASCII", "", "发" }
  local said = t.said(function()
    vim.cmd "Zhengzi s2twp"
  end)
  lu.assertEquals(t.lines(), { "她的頭髮很乾，滑鼠壞了", "ASCII", "", "發" })
  lu.assertEquals(said, "zhengzi: s2twp: 5 changes")
end

function tests.testRange()
  t.buffer { "汉", "汉", "汉", "汉" }
  vim.cmd "silent 2,3Zhengzi s2t"
  lu.assertEquals(t.lines(), { "汉", "漢", "漢", "汉" })
end

function tests.testNothingToChangeLeavesTheBufferUnmodified()
  local buf = t.buffer { "漢字" }
  vim.bo[buf].modified = false
  local tick = api.nvim_buf_get_changedtick(buf)
  local said = t.said(function()
    vim.cmd "Zhengzi s2t"
  end)
  lu.assertEquals(said, "zhengzi: s2t: nothing to change")
  lu.assertEquals(api.nvim_buf_get_changedtick(buf), tick)
  lu.assertFalse(vim.bo[buf].modified)
end

function tests.testOneStepOfUndo()
  local before = { "头发", "汉字", "里面" }
  t.buffer(before)
  t.keys "Go又<Esc>"
  vim.cmd "silent Zhengzi s2tw"
  lu.assertEquals(t.lines(), { "頭髮", "漢字", "裡面", "又" })
  vim.cmd "silent undo"
  lu.assertEquals(t.lines(), { "头发", "汉字", "里面", "又" })
  vim.cmd "silent undo"
  lu.assertEquals(t.lines(), before)
  vim.cmd "silent redo"
  vim.cmd "silent redo"
  lu.assertEquals(t.lines(), { "頭髮", "漢字", "裡面", "又" })
end

-- What was typed right before, and is still one step with what follows, stays apart.
function tests.testUndoDoesNotJoinWhatCameBefore()
  t.buffer { "" }
  api.nvim_buf_set_lines(0, 0, -1, true, { "汉" })
  nvim.convert { recipe = "s2t" }
  lu.assertEquals(t.lines(), { "漢" })
  vim.cmd "silent undo"
  lu.assertEquals(t.lines(), { "汉" })
end

function tests.testMarksFoldsAndCursorStay()
  local buf = t.buffer { "用软件打印，然后看。", "第二行", "第三行", "发展" }
  vim.wo.foldmethod = "manual"
  vim.cmd "2,3fold"
  local space = api.nvim_create_namespace "test"
  local comma = #"用软件打印"
  local mark = api.nvim_buf_set_extmark(buf, space, 0, comma, {})
  api.nvim_buf_set_mark(buf, "a", 1, comma, {})
  api.nvim_win_set_cursor(0, { 1, comma })
  vim.cmd "split"
  api.nvim_win_set_cursor(0, { 1, #"用软件打印，然后" })

  vim.cmd "silent Zhengzi s2twp"
  local line = "用軟體列印，然後看。"
  lu.assertEquals(t.lines()[1], line)
  lu.assertEquals(api.nvim_buf_get_extmark_by_id(buf, space, mark, {}), { 0, comma })
  lu.assertEquals(t.mark "a", { 1, comma })
  lu.assertEquals(api.nvim_win_get_cursor(0), { 1, #"用軟體列印，然後" })
  vim.cmd "close"
  lu.assertEquals(api.nvim_win_get_cursor(0), { 1, comma })
  lu.assertEquals(vim.fn.foldclosed(2), 2)
  lu.assertEquals(vim.fn.foldclosedend(2), 3)
end

-- The same where what comes before the cursor changes its size.
function tests.testCursorMovesWithItsCharacter()
  t.buffer { "头发&amp;&lt;b&gt;看这里" }
  api.nvim_win_set_cursor(0, { 1, #"头发&amp;&lt;b&gt;看" })
  api.nvim_buf_set_mark(0, "z", 1, #"头发&amp;&lt;b&gt;看", {})
  vim.cmd "silent Zhengzi entities,s2t"
  lu.assertEquals(t.lines(), { "頭髮&<b>看這裏" })
  lu.assertEquals(api.nvim_win_get_cursor(0), { 1, #"頭髮&<b>看" })
  lu.assertEquals(t.mark "z", { 1, #"頭髮&<b>看" })
end

function tests.testErrorsOfRecipes()
  t.buffer { "汉" }
  local said = t.said(function()
    vim.cmd "Zhengzi s2tx"
  end)
  local _, message = zz.open "s2tx"
  lu.assertEquals(said, "zhengzi: " .. message)
  lu.assertEquals(t.lines(), { "汉" })
end

function tests.testBufferThatCannotBeModified()
  local buf = t.buffer { "汉" }
  vim.bo[buf].modifiable = false
  local said = t.said(function()
    vim.cmd "Zhengzi s2t"
  end)
  lu.assertStrContains(said, "'modifiable' is off")
  lu.assertEquals(t.lines(), { "汉" })
  lu.assertFalse(vim.bo[buf].modifiable)
end

-- ---- Options ----------------------------------------------------------------------------------

function tests.testRecipeOfSetup()
  t.buffer { "头发" }
  nvim.setup { recipe = "s2tw" }
  vim.cmd "silent Zhengzi"
  lu.assertEquals(t.lines(), { "頭髮" })
end

function tests.testWithoutRecipeOneIsAskedFor()
  t.buffer { "头发" }
  local shown = t.answering("s2hk", function()
    vim.cmd "silent Zhengzi"
  end)
  lu.assertEquals(t.lines(), { "頭髮" })
  local count = 0
  for _, entry in ipairs(zz.recipes()) do
    count = count + (entry.kind ~= "step" and 1 or 0)
  end
  lu.assertEquals(#shown, count)
  t.answering(nil, function()
    vim.cmd "silent Zhengzi"
  end)
  lu.assertEquals(t.lines(), { "頭髮" })
end

function tests.testWordsOfOnesOwn()
  t.buffer { "程序和面条在里面" }
  nvim.setup { dictionary = { ["程序"] = "程序碼" }, protect = { "面条" } }
  vim.cmd "silent Zhengzi s2twp"
  lu.assertEquals(t.lines(), { "程序碼和面条在裡面" })
end

function tests.testDictionaryFileIsReadAgainWhenItChanges()
  local path = vim.fn.tempname()
  vim.fn.writefile({ "程序\t甲" }, path)
  t.buffer { "程序" }
  nvim.setup { dictionary = path, recipe = "s2t" }
  vim.cmd "silent Zhengzi"
  lu.assertEquals(t.lines(), { "甲" })
  vim.fn.writefile({ "程序\t乙乙" }, path)
  vim.cmd "silent undo"
  vim.cmd "silent Zhengzi"
  lu.assertEquals(t.lines(), { "乙乙" })
  vim.fn.delete(path)
  local said = t.said(function()
    vim.cmd "Zhengzi"
  end)
  lu.assertStrContains(said, "option 'dictionary'")
  lu.assertStrContains(said, path)
end

function tests.testUnknownOptionsAreRefused()
  lu.assertErrorMsgContains("no option 'receipe'", nvim.setup, { receipe = "s2t" })
end

-- ---- Completion -------------------------------------------------------------------------------

local function completed(line)
  return vim.fn.getcompletion(line, "cmdline")
end

function tests.testCompletionHasAllNames()
  local names = {}
  for _, entry in ipairs(zz.recipes()) do
    names[#names + 1] = entry.name
  end
  table.sort(names)
  lu.assertEquals(completed "Zhengzi ", names)
  lu.assertEquals(completed "ZhengziPreview ", names)
  lu.assertEquals(completed "ZhengziAlternatives ", names)
end

function tests.testCompletionOfLists()
  local has_context = not (os.getenv "ZZ_WITHOUT" or ""):find "context"
  lu.assertEquals(completed "Zhengzi s2twp", { "s2twp", has_context and "s2twp:context" or nil })
  lu.assertEquals(completed "Zhengzi clean,s2hkp:", { has_context and "clean,s2hkp:context" or nil })
  lu.assertEquals(completed "Zhengzi web,-enti", { "web,-entities" })
  lu.assertEquals(completed "Zhengzi -enti", {})
  lu.assertEquals(completed "Zhengzi nfc,nf", {})
  lu.assertEquals(completed "Zhengzi xyz", {})
end

-- ---- Alternatives, detection ------------------------------------------------------------------

function tests.testAlternativesOfTheWordAtTheCursor()
  t.buffer { "他说的头发" }
  api.nvim_win_set_cursor(0, { 1, #"他说的" })
  local shown = t.answering("頭發", function()
    vim.cmd "silent ZhengziAlternatives s2t"
  end)
  lu.assertEquals(shown, zz.open("s2t"):alternatives "头发")
  lu.assertEquals(t.lines(), { "他说的頭發" })
  vim.cmd "silent undo"
  lu.assertEquals(t.lines(), { "他说的头发" })
end

function tests.testAlternativesOfTheSelection()
  t.buffer { "他说的头发" }
  vim.cmd "xmap ga <Plug>(zhengzi-alternatives)"
  local shown = t.answering("髮", function()
    nvim.setup { recipe = "s2t" }
    t.keys "$vga"
  end)
  lu.assertEquals(shown, { "發", "髮" })
  lu.assertEquals(t.lines(), { "他说的头髮" })
  vim.cmd "xunmap ga"
end

-- A word that is Traditional already.
function tests.testAlternativesOfWhatIsConverted()
  t.buffer { "理發" }
  api.nvim_win_set_cursor(0, { 1, #"理" })
  local shown = t.answering("髮", function()
    vim.cmd "silent ZhengziAlternatives s2tw"
  end)
  lu.assertTrue(vim.tbl_contains(shown, "發"))
  lu.assertEquals(t.lines(), { "理髮" })
end

function tests.testDetect()
  t.buffer { "这是简体字", "這是繁體字" }
  lu.assertStrContains(t.said(function()
    vim.cmd "1ZhengziDetect"
  end), "zhengzi: Simplified (100 %): 5 Han characters, 3 only Simplified, 0 only Traditional")
  lu.assertStrContains(t.said(function()
    vim.cmd "2ZhengziDetect"
  end), "zhengzi: Traditional (100 %)")
  lu.assertStrContains(t.said(function()
    vim.cmd "ZhengziDetect"
  end), "zhengzi: mixed")
  t.buffer { "ASCII" }
  lu.assertStrContains(t.said(function()
    vim.cmd "ZhengziDetect"
  end), "no Chinese or Japanese: 0 Han")
end

-- ---- Help, health -----------------------------------------------------------------------------

function tests.testHelp()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder .. "/doc", "p")
  local source = api.nvim_get_runtime_file("doc/zhengzi.txt", false)[1]
  vim.fn.writefile(vim.fn.readfile(source), folder .. "/doc/zhengzi.txt")
  vim.cmd("helptags " .. folder .. "/doc")
  local tags = {}
  for _, line in ipairs(vim.fn.readfile(folder .. "/doc/tags")) do
    tags[line:match "^[^\t]+"] = true
  end
  vim.fn.delete(folder, "rf")
  local text = table.concat(vim.fn.readfile(source), "\n")
  for tag in text:gmatch "|([%w:-]*[Zz]hengzi[%w-]*)|" do
    lu.assertTrue(tags[tag], tag)
  end
  for name in pairs(api.nvim_get_commands {}) do
    if name:find "^Zhengzi" then
      lu.assertTrue(tags[":" .. name], name)
    end
  end
  for _, mode in ipairs { "n", "x" } do
    for _, map in ipairs(api.nvim_get_keymap(mode)) do
      if map.lhs:find "^<Plug>%(zhengzi" then
        lu.assertTrue(tags[map.lhs], map.lhs)
      end
    end
  end
  for name in pairs(nvim) do
    lu.assertTrue(text:find("." .. name .. "(", 1, true) ~= nil or name:find "command$" ~= nil
      or name == "operate", name)
  end
end

function tests.testHealth()
  t.buffer { "" }
  nvim.setup { recipe = "s2tw", alternatives = "no-such" }
  vim.cmd "silent checkhealth zhengzi"
  local report = table.concat(t.lines(), "\n")
  vim.cmd "bwipeout!"
  lu.assertStrContains(report, "the Lua module zhengzi " .. zz.version)
  lu.assertStrContains(report, "OK: option 'recipe', s2tw, can be opened")
  lu.assertStrContains(report, "ERROR: option 'alternatives', no-such")
end

function tests.testWithoutTheModule()
  t.buffer { "汉" }
  local loaded = package.loaded.zhengzi
  package.loaded.zhengzi = nil
  local cpath = package.cpath
  package.cpath = ""
  nvim.setup()
  local said = t.said(function()
    vim.cmd "Zhengzi s2t"
  end)
  package.cpath, package.loaded.zhengzi = cpath, loaded
  lu.assertStrContains(said, "the Lua module zhengzi can't be loaded, see :help zhengzi-install")
  lu.assertEquals(t.lines(), { "汉" })
end

return tests
