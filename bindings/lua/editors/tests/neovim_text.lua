-- SPDX-License-Identifier: Apache-2.0
-- What a buffer holds afterwards is what the module makes of its text, whatever that is.

local lu = require "luaunit"
local zz = require "zhengzi"
local t = require "neovim_helpers"
local nvim = require "zhengzi.nvim"
local api = vim.api

local tests = {}

local function lines_of(text)
  return vim.split((text:gsub("\n$", "")), "\n", { plain = true })
end

local function check(lines, recipe, first, last)
  t.buffer(lines)
  first, last = first or 1, last or #lines
  local before = vim.list_slice(lines, 1, first - 1)
  local chosen = vim.list_slice(lines, first, last)
  local expected = before
  local converted = zz.open(recipe):convert(table.concat(chosen, "\n") .. "\n")
  if converted ~= "" then
    vim.list_extend(expected, lines_of(converted))
  end
  vim.list_extend(expected, vim.list_slice(lines, last + 1))
  if #expected == 0 then
    expected = { "" }
  end
  vim.cmd(("silent %d,%dZhengzi %s"):format(first, last, recipe))
  local told = ("%s %d-%d of %s"):format(recipe, first, last, vim.inspect(lines))
  lu.assertEquals(t.lines(), expected, told)
  if not vim.deep_equal(expected, lines) then
    vim.cmd "silent undo"
  end
  lu.assertEquals(t.lines(), lines, told)
end

function tests.testNul()
  check({ "发\0汉", "\0", "\0\0汉\0" }, "s2t")
end

function tests.testIllFormedBytes()
  local lines = { "\255汉\230\177", "汉\192\128字", "汉\237\160\128" }
  check(lines, "s2t")
  check(lines, "bytes,s2t")
  t.buffer(lines)
  nvim.setup { invalid = "error" }
  local said = t.said(function()
    vim.cmd "2,3Zhengzi s2t"
  end)
  lu.assertEquals(said, "zhengzi: ill-formed UTF-8 (line 2, byte 4)")
  lu.assertEquals(t.lines(), lines)
  nvim.setup { invalid = "drop" }
  vim.cmd "silent Zhengzi s2t"
  lu.assertEquals(t.lines(), { "漢", "漢字", "漢" })
end

function tests.testLinesThatGo()
  nvim.setup()
  local lines = { "汉", "汉\226\128\168字", "x\226\128\169", "\226\128\168" }
  check(lines, "newlines,s2t")
  check(lines, "newlines", 2, 3)
  check(lines, "newlines", 4, 4)
  check({ "a\rb\r", "c" }, "newlines")
  check({ "汉字汉字汉字汉字汉字汉字汉字汉字汉字汉字汉", "字。" }, "join-lines,s2t")
  check({ "" }, "s2t,clean")
end

-- A step that deletes whole lines: in the middle, at both ends, all of them.
function tests.testDeletedLines()
  local line = "人民網>>吉林頻道"
  local furniture = "返回頂部"
  lu.assertEquals(zz.open("furniture"):convert("一\n" .. furniture .. "\n二\n"), "一\n二\n")
  for _, lines in ipairs {
    { "正文一", furniture, "正文二" }, { furniture, "正文" }, { "正文", furniture }, { furniture },
    { "正文", line, furniture }, { furniture, furniture, "x", furniture },
  } do
    check(lines, "furniture,s2t")
    for first = 1, #lines do
      for last = first, #lines do
        check(lines, "furniture", first, last)
      end
    end
  end
end

function tests.testOtherLinesWhenLinesGo()
  local buf = t.buffer { "正文一", "我的分隔线", "正文二", "正文三" }
  nvim.setup { furniture = { "我的分隔线" } }
  api.nvim_buf_set_mark(0, "a", 3, 3, {})
  vim.fn.sign_define("zhengzi", { text = "z" })
  vim.fn.sign_place(1, "", "zhengzi", buf, { lnum = 3 })
  vim.fn.setqflist { { bufnr = buf, lnum = 3, text = "an error" } }
  vim.wo.foldmethod = "manual"
  vim.cmd "3,4fold"
  vim.cmd "silent Zhengzi furniture"
  lu.assertEquals(t.lines(), { "正文一", "正文二", "正文三" })
  lu.assertEquals(t.mark "a", { 2, 3 })
  lu.assertEquals(vim.fn.getqflist()[1].lnum, 2)
  lu.assertEquals(vim.fn.sign_getplaced(buf)[1].signs[1].lnum, 2)
  lu.assertEquals({ vim.fn.foldclosed(2), vim.fn.foldclosedend(2) }, { 2, 3 })
