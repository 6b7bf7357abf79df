/* SPDX-License-Identifier: Apache-2.0 */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

void lines_reset(lines *side)
{
    side->text.start = side->text.end = 0;
    side->first = side->end = side->context = 0;
    side->scanned = 0;
    side->number = 1;
}

void lines_free(lines *side)
{
    bytes_free(&side->text);
    free(side->items);
    memset(side, 0, sizeof *side);
}

/* Drops the lines of items[0..n), and makes the text begin with what follows them. */
static void drop(lines *side, size_t n)
{
    if (n == 0)
        return;
    side->text.start = lines_cut(side, n);
    memmove(side->items, side->items + n, (side->end - n) * sizeof *side->items);
    side->first -= n;
    side->end -= n;
}

static int add_line(lines *side, size_t end)
{
    size_t last = lines_cut(side, side->end);
    line *items = array_grow(side->items, side->end, &side->capacity, sizeof *items);

    if (items == NULL)
        return LINES_MEMORY;
    side->items = items;
    items[side->end].offset = last;
    items[side->end].size = end - last;
    items[side->end].hash = 0;
    side->end++;
    return end - last <= LINES_LONGEST ? LINES_OK : LINES_TOO_LONG;
}

/* Offsets count from the beginning of data, where appending would move the text anyhow. */
static void move_to_front(lines *side)
{
    size_t shift = side->text.start;

    if (shift == 0)
        return;
    memmove(side->text.data, side->text.data + shift, side->text.end - shift);
    side->text.start = 0;
    side->text.end -= shift;
    side->scanned -= shift;
    for (size_t i = 0; i < side->end; i++)
        side->items[i].offset -= shift;
}

int lines_feed(lines *side, const char *text, size_t size)
{
    const char *newline;

    drop(side, side->first - side->context);
    move_to_front(side);
    if (!bytes_append(&side->text, text, size))
        return LINES_MEMORY;
    while (side->scanned < side->text.end) {
        newline = memchr(side->text.data + side->scanned, '\n', side->text.end - side->scanned);
        side->scanned = newline != NULL ? (size_t)(newline - side->text.data) + 1 : side->text.end;
        if (newline != NULL) {
            int result = add_line(side, side->scanned);
            if (result != LINES_OK)
                return result;
        }
    }
    return side->text.end - lines_cut(side, side->end) <= LINES_LONGEST ? LINES_OK : LINES_TOO_LONG;
}

int lines_end(lines *side)
{
    return lines_cut(side, side->end) < side->text.end ? add_line(side, side->text.end) : LINES_OK;
}

void lines_take(lines *side, size_t n)
{
    side->first += n;
    side->number += n;
    side->context = n < LINES_CONTEXT - side->context ? side->context + n : LINES_CONTEXT;
}

bool lines_equal(const lines *a, size_t i, const lines *b, size_t j)
{
    const line *p = a->items + a->first + i, *q = b->items + b->first + j;

    return p->size == q->size &&
           memcmp(a->text.data + p->offset, b->text.data + q->offset, p->size) == 0;
}

/* FNV-1a: short lines, and equality is checked byte for byte after it. */
uint32_t lines_hash(lines *side, size_t i)
{
    line *p = side->items + side->first + i;
    const unsigned char *text = (const unsigned char *)side->text.data + p->offset;
    uint32_t hash = 2166136261u;

    if (p->hash != 0)
        return p->hash;
    for (size_t k = 0; k < p->size; k++)
        hash = (hash ^ text[k]) * 16777619u;
    p->hash = hash != 0 ? hash : 1;
    return p->hash;
}
