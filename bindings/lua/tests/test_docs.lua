-- SPDX-License-Identifier: Apache-2.0
-- What docs/lua.md shows is so.
local lu = require "luaunit"
local without = require "without"

local tests = {}

-- The examples as one program, and what they are said to print.
local function examples()
  local inside, code, expected = false, {}, {}
  local path = assert(os.getenv("ZZ_DOCS"), "ZZ_DOCS names docs/lua.md")
  for line in io.lines(path) do
    if line:match("^```") then
      inside = line == "```lua"
    elseif inside then
      code[#code + 1] = line
      expected[#expected + 1] = line:match("%-%-> (.*)$")
    end
  end
  return table.concat(code, "\n"), expected
end

local function run(code)
  local printed = {}
  local function print(...)
    local fields = {}
    for i = 1, select("#", ...) do
      fields[i] = tostring((select(i, ...)))
    end
    printed[#printed + 1] = table.concat(fields, " ")
  end
  local environment = setmetatable({ print = print }, { __index = _G })
  local chunk
  if setfenv then
    chunk = setfenv(assert(loadstring(code, "=lua.md")), environment)
  else
    chunk = assert(load(code, "=lua.md", "t", environment))
  end
  chunk()
  return printed
end

function tests.testExamples()
  without.skip_context() -- one of them shows it, and all are one program
  local code, expected = examples()
  lu.assertTrue(#expected > 15)
  lu.assertEquals(run(code), expected)
end

return tests
