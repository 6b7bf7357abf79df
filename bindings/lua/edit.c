/* SPDX-License-Identifier: Apache-2.0 */
/* An edit as a table. */
#include "binding.h"

void set_edit(lua_State *L, const zz_edit *edit)
{
    set_integer(L, "source", edit->source + 1); /* Lua counts from 1 */
    set_integer(L, "source_size", edit->source_size);
    set_integer(L, "target", edit->target + 1);
    set_integer(L, "target_size", edit->target_size);
    set_string(L, "step", edit->step_name);
    set_string(L, "operation", edit->operation);
}
