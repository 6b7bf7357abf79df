/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Examples from data/context-phrases.txt: the project's own phrases and patterns of phrases, each
 * among words a few times. A pattern is drawn anew each time: one of the characters in [], or one
 * of the phrases in () that | separates; none of them at times, where ? follows.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "train.h"

#define PHRASE_TIMES 8
#define PHRASE_WEIGHT 0.7f
/* A pattern is drawn as often as the square root of the phrases in it says. */
#define PATTERN_TIMES 60
#define PATTERN_MOST 1800
#define PATTERN_WEIGHT 0.2f

#define LONGEST_PATTERN 4096
#define LONGEST_PHRASE 48
#define MOST_BRANCHES 1024

typedef struct branches {
    size_t at[MOST_BRANCHES], size[MOST_BRANCHES]; /* in the pattern */
    uint32_t count;
    size_t end; /* of the group */
} branches;

static void add_branch(branches *b, size_t at, size_t size)
{
    if (b->count == MOST_BRANCHES)
        die("too many branches", "phrases");
    b->at[b->count] = at;
    b->size[b->count++] = size;
}

/* Reads the group that begins at pattern[at]. */
static void read_group(const uint32_t *pattern, size_t size, size_t at, branches *b)
{
    bool characters = pattern[at] == '[';
    uint32_t close = characters ? ']' : ')';
    size_t first = ++at;

    b->count = 0;
    for (; at < size && pattern[at] != close; at++) {
        if (characters)
            add_branch(b, at, 1);
        else if (pattern[at] == '|')
            add_branch(b, first, at - first);
        if (pattern[at] == '|')
            first = at + 1;
    }
    if (at == size)
        die("a group is not closed", "phrases");
    if (!characters)
        add_branch(b, first, at - first);
    at++;
    if (at < size && pattern[at] == '?') {
        add_branch(b, at, 0);
        at++;
    }
    b->end = at;
}

static bool is_group(uint32_t c)
{
    return c == '[' || c == '(';
}

/* How many phrases a pattern stands for. */
static double combinations(const uint32_t *pattern, size_t size)
{
    static branches b;
    double all = 1;
    size_t at = 0;

    while (at < size) {
        if (!is_group(pattern[at])) {
            at++;
            continue;
        }
        read_group(pattern, size, at, &b);
        all *= b.count;
        at = b.end;
    }
    return all;
}

/* Appends one of a pattern's phrases to text. */
static size_t put_phrase(const uint32_t *pattern, size_t size, uint32_t *text, size_t n)
{
    static branches b;
    size_t at = 0, before = n;
    uint32_t which;

    while (at < size) {
        if (n - before > LONGEST_PHRASE)
            die("a phrase is too long", "phrases");
        if (!is_group(pattern[at])) {
            text[n++] = pattern[at++];
            continue;
        }
        read_group(pattern, size, at, &b);
        which = draw_below(b.count);
        memcpy(text + n, pattern + b.at[which], b.size[which] * sizeof *text);
        n += b.size[which];
        at = b.end;
    }
    return n;
}

static void add_pattern(const uint32_t *pattern, size_t size)
{
    static uint32_t text[LONGEST_PATTERN + 64];
    double all = combinations(pattern, size), often = PATTERN_TIMES * sqrt(all);
    int count = PHRASE_TIMES, i;

    if (all > 1)
        count = often < PATTERN_MOST ? (int)often : PATTERN_MOST;
    for (i = 0; i < count; i++) {
        size_t n = i % 3 != 0 ? put_word(text, 0) : 0;

        n = put_phrase(pattern, size, text, n);
        if (i % 3 != 1)
            n = put_word(text, n);
        else
            text[n++] = 0xFF0C; /* ， */
        add_line(text, n, all > 1 ? PATTERN_WEIGHT : PHRASE_WEIGHT, i % 4 != 3, FROM_WORDS);
    }
}

void add_phrases(const char *path)
{
    static uint32_t pattern[LONGEST_PATTERN];
    const char *line, *end, *p;
    size_t size, n, before_this = example_count;
    lines l;

    open_lines(&l, ".", path);
    while (next_line(&l, &line, &size)) {
        end = line + size;
        for (p = line; line[0] != '#' && p < end; p++) {
            const char *blank = memchr(p, ' ', (size_t)(end - p));

            if (blank == NULL)
                blank = end;
            n = decode(p, (size_t)(blank - p), pattern, LONGEST_PATTERN);
            p = blank;
            if (n > 0)
                add_pattern(pattern, n);
        }
    }
    close_lines(&l);
    fprintf(stderr, "phrases: %zu examples\n", example_count - before_this);
}
