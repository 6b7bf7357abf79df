-- SPDX-License-Identifier: Apache-2.0
-- Completion of recipes: steps with commas between them.

local config = require "zhengzi.nvim.config"

local M = {}

local function names()
  local zz = config.module()
  local list = {}
  for _, entry in ipairs(zz and zz.recipes() or {}) do
    list[#list + 1] = entry.name
  end
  table.sort(list)
  return list
end

-- Whole recipes that begin with lead: what is before the last comma stays. After "-" come the steps
-- to take away, which only something before them can have brought.
function M.recipes(lead)
  local before, sign, part = lead:match "^(.*,)(%-?)(.*)$"
  if not before then
    before, sign, part = "", lead:match "^(%-?)(.*)$"
  end
  if sign == "-" and before == "" then
    return {}
  end
  local used = {}
  for step in before:gmatch("[^,]+") do
    used[vim.trim(step)] = true
  end
  local found = {}
  for _, name in ipairs(names()) do
    if vim.startswith(name, part) and not used[sign .. name] then
      found[#found + 1] = before .. sign .. name
    end
  end
  return found
end

return M
