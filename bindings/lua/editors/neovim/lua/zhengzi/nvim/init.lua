-- SPDX-License-Identifier: Apache-2.0
-- zhengzi in Neovim: require("zhengzi.nvim"). See :help zhengzi.

local api = vim.api
local apply = require "zhengzi.nvim.apply"
local config = require "zhengzi.nvim.config"
local edits = require "zhengzi.nvim.edits"
local job = require "zhengzi.nvim.job"
local region = require "zhengzi.nvim.region"

local M = {}

M.setup = config.setup

local MAXCOL = 2147483647 -- the column wanted after "$"

-- The recipe of the operator, kept for the dot.
local operated = {}

local function say(message, highlight)
  api.nvim_echo({ { "zhengzi: " .. message, highlight } }, highlight ~= nil, {})
end

local function complain(message)
  vim.notify("zhengzi: " .. message, vim.log.levels.ERROR)
end

local function number(count)
  local text = tostring(count):reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (text:gsub("^,", ""))
end

local function actual(buf)
  return (buf == nil or buf == 0) and api.nvim_get_current_buf() or buf
end

-- Hands a recipe to act: the one given, that of setup, or one that the user picks.
local function with_recipe(recipe, act)
  recipe = recipe ~= "" and recipe or nil
  if recipe or config.options.recipe then
    return act(recipe or config.options.recipe)
  end
  local zz, why = config.module()
  if not zz then
    return complain(why)
  end
  local choices = vim.tbl_filter(function(entry)
    return entry.kind ~= "step"
  end, zz.recipes())
  vim.ui.select(choices, {
    prompt = "Recipe:",
    format_item = function(entry)
      return ("%-14s %s"):format(entry.name, entry.summary)
    end,
  }, function(entry)
    if entry then
      act(entry.name)
    end
  end)
end

-- What a file in this encoding can't hold: writing it would fail, or lose it.
local function warn_of_encoding(found)
  local encoding = vim.bo[found.buf].fileencoding
  if encoding == "" or encoding:find "^utf" or encoding:find "^ucs" or encoding == "gb18030" then
    return
  end
  local text, n = edits.unwritable(found, encoding)
  if text then
    vim.notify(("zhengzi: 'fileencoding' is %s, which has no %s (line %d): use :set fileencoding=utf-8"
      .. " before writing"):format(encoding, text, found.row[n] + 1), vim.log.levels.WARN)
  end
end

-- Finds the edits, then hands them to use(found, pause).
local function run(asked, recipe, title, limit, use, done)
  local converter, why = config.open(recipe)
  if not converter then
    return done(false, why)
  end
  job.start(function(pause)
    local found = edits.find(asked.region, converter, function(fraction)
      return pause(fraction / 2)
    end, limit)
    use(found, function(fraction)
      return pause(0.5 + fraction / 2)
    end)
    return found
  end, {
    buf = asked.region.buf, title = "zhengzi " .. title, slice = config.options.slice,
    blocking = asked.wait or region.fits(asked.region, config.options.blocking), done = done,
  })
end

local function finished(recipe, found)
  say(found.count == 0 and ("%s: nothing to change"):format(recipe)
    or ("%s: %s %s"):format(recipe, number(found.count), found.count == 1 and "change" or "changes"))
end

-- options: recipe; region, or buf, first and last (lines from 1; all of them by default); wait:
-- return only when it is done; done(count, message): called at the end, count nil where it failed.
function M.convert(options)
  local buf = actual(options.buf)
  local asked = { wait = options.wait, region = options.region or region.lines(buf,
    options.first or 1, options.last or api.nvim_buf_line_count(buf)) }
  local done = options.done or function(count, message)
    if not count then
      complain(message)
    end
  end
  with_recipe(options.recipe, function(recipe)
    run(asked, recipe, recipe, nil, apply.apply, function(fine, found)
      if not fine then
        return done(nil, found)
      end
      finished(recipe, found)
      warn_of_encoding(found)
      done(found.count)
    end)
  end)
end

