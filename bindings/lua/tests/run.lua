-- SPDX-License-Identifier: Apache-2.0
-- Runs every test under the Lua that runs this, in TAP.

local found, luaunit = pcall(require, "luaunit")
if not found then
  print("1..0 # SKIP luaunit is not installed for " .. (jit and jit.version or _VERSION))
  os.exit(0)
end

TestConvert = require "test_convert"
TestDocs = require "test_docs"
TestEdits = require "test_edits"
TestErrors = require "test_errors"
TestMemory = require "test_memory"
TestStream = require "test_stream"
TestVectors = require "test_vectors"
TestWords = require "test_words"

os.exit(luaunit.LuaUnit.run("-o", "tap"))
