/* SPDX-License-Identifier: Apache-2.0 */
#include "context/model.h"

#include <string.h>

#include "match/match.h"

static uint64_t after(uint64_t offset, uint64_t count, uint64_t size)
{
    return (offset + count * size + 7) / 8 * 8;
}

void zz__context_measure(zz__context_layout *layout, const zz__image_context *header)
{
    layout->members = sizeof *header;
    layout->member_values = after(layout->members, 1, sizeof(zz__image_set));
    layout->chosen = after(layout->member_values, zz__le32(header->member_count), 2);
    layout->folds = after(layout->chosen, ZZ__CONTEXT_WORDS, 8);
    layout->strays = after(layout->folds, ZZ__CONTEXT_BLOCK_SIZE, 2);
    layout->stray_values = after(layout->strays, 1, sizeof(zz__image_set));
    layout->glyphs = after(layout->stray_values, zz__le32(header->stray_count), 2);
    layout->groups =
        after(layout->glyphs, zz__le32(header->glyph_count), sizeof(zz__image_glyph));
    layout->families = after(layout->groups, ZZ__CONTEXT_GROUPS, 1);
    layout->candidates =
        after(layout->families, zz__le32(header->family_count), sizeof(zz__image_family));
    layout->buckets =
        after(layout->candidates, zz__le32(header->candidate_count), sizeof(zz__image_candidate));
    layout->end = after(layout->buckets, zz__le32(header->bucket_count), 2 * ZZ__CONTEXT_BUCKET);
}

void zz__context_locate_at(zz__context *context, const uint8_t *section)
{
    const zz__image_context *header = (const void *)section;
    zz__context_layout layout;

    zz__context_measure(&layout, header);
    context->members = (const void *)(section + layout.members);
    context->member_values = (const void *)(section + layout.member_values);
    context->chosen = (const void *)(section + layout.chosen);
    context->folds = (const void *)(section + layout.folds);
    context->strays = (const void *)(section + layout.strays);
    context->stray_values = (const void *)(section + layout.stray_values);
    context->glyphs = (const void *)(section + layout.glyphs);
    context->glyph_count = zz__le32(header->glyph_count);
    context->groups = section + layout.groups;
    context->families = (const void *)(section + layout.families);
    context->candidates = (const void *)(section + layout.candidates);
    context->buckets = (const void *)(section + layout.buckets);
    context->bucket_count = zz__le32(header->bucket_count);
}

bool zz__context_locate(zz__context *context, const zz__image *image)
{
    if (image->counts[ZZ__SECTION_CONTEXT] == 0)
        return false;
    zz__context_locate_at(context, image->context);
    return true;
}

#define ONES UINT64_C(0x0001000100010001)
#define WITHOUT_WEIGHTS UINT64_C(0xFFC0FFC0FFC0FFC0)

static const uint16_t *bucket_of(const zz__context *context, uint32_t key)
{
    return context->buckets +
           (size_t)((uint64_t)key * context->bucket_count >> 32) * ZZ__CONTEXT_BUCKET;
}

/* The weight of a key, 0 where it has none. */
static int32_t weight(const uint16_t *bucket, uint32_t key)
{
    uint32_t print = zz__context_print(key) << ZZ__CONTEXT_WEIGHT_BITS, i;
    uint64_t entries, differ;
    int32_t sum = 0;

    /* all four at once: mostly none is the key's */
    memcpy(&entries, bucket, sizeof entries);
    differ = (zz__le64(entries) ^ print * ONES) & WITHOUT_WEIGHTS;
    if (((differ - ONES) & ~differ & ONES << 15) == 0)
        return 0;
    for (i = 0; i < ZZ__CONTEXT_BUCKET; i++) {
        uint32_t entry = zz__le16(bucket[i]);
        int32_t w = (int32_t)(entry & 63u) - 32;

        sum += (entry & ~63u) == print ? w : 0;
    }
    return sum;
}

/* The sum of the weights of n features for candidate k. */
static int32_t sum_weights(const zz__context *context, const uint32_t *features, uint32_t n,
                           uint32_t k)
{
    const uint16_t *buckets[ZZ__CONTEXT_FEATURES];
    uint32_t keys[ZZ__CONTEXT_FEATURES], i;
    int32_t sum = 0;

    for (i = 0; i < n; i++) { /* so that memory is fetched for all at once */
        keys[i] = zz__context_key(features[i], k);
        buckets[i] = bucket_of(context, keys[i]);
        zz__prefetch(buckets[i]);
    }
    for (i = 0; i < n; i++)
        sum += weight(buckets[i], keys[i]);
    return sum;
}

void zz__context_score(const zz__context *context, const zz__image_family *family,
                       const uint16_t *at, bool natural,
                       int32_t scores[ZZ__CONTEXT_CANDIDATES])
{
    const zz__image_candidate *candidate = context->candidates + zz__le16(family->first);
    uint32_t count = zz__le16(family->count), features[ZZ__CONTEXT_FEATURES], n = 0, k, i;
    uint8_t groups[5]; /* of the place and two to either side */

    for (i = 0; i < sizeof groups; i++)
        groups[i] = zz__context_group(context, at[(int)i - 2]);
    if (zz__context_features(at, groups + 2, features))
        n = ZZ__CONTEXT_FEATURES;
    for (i = n; i < ZZ__CONTEXT_FEATURES; i++) {
        features[n] = features[i];
        n += features[i] != 0;
    }
    for (k = 0; k < count; k++) {
        scores[k] = zz__signed16(candidate[k].bias);
        if (natural && !candidate[k].natural)
            scores[k] = ZZ__CONTEXT_NEVER;
        else if (k > 0)
            scores[k] += sum_weights(context, features, n, k) * ZZ__CONTEXT_WEIGHT;
    }
}
