-- SPDX-License-Identifier: Apache-2.0
-- :ZhengziAlternatives: a menu of what a word could become.

local api = vim.api
local apply = require "zhengzi.nvim.apply"
local config = require "zhengzi.nvim.config"
local edits = require "zhengzi.nvim.edits"
local region = require "zhengzi.nvim.region"

local M = {}

local LONGEST = 256 -- bytes of a word that the library looks into

-- What the recipe makes of a word, all of it. Where that is one thing alone, the word may be in the
-- recipe's target already: then what it could have come from is tried.
function M.of(word, recipe)
  local converter, why = config.open(recipe)
  if not converter then
    return nil, why
  end
  local found
  found, why = converter:alternatives(word)
  if found and #found == 1 and recipe:find "s2%l" then
    local both = config.open("t2s," .. recipe)
    local more = both and both:alternatives(word)
    if more and #more > 1 then
      return more
    end
  end
  return found, why
end

-- The word that the recipe changes at the cursor, else the character there.
local function word_at_cursor(buf, recipe)
  local converter, why = config.open(recipe)
  if not converter then
    return nil, why
  end
  local cursor = api.nvim_win_get_cursor(0)
  local row, col = cursor[1] - 1, cursor[2]
  local found = edits.find(region.lines(buf, row + 1, row + 1), converter, function() end)
  for n = 1, found.count do
    if found.row[n] == row and found.end_row[n] == row and found.col[n] <= col
      and col < found.end_col[n] then
      return { buf = buf, pieces = { {
        row = row, col = found.col[n], end_row = row, end_col = found.end_col[n],
      } } }
    end
  end
  return region.characters(buf, cursor, cursor)
end

-- chosen: a region of one piece, or nil for the word at the cursor.
function M.menu(buf, chosen, recipe, complain, say)
  local why
  if not chosen then
    chosen, why = word_at_cursor(buf, recipe)
    if not chosen then
      return complain(why)
    end
  end
  local piece = chosen.pieces[1]
  local word = region.text(chosen, piece)
  if #word > LONGEST then
    return complain(("a word has %d bytes at the most"):format(LONGEST))
  end
  local others
  others, why = M.of(word, recipe)
  if not others then
    return complain(why)
  end
  local tick = api.nvim_buf_get_changedtick(buf)
  vim.ui.select(others, { prompt = word .. " by " .. recipe .. ":" }, function(choice)
    if not choice or choice == word then
      return
    end
    local fine, message = pcall(apply.apply, {
      buf = buf, tick = tick, count = 1, row = { piece.row }, col = { piece.col },
      end_row = { piece.end_row }, end_col = { piece.end_col }, to = { choice },
    }, function() end)
    if fine then
      say(word .. " → " .. choice)
    else
      complain(message)
    end
  end)
end

return M
