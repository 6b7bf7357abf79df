/* SPDX-License-Identifier: Apache-2.0 */
/* Strings that a stretch of text could become: each once, the likeliest first. */
#ifndef ZZ_STEP_ALTERNATIVES_H
#define ZZ_STEP_ALTERNATIVES_H

#include "base/buffer.h"

#define ZZ__MAX_ALTERNATIVES 64
#define ZZ__ALTERNATIVES_TEXT 256 /* bytes of text that others are sought for */

typedef struct zz__alternatives {
    zz__buffer bytes; /* the strings, a NUL behind each */
    uint32_t count;
    size_t begins[ZZ__MAX_ALTERNATIVES + 1];
} zz__alternatives;

void zz__alternatives_init(zz__alternatives *list, const zz__memory *memory);
void zz__alternatives_release(zz__alternatives *list);
void zz__alternatives_clear(zz__alternatives *list);

static inline bool zz__alternatives_full(const zz__alternatives *list)
{
    return list->count == ZZ__MAX_ALTERNATIVES;
}

/* Adds one, unless it is there or there is no more room. */
int32_t zz__alternatives_add(zz__alternatives *list, const void *text, size_t size);

static inline const uint8_t *zz__alternatives_at(const zz__alternatives *list, uint32_t i,
                                                 size_t *size)
{
    *size = list->begins[i + 1] - list->begins[i] - 1;
    return list->bytes.bytes + list->begins[i];
}

#endif
