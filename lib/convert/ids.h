/* SPDX-License-Identifier: Apache-2.0 */
/* Ideographic description sequences, which conversion leaves alone: rule 7 of OpenCC's
 * matching, at most 64 code points and 16 levels. */
#ifndef ZZ_CONVERT_IDS_H
#define ZZ_CONVERT_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZZ__IDS_MAX 64 /* code points */

static inline bool zz__is_ids_operator(uint32_t code_point)
{
    return code_point >= 0x2FF0 && code_point <= 0x2FFF;
}

/* Follows a sequence code point by code point; begin with the operator it starts with. */
typedef struct zz__ids {
    uint8_t open[16]; /* operands still to come, a level each */
    int level;
    int count;
} zz__ids;

void zz__ids_begin(zz__ids *ids, uint32_t operator_);

/* Takes the next code point. 1: the sequence is complete; 0: more has to come; -1: it is none. */
int zz__ids_next(zz__ids *ids, uint32_t code_point);

#endif