-- The same, but shows what would be changed.
function M.preview(options)
  local buf = actual(options.buf)
  local asked = { wait = options.wait, region = options.region or region.lines(buf,
    options.first or 1, options.last or api.nvim_buf_line_count(buf)) }
  with_recipe(options.recipe, function(recipe)
    local limit = config.options.preview_limit
    run(asked, recipe, recipe, limit, function() end, function(fine, found)
      if not fine then
        complain(found)
      elseif found.count == 0 then
        finished(recipe, found)
      else
        require("zhengzi.nvim.preview").open(found, recipe, config.open(recipe), function(chosen)
          local kept, message = pcall(apply.apply, chosen, function() end)
          if not kept then
            return complain(message)
          end
          finished(recipe, chosen)
          warn_of_encoding(chosen)
        end)
      end
    end)
  end)
end

-- Stops the conversion of a buffer; what it did is taken back.
function M.cancel(buf)
  if not job.cancel(actual(buf)) then
    say "nothing to cancel"
  end
end

function M.running(buf)
  return job.running(actual(buf))
end

-- ---- Operator ---------------------------------------------------------------------------------

-- For mappings with expr: what to type so that the motion that follows, or the selection, is
-- converted. recipe nil: that of setup. options.preview: show it first.
function M.operator(recipe, options)
  operated = { recipe = recipe, preview = options and options.preview,
    to_end = vim.fn.mode() == "\22" and vim.fn.winsaveview().curswant == MAXCOL }
  vim.go.operatorfunc = "v:lua.require'zhengzi.nvim'.operate"
  return "g@"
end

-- 'operatorfunc'.
function M.operate(kind)
  local buf = api.nvim_get_current_buf()
  local chosen = region.operated(buf, kind, operated.to_end)
  with_recipe(operated.recipe, function(recipe)
    operated.recipe = recipe
    local act = operated.preview and M.preview or M.convert
    act { region = chosen, recipe = recipe }
  end)
end

-- ---- Commands ---------------------------------------------------------------------------------

function M.command(call)
  M.convert { recipe = call.args, first = call.line1, last = call.line2, wait = call.bang }
end

function M.preview_command(call)
  M.preview { recipe = call.args, first = call.line1, last = call.line2 }
end

function M.alternatives_command(call)
  local buf = api.nvim_get_current_buf()
  local chosen
  if call.range > 0 then
    local from, to = api.nvim_buf_get_mark(buf, "<"), api.nvim_buf_get_mark(buf, ">")
    if from[1] ~= call.line1 or to[1] ~= call.line2 or from[1] ~= to[1] then
      return complain "alternatives are for a word, or a selection within a line"
    end
    chosen = region.characters(buf, from, to)
  end
  with_recipe(call.args ~= "" and call.args or config.options.alternatives, function(recipe)
    require("zhengzi.nvim.alternatives").menu(buf, chosen, recipe, complain, say)
  end)
end

local script_names = { none = "no Chinese or Japanese", either = "Simplified or Traditional alike",
  simplified = "Simplified", traditional = "Traditional", mixed = "mixed", japanese = "Japanese" }
local region_names = { taiwan = "Taiwan", ["hong-kong"] = "Hong Kong" }

function M.detect_command(call)
  local zz, why = config.module()
  if not zz then
    return complain(why)
  end
  local detector = zz.detector()
  for first = call.line1 - 1, call.line2 - 1, 1000 do
    local lines = api.nvim_buf_get_lines(0, first, math.min(first + 1000, call.line2), true)
    detector:feed(table.concat(lines, "\n"))
  end
  local found = detector:detection()
  local text = script_names[found.script] or found.script
  if found.script_score > 0 then
    text = ("%s (%d %%)"):format(text, math.floor(found.script_score * 100 + 0.5))
  end
  if region_names[found.region] then
    text = ("%s, %s (%d %%)"):format(text, region_names[found.region],
      math.floor(found.region_score * 100 + 0.5))
  end
  say(("%s: %s Han characters, %s only Simplified, %s only Traditional"):format(text,
    number(found.han), number(found.simplified), number(found.traditional)))
  return found
end

return M
