/* SPDX-License-Identifier: Apache-2.0 */
/*
 * furniture: lines that belong to a page and not to its text go, with their line ends: lines of
 * the list in furniture_list.c, lines of the caller's, and breadcrumbs, which are the name of a
 * site from the list, >> and short names of its parts (人民網>>吉林頻道). A line is one of these as
 * a whole, spaces of any kind at its ends aside, or not at all.
 *
 * The line goes with the line end before it, or where no line is before it that stays, with its
 * own: so a last line without a line end goes as well as any other. Empty lines around it stay.
 *
 * Not touched: lines that only contain such words, and lines of more than 1,024 bytes.
 *
 * Source: pages of news sites in Chinese; what trafilatura and readers of novels (legado) call
 * boilerplate or replacement rules. The shipped list is small on purpose: what may be a
 * heading or a sentence is not in it.
 */
#include "clean/furniture_list.h"

#include "clean/around.h"
#include "clean/clean.h"

static const char *const operations[] = {"furniture-line", NULL};

#define BREADCRUMB 192 /* bytes of the longest one */
#define LINE 1024      /* of the longest line that is looked at */

typedef struct furniture_state {
    bool inside; /* what was consumed ends inside a line that stays */
    bool after;  /* a line stays before; its line end is not consumed yet */
} furniture_state;

typedef struct line {
    const uint8_t *at;
    size_t size;
} line;

static line trimmed(const uint8_t *text, size_t from, size_t to)
{
    zz__input in = {text, from, to, true};
    zz__neighbour n;
    line l;

    for (n = zz__after(&in, from); n.kind == ZZ__KIND_SPACE; n = zz__after(&in, from))
        from += n.size;
    while (to > from) {
        n = zz__before(&in, to);
        if (n.kind != ZZ__KIND_SPACE)
            break;
        to = n.at;
    }
    l.at = text + from;
    l.size = to - from;
    return l;
}

static bool is_same(line l, const uint8_t *other, size_t size)
{
    return l.size == size && memcmp(l.at, other, size) == 0;
}

static bool is_shipped(line l)
{
    const zz__furniture_line *p;

    for (p = zz__furniture_lines; p->text != NULL; p++) {
        if (is_same(l, (const uint8_t *)p->text, p->size))
            return true;
    }
    return false;
}

static bool is_callers(line l, const zz__clean_options *options)
{
    static const uint8_t mark[] = {0xEF, 0xBB, 0xBF}; /* a byte order mark */
    size_t from = 0, to;

    if (options->lines_size >= sizeof mark && memcmp(options->lines, mark, sizeof mark) == 0)
        from = sizeof mark;
    for (; from < options->lines_size; from = to + 1) {
        const uint8_t *lf = memchr(options->lines + from, '\n', options->lines_size - from);
        line other;

        to = lf == NULL ? options->lines_size : (size_t)(lf - options->lines);
        other = trimmed(options->lines, from, to > from && options->lines[to - 1] == '\r' ? to - 1
                                                                                         : to);
        if (other.size != 0 && is_same(l, other.at, other.size))
            return true;
    }
    return false;
}

/* Of the sign between two parts of a breadcrumb, if there is one. */
static size_t sign_size(line l)
{
    static const char *const signs[] = {">>", "＞＞", "»", ">", "＞"};
    size_t i;

    for (i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i]);
        if (l.size >= n && memcmp(l.at, signs[i], n) == 0)
            return n;
    }
    return 0;
}

/* Han, letters and digits up to a sign or the end; moves l behind them. false: none or too many. */
static bool skip_part(line *l)
{
    zz__input in = {l->at, 0, l->size, true};
    zz__neighbour n = zz__after(&in, 0);
    unsigned count = 0;

    while (n.kind == ZZ__KIND_HAN || n.kind == ZZ__KIND_LETTER || n.kind == ZZ__KIND_DIGIT ||
           (count > 0 && n.code_point == ' ')) {
        count++;
        n = zz__after(&in, n.at + n.size);
    }
    l->at += n.at;
    l->size -= n.at;
    return count > 0 && count <= 16;
}

