/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The context model: which of the Traditional forms of a Simplified character belongs in a place.
 * A family is a Simplified character with its forms, the candidates. docs/model.md says what
 * the numbers mean and where they come from. All integers, the same on every machine.
 */
#ifndef ZZ_CONTEXT_MODEL_H
#define ZZ_CONTEXT_MODEL_H

#include <stddef.h>

#include "base/endian.h"
#include "context/features.h"
#include "table/image.h"

typedef struct zz__context {
    const zz__image_set *members;
    const uint16_t *member_values;
    const uint64_t *chosen;
    const uint16_t *folds;
    const zz__image_set *strays;
    const uint16_t *stray_values;
    const zz__image_glyph *glyphs;
    uint32_t glyph_count;
    const uint8_t *groups;
    const zz__image_family *families;
    const zz__image_candidate *candidates;
    const uint16_t *buckets;
    uint32_t bucket_count;
    const zz__image_regional *regional;
    uint32_t regional_count;
    const uint16_t *regional_buckets;
    uint32_t regional_bucket_count;
    const zz__image_edges *edges;
    uint32_t edge_bucket_count;
} zz__context;

/* Where the model's parts lie, in bytes. */
typedef struct zz__context_layout {
    uint64_t members, member_values, chosen, folds, strays, stray_values;
    uint64_t glyphs, groups, families, candidates, buckets, regional, regional_buckets;
    uint64_t edges, end;
} zz__context_layout;
void zz__context_measure(zz__context_layout *layout, const zz__image_context *header);

/* Finds the model's parts in an image that was checked; false where it holds no model. */
bool zz__context_locate(zz__context *context, const zz__image *image);
void zz__context_locate_at(zz__context *context, const uint8_t *section);

/* Whether a character of the block is in a set; its rank then. */
static inline bool zz__set_find(const zz__image_set *set, uint32_t c, uint32_t *rank)
{
    uint32_t at = c - ZZ__CONTEXT_BLOCK;
    uint64_t word, below;

    if (at >= ZZ__CONTEXT_BLOCK_SIZE)
        return false;
    word = zz__le64(set->bits[at / 64]);
    if ((word >> at % 64 & 1) == 0)
        return false;
    below = word & (((uint64_t)1 << at % 64) - 1);
    below -= below >> 1 & UINT64_C(0x5555555555555555);
    below = (below & UINT64_C(0x3333333333333333)) + (below >> 2 & UINT64_C(0x3333333333333333));
    below = (below + (below >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    *rank = zz__le16(set->before[at / 64]) + (uint32_t)(below * UINT64_C(0x0101010101010101) >> 56);
    return true;
}

static inline uint8_t zz__context_group(const zz__context *context, uint16_t unit)
{
    return context->groups[unit < 128 ? unit : 128u + unit - ZZ__CONTEXT_BLOCK];
}

/* The folded text around a place. */
typedef struct zz__window {
    uint16_t units[2 * ZZ__CONTEXT_REACH + 1];
} zz__window;

/* What context alone says of each of a family's candidates, in 1/ZZ__CONTEXT_UNIT of log-odds; at
 * points to the place among units, which are there ZZ__CONTEXT_REACH to either side. With
 * natural set, ZZ__CONTEXT_NEVER of those that its Simplified character does not stand for. */
#define ZZ__CONTEXT_NEVER (-0x100000)
void zz__context_score(const zz__context *context, const zz__image_family *family,
                       const uint16_t *at, bool natural,
                       int32_t scores[ZZ__CONTEXT_CANDIDATES]);

static inline int32_t zz__signed16(uint16_t stored)
{
    int32_t value = zz__le16(stored);
    return value < 0x8000 ? value : value - 0x10000;
}

#endif
