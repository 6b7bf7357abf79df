-- SPDX-License-Identifier: Apache-2.0
-- What the tests in Neovim share.

local api = vim.api
local M = {}

-- A fresh buffer with these lines in the only window, and setup as it is without being called.
function M.buffer(lines)
  vim.cmd "silent! only!"
  vim.cmd "enew!"
  api.nvim_buf_set_lines(0, 0, -1, true, lines)
  vim.cmd "let &g:undolevels = &g:undolevels"
  api.nvim_win_set_cursor(0, { 1, 0 })
  require("zhengzi.nvim").setup()
  return api.nvim_get_current_buf()
end

function M.lines(buf)
  return api.nvim_buf_get_lines(buf or 0, 0, -1, true)
end

function M.keys(keys)
  api.nvim_feedkeys(api.nvim_replace_termcodes(keys, true, false, true), "xt", false)
end

-- Runs act with vim.notify and messages caught; gives what was said.
function M.said(act)
  local said = {}
  local notify, echo = vim.notify, api.nvim_echo
  vim.notify = function(message)
    said[#said + 1] = message
  end
  api.nvim_echo = function(chunks)
    for _, chunk in ipairs(chunks) do
      said[#said + 1] = chunk[1]
    end
  end
  local fine, why = pcall(act)
  vim.notify, api.nvim_echo = notify, echo
  assert(fine, why)
  return table.concat(said, "\n")
end

-- Runs act with menus answered: with the item that is answer, or nothing. Gives the items shown.
function M.answering(answer, act)
  local shown
  local select = vim.ui.select
  vim.ui.select = function(items, options, done)
    local show = options.format_item or tostring
    shown = vim.tbl_map(show, items)
    for _, item in ipairs(items) do
      if item == answer or item.name and item.name == answer then
        return done(item)
      end
    end
    done(nil)
  end
  local fine, why = pcall(act)
  vim.ui.select = select
  assert(fine, why)
  return shown
end

function M.mark(name)
  return api.nvim_buf_get_mark(0, name)
end

return M
