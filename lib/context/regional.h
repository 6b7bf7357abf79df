/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a regional word (數組 → 陣列) stands, and where its characters are something else (少數|組織):
 * what the trainer and the run time share. docs/model.md has the reasons.
 */
#ifndef ZZ_CONTEXT_REGIONAL_H
#define ZZ_CONTEXT_REGIONAL_H

#include "context/features.h"
#include "table/format.h"

#define ZZ__REGIONAL_OUTER 3 /* so much of a word may lie outside a key */

/* Log-odds, in 1/ZZ__CONTEXT_UNIT, from which the text stays: by context, and by words across. */
#define ZZ__REGIONAL_SURE 24
#define ZZ__REGIONAL_ACROSS 24

/* A key, folded, in one number: what it is looked up by. */
static inline uint32_t zz__regional_hash(const uint16_t *units, uint32_t n)
{
    uint32_t h = 0x2545F491u, i;

    for (i = 0; i < n; i++)
        h = zz__context_mix(h, units[i]);
    return h;
}

/* What stands at the place itself where the features of regional word `number` are asked for: it
 * is one unit there, however long it is, and none that text has. */
static inline uint16_t zz__regional_unit(uint32_t number)
{
    return (uint16_t)(0xE000u + number);
}

/* A word across an edge: the key's piece, from its first unit, ... */
static inline uint32_t zz__edge_begin(bool behind, const uint16_t *piece, uint32_t n)
{
    uint32_t h = behind ? 0x6C8E9CF5u : 0x2F1B7A3Du, i;

    for (i = 0; i < n; i++)
        h = zz__context_mix(h, piece[i]);
    return h;
}

/* ... then what lies outside, from the edge on; and the piece alone as a word. */
static inline uint32_t zz__edge_add(uint32_t h, uint16_t unit)
{
    return zz__context_mix(h, unit);
}

static inline uint32_t zz__edge_alone(uint32_t h)
{
    return zz__context_mix(h, 1);
}

/* The two buckets that it may be in, 0 and 1, and what it is known by there. */
static inline uint32_t zz__edge_bucket(uint32_t h, uint32_t which, uint32_t bucket_count)
{
    return (uint32_t)((uint64_t)(which == 0 ? h : h * 0xC2B2AE35u) * bucket_count >> 32);
}

static inline uint32_t zz__edge_print(uint32_t h)
{
    uint32_t print = h * 0x846CA68Bu >> (32 - 16 - (8 - ZZ__EDGE_BITS));

    return (print & 0xFFFFu) != 0 ? print : print | 1u;
}

#endif
