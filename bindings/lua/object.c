/* SPDX-License-Identifier: Apache-2.0 */
/* Types of the module's own, and the recipe that several objects share. */
#include "binding.h"

#include <stdlib.h>
#include <string.h>

void *new_object(lua_State *L, size_t size, const char *type)
{
    void *self = new_block(L, size);
    memset(self, 0, size);
    luaL_getmetatable(L, type);
    lua_setmetatable(L, -2);
    return self;
}

void set_functions(lua_State *L, const luaL_Reg *functions)
{
    for (; functions->name != NULL; functions++) {
        lua_pushcfunction(L, functions->func);
        lua_setfield(L, -2, functions->name);
    }
}

void set_string(lua_State *L, const char *key, const char *value)
{
    lua_pushstring(L, value);
    lua_setfield(L, -2, key);
}

void set_integer(lua_State *L, const char *key, uint64_t value)
{
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, key);
}

void make_type(lua_State *L, const char *type, const luaL_Reg *events, const luaL_Reg *methods)
{
    luaL_newmetatable(L, type);
    set_functions(L, events);
    set_string(L, "__metatable", type); /* a finalizer is for the collector alone */
    lua_newtable(L);
    set_functions(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

shared_recipe *recipe_share(shared_recipe *shared)
{
    shared->users++;
    return shared;
}

void recipe_release(shared_recipe *shared)
{
    if (shared != NULL && --shared->users == 0) {
        zz_recipe_close(shared->recipe);
        free(shared);
    }
}
