/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Examples of regional words. Taiwan's text has 陣列 where its source would say 數組, and 數組 only
 * where that is no such word; so every value found is an example of "change", every key one of
 * "keep". Text is read as a source would have it: values are put back to their keys first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact.h"
#include "regional.h"

/* So often each regional word is put among words drawn at random, and what one of these counts. */
#define DRAWN 600
#define DRAWN_WEIGHT 0.3f
/* A regional word that is not put in is the greater fault. */
#define CHANGE_WEIGHT 6.0f

regional_word regional_words[MOST_REGIONAL];
uint32_t regional_count;
regional_example *regional_examples;
size_t regional_example_count;

static size_t example_room;

typedef struct chain {
    uint32_t first[0x10000], next[MOST_REGIONAL]; /* words, from 1 up */
} chain;

static chain by_key, by_value;

static bool is_han(const uint32_t *text, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (text[i] - ZZ__CONTEXT_BLOCK >= ZZ__CONTEXT_BLOCK_SIZE)
            return false;
    }
    return true;
}

static bool has_key(const uint32_t *key, size_t n)
{
    uint32_t i;

    for (i = 0; i < regional_count; i++) {
        const regional_word *w = &regional_words[i];

        if (w->key_size == n && memcmp(w->key, key, n * sizeof *key) == 0)
            return true;
    }
    return false;
}

static void take_word(const uint32_t *key, size_t key_size, const uint32_t *value, size_t n)
{
    regional_word *w;
    uint16_t units[LONGEST_KEY];
    size_t i;

    if (key_size < 2 || key_size > LONGEST_KEY || n < 1 || n > LONGEST_VALUE ||
        !is_han(key, key_size) || has_key(key, key_size) ||
        (key_size == n && memcmp(key, value, n * sizeof *key) == 0))
        return;
    if (regional_count == MOST_REGIONAL)
        die("too many regional words", "TWPhrases.txt");
    w = &regional_words[regional_count++];
    memset(w, 0, sizeof *w);
    w->key_size = (uint32_t)key_size;
    w->value_size = (uint32_t)n;
    for (i = 0; i < key_size; i++) {
        w->key[i] = canonical[key[i]];
        units[i] = read_as(key[i]);
    }
    for (i = 0; i < n; i++)
        w->value[i] = canonical[value[i]];
    w->hash = zz__regional_hash(units, w->key_size);
}

