-- SPDX-License-Identifier: Apache-2.0
local lu = require "luaunit"
local vectors = require "vectors"
local zz = require "zhengzi"

local tests = {}

function tests.testReader()
  lu.assertEquals(vectors.unescape([[a\t\n\r\0\\\x41b\\n\01]]), "a\t\n\r\0\\Ab\\n\0" .. "1")
end

function tests.testEveryVector()
  local all = vectors.read_all()
  lu.assertTrue(#all > 0)
  for _, vector in ipairs(all) do
    local converter = assert(zz.open(vector.recipe))
    lu.assertEquals(converter:convert(vector.text), vector.expected, vector.place)
  end
end

return tests
