/* SPDX-License-Identifier: Apache-2.0 */
/* Ranges of a text that are kept: { { first, last }, ... } as string.sub takes them. */
#include "binding.h"

/* The number at i in the table on top of the stack. One that is no integer would become 0, or be
   cut, as each Lua does it. */
static lua_Integer read_position(lua_State *L, int i)
{
    lua_rawgeti(L, -1, i);
    if (lua_type(L, -1) != LUA_TNUMBER) {
        luaL_argerror(L, 3, "a range is a table of two positions");
    }
    lua_Integer position = lua_tointeger(L, -1);
    lua_Number number = lua_tonumber(L, -1);
    if (!(number >= (lua_Number)position && number <= (lua_Number)position)) {
        luaL_argerror(L, 3, "a position is an integer");
    }
    lua_pop(L, 1);
    return position;
}

const zz_range *read_ranges(lua_State *L, int index, size_t text_size, size_t *count)
{
    *count = 0;
    if (lua_isnoneornil(L, index)) {
        return NULL;
    }
    luaL_argcheck(L, lua_istable(L, index), 3, "ranges are a table");
    size_t n = lua_rawlen(L, index);
    luaL_argcheck(L, n <= INT32_MAX && n < SIZE_MAX / sizeof(zz_range), 3, "too many ranges");
    zz_range *ranges = new_block(L, (n + 1) * sizeof *ranges);
    uint64_t end = 0;
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        if (!lua_istable(L, -1)) {
            luaL_argerror(L, 3, "a range is a table of two positions");
        }
        lua_Integer first = read_position(L, 1), last = read_position(L, 2);
        lua_pop(L, 1);
        if (first < 1 || (uint64_t)first - 1 < end || last < first - 1
            || (uint64_t)last > text_size) {
            luaL_argerror(L, 3, "the ranges must be in order, apart, and inside the text");
        }
        ranges[i].offset = (uint64_t)first - 1;
        ranges[i].size = (uint64_t)(last - first + 1);
        end = (uint64_t)last;
    }
    *count = n;
    return ranges;
}
