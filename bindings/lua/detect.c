/* SPDX-License-Identifier: Apache-2.0 */
/* Which script a text is in. */
#include "binding.h"

static const char *script_name(uint32_t script)
{
    static const char *const names[] = {"none",        "either", "simplified",
                                        "traditional", "mixed",  "japanese"};
    return script < sizeof names / sizeof names[0] ? names[script] : "other";
}

static const char *region_name(uint32_t region)
{
    static const char *const names[] = {"none", "taiwan", "hong-kong"};
    return region < sizeof names / sizeof names[0] ? names[region] : "other";
}

static void set_score(lua_State *L, const char *key, uint32_t thousandths)
{
    lua_pushnumber(L, (lua_Number)thousandths / 1000);
    lua_setfield(L, -2, key);
}

static void push_detection(lua_State *L, const zz_detection *found)
{
    lua_createtable(L, 0, 11);
    set_string(L, "script", script_name(found->script));
    set_score(L, "script_score", found->script_score);
    set_string(L, "region", region_name(found->region));
    set_score(L, "region_score", found->region_score);
    set_integer(L, "han", found->han);
    set_integer(L, "simplified", found->simplified);
    set_integer(L, "traditional", found->traditional);
    set_integer(L, "japanese", found->japanese);
    set_integer(L, "kana", found->kana);
    set_integer(L, "taiwan", found->taiwan);
    set_integer(L, "hong_kong", found->hong_kong);
}

/* The text at index. */
static void detect(lua_State *L, int index, zz_detection *found)
{
    size_t size;
    const char *text = luaL_checklstring(L, index, &size);
    int32_t status = zz_detect(NULL, text, size, found);
    if (status != ZZ_OK) {
        luaL_error(L, "%s", zz_status_string(status));
    }
}

int module_detect(lua_State *L)
{
    zz_detection found;
    zz_detection_init(&found, sizeof found);
    detect(L, 1, &found);
    push_detection(L, &found);
    return 1;
}

int module_detector(lua_State *L)
{
    zz_detection *self = new_object(L, sizeof *self, DETECTOR);
    zz_detection_init(self, sizeof *self);
    return 1;
}

static int detector_feed(lua_State *L)
{
    detect(L, 2, luaL_checkudata(L, 1, DETECTOR));
    lua_settop(L, 1);
    return 1;
}

static int detector_detection(lua_State *L)
{
    push_detection(L, luaL_checkudata(L, 1, DETECTOR));
    return 1;
}

void make_detector_type(lua_State *L)
{
    static const luaL_Reg events[] = {{NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"feed", detector_feed},
        {"detection", detector_detection},
        {NULL, NULL},
    };
    make_type(L, DETECTOR, events, methods);
}
