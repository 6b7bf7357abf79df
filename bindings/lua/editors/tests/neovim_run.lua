-- SPDX-License-Identifier: Apache-2.0
-- Runs every test of the plug-in inside Neovim, in TAP. ZZ_TESTS is this folder.

local folder = assert(os.getenv "ZZ_TESTS")
package.path = folder .. "/?.lua;" .. package.path

local found, luaunit = pcall(require, "luaunit")
if not found then
  print "1..0 # SKIP luaunit is not installed for LuaJIT"
  vim.cmd "qall!"
end

local fine, failures = pcall(function()
  TestCommands = require "neovim_commands"
  TestOperator = require "neovim_operator"
  TestPreview = require "neovim_preview"
  TestLarge = require "neovim_large"
  TestText = require "neovim_text"
  return luaunit.LuaUnit.run("-o", "tap")
end)
if not fine then
  print("Bail out! " .. tostring(failures))
end
io.stdout:flush()
vim.cmd(fine and failures == 0 and "qall!" or "cquit")
