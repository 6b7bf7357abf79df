/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Lua module zhengzi: Lua's types and errors around the library, which takes every decision.
 * One source for Lua 5.1 to 5.4 and LuaJIT; a module must be built for each, as their headers
 * differ.
 *
 * Lua leaves a function by longjmp where memory runs out, so whatever is held across a call of
 * Lua's that allocates is owned by a userdata with a finalizer.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>

#include "zhengzi.h"

#define CONVERTER "zhengzi.converter"
#define RESULT "zhengzi.result"

/* A text whose result is sure to fit in this many bytes is converted on the stack. */
#define SMALL_RESULT 4096

#ifdef _WIN32
#define MODULE_EXPORT __declspec(dllexport)
#else
#define MODULE_EXPORT __attribute__((visibility("default")))
#endif

typedef struct converter {
    zz_recipe *recipe;
    unsigned busy; /* results of it that are alive; one lost to an error counts for good */
    bool closed;
} converter;

typedef struct guard {
    zz_result *result;
} guard;

/* ---- Errors ------------------------------------------------------------- */

/* What lies in the input is returned as nil, message, position; what lies in the machine is raised,
   as Lua raises it. offset is UINT64_MAX where there is none. */
static int fail(lua_State *L, int32_t status, const char *message, uint64_t offset)
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

static int fail_text(lua_State *L, int32_t status, const zz_report *report)
{
    if (status != ZZ_ERROR_INVALID_UTF8) {
        return fail(L, status, zz_status_string(status), UINT64_MAX);
    }
    return fail(L, status, "ill-formed UTF-8", report->invalid_offset);
}

/* ---- Options ------------------------------------------------------------ */

static void read_invalid(lua_State *L, zz_options *options)
{
    const char *mode = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    if (strcmp(mode, "error") == 0) {
        options->invalid = ZZ_INVALID_ERROR;
    } else if (strcmp(mode, "pass") != 0) {
        luaL_argerror(L, 2, "option 'invalid' must be \"pass\" or \"error\"");
    }
}

static void read_tofu(lua_State *L, zz_options *options)
{
    if (!lua_isboolean(L, -1)) {
        luaL_argerror(L, 2, "option 'tofu' must be a boolean");
    }
    if (!lua_toboolean(L, -1)) {
        options->flags |= ZZ_NO_TOFU;
    }
}

/* The table at index 2, or nothing there. */
static void read_options(lua_State *L, zz_options *options)
{
    zz_options_init(options, sizeof *options);
    if (lua_isnoneornil(L, 2)) {
        return;
    }
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, 2) != 0) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        if (strcmp(name, "invalid") == 0) {
            read_invalid(L, options);
        } else if (strcmp(name, "tofu") == 0) {
            read_tofu(L, options);
        } else {
            luaL_argerror(L, 2, "the options are 'invalid' and 'tofu'");
        }
        lua_pop(L, 1);
    }
}

/* ---- Converters --------------------------------------------------------- */

static int open_recipe(lua_State *L)
{
    size_t size;
    const char *name = luaL_checklstring(L, 1, &size);
    zz_options options;
    zz_error error;
    read_options(L, &options);
    converter *self = lua_newuserdata(L, sizeof *self);
    memset(self, 0, sizeof *self);
    luaL_getmetatable(L, CONVERTER);
    lua_setmetatable(L, -2);
    int32_t status = zz_recipe_open(name, size, &options, &self->recipe, &error);
    if (status != ZZ_OK) {
        uint64_t offset = status == ZZ_ERROR_RECIPE ? error.offset : UINT64_MAX;
        return fail(L, status, error.message, offset);
    }
    return 1;
}

static void free_recipe(converter *self)
{
    zz_recipe_close(self->recipe);
    self->recipe = NULL;
    self->closed = true;
}

static int finalize_recipe(lua_State *L)
{
    free_recipe(luaL_checkudata(L, 1, CONVERTER));
    return 0;
}

