/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of the Lua module share.
 *
 * Lua leaves a function by longjmp: where memory runs out, and where a finalizer that the collector
 * calls raises an error. So whatever is held across a call of Lua's that allocates is owned by a
 * userdata with a finalizer of its own; and since the finalizers of others may call anything at
 * such a place, what must not change then is held too.
 */
#ifndef ZZ_LUA_BINDING_H
#define ZZ_LUA_BINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lauxlib.h>
#include <lua.h>

#include "zhengzi.h"

#if LUA_VERSION_NUM < 502
#define lua_rawlen lua_objlen
#endif
#if LUA_VERSION_NUM >= 504
#define new_block(L, size) lua_newuserdatauv((L), (size), 0)
#else
#define new_block(L, size) lua_newuserdata((L), (size))
#endif

/* The names of the types, as messages of Lua's show them. */
#define CONVERTER "zhengzi.converter"
#define RESULT "zhengzi.result"
#define STREAM "zhengzi.stream"
#define DETECTOR "zhengzi.detector"
#define ALTERNATIVES "zhengzi.alternatives"

/* A recipe, and how many objects need it: the collector frees them in any order. */
typedef struct shared_recipe {
    zz_recipe *recipe;
    size_t users;
} shared_recipe;

typedef struct converter {
    shared_recipe *shared; /* NULL: closed */
} converter;

/* object.c */

/* A userdata of zeros with the metatable of a type, on the stack. */
void *new_object(lua_State *L, size_t size, const char *type);
void make_type(lua_State *L, const char *type, const luaL_Reg *events, const luaL_Reg *methods);
void set_functions(lua_State *L, const luaL_Reg *functions);
void set_string(lua_State *L, const char *key, const char *value);
void set_integer(lua_State *L, const char *key, uint64_t value);
shared_recipe *recipe_share(shared_recipe *shared);
void recipe_release(shared_recipe *shared);

/* errors.c */

/* nil, message, position for what lies in the input; raises what lies in the machine. offset is
   UINT64_MAX where there is none. */
int fail(lua_State *L, int32_t status, const char *message, uint64_t offset);
int fail_text(lua_State *L, int32_t status, const zz_report *report);

/* options.c: the table at index 2, or nothing there. What options points into is on the stack. */
void read_options(lua_State *L, zz_options *options);

/* lines.c: the value on top of the stack as lines, in place of a table: words, or words and what
   they become. */
void words_to_lines(lua_State *L, const char *option);
void dictionary_to_lines(lua_State *L, const char *option);

/* ranges.c: the table of ranges at index, which argument 3 is or has, as a block on the stack; NULL
   where there is none. */
const zz_range *read_ranges(lua_State *L, int index, size_t text_size, size_t *count);

/* converter.c */
converter *check_converter(lua_State *L);
void make_converter_type(lua_State *L);
int module_open(lua_State *L);
int module_open_config(lua_State *L);

/* alternatives.c */
int converter_alternatives(lua_State *L);
void make_alternatives_type(lua_State *L);

/* result.c */
typedef struct result {
    shared_recipe *shared;
    zz_result *made;    /* its edits count bytes */
    zz_result *counted; /* the same with edits in other units; NULL: there are none */
    bool has_text;
    int text; /* a reference in the registry: the text it was made of */
} result;

result *new_result(lua_State *L); /* nothing in it yet */
void result_release(lua_State *L, result *self);
int converter_edits(lua_State *L);
void make_result_type(lua_State *L);

/* edit.c: lists of edits and suggestions, on the stack. */
typedef struct edit_source {
    const zz_stream *stream;  /* NULL: they are a result's */
    const zz_result *made;    /* in bytes */
    const zz_result *counted; /* in the units that are wanted; maybe the same */
    const char *text;         /* the input; NULL: it is not at hand */
    bool alternatives;        /* are wanted */
} edit_source;

void push_edits(lua_State *L, const edit_source *of);
void push_suggestions(lua_State *L, const edit_source *of);
bool too_many_edits(const edit_source *of); /* for a table */

/* stream.c */
int converter_stream(lua_State *L);
void make_stream_type(lua_State *L);

/* detect.c */
int module_detect(lua_State *L);
int module_detector(lua_State *L);
void make_detector_type(lua_State *L);

#endif
