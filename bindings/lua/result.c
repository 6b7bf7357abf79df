/* SPDX-License-Identifier: Apache-2.0 */
/* Results: what a conversion changed, and where its places are on the other side. */
#include "binding.h"

#include <string.h>

result *new_result(lua_State *L)
{
    return new_object(L, sizeof(result), RESULT);
}

void result_release(lua_State *L, result *self)
{
    zz_result_free(self->made);
    zz_result_free(self->counted);
    if (self->has_text) {
        luaL_unref(L, LUA_REGISTRYINDEX, self->text);
    }
    recipe_release(self->shared);
    memset(self, 0, sizeof *self);
}

static int result_close(lua_State *L)
{
    result_release(L, luaL_checkudata(L, 1, RESULT));
    return 0;
}

static result *check_result(lua_State *L)
{
    result *self = luaL_checkudata(L, 1, RESULT);
    luaL_argcheck(L, self->made != NULL, 1, "the result is closed");
    return self;
}

/* ---- Making one --------------------------------------------------------- */

typedef struct request {
    const char *text;
    size_t size;
    const zz_range *kept;
    size_t kept_count;
    uint32_t units;
    uint32_t want;
} request;

static void read_units(lua_State *L, request *asked)
{
    static const char *const names[] = {"bytes", "codepoints", "utf16"};
    static const uint32_t units[] = {ZZ_UNITS_BYTES, ZZ_UNITS_CODE_POINTS, ZZ_UNITS_UTF16};
    const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            asked->units = units[i];
            return;
        }
    }
    luaL_argerror(L, 3, "units are \"bytes\", \"codepoints\" or \"utf16\"");
}

static void check_option_names(lua_State *L)
{
    lua_pushnil(L);
    while (lua_next(L, 3) != 0) {
        lua_pop(L, 1);
        const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        if (strcmp(name, "units") != 0 && strcmp(name, "keep") != 0
            && strcmp(name, "alternatives") != 0) {
            luaL_argerror(L, 3, "the options are 'units', 'keep' and 'alternatives'");
        }
    }
}

/* At index 3: nothing, the units, or a table. Ranges are left on the stack. */
static void read_request(lua_State *L, request *asked)
{
    asked->text = luaL_checklstring(L, 2, &asked->size);
    asked->want = ZZ_WANT_EDITS;
    asked->units = ZZ_UNITS_BYTES;
    asked->kept = NULL;
    asked->kept_count = 0;
    lua_settop(L, 3);
    if (lua_isnil(L, 3)) {
        return;
    }
    if (!lua_istable(L, 3)) {
        read_units(L, asked);
        return;
    }
    check_option_names(L);
    lua_getfield(L, 3, "alternatives");
    luaL_argcheck(L, lua_isnil(L, -1) || lua_isboolean(L, -1), 3, "'alternatives' is a boolean");
    if (lua_toboolean(L, -1)) {
        asked->want |= ZZ_WANT_ALTERNATIVES;
    }
    lua_getfield(L, 3, "units");
    if (!lua_isnil(L, -1)) {
        read_units(L, asked);
    }
    lua_getfield(L, 3, "keep");
    asked->kept = read_ranges(L, lua_gettop(L), asked->size, &asked->kept_count);
}

/* What an edit was and became is cut out by bytes: where positions count otherwise, a second result
 * has them. */
static int32_t make(result *self, const request *asked, zz_report *report)
{
    zz_report_init(report, sizeof *report);
    report->want = asked->want;
    const zz_recipe *recipe = self->shared->recipe;
    int32_t status = zz_convert_keeping(recipe, asked->text, asked->size, asked->kept,
                                        asked->kept_count, &self->made, report);
    if (status == ZZ_OK && asked->units != ZZ_UNITS_BYTES) {
        status = zz_convert_keeping(recipe, asked->text, asked->size, asked->kept,
                                    asked->kept_count, &self->counted, report);
    }
    if (status == ZZ_OK && asked->units != ZZ_UNITS_BYTES) {
        status = zz_result_use_units(self->counted, asked->text, asked->size, asked->units);
    }
    return status;
}

