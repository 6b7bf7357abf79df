/* SPDX-License-Identifier: Apache-2.0 */
/* All that a word could become. */
#include "binding.h"

typedef struct holder {
    shared_recipe *shared;
    zz_alternatives *found;
} holder;

static int holder_release(lua_State *L)
{
    holder *self = luaL_checkudata(L, 1, ALTERNATIVES);
    zz_alternatives_free(self->found);
    recipe_release(self->shared);
    self->found = NULL;
    self->shared = NULL;
    return 0;
}

static void push_texts(lua_State *L, const zz_alternatives *found)
{
    const char *text;
    size_t size;
    lua_createtable(L, (int)zz_alternatives_count(found), 0);
    for (size_t i = 0; zz_alternatives_get(found, i, &text, &size) == ZZ_OK; i++) {
        lua_pushlstring(L, text, size);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

int converter_alternatives(lua_State *L)
{
    size_t size;
    luaL_checkudata(L, 1, CONVERTER);
    const char *text = luaL_checklstring(L, 2, &size);
    holder *held = new_object(L, sizeof *held, ALTERNATIVES);
    held->shared = recipe_share(check_converter(L)->shared);
    int32_t status = zz_alternatives_find(held->shared->recipe, text, size, &held->found);
    if (status == ZZ_ERROR_INVALID_UTF8) {
        /* Where, converting tells. */
        size_t made;
        zz_report report;
        zz_report_init(&report, sizeof report);
        zz_convert_into(held->shared->recipe, text, size, NULL, 0, &made, &report);
        return fail_text(L, status, &report);
    }
    if (status != ZZ_OK) {
        return fail(L, status, zz_status_string(status), UINT64_MAX);
    }
    push_texts(L, held->found);
    return 1;
}

void make_alternatives_type(lua_State *L)
{
    static const luaL_Reg events[] = {{"__gc", holder_release}, {NULL, NULL}};
    static const luaL_Reg methods[] = {{NULL, NULL}};
    make_type(L, ALTERNATIVES, events, methods);
}
