/* SPDX-License-Identifier: Apache-2.0 */
/* The options of zhengzi.open. */
#include "binding.h"

#include <string.h>

typedef struct option {
    const char *name;
    void (*read)(lua_State *L, const char *name, zz_options *options); /* the value is on top */
} option;

static void read_invalid(lua_State *L, const char *name, zz_options *options)
{
    static const char *const modes[] = {"pass", "error", "replace", "drop"};
    static const uint32_t values[] = {ZZ_INVALID_PASS, ZZ_INVALID_ERROR, ZZ_INVALID_REPLACE,
                                      ZZ_INVALID_DROP};
    const char *mode = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (strcmp(mode, modes[i]) == 0) {
            options->invalid = values[i];
            return;
        }
    }
    luaL_error(L, "option '%s' must be \"pass\", \"error\", \"replace\" or \"drop\"", name);
}

static void read_tofu(lua_State *L, const char *name, zz_options *options)
{
    if (!lua_isboolean(L, -1)) {
        luaL_error(L, "option '%s' must be a boolean", name);
    }
    if (!lua_toboolean(L, -1)) {
        options->flags |= ZZ_NO_TOFU;
    }
}

static void read_furniture(lua_State *L, const char *name, zz_options *options)
{
    words_to_lines(L, name);
    options->furniture = lua_tolstring(L, -1, &options->furniture_size);
}

static void read_dictionary(lua_State *L, const char *name, zz_options *options)
{
    dictionary_to_lines(L, name);
    options->dictionary = lua_tolstring(L, -1, &options->dictionary_size);
}

static void read_protect(lua_State *L, const char *name, zz_options *options)
{
    words_to_lines(L, name);
    options->protect = lua_tolstring(L, -1, &options->protect_size);
}

static const option known[] = {
    {"dictionary", read_dictionary}, {"protect", read_protect}, {"furniture", read_furniture},
    {"invalid", read_invalid},       {"tofu", read_tofu},
};
static const size_t known_count = sizeof known / sizeof known[0];

static bool is_known(const char *name)
{
    for (size_t i = 0; i < known_count; i++) {
        if (strcmp(name, known[i].name) == 0) {
            return true;
        }
    }
    return false;
}

static void check_names(lua_State *L)
{
    lua_pushnil(L);
    while (lua_next(L, 2) != 0) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING || !is_known(lua_tostring(L, -1))) {
            luaL_argerror(L, 2, "the options are 'dictionary', 'protect', 'furniture', 'invalid' "
                                "and 'tofu'");
        }
    }
}

void read_options(lua_State *L, zz_options *options)
{
    zz_options_init(options, sizeof *options);
    if (lua_isnoneornil(L, 2)) {
        return;
    }
    luaL_checktype(L, 2, LUA_TTABLE);
    check_names(L);
    for (size_t i = 0; i < known_count; i++) {
        lua_getfield(L, 2, known[i].name);
        if (!lua_isnil(L, -1)) {
            known[i].read(L, known[i].name, options);
        }
    }
}
