/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each allocation of Lua's fails in turn, in the middle of whatever the module does. Each time that
 * is an error in Lua; what is lost by it, valgrind and the leak sanitizer see.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#if LUA_VERSION_NUM < 502
#define load_text(L, text, size) luaL_loadbuffer((L), (text), (size), "=program")
#else
#define load_text(L, text, size) luaL_loadbufferx((L), (text), (size), "=program", "t")
#endif

int luaopen_zhengzi(lua_State *L);

static const char program[] =
    "local zz = ...\n"
    "local c = assert(zz.open('s2twp', { dictionary = { ['程序'] = '程序碼' }, protect = { '面条' } }))\n"
    "local long = ('她的头发很干，鼠标坏了'):rep(90)\n"
    "assert(#c(long) == #long and c('鼠标') == '滑鼠')\n"
    "local edits, text, result = c:edits('鼠标坏了', { units = 'utf16', keep = { { 1, 3 } } })\n"
    "assert(result:apply {} == '鼠标坏了' and result:map(1) == 1)\n"
#ifdef ZZ_CONTEXT
    "local _, _, _, doubts = zz.open('repair:tw=999'):edits('理發后頭髮', { alternatives = true })\n"
    "assert(#doubts > 0)\n"
#endif
    "assert(c:keeping(long, { { 1, 3 }, { 7, 9 } }))\n"
    "local s = c:stream { edits = true, alternatives = true }\n"
    "assert(s:feed(long)) assert(s:finish()) s:reset() s:close()\n"
    "assert(#zz.open('s2t'):alternatives('发') == 2)\n"
    "assert(zz.detector():feed(long):detection().script == 'simplified')\n"
    "assert(not zz.open('s2nowhere'))\n"
    "assert(not zz.open('s2t', { invalid = 'error' }):edits('\\255'))\n"
    "assert(#zz.recipes() > 50)\n";

/* Allocations before they fail, growing a block counting as one. They go on failing: Lua collects
   garbage and tries again, without calling finalizers. */
typedef struct countdown {
    long left; /* negative: none fails */
} countdown;

static void *allocate(void *ctx, void *block, size_t old_size, size_t new_size)
{
    countdown *count = ctx;
    if (new_size == 0) {
        free(block);
        return NULL;
    }
    /* Lua takes it for granted that shrinking does not fail. */
    if ((block == NULL || new_size > old_size) && count->left >= 0) {
        if (count->left == 0) {
            return NULL;
        }
        count->left--;
    }
    return realloc(block, new_size);
}

/* Module and program are loaded while nothing fails; number is the allocation that does. */
static int run(long number, const char **message, char *buffer, size_t size)
{
    countdown count = {-1};
    lua_State *L = lua_newstate(allocate, &count);
    if (L == NULL) {
        return LUA_ERRMEM;
    }
    luaL_openlibs(L);
    lua_pushcfunction(L, luaopen_zhengzi);
    lua_call(L, 0, 1);
    if (load_text(L, program, sizeof program - 1) != 0) {
        printf("# %s\n", lua_tostring(L, -1));
        exit(1);
    }
    lua_insert(L, -2);
    lua_gc(L, LUA_GCCOLLECT, 0);
    /* Lua forgets an object whose finalizer it has no memory to call: they are called later. */
    lua_gc(L, LUA_GCSTOP, 0);
    count.left = number;
    int status = lua_pcall(L, 1, 0, 0);
    count.left = -1;
    const char *said = status != 0 && lua_isstring(L, -1) ? lua_tostring(L, -1) : "";
    snprintf(buffer, size, "%s", said);
    *message = buffer;
    lua_close(L);
    return status;
}

/* failing [STEP]: only every STEP-th of them. */
int main(int argc, char **argv)
{
    long step = argc > 1 ? strtol(argv[1], NULL, 10) : 1;
    char buffer[256];
    const char *message;
    long number = 0;
    int status;
    while ((status = run(number, &message, buffer, sizeof buffer)) != 0) {
        if (strstr(message, "not enough memory") == NULL) {
            printf("not ok 1 - allocation %ld: %s\n1..1\n", number, message);
            return 1;
        }
        number += step;
    }
    printf("%sok 1 - of %ld allocations each %ld. failed\n1..1\n", number > 100 ? "" : "not ",
           number, step);
    return number > 100 ? 0 : 1;
}
