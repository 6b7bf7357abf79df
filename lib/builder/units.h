/* SPDX-License-Identifier: Apache-2.0 */
/* Strings of UTF-16 units: what keys and values are made of. */
#ifndef ZZ_BUILDER_UNITS_H
#define ZZ_BUILDER_UNITS_H

#include "base/buffer.h"
#include "builder/arena.h"

#define ZZ__ALL_UNITS 0x10000u /* how many there are */
#define ZZ__MAX_UNITS 0xFFFFu  /* of a string */

typedef struct zz__units {
    const uint16_t *units;
    uint32_t size;
} zz__units;

static inline bool zz__is_surrogate(uint16_t unit)
{
    return (unit & 0xF800) == 0xD800;
}

/* One character: one unit, or a pair. */
static inline bool zz__units_are_character(const zz__units *units)
{
    return units->size == 1 || (units->size == 2 && (units->units[0] & 0xFC00) == 0xD800);
}

/* Unit by unit; of two that are alike as far as they go the shorter is less. */
static inline int zz__units_compare(const uint16_t *a, size_t a_size, const uint16_t *b,
                                    size_t b_size)
{
    size_t i;

    for (i = 0; i < a_size && i < b_size; i++) {
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return a_size < b_size ? -1 : a_size > b_size;
}

static inline bool zz__units_are_same(const zz__units *a, const zz__units *b)
{
    return zz__units_compare(a->units, a->size, b->units, b->size) == 0;
}

/* Makes them of UTF-8. INVALID_UTF8 with *bad the place, TOO_LARGE, MEMORY. */
int32_t zz__units_read(zz__units *out, zz__arena *arena, const char *text, size_t size,
                       size_t *bad);

/* Appends them as UTF-8; they are well-formed. */
int32_t zz__units_write(zz__buffer *out, const zz__units *units);

#endif
