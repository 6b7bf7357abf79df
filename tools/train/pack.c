/* SPDX-License-Identifier: Apache-2.0 */
/* Writes what was learnt as lib/table/format.h lays it out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/endian.h"
#include "exact.h"
#include "gradients.h"
#include "regional.h"
#include "train.h"

/* How much of what the dictionary's answer was learnt to weigh it gets: the corpora are kinder to
 * the dictionary than other texts are. Less for a character's default, which it falls back to. */
#define TRUST_DEFAULT 0.2f
#define TRUST_OTHER 0.6f

/* Of the table's weights. */
#define SCALE (ZZ__CONTEXT_UNIT / ZZ__CONTEXT_WEIGHT)
#define MOST_WEIGHT 31

typedef struct entry {
    uint32_t key, count;
    float weight, importance;
} entry;

static FILE *file;
static size_t written;
static unsigned first_of[MOST_FAMILIES + 1];

static void put(const void *bytes, size_t size)
{
    static const uint8_t zero[8];

    if (fwrite(bytes, 1, size, file) != size)
        die("can't be written", "pack");
    written += size;
    while (written % 8 != 0) {
        if (fwrite(zero, 1, 1, file) != 1)
            die("can't be written", "pack");
        written++;
    }
}

/* A set of characters, and for each the value that get gives it; get is negative for others. */
static size_t put_set(int32_t (*get)(uint32_t c), bool write)
{
    static zz__image_set set;
    static uint16_t values[ZZ__CONTEXT_BLOCK_SIZE];
    uint32_t i, n = 0;

    memset(&set, 0, sizeof set);
    for (i = 0; i < ZZ__CONTEXT_BLOCK_SIZE; i++) {
        int32_t value = get(ZZ__CONTEXT_BLOCK + i);

        if (i % 64 == 0)
            set.before[i / 64] = zz__le16((uint16_t)n);
        if (value < 0)
            continue;
        set.bits[i / 64] |= (uint64_t)1 << i % 64;
        values[n++] = zz__le16((uint16_t)value);
    }
    for (i = 0; i < ZZ__CONTEXT_WORDS; i++)
        set.bits[i] = zz__le64(set.bits[i]);
    if (write) {
        put(&set, sizeof set);
        put(values, n * sizeof *values);
    }
    return n;
}

static int32_t member(uint32_t c)
{
    int which = family_of[folded[c]], k = which >= 0 ? candidate_of(&families[which], c) : -1;

    return k < 0 ? -1 : (int32_t)first_of[which] + k;
}

/* The members whose family's character stands for another candidate too. */
static void put_chosen(void)
{
    static uint64_t bits[ZZ__CONTEXT_WORDS];
    uint32_t i;
    unsigned k;

    for (i = 0; i < ZZ__CONTEXT_BLOCK_SIZE; i++) {
        uint32_t c = ZZ__CONTEXT_BLOCK + i;
        int which = member(c) >= 0 ? family_of[folded[c]] : -1;
        unsigned natural = 0;

        for (k = 0; which >= 0 && k < families[which].count; k++)
            natural += is_natural(&families[which], k);
        k = natural > 1 ? (unsigned)candidate_of(&families[which], c) : 0;
        if (natural > 1 && is_natural(&families[which], k))
            bits[i / 64] |= (uint64_t)1 << i % 64;
    }
    for (i = 0; i < ZZ__CONTEXT_WORDS; i++)
        bits[i] = zz__le64(bits[i]);
    put(bits, sizeof bits);
}

static void put_folds(void)
{
    static uint16_t folds[ZZ__CONTEXT_BLOCK_SIZE];
    uint32_t i;

    for (i = 0; i < ZZ__CONTEXT_BLOCK_SIZE; i++) {
        uint16_t unit = read_as(ZZ__CONTEXT_BLOCK + i);

        folds[i] = zz__le16(unit >= ZZ__CONTEXT_BLOCK ? unit : (uint16_t)(ZZ__CONTEXT_BLOCK + i));
    }
    put(folds, sizeof folds);
}

static int32_t stray(uint32_t c)
{
    int32_t form = (int32_t)(stray_of[c] - ZZ__CONTEXT_BLOCK);

    return stray_of[c] != 0 ? form | (is_near[c] ? ZZ__STRAY_NEAR : 0) : -1;
}