static int push_result(lua_State *L, const result *self, const request *asked, int place)
{
    edit_source of = {NULL, self->made, self->made, asked->text, false};
    of.alternatives = (asked->want & ZZ_WANT_ALTERNATIVES) != 0;
    if (self->counted != NULL) {
        of.counted = self->counted;
    }
    if (too_many_edits(&of)) {
        return fail(L, ZZ_ERROR_TOO_LARGE, zz_status_string(ZZ_ERROR_TOO_LARGE), UINT64_MAX);
    }
    push_edits(L, &of);
    lua_pushlstring(L, zz_result_text(self->made), zz_result_size(self->made));
    lua_pushvalue(L, place);
    if (!of.alternatives) {
        return 3;
    }
    push_suggestions(L, &of);
    return 4;
}

int converter_edits(lua_State *L)
{
    request asked;
    zz_report report;
    check_converter(L);
    read_request(L, &asked);
    result *self = new_result(L);
    self->shared = recipe_share(check_converter(L)->shared);
    int place = lua_gettop(L);
    lua_pushvalue(L, 2);
    self->text = luaL_ref(L, LUA_REGISTRYINDEX);
    self->has_text = true;
    int32_t status = make(self, &asked, &report);
    return status == ZZ_OK ? push_result(L, self, &asked, place) : fail_text(L, status, &report);
}

/* ---- Using one ---------------------------------------------------------- */

static int result_map(lua_State *L)
{
    static const char *const names[] = {"forward", "back", NULL};
    static const uint32_t directions[] = {ZZ_MAP_FORWARD, ZZ_MAP_BACK};
    const result *self = check_result(L);
    lua_Integer position = luaL_checkinteger(L, 2);
    uint32_t direction = directions[luaL_checkoption(L, 3, names[0], names)];
    const zz_result *mapping = self->counted != NULL ? self->counted : self->made;
    uint64_t mapped;
    if (position < 1
        || zz_result_map(mapping, direction, (uint64_t)position - 1, &mapped) != ZZ_OK) {
        return luaL_argerror(L, 2, "a position outside the text");
    }
    lua_pushinteger(L, (lua_Integer)mapped + 1);
    return 1;
}

/* A block on the stack with a byte for each edit, set by the list of numbers at index 2. */
static const uint8_t *read_chosen(lua_State *L, size_t count)
{
    luaL_checktype(L, 2, LUA_TTABLE);
    uint8_t *chosen = new_block(L, count + 1);
    memset(chosen, 0, count + 1);
    size_t listed = lua_rawlen(L, 2);
    for (size_t i = 1; i <= listed; i++) {
        lua_rawgeti(L, 2, (int)i);
        lua_Integer number = lua_type(L, -1) == LUA_TNUMBER ? lua_tointeger(L, -1) : 0;
        lua_pop(L, 1);
        if (number < 1 || (uint64_t)number > count) {
            luaL_argerror(L, 2, "a list of numbers of edits is wanted");
        }
        chosen[number - 1] = 1;
    }
    return chosen;
}

static int result_apply(lua_State *L)
{
    size_t size;
    const uint8_t *chosen = read_chosen(L, zz_result_edit_count(check_result(L)->made));
    result *applied = new_result(L);
    const result *self = check_result(L); /* making the block may have run a finalizer */
    lua_rawgeti(L, LUA_REGISTRYINDEX, self->text);
    const char *text = lua_tolstring(L, -1, &size);
    int32_t status = zz_result_apply(self->made, text, size, chosen, &applied->made);
    if (status != ZZ_OK) {
        return fail(L, status, zz_status_string(status), UINT64_MAX);
    }
    lua_pushlstring(L, zz_result_text(applied->made), zz_result_size(applied->made));
    result_release(L, applied);
    return 1;
}

void make_result_type(lua_State *L)
{
    static const luaL_Reg events[] = {
        {"__gc", result_close},
        {"__close", result_close},
        {NULL, NULL},
    };
    static const luaL_Reg methods[] = {
        {"map", result_map},
        {"apply", result_apply},
        {"close", result_close},
        {NULL, NULL},
    };
    make_type(L, RESULT, events, methods);
}