/* Also what a variable of Lua 5.4 calls at the end of its block. Another object's finalizer may
   call it in the middle of a conversion: then the end of that frees the recipe, or the collector
   does. */
static int close_recipe(lua_State *L)
{
    converter *self = luaL_checkudata(L, 1, CONVERTER);
    self->closed = true;
    if (self->busy == 0) {
        free_recipe(self);
    }
    return 0;
}

static int free_result(lua_State *L)
{
    guard *held = luaL_checkudata(L, 1, RESULT);
    zz_result_free(held->result);
    held->result = NULL;
    return 0;
}

static int convert_small(lua_State *L, const converter *self, const char *text, size_t size)
{
    char buffer[SMALL_RESULT];
    size_t made;
    zz_report report;
    zz_report_init(&report, sizeof report);
    int32_t status =
        zz_convert_into(self->recipe, text, size, buffer, sizeof buffer, &made, &report);
    if (status != ZZ_OK) {
        return fail_text(L, status, &report);
    }
    lua_pushlstring(L, buffer, made);
    return 1;
}

static int convert_large(lua_State *L, converter *self, guard *held, const char *text, size_t size)
{
    zz_report report;
    zz_report_init(&report, sizeof report);
    int32_t status = zz_convert(self->recipe, text, size, &held->result, &report);
    if (status != ZZ_OK) {
        return fail_text(L, status, &report);
    }
    self->busy++;
    lua_pushlstring(L, zz_result_text(held->result), zz_result_size(held->result));
    zz_result_free(held->result);
    held->result = NULL;
    self->busy--;
    if (self->closed && self->busy == 0) {
        free_recipe(self);
    }
    return 1;
}

static guard *new_guard(lua_State *L)
{
    guard *held = lua_newuserdata(L, sizeof *held);
    held->result = NULL;
    luaL_getmetatable(L, RESULT);
    lua_setmetatable(L, -2);
    return held;
}

static void check_open(lua_State *L, const converter *self)
{
    luaL_argcheck(L, !self->closed, 1, "the converter is closed");
}

static int convert(lua_State *L)
{
    converter *self = luaL_checkudata(L, 1, CONVERTER);
    size_t size;
    const char *text = luaL_checklstring(L, 2, &size);
    check_open(L, self);
    if (zz_bound(self->recipe, size) <= SMALL_RESULT) {
        return convert_small(L, self, text, size);
    }
    guard *held = new_guard(L);
    check_open(L, self); /* making the guard may have run a finalizer, and that have closed it */
    return convert_large(L, self, held, text, size);
}

/* ---- Module ------------------------------------------------------------- */

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

static void set_string(lua_State *L, const char *key, const char *value)
{
    lua_pushstring(L, value);
    lua_setfield(L, -2, key);
}

static int recipes(lua_State *L)
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

static void set_function(lua_State *L, const char *key, lua_CFunction function)
{
    lua_pushcfunction(L, function);
    lua_setfield(L, -2, key);
}

static void make_result_type(lua_State *L)
{
    luaL_newmetatable(L, RESULT);
    set_function(L, "__gc", free_result);
    set_string(L, "__metatable", RESULT); /* a finalizer is for the collector alone */
    lua_pop(L, 1);
}

static void make_converter_type(lua_State *L)
{
    luaL_newmetatable(L, CONVERTER);
    set_function(L, "__gc", finalize_recipe);
    set_function(L, "__close", close_recipe);
    set_function(L, "__call", convert);
    set_string(L, "__metatable", CONVERTER);
    lua_createtable(L, 0, 2);
    set_function(L, "convert", convert);
    set_function(L, "close", close_recipe);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

MODULE_EXPORT int luaopen_zhengzi(lua_State *L);

MODULE_EXPORT int luaopen_zhengzi(lua_State *L)
{
    make_result_type(L);
    make_converter_type(L);
    lua_createtable(L, 0, 4);
    set_function(L, "open", open_recipe);
    set_function(L, "recipes", recipes);
    set_string(L, "version", zz_version_string());
    set_string(L, "data_version", zz_data_version(NULL));
    return 1;
}
