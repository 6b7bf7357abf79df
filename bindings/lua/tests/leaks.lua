-- SPDX-License-Identifier: Apache-2.0
-- Many of everything, as many as the first argument says, for valgrind to see whether any of it is left at the end.
local zz = require "zhengzi"

local long = ("汉字"):rep(1000)
local strict = zz.open("s2t", { invalid = "error" })

for i = 1, tonumber(arg[1]) do
  local c = zz.open("s2twp")
  assert(c:convert("汉字") == "漢字")
  local _, _, result = c:edits("汉语", { units = i % 2 == 0 and "bytes" or "utf16", keep = { { 1, 3 } }, alternatives = i % 3 == 0 })
  local stream = c:stream { edits = true, alternatives = i % 3 == 0 }
  assert(stream:feed("汉字"))
  if i % 2 == 0 then
    c:close()
    assert(result:apply { 1 } == "汉語")
    result:close()
    stream:close()
  end
  assert(strict:alternatives("发"))
  assert(not strict:edits("\255"))
  assert(zz.detector():feed("汉字"):detection().han == 2)
  if i % 10 == 0 then
    assert(zz.open("s2t", { dictionary = { ["头"] = "首" }, protect = { "发" } }))
    assert(not zz.open("s2t", { dictionary = "头" }))
  end
  assert(not zz.open("s2t,nowhere"))
  assert(not strict:convert("\255"))
  if i % 100 == 0 then
    assert(#c.convert(strict, long) == #long)
    assert(not strict:convert(long .. "\255"))
    collectgarbage()
  end
end
