-- SPDX-License-Identifier: Apache-2.0
-- Ten thousand of everything, for valgrind to see whether any of it is left at the end.
local zz = require "zhengzi"

local long = ("汉字"):rep(1000)
local strict = zz.open("s2t", { invalid = "error" })

for i = 1, 10000 do
  local c = zz.open("s2twp")
  assert(c:convert("汉字") == "漢字")
  if i % 2 == 0 then
    c:close()
  end
  assert(not zz.open("s2t,nowhere"))
  assert(not strict:convert("\255"))
  if i % 100 == 0 then
    assert(#c.convert(strict, long) == #long)
    assert(not strict:convert(long .. "\255"))
    collectgarbage()
  end
end
