-- SPDX-License-Identifier: Apache-2.0
-- What the build left out, ZZ_WITHOUT: tests of it hold the library to saying so, or are skipped.
local lu = require "luaunit"

local left_out = os.getenv("ZZ_WITHOUT") or ""
local without = { context = left_out:find("context") ~= nil, config = left_out:find("config") ~= nil }

function without.skip_context()
  lu.skipIf(without.context, "built without the context model")
end

return without
