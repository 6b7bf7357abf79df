-- SPDX-License-Identifier: Apache-2.0
-- lua bench/lua.lua [FILE]: what calls of the module take, the least of several rounds. FILE is a
-- text in Simplified Chinese; without one it is a sentence over and over, which flatters.
local zz = require "zhengzi"

local SENTENCE = "她的头发很干，鼠标坏了"
local text = SENTENCE
if arg[1] then
  local file = assert(io.open(arg[1], "rb"))
  text = file:read("*a")
  file:close()
end

-- The first `size` bytes of the text over and over, to a whole character.
local function sized(size)
  local long = text:rep(math.ceil(size / #text) + 1)
  while long:byte(size + 1) >= 128 and long:byte(size + 1) < 192 do
    size = size + 1
  end
  return long:sub(1, size)
end

-- Nanoseconds of one call; a round takes a tenth of a second.
local function measure(action)
  local times, least = 1, math.huge
  for _ = 1, 30 do
    local start = os.clock()
    for _ = 1, times do
      action()
    end
    local taken = os.clock() - start
    if taken < 0.1 then
      times = math.ceil(times * math.min(10, 0.12 / math.max(taken, 0.001)))
    else
      least = math.min(least, taken / times)
    end
  end
  return least * 1e9
end

local c = zz.open("s2t")
print(jit and jit.version or _VERSION)
for _, size in ipairs { 33, 7000, 1000000 } do
  local piece = sized(size)
  print(("%7d bytes  convert %10.0f ns  edits %11.0f ns"):format(#piece,
    measure(function() c:convert(piece) end), measure(function() c:edits(piece) end)))
end