end

-- No step puts anything behind the last line end, but one could.
function tests.testInsertionsBehindTheLastLine()
  local buf = t.buffer { "一" }
  for _, to in ipairs { "二", "三\n" } do
    require("zhengzi.nvim.apply").apply({ buf = buf, tick = api.nvim_buf_get_changedtick(buf),
      count = 1, row = { #t.lines() }, col = { 0 }, end_row = { #t.lines() }, end_col = { 0 },
      to = { to } }, function() end)
  end
  lu.assertEquals(t.lines(), { "一", "二", "三" })
end

-- Texts put together at random, for every recipe.
function tests.testRandomTexts()
  local parts = { "头发", "汉", "干", "后", "软件", "。", ",", "“", "”", "...", " ", "\227\128\128", "Ａ", "a",
    "&amp;", "&lt;", "\226\128\139", "\194\160", "ﾊﾞ", "e\204\129", "\0", "\255", "\230\177", "𠮷",
    "\226\128\168", "\r", "\t", "http://x.cn/发", "返回頂部\n", "\n", "\n", "\n" }
  local names = {}
  for _, entry in ipairs(zz.recipes()) do
    names[#names + 1] = entry.name
  end
  local seed = os.time()
  math.randomseed(seed)
  for _ = 1, 400 do
    local text = {}
    for i = 1, math.random(1, 30) do
      text[i] = parts[math.random(#parts)]
    end
    local lines = vim.split(table.concat(text), "\n", { plain = true })
    local recipe = names[math.random(#names)]
    if math.random(2) == 1 then
      recipe = recipe .. "," .. names[math.random(#names)]
    end
    if zz.open(recipe) then
      local first = math.random(#lines)
      local fine, why = pcall(check, lines, recipe, first, math.random(first, #lines))
      if not fine then
        error(type(why) == "table" and why or ("seed %d: %s"):format(seed, why), 0)
      end
    end
  end
end

-- ---- Files ------------------------------------------------------------------------------------

local function file(bytes)
  local path = vim.fn.tempname()
  local handle = assert(io.open(path, "wb"))
  handle:write(bytes)
  handle:close()
  return path
end

local function bytes_of(path)
  local handle = assert(io.open(path, "rb"))
  local bytes = handle:read "*a"
  handle:close()
  vim.fn.delete(path)
  return bytes
end

local function converted(bytes, recipe, edit)
  local path = file(bytes)
  t.buffer { "" }
  vim.cmd(("silent edit %s %s"):format(edit or "", path))
  local said = t.said(function()
    vim.cmd("Zhengzi " .. recipe)
  end)
  local wrote = pcall(vim.cmd, "silent write")
  vim.cmd "bwipeout!"
  return bytes_of(path), said, wrote
end

function tests.testFileFormatStays()
  lu.assertEquals(converted("汉\r\n字\r\n", "s2t"), "漢\r\n字\r\n")
  lu.assertEquals(converted("汉\r字\r", "s2t", "++ff=mac"), "漢\r字\r")
  lu.assertEquals(converted("汉\n字", "s2t"), "漢\n字\n")
  lu.assertEquals(converted("\239\187\191汉\n", "s2t"), "\239\187\191漢\n")
end

function tests.testFileEncoding()
  local gb = vim.fn.iconv("发展头发\n", "utf-8", "gb2312")
  local bytes, said, wrote = converted(gb, "s2t", "++enc=gb2312")
  lu.assertStrContains(said, "'fileencoding' is ")
  lu.assertStrContains(said, "which has no 發 (line 1)")
  lu.assertFalse(wrote)
  lu.assertEquals(bytes, gb)
  -- GBK and Big5 have what these need.
  bytes, said, wrote = converted(vim.fn.iconv("发展头发\n", "utf-8", "gbk"), "s2t", "++enc=gbk")
  lu.assertNotStrContains(said, "fileencoding")
  lu.assertTrue(wrote)
  lu.assertEquals(bytes, vim.fn.iconv("發展頭髮\n", "utf-8", "gbk"))
  bytes, said = converted(vim.fn.iconv("頭髮\n", "utf-8", "big5"), "t2s", "++enc=big5")
  lu.assertStrContains(said, "which has no 头 (line 1)")
  lu.assertEquals(#bytes, 5)
end

function tests.testBytesOfAFileThatAreNotUtf8()
  lu.assertEquals(converted("汉\255\n", "s2t", "++enc=utf-8 ++bad=keep"), "漢\255\n")
end

return tests
