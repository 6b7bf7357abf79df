/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Examples from word lists: words alone, and words among others. A line of words drawn as often as
 * they are used shows where one ends and the next begins, which is what longest matching gets
 * wrong (石頭|發亮, not 石|頭髮|亮).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact.h"
#include "train.h"

#define LONGEST_WORD LONGEST_LISTED

typedef struct word {
    uint32_t text[LONGEST_WORD];
    uint32_t size;
    float count;
    float own; /* McBopomofo's count, which is preferred where spellings differ */
} word;

typedef struct list {
    uint32_t *items;
    size_t count, room;
} list;

static word *words;
static size_t word_count, word_room;
static double *sums;
static list by_first[0x10000], by_last[0x10000]; /* words of two characters or more */
static list before[MOST_FAMILIES], behind[MOST_FAMILIES]; /* neighbours in words */

static void push(list *l, uint32_t item)
{
    l->items = grow(l->items, &l->room, l->count + 1, sizeof *l->items);
    l->items[l->count++] = item;
}

static void add_word(const uint32_t *text, size_t n, double count, bool own)
{
    word *w;
    size_t i;

    if (n < 1 || n > LONGEST_WORD)
        return;
    for (i = 0; i < n; i++) {
        if (text[i] - ZZ__CONTEXT_BLOCK >= ZZ__CONTEXT_BLOCK_SIZE)
            return;
    }
    words = grow(words, &word_room, word_count + 1, sizeof *words);
    w = &words[word_count++];
    memset(w, 0, sizeof *w);
    memcpy(w->text, text, n * sizeof *text);
    w->size = (uint32_t)n;
    w->count = (float)count;
    w->own = own ? (float)count : 0;
}

static void load_list(const char *folder, const char *name, bool own)
{
    uint32_t text[64];
    const char *line;
    size_t size;
    lines l;

    open_lines(&l, folder, name);
    while (next_line(&l, &line, &size)) {
        const char *blank = memchr(line, ' ', size);

        if (blank == NULL || line[0] == '#')
            continue;
        add_word(text, decode(line, (size_t)(blank - line), text, 64),
                 (double)strtoul(blank + 1, NULL, 10), own);
    }
    close_lines(&l);
}

static void take_phrase(const uint32_t *key, size_t key_size, const uint32_t *value, size_t n)
{
    (void)key;
    if (key_size == n)
        add_word(value, n, 0, false);
}

static int compare(const void *a, const void *b)
{
    const word *x = a, *y = b;
    uint32_t i;

    for (i = 0; i < LONGEST_WORD; i++) {
        if (x->text[i] != y->text[i])
            return x->text[i] < y->text[i] ? -1 : 1;
    }
    return x->count > y->count ? -1 : x->count < y->count;
}

/* A word's share in text drawn: its count to the power of three quarters. */
static double share(const word *w)
{
    return sqrt((double)(w->count + 0.3f) * sqrt((double)(w->count + 0.3f)));
}

static int compare_units(const word *x, const word *y)
{
    uint32_t i;

    for (i = 0; i < LONGEST_WORD; i++) {
        uint32_t c = folded[x->text[i]], d = folded[y->text[i]];

        if (c != d)
            return c < d ? -1 : 1;
    }
    return 0;
}

/* Drops words that a list has for a misspelt one (推荐 beside 推薦): of those that fold alike, the
 * ones with less than a fifth of the count. McBopomofo's counts decide, where it has the word: the
 * other list spells by an older usage (項鏈). */
static int compare_folded(const void *a, const void *b)
{
    const word *x = a, *y = b;
    int units = compare_units(x, y);

    if (units != 0)
        return units;
    if (x->own > y->own || x->own < y->own)
        return x->own > y->own ? -1 : 1;
    return x->count > y->count ? -1 : x->count < y->count ? 1 : compare(a, b);
}

static bool is_misspelt(const word *w, const word *first)
{
    return first->own > 0 ? 5 * w->own < first->own : 5 * w->count < first->count;
}

static void drop_misspelt(void)
{
    size_t i, n = 0, first = 0;

    qsort(words, word_count, sizeof *words, compare_folded);
    for (i = 0; i < word_count; i++) {
        word w = words[i]; /* n <= i: this one may be written over */

        if (i == 0 || compare_units(&w, &words[first]) != 0)
            first = n;
        else if (w.size >= 2 && is_misspelt(&w, &words[first]))
            continue;
        words[n++] = w;
    }
    word_count = n;
}