/* Characters that Taiwan or Hong Kong write in their own way. */
static size_t put_glyphs(bool write)
{
    uint32_t c;
    size_t n = 0;

    for (c = ZZ__CONTEXT_BLOCK; c < ZZ__CONTEXT_BLOCK + ZZ__CONTEXT_BLOCK_SIZE; c++) {
        zz__image_glyph glyph;

        if (regional[0][c] == c && regional[1][c] == c)
            continue;
        memset(&glyph, 0, sizeof glyph);
        glyph.unit[ZZ__REGION_STANDARD] = zz__le16((uint16_t)c);
        glyph.unit[ZZ__REGION_TAIWAN] = zz__le16((uint16_t)regional[0][c]);
        glyph.unit[ZZ__REGION_HONG_KONG] = zz__le16((uint16_t)regional[1][c]);
        n++;
        if (write)
            put(&glyph, sizeof glyph);
    }
    return n;
}

static void put_families(void)
{
    zz__image_family stored[MOST_FAMILIES];
    unsigned i, k;

    memset(stored, 0, sizeof stored);
    for (i = 0; i < family_count; i++) {
        unsigned natural = 0;

        stored[i].simplified = zz__le16((uint16_t)families[i].simplified);
        stored[i].first = zz__le16((uint16_t)first_of[i]);
        stored[i].count = zz__le16((uint16_t)families[i].count);
        for (k = 0; k < families[i].count; k++)
            natural += is_natural(&families[i], k);
        stored[i].natural = zz__le16((uint16_t)natural);
    }
    put(stored, family_count * sizeof *stored);
}

static void fill_candidate(zz__image_candidate *stored, unsigned which, unsigned k)
{
    const family *f = &families[which];
    uint32_t c = f->candidates[k];
    unsigned j;

    stored->unit[ZZ__REGION_STANDARD] = zz__le16((uint16_t)c);
    stored->unit[ZZ__REGION_TAIWAN] = zz__le16((uint16_t)regional[0][c]);
    stored->unit[ZZ__REGION_HONG_KONG] = zz__le16((uint16_t)regional[1][c]);
    stored->family = zz__le16((uint16_t)which);
    stored->bias = zz__le16((uint16_t)rounded(biases[which][k], ZZ__CONTEXT_UNIT, 2000));
    stored->natural = is_natural(f, k);
    for (j = 0; j < f->count; j++) {
        float trust = j == 0 ? TRUST_DEFAULT : TRUST_OTHER;

        stored->dictionary[j] =
            zz__le16((uint16_t)rounded(dictionary_weights[which][j][k] * trust,
                                       ZZ__CONTEXT_UNIT, 2000));
        if (j != k && is_free(c, f->candidates[j]))
            stored->free = (uint8_t)(stored->free | 1u << j);
    }
}

static void put_candidates(void)
{
    unsigned i, k;

    for (i = 0; i < family_count; i++) {
        for (k = 0; k < families[i].count; k++) {
            zz__image_candidate stored;

            memset(&stored, 0, sizeof stored);
            fill_candidate(&stored, i, k);
            put(&stored, sizeof stored);
        }
    }
}

static int by_key(const void *a, const void *b)
{
    const entry *x = a, *y = b;

    return x->key < y->key ? -1 : x->key > y->key;
}

/* By bucket, and the most important first. */
static uint32_t buckets_now;

static int by_bucket(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    uint64_t i = (uint64_t)x->key * buckets_now >> 32, j = (uint64_t)y->key * buckets_now >> 32;

    if (i != j)
        return i < j ? -1 : 1;
    if (x->importance > y->importance || x->importance < y->importance)
        return x->importance > y->importance ? -1 : 1;
    return by_key(a, b);
}

/* Adds up entries of the same key; all are sorted by it. */
static size_t merge(entry *all, size_t n)
{
    size_t merged = 0, i;

    qsort(all, n, sizeof *all, by_key);
    for (i = 0; i < n; i++) {
        if (merged > 0 && all[merged - 1].key == all[i].key)
            all[merged - 1].count += all[i].count;
        else
            all[merged++] = all[i];
    }
    return merged;
}

/* Of keys that share a weight, only the most frequent has it. */
static size_t pick(entry *all, size_t n)
{
    const unsigned shift = 32 - TABLE_LOG2;
    size_t picked = 0, i;

    for (i = 0; i < n; i++) {
        if (picked == 0 || all[picked - 1].key >> shift != all[i].key >> shift)
            all[picked++] = all[i];
        else if (all[i].count > all[picked - 1].count)
            all[picked - 1] = all[i];
    }
    return picked;
}

