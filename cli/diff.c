/* SPDX-License-Identifier: Apache-2.0 */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

#include "colour.h"
#include "message.h"

#define WINDOW_BYTES ((size_t)256 << 10) /* looked ahead before two lines are said to differ */
#define WINDOW_LINES ((size_t)2048)      /* of these, searched for where the texts meet again */
#define APART ((size_t)1 << 20)          /* by so many bytes one text may be ahead */
#define NEAR ((size_t)12)                /* lines tried one by one before a table is built */
#define DISTINCT ((size_t)12)            /* bytes from which on a line is no chance hit */
#define TABLE_SIZE (WINDOW_LINES * 4)    /* a power of two */

int diff_begin(diff *d, const char *name, bool colour, writer *out)
{
    if (d->table == NULL) {
        d->table = malloc(TABLE_SIZE * sizeof *d->table);
        if (d->table == NULL)
            return LINES_MEMORY;
    }
    lines_reset(&d->old);
    lines_reset(&d->new);
    d->hunk.open = false;
    d->name = name;
    d->colour = colour;
    d->differs = false;
    d->out = out;
    return LINES_OK;
}

void diff_free(diff *d)
{
    lines_free(&d->old);
    lines_free(&d->new);
    hunk_free(&d->hunk);
    free(d->table);
    d->table = NULL;
}

/* ---- Writing ---------------------------------------------------------- */

/* As git writes a name: quoted where it must be, ended by a tab where it has a space. */
static void write_name(const diff *d, const char *sign)
{
    bool quoted = name_needs_quotes(d->name);
    char scratch[5];

    if (d->colour)
        writer_text(d->out, COLOUR_NAME);
    writer_text(d->out, sign);
    if (quoted) {
        writer_text(d->out, "\"");
        for (const char *p = d->name; *p != '\0'; p++)
            writer_text(d->out, name_byte((unsigned char)*p, scratch));
        writer_text(d->out, "\"");
    } else {
        writer_text(d->out, d->name);
        if (strchr(d->name, ' ') != NULL)
            writer_text(d->out, "\t");
    }
    writer_text(d->out, d->colour ? COLOUR_END "\n" : "\n");
}

static int add_lines(diff *d, char kind, const lines *side, ptrdiff_t from, ptrdiff_t to)
{
    for (ptrdiff_t i = from; i < to; i++) {
        const line *p = lines_at(side, i);
        if (!hunk_add(&d->hunk, kind, side->text.data + p->offset, p->size))
            return LINES_MEMORY;
    }
    return LINES_OK;
}

static int open_hunk(diff *d)
{
    size_t context = d->old.context;

    if (d->hunk.open)
        return LINES_OK;
    if (!d->differs) {
        write_name(d, "--- ");
        write_name(d, "+++ ");
        d->differs = true;
    }
    hunk_begin(&d->hunk, d->old.number - context, d->new.number - context);
    return add_lines(d, ' ', &d->old, -(ptrdiff_t)context, 0);
}

/* The next n old lines became the next m new ones. */
static int change(diff *d, size_t n, size_t m)
{
    int result = open_hunk(d);

    if (result == LINES_OK)
        result = add_lines(d, '-', &d->old, 0, (ptrdiff_t)n);
    if (result == LINES_OK)
        result = add_lines(d, '+', &d->new, 0, (ptrdiff_t)m);
    if (result != LINES_OK)
        return result;
    lines_take(&d->old, n);
    lines_take(&d->new, m);
    lines_forget(&d->old); /* what was changed is no context */
    if (d->hunk.text.end >= HUNK_FULL)
        hunk_end(&d->hunk, false, d->colour, d->out);
    return LINES_OK;
}

/* The next line is the same in both. */
static int keep(diff *d)
{
    int result = LINES_OK;

    if (d->hunk.open) {
        result = add_lines(d, ' ', &d->old, 0, 1);
        if (d->hunk.trail > 2 * LINES_CONTEXT)
            hunk_end(&d->hunk, false, d->colour, d->out);
    }
    lines_take(&d->old, 1);
    lines_take(&d->new, 1);
    return result;
}

/* ---- Matching --------------------------------------------------------- */

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* May line i of the old text and line j of the new one be said to be the same line? */
static bool meets(const diff *d, size_t i, size_t j)
{
    return lines_equal(&d->old, i, &d->new, j) &&
           (i == j || lines_at(&d->old, (ptrdiff_t)i)->size >= DISTINCT);
}