static void index_words(void)
{
    double sum = 0;
    size_t i;
    uint32_t j;

    sums = allocate(word_count, sizeof *sums);
    for (i = 0; i < word_count; i++) {
        const word *w = &words[i];

        sum += share(w);
        sums[i] = sum;
        if (w->size < 2)
            continue;
        push(&by_first[w->text[0]], (uint32_t)i);
        push(&by_last[w->text[w->size - 1]], (uint32_t)i);
        for (j = 0; j < w->size; j++) {
            int f = family_of[folded[w->text[j]]];

            if (f >= 0 && j > 0)
                push(&before[f], w->text[j - 1]);
            if (f >= 0 && j + 1 < w->size)
                push(&behind[f], w->text[j + 1]);
        }
    }
}

void load_words(const char *corpora, const char *dictionaries)
{
    size_t i, n = 0;

    load_list(corpora, "mcbopomofo-phrase.occ.txt", true);
    load_list(corpora, "vchewing-phrases-cht.txt", false);
    each_entry(dictionaries, "STPhrases.txt", take_phrase);
    qsort(words, word_count, sizeof *words, compare);
    for (i = 0; i < word_count; i++) {
        if (n == 0 || memcmp(words[n - 1].text, words[i].text, sizeof words[i].text) != 0)
            words[n++] = words[i];
        else if (words[i].own > words[n - 1].own)
            words[n - 1].own = words[i].own;
    }
    word_count = n;
    drop_misspelt();
    index_words();
    fprintf(stderr, "words: %zu\n", word_count);
}

void add_words(void)
{
    size_t i;

    for (i = 0; i < word_count; i++) {
        if (words[i].size >= 2)
            add_line(words[i].text, words[i].size,
                     (float)(1 + exact_log(1 + (double)words[i].count) / 3), true, FROM_WORDS);
    }
}

static size_t append(uint32_t *text, size_t n, size_t which)
{
    memcpy(text + n, words[which].text, words[which].size * sizeof *text);
    return n + words[which].size;
}

static size_t any_word(void)
{
    double at = (double)draw() / 4294967296.0 * sums[word_count - 1];
    size_t low = 0, high = word_count - 1;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (sums[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t put_word(uint32_t *text, size_t n)
{
    return append(text, n, any_word());
}

size_t word_total(void)
{
    return word_count;
}

size_t word_at(size_t which, const uint32_t **text, double *often)
{
    *text = words[which].text;
    *often = words[which].own > 0 ? words[which].own : words[which].count / 10;
    return words[which].size;
}

double word_often(const uint32_t *text, size_t n)
{
    size_t low = 0, high = word_count;
    double often = 0;
    word wanted;

    memset(&wanted, 0, sizeof wanted);
    memcpy(wanted.text, text, n * sizeof *text);
    while (low < high) { /* they are sorted as drop_misspelt left them */
        size_t middle = (low + high) / 2;

        if (compare_units(&words[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < word_count && compare_units(&words[low], &wanted) == 0; low++) {
        const uint32_t *same;
        double this_often;

        word_at(low, &same, &this_often);
        often += this_often;
    }
    return often;
}

static size_t word_of(const list *l)
{
    double sum = 0, at;
    size_t i;

    for (i = 0; i < l->count; i++)
        sum += share(&words[l->items[i]]);
    at = (double)draw() / 4294967296.0 * sum;
    for (i = 0; i + 1 < l->count; i++) {
        at -= share(&words[l->items[i]]);
        if (at <= 0)
            break;
    }
    return l->items[i];
}

/* A neighbour; often one whose edge makes another word with an ambiguous edge of the word. */
static size_t neighbour(uint32_t edge, const list *characters, const list *by_character)
{
    int f = family_of[folded[edge]];

    if (f >= 0 && characters[f].count != 0 && chance(300)) {
        uint32_t c = characters[f].items[draw_below((uint32_t)characters[f].count)];

        if (by_character[c].count != 0)
            return word_of(&by_character[c]);
    }
    return any_word();
}

void add_pseudo_text(void)
{
    uint32_t text[6 * LONGEST_WORD];
    size_t i, n, before_this = example_count;
    uint32_t j;
    int times;

    for (i = 0; i < word_count; i++) {
        const word *w = &words[i];
        bool any = false;

        for (j = 0; j < w->size; j++)
            any |= family_of[folded[w->text[j]]] >= 0;
        if (!any || w->size < 2)
            continue;
        times = 1 + (int)(0.3 * sqrt((double)w->count));
        for (times = times > 60 ? 60 : times; times > 0; times--) {
            n = put_word(text, 0);
            n = append(text, n, neighbour(w->text[0], before, by_last));
            n = append(text, n, i);
            n = append(text, n, neighbour(w->text[w->size - 1], behind, by_first));
            n = put_word(text, n);
            add_line(text, n, 0.5f, true, FROM_WORDS);
        }
    }
    fprintf(stderr, "pseudo-text: %zu examples\n", example_count - before_this);
}
