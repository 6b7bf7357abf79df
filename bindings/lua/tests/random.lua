-- SPDX-License-Identifier: Apache-2.0
-- Texts at random, the same under every Lua: math.random is another in each.

local without = require "without"

local random = {}

local PIECES = {
  "头发", "干", "里", "鼠标", "程序", "后来", "发展", "台湾", "面", "这", "了", "。", "，", "“", "”", " ", "\n",
  "a", "Word", "12", "&amp;", "ＡＢ", "𠀀", "〇", "髮", "裡", "著", "\255", "\230\177", "\0", "…", "...", "é", "🙂",
}

local RECIPES = { "s2t", "s2twp", "t2s", "tw2sp", "clean", "clean,s2tw", "web,s2twp", "s2tw:context", "t2s,s2hk" }

if without.context then
  for i = #RECIPES, 1, -1 do
    if RECIPES[i]:find(":context", 1, true) then
      table.remove(RECIPES, i)
    end
  end
end

-- pick(n) is a number from 1 to n.
function random.new(seed)
  local state = seed
  return function(n)
    state = (state * 16807) % 2147483647
    return state % n + 1
  end
end

function random.text(pick, most)
  local text = {}
  for i = 1, pick(most) - 1 do
    text[i] = PIECES[pick(#PIECES)]
  end
  return table.concat(text)
end

function random.recipe(pick)
  return RECIPES[pick(#RECIPES)]
end

return random
