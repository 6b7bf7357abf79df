/* SPDX-License-Identifier: Apache-2.0 */
/* Streams: a text that comes in chunks. */
#include "binding.h"

#include <string.h>

typedef struct stream {
    shared_recipe *shared;
    zz_stream *opened; /* NULL: closed */
    uint32_t want;
    bool busy; /* its output is being copied; one that was lost to an error stays so */
} stream;

/* What the table at index 2 wants, or nothing there. */
static uint32_t read_want(lua_State *L)
{
    uint32_t want = 0;
    if (lua_isnoneornil(L, 2)) {
        return want;
    }
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, 2) != 0) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        bool edits = strcmp(name, "edits") == 0;
        if ((!edits && strcmp(name, "alternatives") != 0) || !lua_isboolean(L, -1)) {
            luaL_argerror(L, 2, "the options are 'edits' and 'alternatives', booleans");
        }
        if (lua_toboolean(L, -1)) {
            want |= edits ? ZZ_WANT_EDITS : ZZ_WANT_EDITS | ZZ_WANT_ALTERNATIVES;
        }
        lua_pop(L, 1);
    }
    return want;
}

int converter_stream(lua_State *L)
{
    check_converter(L);
    uint32_t want = read_want(L);
    stream *self = new_object(L, sizeof *self, STREAM);
    self->shared = recipe_share(check_converter(L)->shared);
    self->want = want;
    int32_t status = zz_stream_open(self->shared->recipe, &self->opened);
    if (status == ZZ_OK) {
        status = zz_stream_reset(self->opened, want);
    }
    return status == ZZ_OK ? 1 : fail(L, status, zz_status_string(status), UINT64_MAX);
}

static int stream_finalize(lua_State *L)
{
    stream *self = luaL_checkudata(L, 1, STREAM);
    zz_stream_close(self->opened);
    recipe_release(self->shared);
    self->opened = NULL;
    self->shared = NULL;
    return 0;
}

static stream *check_stream(lua_State *L)
{
    stream *self = luaL_checkudata(L, 1, STREAM);
    luaL_argcheck(L, self->opened != NULL, 1, "the stream is closed");
    luaL_argcheck(L, !self->busy, 1, "the stream is in use, or was when memory ran out");
    return self;
}

static int stream_close(lua_State *L)
{
    const stream *self = luaL_checkudata(L, 1, STREAM);
    if (self->opened != NULL) {
        check_stream(L);
        stream_finalize(L);
    }
    return 0;
}

static int fail_stream(lua_State *L, const stream *self, int32_t status, const zz_report *report)
{
    zz_report told;
    if (status == ZZ_ERROR_STATE) {
        return luaL_error(L, "the stream has ended or failed; reset makes it ready for another");
    }
    if (report == NULL) { /* it failed while it was fed */
        const char *output;
        size_t size;
        zz_report_init(&told, sizeof told);
        zz_stream_end(self->opened, &output, &size, &told);
        report = &told;
    }
    return fail_text(L, status, report);
}

static int push_output(lua_State *L, stream *self, const char *output, size_t size)
{
    edit_source of = {self->opened, NULL, NULL, NULL, (self->want & ZZ_WANT_ALTERNATIVES) != 0};
    self->busy = true; /* a finalizer that runs meanwhile can't feed it */
    lua_pushlstring(L, output, size);
    if (self->want != 0) {
        if (too_many_edits(&of)) {
            luaL_error(L, "%s", zz_status_string(ZZ_ERROR_TOO_LARGE));
        }
        push_edits(L, &of);
    }
    if (of.alternatives) {
        push_suggestions(L, &of);
    }
    self->busy = false;
    return self->want == 0 ? 1 : of.alternatives ? 3 : 2;
}

static int stream_feed(lua_State *L)
{
    size_t chunk_size, size;
    const char *output;
    luaL_checkudata(L, 1, STREAM);
    const char *chunk = luaL_checklstring(L, 2, &chunk_size);
    stream *self = check_stream(L);
    int32_t status = zz_stream_feed(self->opened, chunk, chunk_size, &output, &size);
    return status == ZZ_OK ? push_output(L, self, output, size)
                           : fail_stream(L, self, status, NULL);
}

static int stream_finish(lua_State *L)
{
    size_t size;
    const char *output;
    zz_report report;
    stream *self = check_stream(L);
    zz_report_init(&report, sizeof report);
    int32_t status = zz_stream_end(self->opened, &output, &size, &report);
    return status == ZZ_OK ? push_output(L, self, output, size)
                           : fail_stream(L, self, status, &report);
}

static int stream_reset(lua_State *L)
{
    const stream *self = check_stream(L);
    int32_t status = zz_stream_reset(self->opened, self->want);
    return status == ZZ_OK ? 0 : fail(L, status, zz_status_string(status), UINT64_MAX);
}

static int stream_map(lua_State *L)
{
    static const char *const names[] = {"forward", "back", NULL};
    static const uint32_t directions[] = {ZZ_MAP_FORWARD, ZZ_MAP_BACK};
    const stream *self = check_stream(L);
    lua_Integer position = luaL_checkinteger(L, 2);
    uint32_t direction = directions[luaL_checkoption(L, 3, names[0], names)];
    uint64_t mapped;
    luaL_argcheck(L, self->want != 0, 1, "the stream was opened without edits");
    if (position < 1
        || zz_stream_map(self->opened, direction, (uint64_t)position - 1, &mapped) != ZZ_OK) {
        return luaL_argerror(L, 2, "a position outside what the last call decided");
    }
    lua_pushinteger(L, (lua_Integer)mapped + 1);
    return 1;
}

static int stream_decided(lua_State *L)
{
    zz_range ranges[2];
    const stream *self = check_stream(L);
    luaL_argcheck(L, self->want != 0, 1, "the stream was opened without edits");
    zz_stream_decided(self->opened, &ranges[0], &ranges[1]);
    for (size_t i = 0; i < 2; i++) {
        lua_pushinteger(L, (lua_Integer)ranges[i].offset + 1);
        lua_pushinteger(L, (lua_Integer)ranges[i].size);
    }
    return 4;
}

void make_stream_type(lua_State *L)
{
    static const luaL_Reg events[] = {
        {"__gc", stream_finalize},
        {"__close", stream_close},
        {NULL, NULL},
    };
    static const luaL_Reg methods[] = {
        {"feed", stream_feed},
        {"finish", stream_finish},
        {"reset", stream_reset},
        {"map", stream_map},
        {"decided", stream_decided},
        {"close", stream_close},
        {NULL, NULL},
    };
    make_type(L, STREAM, events, methods);
}
