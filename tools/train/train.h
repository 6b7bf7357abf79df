/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhengzi-train: from corpora to data/context.bin. What its parts share. All of it is
 * deterministic: one thread, a fixed seed, and of floating point only what IEEE 754 rounds in one
 * way (see exact.h). docs/model.md explains what is done and why.
 */
#ifndef ZZ_TRAIN_TRAIN_H
#define ZZ_TRAIN_TRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "context/features.h"
#include "table/format.h"

#define MOST_FAMILIES 600
#define MOST_CANDIDATES ZZ__CONTEXT_CANDIDATES
#define LONGEST_LINE 65536 /* characters; the rest of a longer line is left out */
#define MARGIN 8           /* zeros around folded lines */
#define CODE_POINTS 0x30000

/* ---- text.c */

void die(const char *what, const char *which);
void *allocate(size_t count, size_t size);
/* Makes room for as many items as are needed, and some more; *room is for how many there is. */
void *grow(void *old, size_t *room, size_t needed, size_t size);
char *read_file(const char *folder, const char *name, size_t *size);

/* The lines of a file, one after another; false at its end. */
typedef struct lines {
    char *text;
    size_t size, at;
} lines;
void open_lines(lines *l, const char *folder, const char *name);
bool next_line(lines *l, const char **line, size_t *size);
void close_lines(lines *l);

/* UTF-8 to code points, at most `most`; returns how many. What is none becomes U+FFFD. */
size_t decode(const char *text, size_t size, uint32_t *out, size_t most);

uint32_t draw(void);                  /* the next random number */
bool chance(uint32_t thousandths);    /* true so many times in a thousand */
uint32_t draw_below(uint32_t limit);

/* ---- tables.c: families, and how characters fold */

typedef struct family {
    uint32_t simplified;
    unsigned count;
    uint32_t candidates[MOST_CANDIDATES];
    double seen[MOST_CANDIDATES];   /* in running text */
    double known[MOST_CANDIDATES];  /* in any example */
    double folded[MOST_CANDIDATES]; /* and OpenCC's t2s gave the family's character */
} family;

extern family families[MOST_FAMILIES];
extern unsigned family_count;
extern uint32_t canonical[CODE_POINTS]; /* one of several glyphs of a character */
extern uint32_t folded[CODE_POINTS];
extern int family_of[CODE_POINTS]; /* by the folded character; -1: none */
extern uint32_t stray_of[CODE_POINTS]; /* see zz__image_set strays; 0: none */
extern uint32_t regional[2][CODE_POINTS]; /* what Taiwan and Hong Kong write */

void load_tables(const char *dictionaries, const char *glyphs);
/* Counts characters of running text; then finds the strays by it. */
void count_used(const uint32_t *text, size_t n);
void find_strays(const char *dictionaries);
/* The class or character that contexts read. */
uint16_t read_as(uint32_t code_point);
int candidate_of(const family *f, uint32_t code_point); /* -1: none */
bool is_free(uint32_t from, uint32_t to); /* a choice that is the writer's */
extern bool is_near[CODE_POINTS];         /* a stray that looks like its Traditional form */
bool is_natural(const family *f, unsigned candidate);

/* Calls take for each entry of a dictionary: its key and its first value. */
typedef void (*take_entry)(const uint32_t *key, size_t key_size, const uint32_t *value,
                           size_t value_size);
void each_entry(const char *folder, const char *name, take_entry take);

/* ---- groups.c */

void count_neighbours(const uint16_t *units, size_t n, float weight);
void make_groups(void);
extern uint8_t groups[ZZ__CONTEXT_GROUPS];
uint8_t group_of(uint16_t unit);

/* ---- main.c */

#define MOST_CORPORA 16
extern unsigned corpus_number; /* the one that is read */

/* ---- examples.c */

enum { FROM_TEXT, FROM_WORDS };

typedef struct example {
    uint16_t family;
    uint8_t gold;
    uint8_t feature_count;
    int8_t dictionary; /* the candidate that OpenCC's s2t gives, or -1 */
    float weight;
    uint32_t first; /* of its features */
} example;

extern example *examples;
extern size_t example_count;
extern uint32_t *features;

void open_recipes(void);
/* Makes examples of all ambiguous characters. open: what lies beyond the ends isn't known. */
void add_line(const uint32_t *text, size_t n, float weight, bool open, int from);
void read_neighbours(const uint32_t *text, size_t n, float weight);

/* ---- words.c, phrases.c, names.c */

void load_words(const char *corpora, const char *dictionaries);
void add_words(void);
void add_pseudo_text(void);
void add_phrases(const char *path);
void add_names(void);
/* A word at random, as often as it is used; appended to text. */
size_t put_word(uint32_t *text, size_t n);
/* All words by number, for those who want others; how often one is used. */
#define LONGEST_LISTED 7
size_t word_total(void);
size_t word_at(size_t which, const uint32_t **text, double *often);
double word_often(const uint32_t *text, size_t n); /* of all that fold alike */

/* ---- learn.c */

#define TABLE_LOG2 26
extern float *weights; /* by a key's upper bits */
extern float *squares; /* the sum of squared gradients */
extern float biases[MOST_FAMILIES][MOST_CANDIDATES];
extern float dictionary_weights[MOST_FAMILIES][MOST_CANDIDATES][MOST_CANDIDATES];
extern bool *supported; /* whether a weight is among those kept */
void learn(size_t kept);
static inline uint32_t weight_slot(uint32_t feature, unsigned candidate)
{
    return zz__context_key(feature, candidate) >> (32 - TABLE_LOG2);
}

/* ---- pack.c */

void pack(const char *path, size_t bucket_count);

#endif
