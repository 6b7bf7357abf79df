/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that may run across the edges of a regional word. Text whose words are drawn as often as
 * they are used has 少數|組織 with the likelihood p(少數) p(組織), and 少|數組|織 with p(少) p(數組)
 * p(織). The logarithm of one by the other falls into a part for each side, p(少數)/p(少) and
 * p(組織)/p(織), and one for the key, 1/p(數組). A side on which the key's piece is a word by itself
 * has p(piece), and one side at least must run across.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/endian.h"
#include "exact.h"
#include "regional.h"

/* Occurrences in the lists that every regional word is taken to have besides those counted: they
 * are short of such words, and text that is converted so has more. */
#define FLOOR 100.0
#define LEAST 0.5  /* of what is in no list */
#define SINGLE 0.03 /* of a character's uses, the least that are words */
#define RARE 12.0  /* words used less are left out */

#define FILL 36 /* words in ten buckets, on average */

zz__image_edges *edge_buckets;
uint32_t edge_bucket_count;

typedef struct edge {
    uint32_t hash;
    float worth;
} edge;

/* The beginning of a key, or the end of one. */
typedef struct piece {
    uint32_t text[ZZ__REGIONAL_LONGEST], size;
    bool behind;
    uint32_t hash;
    double best;  /* the most that a word on this side is worth */
    double alone; /* and the piece as a word */
    double least; /* what a word must be worth to matter for some key */
} piece;

#define NOTHING (-99.0)

static piece pieces[2 * MOST_REGIONAL * ZZ__REGIONAL_LONGEST];
static size_t piece_count;
static double everything;
static double within[0x10000]; /* how often a character is used in longer words */
static edge *edges;
static size_t edge_count, edge_room;

static uint32_t edge_begin(bool behind, const uint32_t *text, uint32_t n)
{
    uint16_t units[ZZ__REGIONAL_LONGEST];
    uint32_t i;

    for (i = 0; i < n; i++)
        units[i] = read_as(text[i]);
    return zz__edge_begin(behind, units, n);
}

