/* SPDX-License-Identifier: Apache-2.0 */
#include "context/regional.h"

#include <string.h>

#include "context/context.h"
#include "context/fold.h"

/* The weight of a key in the table of regional words; false where it has none. */
static bool weight_of(const zz__context *context, uint32_t key, int32_t *weight)
{
    const uint16_t *bucket =
        context->regional_buckets +
        (size_t)((uint64_t)key * context->regional_bucket_count >> 32) * ZZ__CONTEXT_BUCKET;
    uint32_t print = zz__context_print(key), i;

    for (i = 0; i < ZZ__CONTEXT_BUCKET; i++) {
        uint32_t entry = zz__le16(bucket[i]);

        if (entry >> ZZ__CONTEXT_WEIGHT_BITS == print) {
            *weight = (int32_t)(entry & 63u) - 32;
            return true;
        }
    }
    return false;
}

/* A key as the model reads it; false where it is none that it could know. */
static bool fold(const zz__context *context, const uint16_t *key, uint32_t n, uint16_t *out)
{
    uint32_t i;

    if (n > ZZ__REGIONAL_LONGEST)
        return false;
    for (i = 0; i < n; i++)
        out[i] = zz__context_fold(context, key[i]);
    return true;
}

static int32_t find(const void *ctx, const uint16_t *key, uint32_t n)
{
    const zz__context *context = ctx;
    uint16_t units[ZZ__REGIONAL_LONGEST];
    uint32_t low = 0, high = context->regional_count, hash;

    if (!fold(context, key, n, units))
        return -1;
    hash = zz__regional_hash(units, n);
    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (zz__le32(context->regional[middle].hash) < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < context->regional_count && zz__le32(context->regional[low].hash) == hash
               ? (int32_t)low
               : -1;
}

static uint16_t read(const zz__context *context, uint32_t c)
{
    return c == ZZ__JUDGE_UNKNOWN ? (uint16_t)ZZ__CLASS_NONE : zz__context_fold(context, c);
}

/* What the characters around a place among units say for the text as it is, in
 * 1/ZZ__CONTEXT_UNIT. */
static int32_t score_around(const zz__context *context, uint32_t number, const uint16_t *at)
{
    int32_t score = zz__signed16(context->regional[number].bias), weight;
    uint32_t features[ZZ__CONTEXT_FEATURES], i;
    uint8_t groups[5]; /* of the place, which has none, and two to either side */

    for (i = 0; i < sizeof groups; i++)
        groups[i] = i == 2 ? 0 : zz__context_group(context, at[(int)i - 2]);
    zz__context_features(at, groups + 2, features);
    for (i = 0; i < ZZ__CONTEXT_FEATURES; i++) {
        if (features[i] != 0 && weight_of(context, zz__context_key(features[i], 1), &weight))
            score += weight * ZZ__CONTEXT_WEIGHT;
    }
    return score;
}

#define NOTHING (-0x4000)

/* What a word across an edge is worth; NOTHING where there is none. */
static int32_t worth_of(const zz__context *context, uint32_t h)
{
    uint32_t print = zz__edge_print(h), which, i;

    for (which = 0; which < 2; which++) {
        const zz__image_edges *bucket =
            context->edges + zz__edge_bucket(h, which, context->edge_bucket_count);

        for (i = 0; i < ZZ__CONTEXT_BUCKET; i++) {
            uint32_t worth = bucket->worth[i] & ((1u << ZZ__EDGE_BITS) - 1);
            uint32_t upper = (uint32_t)bucket->worth[i] >> ZZ__EDGE_BITS;

            if ((upper << 16 | zz__le16(bucket->print[i])) == print)
                return ((int32_t)worth - ZZ__EDGE_ZERO) * ZZ__EDGE_WORTH;
        }
    }
    return NOTHING;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* What the word is worth that takes in a piece of the key at its edge: the best one that goes on
 * outside, and the piece alone. outside: from the edge on; step: to the next further out. */
static void weigh_edge(const zz__context *context, bool behind, const uint16_t *piece, uint32_t n,
                       const uint16_t *outside, int step, int32_t *across, int32_t *alone)
{
    uint32_t h = zz__edge_begin(behind, piece, n);
    int i;

    *across = NOTHING;
    *alone = worth_of(context, zz__edge_alone(h));
    for (i = 0; i < ZZ__REGIONAL_OUTER && outside[i * step] >= ZZ__CONTEXT_BLOCK; i++) {
        h = zz__edge_add(h, outside[i * step]);
        *across = larger(*across, worth_of(context, h));
    }
}

/* What words that meet within the key say, of which one at least goes on outside. */
static int32_t score_across(const zz__context *context, uint32_t number, const uint16_t *key,
                            uint32_t n, const uint16_t *at)
{
    int32_t best = NOTHING;
    uint32_t cut;

    for (cut = 1; cut < n; cut++) {
        int32_t before, before_alone, behind, behind_alone, both;

        weigh_edge(context, false, key, cut, at - 1, -1, &before, &before_alone);
        weigh_edge(context, true, key + cut, n - cut, at + 1, 1, &behind, &behind_alone);
        both = larger(before + larger(behind, behind_alone), before_alone + behind);
        best = larger(best, both);
    }
    return best + zz__le16(context->regional[number].rarity);
}

static bool stays(const void *ctx, int32_t number, const zz__place *place)
{
    const zz__context *context = ctx;
    uint16_t key[ZZ__REGIONAL_LONGEST], units[2 * ZZ__CONTEXT_REACH + 1];
    uint16_t *at = units + ZZ__CONTEXT_REACH;
    uint32_t which = (uint32_t)number;
    int i;

    if (!fold(context, place->key, place->key_size, key))
        return false;
    *at = zz__regional_unit(which);
    for (i = 0; i < ZZ__CONTEXT_REACH; i++) {
        at[-1 - i] = read(context, place->before[i]);
        at[1 + i] = read(context, place->behind[i]);
    }
    return score_across(context, which, key, place->key_size, at) >= ZZ__REGIONAL_ACROSS ||
           score_around(context, which, at) >= ZZ__REGIONAL_SURE;
}

void zz__regional_judge(zz__judge *judge, const zz__context *context)
{
    judge->find = find;
    judge->stays = stays;
    judge->ctx = context;
}