/* The keys whose weights were kept. */
static entry *collect(size_t *count)
{
    size_t n = 0, room = 1 << 22, i;
    entry *all = allocate(room, sizeof *all);

    for (i = 0; i < example_count; i++) {
        const example *e = &examples[i];
        unsigned j, k;

        if (n + ZZ__CONTEXT_FEATURES * MOST_CANDIDATES > room) {
            n = merge(all, n);
            if (n > room / 2)
                die("there are too many keys", "pack");
        }
        for (j = 0; j < e->feature_count; j++) {
            for (k = 1; k < families[e->family].count; k++) {
                uint32_t slot = weight_slot(features[e->first + j], k);

                if (!supported[slot] || rounded(weights[slot], SCALE, MOST_WEIGHT) == 0)
                    continue;
                all[n].key = zz__context_key(features[e->first + j], k);
                all[n].count = 1;
                all[n].weight = weights[slot];
                all[n++].importance = importance(weights[slot], squares[slot]);
            }
        }
    }
    *count = pick(all, merge(all, n));
    return all;
}

static void put_buckets(uint32_t bucket_count)
{
    uint16_t *table = allocate((size_t)bucket_count * ZZ__CONTEXT_BUCKET, sizeof *table);
    size_t n, i, in_bucket = 0, dropped = 0, stored = 0;
    entry *all = collect(&n);

    buckets_now = bucket_count;
    qsort(all, n, sizeof *all, by_bucket);
    for (i = 0; i < n; i++) {
        size_t bucket = (size_t)((uint64_t)all[i].key * bucket_count >> 32);
        int w = rounded(all[i].weight, SCALE, MOST_WEIGHT);

        if (i == 0 || bucket != (size_t)((uint64_t)all[i - 1].key * bucket_count >> 32))
            in_bucket = 0;
        if (in_bucket == ZZ__CONTEXT_BUCKET) {
            dropped++;
            continue;
        }
        table[bucket * ZZ__CONTEXT_BUCKET + in_bucket++] =
            zz__le16((uint16_t)(zz__context_print(all[i].key) << ZZ__CONTEXT_WEIGHT_BITS |
                                (uint32_t)(w + 32)));
        stored++;
    }
    fprintf(stderr, "table: %zu weights, %zu found no room\n", stored, dropped);
    put(table, (size_t)bucket_count * ZZ__CONTEXT_BUCKET * sizeof *table);
    free(table);
    free(all);
}

void pack(const char *path, size_t bucket_count)
{
    zz__image_context header;
    unsigned i;

    for (i = 0; i < family_count; i++)
        first_of[i + 1] = first_of[i] + families[i].count;
    file = fopen(path, "wb");
    if (file == NULL)
        die("can't be written", path);
    memset(&header, 0, sizeof header);
    header.version = zz__le32(ZZ__CONTEXT_VERSION);
    header.family_count = zz__le32(family_count);
    header.candidate_count = zz__le32(first_of[family_count]);
    header.member_count = zz__le32((uint32_t)put_set(member, false));
    header.stray_count = zz__le32((uint32_t)put_set(stray, false));
    header.glyph_count = zz__le32((uint32_t)put_glyphs(false));
    header.bucket_count = zz__le32((uint32_t)bucket_count);
    header.regional_count = zz__le32(regional_count);
    header.regional_bucket_count = zz__le32(regional_bucket_count);
    header.edge_bucket_count = zz__le32(edge_bucket_count);
    put(&header, sizeof header);
    put_set(member, true);
    put_chosen();
    put_folds();
    put_set(stray, true);
    put_glyphs(true);
    put(groups, sizeof groups);
    put_families();
    put_candidates();
    put_buckets((uint32_t)bucket_count);
    put(regional_stored, regional_count * sizeof *regional_stored);
    put(regional_buckets,
        (size_t)regional_bucket_count * ZZ__CONTEXT_BUCKET * sizeof *regional_buckets);
    put(edge_buckets, edge_bucket_count * sizeof *edge_buckets);
    if (fclose(file) != 0)
        die("can't be written", path);
    fprintf(stderr, "%s: %zu bytes\n", path, written);
}
