-- SPDX-License-Identifier: Apache-2.0
-- Reads the vectors that all languages share: files of lines `recipe TAB input TAB expected` with the
-- escapes \t \n \r \0 \\ \xHH; empty lines and lines that begin with # say nothing.

local vectors = {}

local named = { t = "\t", n = "\n", r = "\r", ["0"] = "\0", ["\\"] = "\\" }

function vectors.unescape(field)
  return (field:gsub("\\(.)(%x?%x?)", function(letter, digits)
    if letter == "x" then
      assert(#digits == 2, "two digits belong to \\x")
      return string.char(tonumber(digits, 16))
    end
    return assert(named[letter], "no such escape") .. digits
  end))
end

local function folder()
  return assert(os.getenv("ZZ_VECTORS"), "ZZ_VECTORS names the folder with the vectors")
end

-- Lua lists no folders by itself.
local function files()
  local listing = assert(io.popen("ls '" .. folder() .. "'"))
  local names = {}
  for name in listing:lines() do
    if name:match("%.tsv$") then
      names[#names + 1] = name
    end
  end
  listing:close()
  return names
end

-- A list of { place =, recipe =, text =, expected = }.
function vectors.read_all()
  local all = {}
  for _, name in ipairs(files()) do
    local number = 0
    for line in io.lines(folder() .. "/" .. name) do
      number = number + 1
      if line ~= "" and line:sub(1, 1) ~= "#" then
        local recipe, text, expected = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)$")
        assert(recipe, name .. ":" .. number .. ": three fields belong in a line")
        all[#all + 1] = {
          place = name .. ":" .. number,
          recipe = recipe,
          text = vectors.unescape(text),
          expected = vectors.unescape(expected),
        }
      end
    end
  end
  return all
end

return vectors