static bool is_breadcrumb(line l)
{
    const zz__furniture_line *site;

    if (l.size > BREADCRUMB)
        return false;
    for (site = zz__furniture_sites; site->text != NULL; site++) {
        size_t n = site->size;
        line rest = l;

        if (l.size <= n || memcmp(l.at, site->text, 3) != 0 || memcmp(l.at, site->text, n) != 0)
            continue;
        rest.at += n;
        rest.size -= n;
        do {
            rest = trimmed(rest.at, 0, rest.size);
            n = sign_size(rest);
            if (n == 0)
                return false;
            rest = trimmed(rest.at, n, rest.size);
            if (!skip_part(&rest))
                return false;
        } while (rest.size > 0);
        return true;
    }
    return false;
}

static bool is_furniture(const uint8_t *text, size_t from, size_t to,
                         const zz__clean_options *options)
{
    line l;

    if (to - from > LINE || to == from)
        return false;
    l = trimmed(text, from, to);
    return l.size != 0 && ((l.size <= ZZ__FURNITURE_LONGEST && is_shipped(l)) ||
                           is_callers(l, options) || is_breadcrumb(l));
}

/* The next line end from pos on, or end. */
static size_t find_line_end(const uint8_t *text, size_t pos, size_t end)
{
    const uint8_t *found = memchr(text + pos, '\n', end - pos);

    if (found != NULL)
        end = (size_t)(found - text);
    found = memchr(text + pos, '\r', end - pos);
    return found == NULL ? end : (size_t)(found - text);
}

/* Behind the line end at pos, if there is one; what is at the end may not be all of it. */
static size_t pass_line_end(const zz__input *in, size_t pos, bool *undecided)
{
    const uint8_t *text = in->text;

    *undecided = false;
    if (pos == in->end)
        return pos;
    if (text[pos] == '\r') {
        *undecided = pos + 1 == in->end && !in->final;
        return pos + 1 < in->end && text[pos + 1] == '\n' ? pos + 2 : pos + 1;
    }
    return pos + 1;
}

static int32_t furniture_run(const void *self, void *state_memory, zz__input *in, zz__sink *sink)
{
    furniture_state *state = state_memory;
    const uint8_t *text = in->text;
    /* at the line end before a line, or at the beginning of one */
    size_t pos = in->start, copied = pos;
    int32_t status = ZZ_OK;

    while (status == ZZ_OK && pos < in->end) {
        bool undecided = false;
        size_t from = state->after ? pass_line_end(in, pos, &undecided) : pos, to;

        if (undecided)
            break;
        to = find_line_end(text, from, in->end);
        if (state->inside) { /* the rest of a line that was too long to wait for */
            pos = to;
            state->inside = to == in->end && !in->final;
            state->after = !state->inside;
            continue;
        }
        if (to == in->end && !in->final && to - from <= LINE)
            break;
        if (is_furniture(text, from, to, self)) {
            if (!state->after)
                to = pass_line_end(in, to, &undecided);
            if (undecided)
                break;
            status = zz__sink_copy(sink, text + copied, pos - copied);
            if (status == ZZ_OK)
                status = zz__sink_replace(sink, to - pos, NULL, 0, 1);
            copied = to;
        } else {
            state->inside = to == in->end && !in->final;
            state->after = !state->inside;
        }
        pos = to;
    }
    if (status != ZZ_OK)
        return status;
    in->start = pos;
    return zz__sink_copy(sink, text + copied, pos - copied);
}

const zz__step_type zz__step_furniture = {
    .name = "furniture",
    .summary = "lines that belong to a page and not to its text go, with their line ends",
    .operations = operations,
    .state_size = sizeof(furniture_state),
    .growth = 256,
    .run = furniture_run,
};
