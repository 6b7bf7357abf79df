/* SPDX-License-Identifier: Apache-2.0 */
/* Statuses of the library as Lua tells errors. */
#include "binding.h"

int fail(lua_State *L, int32_t status, const char *message, uint64_t offset)
{
    if (status == ZZ_ERROR_MEMORY || status == ZZ_ERROR_TOO_LARGE) {
        return luaL_error(L, "%s", message);
    }
    lua_pushnil(L);
    lua_pushstring(L, message);
    if (offset == UINT64_MAX) {
        return 2;
    }
    lua_pushinteger(L, (lua_Integer)offset + 1); /* Lua counts from 1 */
    return 3;
}

int fail_text(lua_State *L, int32_t status, const zz_report *report)
{
    if (status != ZZ_ERROR_INVALID_UTF8) {
        return fail(L, status, zz_status_string(status), UINT64_MAX);
    }
    return fail(L, status, "ill-formed UTF-8", report->invalid_offset);
}
