-- SPDX-License-Identifier: Apache-2.0
-- The commands and <Plug> mappings; what they do is loaded when one is used. See :help zhengzi.

if vim.g.loaded_zhengzi then
  return
end
vim.g.loaded_zhengzi = 1

local function zhengzi()
  return require "zhengzi.nvim"
end

local function complete(lead)
  return require("zhengzi.nvim.complete").recipes(lead)
end

local command = vim.api.nvim_create_user_command

command("Zhengzi", function(call)
  zhengzi().command(call)
end, {
  nargs = "?", range = "%", bang = true, complete = complete,
  desc = "convert the range by a recipe; with ! wait for the end",
})

command("ZhengziPreview", function(call)
  zhengzi().preview_command(call)
end, { nargs = "?", range = "%", complete = complete, desc = "show what a recipe would change" })

command("ZhengziAlternatives", function(call)
  zhengzi().alternatives_command(call)
end, { nargs = "?", range = true, complete = complete, desc = "what the word could become" })

command("ZhengziDetect", function(call)
  zhengzi().detect_command(call)
end, { range = "%", desc = "which script the range is in" })

command("ZhengziCancel", function()
  zhengzi().cancel(0)
end, { desc = "stop the conversion of this buffer" })

local map = vim.keymap.set

map({ "n", "x" }, "<Plug>(zhengzi)", function()
  return zhengzi().operator()
end, { expr = true, desc = "convert a motion or the selection" })

map("n", "<Plug>(zhengzi-line)", function()
  return zhengzi().operator() .. "_"
end, { expr = true, desc = "convert lines" })

map({ "n", "x" }, "<Plug>(zhengzi-preview)", function()
  return zhengzi().operator(nil, { preview = true })
end, { expr = true, desc = "show what would be changed in a motion or the selection" })

map("n", "<Plug>(zhengzi-alternatives)", "<Cmd>ZhengziAlternatives<CR>")
map("x", "<Plug>(zhengzi-alternatives)", ":ZhengziAlternatives<CR>")
