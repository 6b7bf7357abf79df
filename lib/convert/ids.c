/* SPDX-License-Identifier: Apache-2.0 */
#include "convert/ids.h"

static uint8_t arity(uint32_t code_point)
{
    if (!zz__is_ids_operator(code_point))
        return 0;
    if (code_point == 0x2FF2 || code_point == 0x2FF3)
        return 3;
    return code_point >= 0x2FFE ? 1 : 2;
}

void zz__ids_begin(zz__ids *ids, uint32_t operator_)
{
    ids->level = 0;
    ids->open[0] = arity(operator_);
    ids->count = 1;
}

int zz__ids_next(zz__ids *ids, uint32_t code_point)
{
    uint8_t operands = arity(code_point);

    if (ids->level + 1 >= (int)sizeof ids->open || ids->count >= ZZ__IDS_MAX)
        return -1;
    ids->count++;
    ids->open[ids->level]--;
    if (operands != 0) {
        ids->open[++ids->level] = operands;
        return 0;
    }
    while (ids->open[ids->level] == 0) {
        if (ids->level == 0)
            return 1;
        ids->level--;
    }
    return 0;
}