/* The pairs whose lines lie nearest, in the order of i + j. */
static bool find_near(const diff *d, size_t n, size_t m, size_t *i, size_t *j)
{
    for (size_t sum = 1; sum < NEAR; sum++) {
        if (sum % 2 == 0 && sum / 2 < n && sum / 2 < m && meets(d, sum / 2, sum / 2)) {
            *i = *j = sum / 2;
            return true;
        }
        for (*i = 0; *i <= sum && *i < n; (*i)++) {
            *j = sum - *i;
            if (*j < m && meets(d, *i, *j))
                return true;
        }
    }
    return false;
}

/* The first pair of equal lines with the same distance to here, or `most`. */
static size_t find_straight(const diff *d, size_t most)
{
    size_t i = 0;

    while (i < most && !lines_equal(&d->old, i, &d->new, i))
        i++;
    return i;
}

/* Enters the first m new lines; of equal ones the first stands. */
static void fill_table(diff *d, size_t m)
{
    memset(d->table, 0, TABLE_SIZE * sizeof *d->table);
    for (size_t j = 0; j < m; j++) {
        size_t slot = lines_hash(&d->new, j) & (TABLE_SIZE - 1);
        while (d->table[slot] != 0 &&
               !lines_equal(&d->new, d->table[slot] - 1, &d->new, j))
            slot = (slot + 1) & (TABLE_SIZE - 1);
        if (d->table[slot] == 0)
            d->table[slot] = (uint32_t)j + 1;
    }
}

/* Among the first n and m lines, the pair with the smallest i + j below `most`. */
static bool find_anywhere(diff *d, size_t n, size_t m, size_t most, size_t *i, size_t *j)
{
    bool found = false;

    fill_table(d, m);
    for (size_t k = 0; k < n && k < most; k++) {
        size_t slot = lines_hash(&d->old, k) & (TABLE_SIZE - 1);
        for (; d->table[slot] != 0; slot = (slot + 1) & (TABLE_SIZE - 1)) {
            size_t l = d->table[slot] - 1;
            if (k + l < most && meets(d, k, l)) {
                most = k + l;
                *i = k;
                *j = l;
                found = true;
            }
        }
    }
    return found;
}

/* Where do the texts meet again? Else how much of both windows to give up. */
static void find_meeting(diff *d, bool ended, size_t *i, size_t *j)
{
    size_t n = smaller(lines_count(&d->old), WINDOW_LINES);
    size_t m = smaller(lines_count(&d->new), WINDOW_LINES);
    size_t both = smaller(n, m), straight;

    if (find_near(d, n, m, i, j))
        return;
    straight = find_straight(d, both);
    if (find_anywhere(d, smaller(n, 2 * straight), smaller(m, 2 * straight), 2 * straight, i, j))
        return;
    if (straight < both) {
        *i = *j = straight;
    } else if (both == 0 || (ended && n < WINDOW_LINES && m < WINDOW_LINES)) {
        *i = n;
        *j = m;
    } else {
        /* The rest may meet what lies beyond. */
        *i = *j = (both + 1) / 2;
    }
}

/* Is enough of both there to say that their lines differ? */
static bool enough(const diff *d, bool ended)
{
    size_t a = lines_bytes(&d->old), b = lines_bytes(&d->new);

    return ended || (a > b ? a - b : b - a) >= APART ||
           (lines_count(&d->old) > 0 && lines_count(&d->new) > 0 &&
            (a >= WINDOW_BYTES || b >= WINDOW_BYTES));
}

static int advance(diff *d, bool ended)
{
    int result = LINES_OK;
    size_t i, j;

    while (result == LINES_OK) {
        if (lines_count(&d->old) > 0 && lines_count(&d->new) > 0 &&
            lines_equal(&d->old, 0, &d->new, 0)) {
            result = keep(d);
        } else if (lines_count(&d->old) + lines_count(&d->new) > 0 && enough(d, ended)) {
            find_meeting(d, ended, &i, &j);
            result = change(d, i, j);
        } else {
            break;
        }
    }
    return result;
}

int diff_old(diff *d, const char *text, size_t size)
{
    return lines_feed(&d->old, text, size);
}

int diff_new(diff *d, const char *text, size_t size)
{
    return lines_feed(&d->new, text, size);
}

int diff_advance(diff *d)
{
    return advance(d, false);
}

int diff_end(diff *d)
{
    int result = lines_end(&d->old);

    if (result == LINES_OK)
        result = lines_end(&d->new);
    if (result == LINES_OK)
        result = advance(d, true);
    if (result == LINES_OK && d->hunk.open)
        hunk_end(&d->hunk, true, d->colour, d->out);
    return result;
}
