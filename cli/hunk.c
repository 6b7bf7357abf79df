/* SPDX-License-Identifier: Apache-2.0 */
#include "hunk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "colour.h"
#include "lines.h"

void hunk_begin(hunk *h, uint64_t old_first, uint64_t new_first)
{
    h->text.start = h->text.end = 0;
    h->count = h->lead = h->trail = 0;
    h->old_first = old_first;
    h->new_first = new_first;
    h->old_count = h->new_count = 0;
    h->open = true;
}

bool hunk_add(hunk *h, char kind, const char *text, size_t size)
{
    hunk_line *items = array_grow(h->items, h->count, &h->capacity, sizeof *items);

    if (items == NULL)
        return false;
    h->items = items;
    items[h->count].offset = h->text.end;
    items[h->count].size = size;
    items[h->count].kind = kind;
    if (!bytes_append(&h->text, text, size))
        return false;
    h->count++;
    h->old_count += kind != '+';
    h->new_count += kind != '-';
    if (kind != ' ')
        h->trail = 0;
    else if (h->lead + 1 == h->count)
        h->lead++;
    else
        h->trail++;
    return true;
}

static void drop_trail(hunk *h, size_t n)
{
    h->trail -= n;
    h->count -= n;
    h->old_count -= n;
    h->new_count -= n;
}

/* Returns the first line that is left. */
static size_t drop_lead(hunk *h, size_t n)
{
    h->old_first += n;
    h->new_first += n;
    h->old_count -= n;
    h->new_count -= n;
    return n;
}

/*
 * patch takes a hunk with less context before than behind for the beginning of the file, and one
 * with less behind for its end. So what was cut out of a longer hunk gets as much on both sides.
 */
static size_t balance(hunk *h, bool last)
{
    if (h->trail > LINES_CONTEXT)
        drop_trail(h, h->trail - LINES_CONTEXT);
    if (h->lead < h->trail && h->old_first > 1)
        drop_trail(h, h->trail - h->lead);
    if (h->trail < h->lead && !last)
        return drop_lead(h, h->lead - h->trail);
    return 0;
}

static void write_range(writer *out, char sign, uint64_t first, uint64_t count)
{
    char range[64];

    if (count == 1)
        snprintf(range, sizeof range, "%c%" PRIu64, sign, first);
    else
        snprintf(range, sizeof range, "%c%" PRIu64 ",%" PRIu64, sign, count > 0 ? first : first - 1,
                 count);
    writer_text(out, range);
}

static void write_head(const hunk *h, bool colour, writer *out)
{
    writer_text(out, colour ? COLOUR_HEAD "@@ " : "@@ ");
    write_range(out, '-', h->old_first, h->old_count);
    writer_text(out, " ");
    write_range(out, '+', h->new_first, h->new_count);
    writer_text(out, colour ? " @@" COLOUR_END "\n" : " @@\n");
}

static size_t same_kind(const hunk *h, size_t i)
{
    size_t end = i;

    while (end < h->count && h->items[end].kind == h->items[i].kind)
        end++;
    return end - i;
}

/* other: the line that took this one's place, or whose place it took; NULL where there is none. */
static void write_line(const hunk *h, const hunk_line *self, const hunk_line *other, bool colour,
                       writer *out)
{
    const char *text = h->text.data + self->offset;
    bool ended = self->size > 0 && text[self->size - 1] == '\n';

    if (colour && self->kind != ' ')
        colour_line(self->kind, text, self->size - ended,
                    other != NULL ? h->text.data + other->offset : NULL,
                    other != NULL ? other->size : 0, out);
    else {
        writer_bytes(out, &self->kind, 1);
        writer_bytes(out, text, self->size - ended);
    }
    writer_text(out, ended ? "\n" : "\n\\ No newline at end of file\n");
}

void hunk_end(hunk *h, bool last, bool colour, writer *out)
{
    size_t i = balance(h, last);

    h->open = false;
    write_head(h, colour, out);
    while (i < h->count) {
        size_t n = same_kind(h, i), m = 0;
        if (h->items[i].kind == '-' && i + n < h->count && h->items[i + n].kind == '+')
            m = same_kind(h, i + n);
        /* As many lines out as in: each has its counterpart. */
        for (size_t k = 0; k < n + m; k++) {
            const hunk_line *other = NULL;
            if (n == m)
                other = &h->items[k < n ? i + n + k : i + k - n];
            write_line(h, &h->items[i + k], other, colour, out);
        }
        i += n + m;
    }
}

void hunk_free(hunk *h)
{
    bytes_free(&h->text);
    free(h->items);
    memset(h, 0, sizeof *h);
}
