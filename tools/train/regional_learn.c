/* SPDX-License-Identifier: Apache-2.0 */
/* Logistic regression as in learn.c, of one question: does the text stay as it is here? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/endian.h"
#include "exact.h"
#include "gradients.h"
#include "regional.h"

#define LOG2 24
#define ROUNDS 5
#define ROUNDS_AGAIN 6
#define FIRST_RATE 0.5f
#define AGAIN_RATE 0.3f
#define LATER 0.7f
#define LEAVE_OUT 300 /* thousandths */
#define LEAVE_OUT_ALL 100
#define SINGLES 4
#define KEPT 9500 /* weights */
#define FILL 36   /* weights in ten buckets, on average */
#define MOST_WEIGHT 31
#define LEAST_CHANGED 0.02 /* examples of the other kind, for each that it stays */
#define LEAST_KEPT 0.2 /* the weight of a word's examples of "keep", to be looked at at all */

zz__image_regional *regional_stored;
uint16_t *regional_buckets;
uint32_t regional_bucket_count;

static float *word_weights, *word_squares;
static float word_biases[MOST_REGIONAL], bias_squares[MOST_REGIONAL];
static bool *kept_slots;
static float rate;

static uint32_t slot_of(uint32_t feature)
{
    return zz__context_key(feature, 1) >> (32 - LOG2);
}

/* The likelihood that the text stays. */
static float likelihood(float score)
{
    float e = exact_exp(score > 0 ? -score : score);

    return score > 0 ? 1 / (1 + e) : e / (1 + e);
}

static void learn_from(const regional_example *e)
{
    uint32_t slots[ZZ__CONTEXT_FEATURES];
    bool singles_only = chance(LEAVE_OUT_ALL);
    float score = word_biases[e->word], gradient;
    unsigned n = 0, i;

    for (i = 0; i < ZZ__CONTEXT_FEATURES; i++) {
        uint32_t slot = slot_of(e->features[i]);

        if (e->features[i] == 0 || (i >= SINGLES && (singles_only || chance(LEAVE_OUT))) ||
            (kept_slots != NULL && !kept_slots[slot]))
            continue;
        slots[n++] = slot;
        score += word_weights[slot];
    }
    gradient = (likelihood(score) - (e->keep ? 1.0f : 0.0f)) * e->weight;
    if (gradient < 1e-4f && gradient > -1e-4f)
        return;
    move_weight(&word_biases[e->word], &bias_squares[e->word], gradient, rate);
    for (i = 0; i < n; i++)
        move_weight(&word_weights[slots[i]], &word_squares[slots[i]], gradient, rate);
}

static void go_through(uint32_t *order, int rounds)
{
    size_t i;

    for (; rounds > 0; rounds--) {
        shuffle(order, regional_example_count);
        for (i = 0; i < regional_example_count; i++)
            learn_from(&regional_examples[order[i]]);
        rate *= LATER;
    }
}

/* Whether context may speak for the text at all: where it stays now and then, and text of several
 * kinds has what the word becomes. Else nothing is known of where that is, but in text of one. */
static bool is_known(const regional_word *w)
{
    double all = 0, most = 0;
    unsigned i;

    for (i = 0; i < MOST_CORPORA; i++) {
        all += w->changed[i];
        most = w->changed[i] > most ? w->changed[i] : most;
    }
    return w->kept >= LEAST_KEPT && all - most >= LEAST_CHANGED * w->kept;
}

static void drop_unknown(void)
{
    size_t n = 0, i;

    for (i = 0; i < regional_example_count; i++) {
        if (is_known(&regional_words[regional_examples[i].word]))
            regional_examples[n++] = regional_examples[i];
    }
    regional_example_count = n;
}

/* A weight and its key in a bucket. */
typedef struct entry {
    uint32_t key;
    int weight;
    float importance;
} entry;

