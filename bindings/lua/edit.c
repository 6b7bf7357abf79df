/* SPDX-License-Identifier: Apache-2.0 */
/* Edits and suggestions, of results and streams, as tables. */
#include "binding.h"

static size_t count_edits(const edit_source *of)
{
    return of->stream != NULL ? zz_stream_edit_count(of->stream) : zz_result_edit_count(of->made);
}

static void get_edit(const edit_source *of, const zz_result *from, size_t index, zz_edit *edit)
{
    edit->size = sizeof *edit;
    if (of->stream != NULL) {
        zz_stream_edit(of->stream, index, edit);
    } else {
        zz_result_edit(from, index, edit);
    }
}

static size_t count_suggestions(const edit_source *of)
{
    return of->stream != NULL ? zz_stream_suggestion_count(of->stream)
                              : zz_result_suggestion_count(of->made);
}

static void get_suggestion(const edit_source *of, const zz_result *from, size_t index,
                           zz_suggestion *suggestion)
{
    suggestion->size = sizeof *suggestion;
    if (of->stream != NULL) {
        zz_stream_suggestion(of->stream, index, suggestion);
    } else {
        zz_result_suggestion(from, index, suggestion);
    }
}

/* Likelihoods are from 0 to 1 in Lua; where nobody weighed, the field is not there. */
static void set_score(lua_State *L, int32_t score)
{
    if (score >= 0) {
        lua_pushnumber(L, (lua_Number)score / 1000);
        lua_setfield(L, -2, "score");
    }
}

typedef int32_t (*get_form)(const edit_source *of, size_t index, size_t form, const char **text,
                            size_t *size, int32_t *score);

static int32_t edit_form(const edit_source *of, size_t index, size_t form, const char **text,
                         size_t *size, int32_t *score)
{
    return of->stream != NULL
               ? zz_stream_edit_alternative(of->stream, index, form, text, size, score)
               : zz_result_edit_alternative(of->made, index, form, text, size, score);
}

static int32_t suggestion_form(const edit_source *of, size_t index, size_t form, const char **text,
                               size_t *size, int32_t *score)
{
    return of->stream != NULL
               ? zz_stream_suggestion_form(of->stream, index, form, text, size, score)
               : zz_result_suggestion_form(of->made, index, form, text, size, score);
}

static void set_forms(lua_State *L, const edit_source *of, size_t index, get_form get)
{
    const char *text;
    size_t size;
    int32_t score;
    lua_newtable(L);
    for (size_t form = 0; get(of, index, form, &text, &size, &score) == ZZ_OK; form++) {
        lua_createtable(L, 0, 2);
        lua_pushlstring(L, text, size);
        lua_setfield(L, -2, "text");
        set_score(L, score);
        lua_rawseti(L, -2, (int)form + 1);
    }
    lua_setfield(L, -2, "alternatives");
}

static void set_ranges(lua_State *L, uint64_t source, uint64_t source_size, uint64_t target,
                       uint64_t target_size)
{
    set_integer(L, "source", source + 1); /* Lua counts from 1 */
    set_integer(L, "source_size", source_size);
    set_integer(L, "target", target + 1);
    set_integer(L, "target_size", target_size);
}

static void push_edit(lua_State *L, const edit_source *of, size_t index)
{
    zz_edit edit;
    get_edit(of, of->made, index, &edit);
    lua_createtable(L, 0, 8);
    if (of->text != NULL) {
        lua_pushlstring(L, of->text + edit.source, (size_t)edit.source_size);
        lua_setfield(L, -2, "from");
        lua_pushlstring(L, zz_result_text(of->made) + edit.target, (size_t)edit.target_size);
        lua_setfield(L, -2, "to");
    }
    get_edit(of, of->counted, index, &edit);
    set_ranges(L, edit.source, edit.source_size, edit.target, edit.target_size);
    set_string(L, "step", edit.step_name);
    set_string(L, "operation", edit.operation);
    if (of->alternatives) {
        set_score(L, edit.score);
        set_forms(L, of, index, edit_form);
    }
}

static void push_suggestion(lua_State *L, const edit_source *of, size_t index)
{
    zz_suggestion found;
    get_suggestion(of, of->made, index, &found);
    lua_createtable(L, 0, 8);
    if (of->text != NULL) {
        lua_pushlstring(L, of->text + found.source, (size_t)found.source_size);
        lua_setfield(L, -2, "from");
    }
    get_suggestion(of, of->counted, index, &found);
    set_ranges(L, found.source, found.source_size, found.target, found.target_size);
    set_string(L, "step", found.step_name);
    set_score(L, found.score);
    set_forms(L, of, index, suggestion_form);
}

static void push_list(lua_State *L, const edit_source *of, size_t count,
                      void (*push)(lua_State *L, const edit_source *of, size_t index))
{
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        push(L, of, i);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

void push_edits(lua_State *L, const edit_source *of)
{
    push_list(L, of, count_edits(of), push_edit);
}

void push_suggestions(lua_State *L, const edit_source *of)
{
    push_list(L, of, count_suggestions(of), push_suggestion);
}

bool too_many_edits(const edit_source *of)
{
    return count_edits(of) > INT32_MAX || count_suggestions(of) > INT32_MAX;
}
