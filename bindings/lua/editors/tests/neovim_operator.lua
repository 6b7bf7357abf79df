-- SPDX-License-Identifier: Apache-2.0
-- The operator: motions, selections of each kind, the dot.

local lu = require "luaunit"
local t = require "neovim_helpers"
local nvim = require "zhengzi.nvim"
local api = vim.api

local tests = {}

function tests.setUp()
  vim.cmd [[
    map gz <Plug>(zhengzi)
    nmap gzz <Plug>(zhengzi-line)
  ]]
end

function tests.tearDown()
  vim.cmd [[
    silent! unmap gz
    silent! nunmap gzz
  ]]
end

local function buffer(lines)
  t.buffer(lines)
  nvim.setup { recipe = "s2t" }
end

function tests.testMotions()
  buffer { "汉字 汉字 汉字", "汉", "", "汉" }
  t.keys "wgzw"
  lu.assertEquals(t.lines()[1], "汉字 漢字 汉字")
  t.keys "0gzl"
  lu.assertEquals(t.lines()[1], "漢字 漢字 汉字")
  t.keys "jgzk"
  lu.assertEquals(t.lines(), { "漢字 漢字 漢字", "漢", "", "汉" })
  t.keys "uuugzip"
  lu.assertEquals(t.lines(), { "漢字 漢字 漢字", "漢", "", "汉" })
  t.keys "u"
  lu.assertEquals(t.lines(), { "汉字 汉字 汉字", "汉", "", "汉" })
end

function tests.testTheDotRepeats()
  buffer { "汉字 汉字 汉字" }
  t.keys "gziwww."
  lu.assertEquals(t.lines(), { "漢字 汉字 漢字" })
  buffer { "汉", "汉", "汉", "汉" }
  t.keys "2gzzjj."
  lu.assertEquals(t.lines(), { "漢", "漢", "漢", "漢" })
end

-- The recipe asked for is used again.
function tests.testTheDotKeepsTheRecipe()
  t.buffer { "头发", "头发" }
  local asked = 0
  t.answering("s2tw", function()
    asked = asked + 1
    t.keys "gzz"
  end)
  t.keys "j."
  lu.assertEquals(t.lines(), { "頭髮", "頭髮" })
end

function tests.testAMotionThatGoesNowhere()
  buffer { "汉" }
  t.keys "0gz0"
  t.keys "gzG"
  lu.assertEquals(t.lines(), { "漢" })
end

function tests.testOperatorOfOneRecipe()
  t.buffer { "软件" }
  vim.keymap.set("n", "gy", function()
    return nvim.operator "s2twp"
  end, { expr = true })
  t.keys "gy$"
  vim.keymap.del("n", "gy")
  lu.assertEquals(t.lines(), { "軟體" })
end

function tests.testSelectionOfCharacters()
  buffer { "汉汉汉汉", "汉汉汉汉", "汉汉汉汉" }
  t.keys "lvlgz"
  lu.assertEquals(t.lines()[1], "汉漢漢汉")
  t.keys "u0llvjhgz"
  lu.assertEquals(t.lines(), { "汉汉漢漢", "漢漢汉汉", "汉汉汉汉" })
  t.keys "ugg0vG$gz"
  lu.assertEquals(t.lines(), { "漢漢漢漢", "漢漢漢漢", "漢漢漢漢" })
end

-- What is selected is a text of its own.
function tests.testAWordThatReachesOutOfTheSelection()
  buffer { "头发" }
  t.keys "$vgz"
  lu.assertEquals(t.lines(), { "头發" })
end

function tests.testSelectionOfLines()
  buffer { "汉", "汉", "汉" }
  t.keys "jVgz"
  lu.assertEquals(t.lines(), { "汉", "漢", "汉" })
end

function tests.testBlocks()
  buffer { "汉汉汉汉", "汉汉", "x汉汉汉", "汉汉汉汉" }
  t.keys "l<C-v>jjjlgz"
  -- Cells 2 to 5: of the third line the characters that begin in cells 1 and 5 are half inside.
  lu.assertEquals(t.lines(), { "汉漢漢汉", "汉漢", "x汉漢汉", "汉漢漢汉" })
  t.keys "u"
  lu.assertEquals(t.lines(), { "汉汉汉汉", "汉汉", "x汉汉汉", "汉汉汉汉" })
end

function tests.testBlocksToTheEndOfTheLines()
  buffer { "汉汉汉汉汉", "汉汉", "", "汉汉汉" }
  t.keys "l<C-v>jjj$gz"
  lu.assertEquals(t.lines(), { "汉漢漢漢漢", "汉漢", "", "汉漢漢" })
end

-- Lines of a block are apart: no word goes from one to the next.
function tests.testLinesOfABlockAreTextsOfTheirOwn()
  buffer { "a&amp;b", "c&amp;d" }
  nvim.setup { recipe = "entities" }
  t.keys "0<C-v>jllgz"
  lu.assertEquals(t.lines(), { "a&amp;b", "c&amp;d" })
  t.keys "0<C-v>jllllllgz"
  lu.assertEquals(t.lines(), { "a&b", "c&d" })
end

function tests.testBlocksWithTabs()
  buffer { "\t汉汉", "汉汉汉汉汉汉汉" }
  vim.bo.tabstop = 8
  t.keys "l<C-v>jgz"
  lu.assertEquals(t.lines(), { "\t漢汉", "汉汉汉汉漢汉汉" })
end

function tests.testCombiningCharactersBelongToTheirBase()
  buffer { "e\204\129汉", "e\204\129汉" }
  nvim.setup { recipe = "nfc" }
  t.keys "0gzl"
  lu.assertEquals(t.lines()[1], "é汉")
  t.keys "j0<C-v>gz"
  lu.assertEquals(t.lines()[2], "é汉")
end

return tests
