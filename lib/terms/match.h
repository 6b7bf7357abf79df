/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the longest term at a place. */
#ifndef ZZ_TERMS_MATCH_H
#define ZZ_TERMS_MATCH_H

#include "terms/terms.h"

/* Like memcmp; of two that are equal as far as they go the shorter is less. */
int zz__term_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size);

/* The filter's bit for what begins with these bytes; only the first character counts. */
static inline uint32_t zz__terms_bit(const uint8_t *p, size_t n)
{
    uint32_t word = p[0];

    if (p[0] >= 0xC0 && n > 1)
        word |= (uint32_t)p[1] << 8;
    if (p[0] >= 0xE0 && n > 2)
        word |= (uint32_t)p[2] << 16;
    return (word * 0x9E3779B1u) >> 16;
}

/* The longest term that text[0..n) begins with, n > 0; NULL: none. */
const zz__term *zz__terms_find(const zz__terms *terms, const uint8_t *text, size_t n);

#endif
