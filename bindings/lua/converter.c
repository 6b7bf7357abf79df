/* SPDX-License-Identifier: Apache-2.0 */
/* Converters: a recipe, opened, and what it does to whole texts. */
#include "binding.h"

#include <stdlib.h>
#include <string.h>

/* A text whose result is sure to fit in this many bytes is converted on the stack. */
#define SMALL_RESULT 4096

#define CLOSED "the converter is closed"

/* A recipe by its string, or by the file of a configuration. */
static int32_t open_shared(lua_State *L, bool config, const zz_options *options,
                           zz_recipe **recipe, zz_error *error)
{
    size_t size;
    const char *name = lua_tolstring(L, 1, &size);
    return config ? zz_recipe_open_config_file(name, options, recipe, error)
                  : zz_recipe_open(name, size, options, recipe, error);
}

static int open_converter(lua_State *L, bool config)
{
    zz_options options;
    zz_error error;
    size_t size;
    const char *name = luaL_checklstring(L, 1, &size);
    luaL_argcheck(L, !config || strlen(name) == size, 1, "a path holds no NUL");
    lua_settop(L, 2);
    read_options(L, &options);
    converter *self = new_object(L, sizeof *self, CONVERTER);
    shared_recipe *shared = malloc(sizeof *shared);
    if (shared == NULL) {
        return fail(L, ZZ_ERROR_MEMORY, zz_status_string(ZZ_ERROR_MEMORY), UINT64_MAX);
    }
    shared->users = 1;
    int32_t status = open_shared(L, config, &options, &shared->recipe, &error);
    if (status != ZZ_OK) {
        free(shared);
        bool placed = status == ZZ_ERROR_RECIPE || status == ZZ_ERROR_DICTIONARY
                      || status == ZZ_ERROR_CONFIG;
        return fail(L, status, error.message, placed ? error.offset : UINT64_MAX);
    }
    self->shared = shared;
    return 1;
}

int module_open(lua_State *L)
{
    return open_converter(L, false);
}

int module_open_config(lua_State *L)
{
    return open_converter(L, true);
}

/* For the collector, for the program, and for a variable of Lua 5.4 at the end of its block. The
   finalizer of another object may call it in the middle of a conversion, which holds the recipe. */
static int converter_close(lua_State *L)
{
    converter *self = luaL_checkudata(L, 1, CONVERTER);
    shared_recipe *shared = self->shared;
    self->shared = NULL;
    recipe_release(shared);
    return 0;
}

converter *check_converter(lua_State *L)
{
    converter *self = luaL_checkudata(L, 1, CONVERTER);
    luaL_argcheck(L, self->shared != NULL, 1, CLOSED);
    return self;
}

static int convert_small(lua_State *L, const zz_recipe *recipe, const char *text, size_t size)
{
    char buffer[SMALL_RESULT];
    size_t made;
    zz_report report;
    zz_report_init(&report, sizeof report);
    int32_t status = zz_convert_into(recipe, text, size, buffer, sizeof buffer, &made, &report);
    if (status != ZZ_OK) {
        return fail_text(L, status, &report);
    }
    lua_pushlstring(L, buffer, made);
    return 1;
}

static int convert_large(lua_State *L, const char *text, size_t size, const zz_range *kept,
                         size_t count)
{
    zz_report report;
    zz_report_init(&report, sizeof report);
    result *held = new_result(L);
    held->shared = recipe_share(check_converter(L)->shared); /* a finalizer may have closed it */
    int32_t status = zz_convert_keeping(held->shared->recipe, text, size, kept, count, &held->made,
                                        &report);
    if (status != ZZ_OK) {
        return fail_text(L, status, &report);
    }
    lua_pushlstring(L, zz_result_text(held->made), zz_result_size(held->made));
    result_release(L, held);
    return 1;
}

static int converter_convert(lua_State *L)
{
    size_t size;
    const converter *self = luaL_checkudata(L, 1, CONVERTER);
    const char *text = luaL_checklstring(L, 2, &size); /* of a number, it makes a string */
    luaL_argcheck(L, self->shared != NULL, 1, CLOSED);
    if (zz_bound(self->shared->recipe, size) <= SMALL_RESULT) {
        return convert_small(L, self->shared->recipe, text, size);
    }
    return convert_large(L, text, size, NULL, 0);
}

static int converter_keeping(lua_State *L)
{
    size_t size, count;
    check_converter(L);
    const char *text = luaL_checklstring(L, 2, &size);
    luaL_checktype(L, 3, LUA_TTABLE);
    const zz_range *kept = read_ranges(L, 3, size, &count);
    return convert_large(L, text, size, kept, count);
}

static int converter_bound(lua_State *L)
{
    const converter *self = check_converter(L);
    lua_Integer size = luaL_checkinteger(L, 2);
    luaL_argcheck(L, size >= 0, 2, "a size is not negative");
    size_t bound = zz_bound(self->shared->recipe, (size_t)size);
    lua_pushinteger(L, bound > PTRDIFF_MAX ? (lua_Integer)PTRDIFF_MAX : (lua_Integer)bound);
    return 1;
}

void make_converter_type(lua_State *L)
{
    static const luaL_Reg events[] = {
        {"__gc", converter_close},
        {"__close", converter_close},
        {"__call", converter_convert},
        {NULL, NULL},
    };
    static const luaL_Reg methods[] = {
        {"convert", converter_convert},
        {"keeping", converter_keeping},
        {"edits", converter_edits},
        {"alternatives", converter_alternatives},
        {"stream", converter_stream},
        {"bound", converter_bound},
        {"close", converter_close},
        {NULL, NULL},
    };
    make_type(L, CONVERTER, events, methods);
}
