/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Lua module zhengzi: Lua's types and errors around the library, which takes every decision.
 * One source for Lua 5.1 to 5.4 and LuaJIT; a module must be built for each, as their headers
 * differ.
 */
#include "binding.h"

#ifdef _WIN32
#define MODULE_EXPORT __declspec(dllexport)
#else
#define MODULE_EXPORT __attribute__((visibility("default")))
#endif

static const char *kind_name(uint32_t kind)
{
    switch (kind) {
    case ZZ_CATALOG_CONVERSION:
        return "conversion";
    case ZZ_CATALOG_STEP:
        return "step";
    case ZZ_CATALOG_PRESET:
        return "preset";
    default:
        return "other";
    }
}

static int module_recipes(lua_State *L)
{
    uint32_t kind;
    const char *name, *summary;
    lua_newtable(L);
    for (uint32_t i = 0; zz_catalog(NULL, i, &kind, &name, &summary) == ZZ_OK; i++) {
        lua_createtable(L, 0, 3);
        set_string(L, "name", name);
        set_string(L, "kind", kind_name(kind));
        set_string(L, "summary", summary);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

MODULE_EXPORT int luaopen_zhengzi(lua_State *L);

MODULE_EXPORT int luaopen_zhengzi(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"open", module_open},
        {"open_config", module_open_config},
        {"recipes", module_recipes},
        {"detect", module_detect},
        {"detector", module_detector},
        {NULL, NULL},
    };
    make_converter_type(L);
    make_result_type(L);
    make_stream_type(L);
    make_alternatives_type(L);
    make_detector_type(L);
    lua_createtable(L, 0, 6);
    set_functions(L, functions);
    set_string(L, "version", zz_version_string());
    set_string(L, "data_version", zz_data_version(NULL));
    return 1;
}