static int by_importance(const void *a, const void *b)
{
    const entry *x = a, *y = b;

    if (x->importance > y->importance || x->importance < y->importance)
        return x->importance > y->importance ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Every weight that was kept, once. */
static entry *collect(size_t *count)
{
    entry *all = allocate(KEPT + 1, sizeof *all);
    size_t n = 0, i;
    unsigned k;

    for (i = 0; i < regional_example_count; i++) {
        for (k = 0; k < ZZ__CONTEXT_FEATURES; k++) {
            uint32_t feature = regional_examples[i].features[k], slot = slot_of(feature);

            if (feature == 0 || !kept_slots[slot])
                continue;
            all[n].key = zz__context_key(feature, 1);
            all[n].weight =
                rounded(word_weights[slot], ZZ__CONTEXT_UNIT / ZZ__CONTEXT_WEIGHT, MOST_WEIGHT);
            all[n].importance = importance(word_weights[slot], word_squares[slot]);
            n += all[n].weight != 0;
            kept_slots[slot] = false;
        }
    }
    qsort(all, n, sizeof *all, by_importance);
    *count = n;
    return all;
}

static void fill_buckets(void)
{
    size_t n, i, k, stored = 0;
    entry *all = collect(&n);
    uint32_t buckets = (uint32_t)(n * 10 / FILL) + 1;

    regional_bucket_count = buckets;
    regional_buckets = allocate((size_t)buckets * ZZ__CONTEXT_BUCKET, sizeof *regional_buckets);
    for (i = 0; i < n; i++) {
        uint16_t *bucket = regional_buckets +
                           (size_t)((uint64_t)all[i].key * buckets >> 32) * ZZ__CONTEXT_BUCKET;

        for (k = 0; k < ZZ__CONTEXT_BUCKET && bucket[k] != 0;)
            k++;
        if (k == ZZ__CONTEXT_BUCKET)
            continue;
        bucket[k] = zz__le16((uint16_t)(zz__context_print(all[i].key) << ZZ__CONTEXT_WEIGHT_BITS |
                                        (uint32_t)(all[i].weight + 32)));
        stored++;
    }
    fprintf(stderr, "regional words: %zu of %zu weights stored in %u buckets\n", stored, n,
            (unsigned)buckets);
    free(all);
}

static void store_words(void)
{
    uint32_t i;

    regional_stored = allocate(regional_count + 1, sizeof *regional_stored);
    for (i = 0; i < regional_count; i++) {
        const regional_word *w = &regional_words[i];
        int bias = rounded(word_biases[i], ZZ__CONTEXT_UNIT, 2000);

        if (!is_known(w))
            bias = -0x4000;
        regional_stored[i].hash = zz__le32(w->hash);
        /* context alone is to speak for the text as it is, not how frequent that is in Taiwan */
        regional_stored[i].bias = zz__le16((uint16_t)(bias > 0 ? 0 : bias));
        regional_stored[i].rarity =
            zz__le16((uint16_t)rounded((float)w->rarity, ZZ__CONTEXT_UNIT, 2000));
    }
}

void learn_regional(void)
{
    const size_t slots = (size_t)1 << LOG2;
    uint32_t *order;
    size_t learnt, i;

    drop_unknown();
    order = allocate(regional_example_count + 1, sizeof *order);
    word_weights = allocate(slots, sizeof *word_weights);
    word_squares = allocate(slots, sizeof *word_squares);
    for (i = 0; i < regional_example_count; i++)
        order[i] = (uint32_t)i;
    fprintf(stderr, "regional words: %u, %zu examples\n", (unsigned)regional_count,
            regional_example_count);
    rate = FIRST_RATE;
    go_through(order, ROUNDS);
    kept_slots = keep_most_important(word_weights, word_squares, slots, KEPT, &learnt);
    fprintf(stderr, "regional words: %zu weights\n", learnt);
    rate = AGAIN_RATE;
    go_through(order, ROUNDS_AGAIN);
    fill_buckets();
    store_words();
    free(order);
}