static int by_hash(const void *a, const void *b)
{
    const regional_word *x = a, *y = b;

    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void link_word(chain *c, uint32_t first, uint32_t i)
{
    if (first > 0xFFFF)
        return;
    c->next[i] = c->first[first];
    c->first[first] = i + 1;
}

void load_regional(const char *dictionaries)
{
    uint32_t i, n = 0;

    each_entry(dictionaries, "TWPhrases.txt", take_word);
    each_entry(dictionaries, "HKPhrases.txt", take_word);
    qsort(regional_words, regional_count, sizeof *regional_words, by_hash);
    for (i = 0; i < regional_count; i++) { /* no two of one hash */
        if (n == 0 || regional_words[n - 1].hash != regional_words[i].hash)
            regional_words[n++] = regional_words[i];
    }
    regional_count = n;
    for (i = 0; i < n; i++) {
        const regional_word *w = &regional_words[i];

        link_word(&by_key, w->key[0], i);
        /* a value that is a key too (文檔 文件 檔案), or of one character, says little */
        if (w->value_size > 1 && !has_key(w->value, w->value_size))
            link_word(&by_value, w->value[0], i);
    }
}

/* The next of a chain, from `which` on, whose key or value begins the text; 0: none. */
static uint32_t find(const chain *c, uint32_t which, const uint32_t *text, size_t n)
{
    for (; which != 0; which = c->next[which - 1]) {
        const regional_word *w = &regional_words[which - 1];
        const uint32_t *word = c == &by_key ? w->key : w->value;
        size_t size = c == &by_key ? w->key_size : w->value_size;

        if (size <= n && memcmp(word, text, size * sizeof *text) == 0)
            return which;
    }
    return 0;
}

static uint32_t find_first(const chain *c, const uint32_t *text, size_t n)
{
    return n > 0 && text[0] <= 0xFFFF ? find(c, c->first[text[0]], text, n) : 0;
}

/* The word with the longest value at text[0]; 0: none. */
static uint32_t longest_value(const uint32_t *text, size_t n)
{
    uint32_t which = find_first(&by_value, text, n), best = 0;

    for (; which != 0; which = find(&by_value, by_value.next[which - 1], text, n)) {
        if (best == 0 || regional_words[which - 1].value_size >
                             regional_words[best - 1].value_size)
            best = which;
    }
    return best;
}

/* The units around a key at unit[0..size), and an example of it. */
static void add_example(uint32_t which, bool keep, float weight, const uint16_t *unit)
{
    regional_word *w = &regional_words[which];
    uint16_t units[2 * ZZ__CONTEXT_REACH + 1];
    uint8_t group[2 * ZZ__CONTEXT_REACH + 1];
    regional_example *e;
    int i;

    regional_examples = grow(regional_examples, &example_room, regional_example_count + 1,
                             sizeof *regional_examples);
    units[ZZ__CONTEXT_REACH] = zz__regional_unit(which);
    for (i = 1; i <= ZZ__CONTEXT_REACH; i++) {
        units[ZZ__CONTEXT_REACH - i] = unit[-i];
        units[ZZ__CONTEXT_REACH + i] = unit[(int)w->key_size + i - 1];
    }
    for (i = 0; i <= 2 * ZZ__CONTEXT_REACH; i++)
        group[i] = i == ZZ__CONTEXT_REACH ? 0 : group_of(units[i]);
    e = &regional_examples[regional_example_count++];
    zz__context_features(units + ZZ__CONTEXT_REACH, group + ZZ__CONTEXT_REACH, e->features);
    e->weight = keep ? weight : weight * CHANGE_WEIGHT;
    e->word = (uint16_t)which;
    e->keep = keep;
    if (keep)
        w->kept += weight;
    else
        w->changed[corpus_number] += weight;
}

/* Text as its source would have it: *mark[i] is 1 where a value stood. */
static size_t put_back(const uint32_t *text, size_t n, uint32_t *out, uint8_t *mark, size_t most)
{
    size_t i = 0, count = 0;

    while (i < n && count + LONGEST_KEY < most) {
        uint32_t which = longest_value(text + i, n - i);
        const regional_word *w = &regional_words[which - (which != 0)];

        mark[count] = which != 0;
        if (which == 0) {
            out[count++] = text[i++];
            continue;
        }
        memcpy(out + count, w->key, w->key_size * sizeof *out);
        memset(mark + count + 1, 2, w->key_size - 1);
        count += w->key_size;
        i += w->value_size;
    }
    return count;
}

/* All keys in a text that was put back. */
static void add_keys(const uint32_t *text, const uint8_t *mark, size_t n, float weight, bool open)
{
    static uint16_t units[LONGEST_LINE + 2 * MARGIN];
    size_t i, k;

    memset(units, 0, MARGIN * sizeof *units);
    memset(units + MARGIN + n, 0, MARGIN * sizeof *units);
    for (i = 0; i < n; i++)
        units[MARGIN + i] = read_as(text[i]);
    if (!open)
        units[MARGIN - 1] = units[MARGIN + n] = ZZ__CLASS_OTHER;
    for (i = 0; i < n; i++) {
        uint32_t which = find_first(&by_key, text + i, n - i);

        for (; which != 0; which = find(&by_key, by_key.next[which - 1], text + i, n - i)) {
            const regional_word *w = &regional_words[which - 1];
            bool inside = false, begins = mark[i] == 1;
            bool ends = i + w->key_size == n || mark[i + w->key_size] != 2;

            for (k = 1; k < w->key_size; k++)
                inside |= mark[i + k] != 2;
            if (begins && !inside && ends)
                add_example(which - 1, false, weight, units + MARGIN + i);
            else if (mark[i] == 0 || inside)
                add_example(which - 1, true, weight, units + MARGIN + i);
        }
    }
}

void add_regional_line(const uint32_t *text, size_t n, float weight)
{
    static uint32_t plain[LONGEST_LINE], back[2 * LONGEST_LINE];
    static uint8_t mark[2 * LONGEST_LINE];
    size_t i;

    for (i = 0; i < n; i++)
        plain[i] = canonical[text[i]] < 32 ? ' ' : canonical[text[i]];
    n = put_back(plain, n, back, mark, LONGEST_LINE);
    add_keys(back, mark, n, weight, false);
}

/* ---- word lists */

/* The words of the lists by themselves: the key within longer ones (支持者). */
static void add_whole_words(void)
{
    static uint32_t back[256];
    static uint8_t mark[256];
    size_t count = word_total(), i;

    for (i = 0; i < count; i++) {
        const uint32_t *text;
        double often;
        size_t n = word_at(i, &text, &often);

        if (n < 3)
            continue;
        n = put_back(text, n, back, mark, sizeof mark);
        add_keys(back, mark, n, (float)(1 + exact_log(1 + often) / 3), true);
    }
}

/* A regional word among others. */
static void draw_word(uint32_t which)
{
    const regional_word *w = &regional_words[which];
    uint32_t text[8 * LONGEST_LISTED];
    uint16_t units[8 * LONGEST_LISTED + 2 * MARGIN];
    size_t n = put_word(text, put_word(text, 0)), begin = n, i;

    memcpy(text + n, w->key, w->key_size * sizeof *text);
    n = put_word(text, put_word(text, n + w->key_size));
    memset(units, 0, sizeof units);
    for (i = 0; i < n; i++)
        units[MARGIN + i] = read_as(text[i]);
    add_example(which, false, DRAWN_WEIGHT, units + MARGIN + begin);
}

void add_regional_words(void)
{
    uint32_t i;
    int times;

    corpus_number = MOST_CORPORA;
    add_whole_words();
    for (i = 0; i < regional_count; i++) {
        for (times = 0; times < DRAWN; times++)
            draw_word(i);
    }
}