static int by_hash(const void *a, const void *b)
{
    const piece *x = a, *y = b;

    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static piece *find_piece(bool behind, const uint32_t *text, uint32_t n)
{
    piece wanted;

    wanted.hash = edge_begin(behind, text, n);
    return bsearch(&wanted, pieces, piece_count, sizeof *pieces, by_hash);
}

static void add_piece(bool behind, const uint32_t *text, uint32_t n)
{
    piece *p = &pieces[piece_count++];

    memset(p, 0, sizeof *p);
    memcpy(p->text, text, n * sizeof *text);
    p->size = n;
    p->behind = behind;
    p->hash = edge_begin(behind, text, n);
    p->best = p->alone = NOTHING;
    p->least = -NOTHING;
}

static void find_pieces(void)
{
    uint32_t i, s;
    size_t k, n = 0;

    for (i = 0; i < regional_count; i++) {
        const regional_word *w = &regional_words[i];

        for (s = 1; s < w->key_size; s++) {
            add_piece(false, w->key, s);
            add_piece(true, w->key + s, w->key_size - s);
        }
    }
    qsort(pieces, piece_count, sizeof *pieces, by_hash);
    for (k = 0; k < piece_count; k++) {
        if (n == 0 || pieces[n - 1].hash != pieces[k].hash)
            pieces[n++] = pieces[k];
    }
    piece_count = n;
}

static double likelihood_of(double often)
{
    return exact_log((often > LEAST ? often : LEAST) / everything);
}

/* The lists count a character in longer words too, but not all of these are in them. */
static double alone(const uint32_t *text, size_t n, double often)
{
    double left = n == 1 ? often - within[read_as(text[0])] : often;

    return likelihood_of(left > SINGLE * often ? left : SINGLE * often);
}

static double share_of(const uint32_t *text, size_t n)
{
    return likelihood_of(word_often(text, n));
}

static void add_edge(const piece *p, const uint32_t *outer, size_t n, double worth)
{
    uint32_t h = p->hash;
    size_t i;

    edges = grow(edges, &edge_room, edge_count + 1, sizeof *edges);
    for (i = 0; i < n; i++)
        h = zz__edge_add(h, read_as(p->behind ? outer[i] : outer[n - 1 - i]));
    edges[edge_count].hash = n > 0 ? h : zz__edge_alone(h);
    edges[edge_count++].worth = (float)worth;
}

/* One word on one side of a piece; take: it is put among the edges if it matters. */
static void look_at(const uint32_t *text, size_t n, double often, bool take)
{
    uint32_t outer;
    int side;

    for (side = 0; side < 2; side++) {
        for (outer = 0; outer <= ZZ__REGIONAL_OUTER && outer < n; outer++) {
            uint32_t inner = (uint32_t)n - outer;
            const uint32_t *rest = side == 0 ? text : text + inner;
            piece *p = inner < ZZ__REGIONAL_LONGEST
                           ? find_piece(side == 1, side == 0 ? text + outer : text, inner)
                           : NULL;
            double worth = outer == 0 ? alone(text, n, often) : likelihood_of(often);

            if (p == NULL)
                continue;
            if (outer > 0)
                worth -= share_of(rest, outer);
            if (take && worth >= p->least)
                add_edge(p, rest, outer, worth);
            if (outer == 0)
                p->alone = worth;
            else if (worth > p->best)
                p->best = worth;
        }
    }
}

static void look_at_all(bool take)
{
    size_t i;

    for (i = 0; i < word_total(); i++) {
        const uint32_t *text;
        double often;
        size_t n = word_at(i, &text, &often);

        if (often >= RARE)
            look_at(text, n, often, take);
    }
}

static void need(piece *p, double worth)
{
    if (worth < p->least)
        p->least = worth;
}

/* What each piece's words must be worth for a key to stay by them. */
static void find_least(void)
{
    const double across = (double)ZZ__REGIONAL_ACROSS / ZZ__CONTEXT_UNIT;
    uint32_t i, s;

    for (i = 0; i < regional_count; i++) {
        regional_word *w = &regional_words[i];

        w->rarity = -likelihood_of(FLOOR + word_often(w->key, w->key_size) +
                                   word_often(w->value, w->value_size));
        for (s = 1; s < w->key_size; s++) {
            piece *left = find_piece(false, w->key, s);
            piece *right = find_piece(true, w->key + s, w->key_size - s);

            need(left, across - w->rarity - (right->best > right->alone ? right->best
                                                                        : right->alone));
            need(right, across - w->rarity - (left->best > left->alone ? left->best
                                                                       : left->alone));
        }
    }
}

/* By hash, and the one worth most first. */
static int by_place(const void *a, const void *b)
{
    const edge *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->worth > y->worth ? -1 : x->worth < y->worth;
}

static int by_worth(const void *a, const void *b)
{
    const edge *x = a, *y = b;

    if (x->worth > y->worth || x->worth < y->worth)
        return x->worth > y->worth ? -1 : 1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static uint8_t stored_worth(float worth)
{
    const int most = (1 << ZZ__EDGE_BITS) - 1;
    int whole = ZZ__EDGE_ZERO +
                rounded(worth, (float)ZZ__CONTEXT_UNIT / ZZ__EDGE_WORTH, 1 << ZZ__EDGE_BITS);

    return (uint8_t)(whole < 0 ? 0 : whole > most ? most : whole);
}

static uint32_t used_in(const zz__image_edges *bucket)
{
    uint32_t k = 0;

    while (k < ZZ__CONTEXT_BUCKET && bucket->print[k] != 0)
        k++;
    return k;
}

/* Into the emptier one of its buckets; false where both are full. */
static bool store(const edge *e)
{
    zz__image_edges *first = &edge_buckets[zz__edge_bucket(e->hash, 0, edge_bucket_count)];
    zz__image_edges *other = &edge_buckets[zz__edge_bucket(e->hash, 1, edge_bucket_count)];
    zz__image_edges *bucket = used_in(other) < used_in(first) ? other : first;
    uint32_t k = used_in(bucket), print = zz__edge_print(e->hash);

    if (k == ZZ__CONTEXT_BUCKET)
        return false;
    bucket->print[k] = zz__le16((uint16_t)(print & 0xFFFF));
    bucket->worth[k] = (uint8_t)(print >> 16 << ZZ__EDGE_BITS | stored_worth(e->worth));
    return true;
}

/* Of edges that read alike, the one worth most. */
static void fill_buckets(void)
{
    size_t n = 0, stored = 0, i;

    qsort(edges, edge_count, sizeof *edges, by_place);
    for (i = 0; i < edge_count; i++) {
        if (n == 0 || edges[n - 1].hash != edges[i].hash)
            edges[n++] = edges[i];
    }
    qsort(edges, n, sizeof *edges, by_worth);
    edge_bucket_count = (uint32_t)(n * 10 / FILL) + 1;
    edge_buckets = allocate(edge_bucket_count, sizeof *edge_buckets);
    for (i = 0; i < n; i++)
        stored += store(&edges[i]);
    fprintf(stderr, "regional words: %zu of %zu words across edges stored in %u buckets\n", stored,
            n, (unsigned)edge_bucket_count);
}

void find_regional_edges(void)
{
    const uint32_t *text;
    double often;
    size_t i, k, n;

    for (i = 0; i < word_total(); i++) {
        n = word_at(i, &text, &often);
        everything += often;
        for (k = 0; n > 1 && k < n; k++)
            within[read_as(text[k])] += often;
    }
    find_pieces();
    look_at_all(false);
    find_least();
    look_at_all(true);
    fill_buckets();
}
