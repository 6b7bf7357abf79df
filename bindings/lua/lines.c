/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of words as the lines that the library reads. */
#include "binding.h"

#include <string.h>

/* Lines are written twice: first counted, then into a block of that size. */
typedef struct line_writer {
    char *bytes; /* NULL: they are counted only */
    size_t size;
    size_t capacity;
} line_writer;

static void add(lua_State *L, line_writer *lines, const char *text, size_t size)
{
    if (size > SIZE_MAX - lines->size) {
        luaL_error(L, "too many words");
    }
    if (lines->bytes != NULL) {
        /* A finalizer may have put more into the table meanwhile. */
        if (size > lines->capacity - lines->size) {
            luaL_error(L, "the table of words was changed while it was read");
        }
        memcpy(lines->bytes + lines->size, text, size);
    }
    lines->size += size;
}

static bool holds(const char *text, size_t size, const char *characters)
{
    for (; *characters != 0; characters++) {
        if (memchr(text, *characters, size) != NULL) {
            return true;
        }
    }
    return false;
}

/* A line that begins so is a comment; a byte order mark would vanish. */
static bool begins_a_word(const char *text, size_t size)
{
    return size != 0 && text[0] != '#' && (size < 3 || memcmp(text, "\xEF\xBB\xBF", 3) != 0);
}

/* The string at index; no number, which lua_tolstring would change in the table. */
static const char *check_string(lua_State *L, int index, const char *option, size_t *size)
{
    if (lua_type(L, index) != LUA_TSTRING) {
        luaL_error(L, "option '%s' takes strings in its table", option);
    }
    return lua_tolstring(L, index, size);
}

static void refuse(lua_State *L, const char *option, const char *word)
{
    luaL_error(L, "the lines of option '%s' can't hold '%s'", option, word);
}

/* Both go through the table on top of the stack. */
static void add_words(lua_State *L, const char *option, line_writer *lines)
{
    size_t size, count = lua_rawlen(L, -1);
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, (int)i);
        const char *word = check_string(L, -1, option, &size);
        if (!begins_a_word(word, size) || holds(word, size, "\r\n")) {
            refuse(L, option, word);
        }
        add(L, lines, word, size);
        add(L, lines, "\n", 1);
        lua_pop(L, 1);
    }
}

static void add_pairs(lua_State *L, const char *option, line_writer *lines)
{
    size_t key_size, value_size;
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        const char *key = check_string(L, -2, option, &key_size);
        const char *value = check_string(L, -1, option, &value_size);
        if (!begins_a_word(key, key_size) || holds(key, key_size, "\t\r\n")
            || holds(value, value_size, " \t\r\n")) {
            refuse(L, option, key);
        }
        add(L, lines, key, key_size);
        add(L, lines, "\t", 1);
        add(L, lines, value, value_size);
        add(L, lines, "\n", 1);
        lua_pop(L, 1);
    }
}

static void to_lines(lua_State *L, const char *option,
                     void (*add_all)(lua_State *L, const char *option, line_writer *lines))
{
    line_writer lines = {NULL, 0, 0};
    if (lua_type(L, -1) == LUA_TSTRING) {
        return;
    }
    if (lua_type(L, -1) != LUA_TTABLE) {
        luaL_error(L, "option '%s' must be a string or a table", option);
    }
    add_all(L, option, &lines);
    lines.capacity = lines.size;
    lines.size = 0;
    lines.bytes = new_block(L, lines.capacity + 1);
    lua_insert(L, -2);
    add_all(L, option, &lines);
    lua_pushlstring(L, lines.bytes, lines.size);
    lua_replace(L, -3);
    lua_pop(L, 1);
}

void words_to_lines(lua_State *L, const char *option)
{
    to_lines(L, option, add_words);
}

void dictionary_to_lines(lua_State *L, const char *option)
{
    to_lines(L, option, add_pairs);
}
