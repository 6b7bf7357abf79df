-- SPDX-License-Identifier: Apache-2.0
-- :checkhealth zhengzi

local M = {}

local health = vim.health or require "health"
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local failed = health.error or health.report_error

local function check_recipe(config, name)
  local recipe = config.options[name]
  if recipe then
    local converter, why = config.open(recipe)
    if converter then
      ok(("option '%s', %s, can be opened with the options given to setup"):format(name, recipe))
    else
      failed(("option '%s', %s: %s"):format(name, recipe, why))
    end
  end
end

function M.check()
  start "zhengzi"
  local config = require "zhengzi.nvim.config"
  local zz, why = config.module()
  if not zz then
    return failed(why, { "put zhengzi.so for LuaJIT into a folder lua/ of 'runtimepath', "
      .. "or where package.cpath looks: " .. package.cpath })
  end
  ok(("the Lua module zhengzi %s, data of %s, %d names for recipes"):format(zz.version,
    zz.data_version, #zz.recipes()))
  if not config.options.recipe then
    ok "no recipe was given to setup: a command without one asks"
  end
  check_recipe(config, "recipe")
  check_recipe(config, "alternatives")
  if vim.fn.executable "zhengzi" == 0 then
    warn("the command zhengzi is not on $PATH; the plug-in does not need it")
  end
end

return M
