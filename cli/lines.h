/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One side of a diff: a text that comes in pieces, as a window of whole lines.
 * Lines are taken from the front; the last few of those stay for context.
 */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stdint.h>

#include "bytes.h"

#define LINES_CONTEXT 3
#define LINES_LONGEST ((size_t)16 << 20) /* bytes */

typedef struct line {
    size_t offset, size; /* in text.data; the newline, where there is one, is part of the line */
    uint32_t hash;       /* 0: not worked out yet */
} line;

typedef struct lines {
    bytes text;
    line *items;
    size_t capacity;
    size_t first, end; /* items[first..end) are the window; those before it were taken */
    size_t context;    /* of those taken, how many of the last still count as context */
    size_t scanned;    /* text.data[..scanned) has been cut into lines */
    uint64_t number;   /* of the window's first line, from 1 */
} lines;

#define LINES_OK 0
#define LINES_MEMORY 1
#define LINES_TOO_LONG 2

void lines_reset(lines *side);
void lines_free(lines *side);
/* Adds text behind, and cuts it. LINES_*. */
int lines_feed(lines *side, const char *text, size_t size);
/* The text has ended: what has no newline is a line too. LINES_*. */
int lines_end(lines *side);

static inline size_t lines_count(const lines *side)
{
    return side->end - side->first;
}

/* Where the first n lines that are held end in text.data. */
static inline size_t lines_cut(const lines *side, size_t n)
{
    return n > 0 ? side->items[n - 1].offset + side->items[n - 1].size : side->text.start;
}

/* The bytes of the window, with those of an unfinished line. */
static inline size_t lines_bytes(const lines *side)
{
    return side->text.end - lines_cut(side, side->first);
}

/* Takes n lines from the front of the window. */
void lines_take(lines *side, size_t n);
/* Those taken so far are no context any more. */
static inline void lines_forget(lines *side)
{
    side->context = 0;
}

/* Are line i of one window and line j of another the same? */
bool lines_equal(const lines *a, size_t i, const lines *b, size_t j);
/* The hash of line i of the window. */
uint32_t lines_hash(lines *side, size_t i);
/* Line i of the window, or with i negative, the context before it. */
static inline const line *lines_at(const lines *side, ptrdiff_t i)
{
    return side->items + ((ptrdiff_t)side->first + i);
}

#endif
