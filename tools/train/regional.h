/* SPDX-License-Identifier: Apache-2.0 */
/* Learning where a regional word (數組 → 陣列) stands, and where its characters are something else
 * (少數|組織). Separate from the families of characters; see docs/model.md. */
#ifndef ZZ_TRAIN_REGIONAL_H
#define ZZ_TRAIN_REGIONAL_H

#include "context/regional.h"
#include "train.h"

#define LONGEST_KEY ZZ__REGIONAL_LONGEST
#define LONGEST_VALUE 12
#define MOST_REGIONAL ZZ__REGIONAL_MOST

/* A key of TWPhrases or HKPhrases, and what it becomes. */
typedef struct regional_word {
    uint32_t key[LONGEST_KEY], value[LONGEST_VALUE];
    uint32_t key_size, value_size;
    uint32_t hash;
    double kept;   /* examples of "keep", by weight */
    double changed[MOST_CORPORA + 1]; /* and of the other kind, in each corpus; in none */
    double rarity; /* less the logarithm of how often it is used */
} regional_word;

typedef struct regional_example {
    uint32_t features[ZZ__CONTEXT_FEATURES]; /* 0: it is not there */
    float weight;
    uint16_t word;
    bool keep;
} regional_example;

extern regional_word regional_words[MOST_REGIONAL];
extern uint32_t regional_count;
extern regional_example *regional_examples;
extern size_t regional_example_count;

/* ---- regional.c */
void load_regional(const char *dictionaries);
void add_regional_line(const uint32_t *text, size_t n, float weight);
void add_regional_words(void);

/* ---- regional_edges.c */

void find_regional_edges(void);
/* For pack.c. */
extern zz__image_edges *edge_buckets;
extern uint32_t edge_bucket_count;

/* ---- regional_learn.c */
void learn_regional(void);
/* What it learnt, for pack.c: the words, then buckets. */
extern zz__image_regional *regional_stored;
extern uint16_t *regional_buckets;
extern uint32_t regional_bucket_count;

#endif
