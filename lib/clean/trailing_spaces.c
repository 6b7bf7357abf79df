/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trailing-spaces: plain spaces and tabs at the end of a line go, if the line has Han, kana or a
 * mark of theirs among its last 512 bytes.
 *
 * Not touched: exactly two spaces before a line feed, with or without a carriage return, if the
 * next line has something in it: Markdown's line break; other kinds of space, an ideographic one
 * among them, and plain ones before such; lines without Chinese, and lines of nothing but spaces; a
 * run of more than 1,024 bytes.
 *
 * Source: every editor's trimming; CommonMark 0.30, 6.7 (hard line breaks).
 */
#include "clean/clean.h"
#include "clean/spaces.h"

enum { TRAILING_SPACE = 1 };
static const char *const operations[] = {"trailing-space", NULL};

#define LINE 512       /* bytes of the line that are looked at */
#define NEXT_INDENT 256 /* as many bytes of spaces are passed on the way into the next line */

static zz__lanes trailing_spaces_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes space = zz__lanes_is(a, ' ') | zz__lanes_is(a, '\t');
    zz__lanes end = zz__lanes_in(b, 0x0A, 0x0D) |
                    (zz__lanes_is(b, 0xC2) & zz__lanes_is(c, 0x85)) |
                    (zz__lanes_is(b, 0xE2) & zz__lanes_is(c, 0x80));

    return (zz__lanes)(space & end);
}

/* Where the plain spaces at the end of the run begin. */
static size_t plain_tail(const zz__spaces *s)
{
    size_t pos = s->end;
    while (pos > s->start && (s->in->text[pos - 1] == ' ' || s->in->text[pos - 1] == '\t'))
        pos--;
    return pos;
}

static bool line_is_chinese(const zz__spaces *s)
{
    zz__neighbour n = zz__before(s->in, s->start);

    while (n.kind != ZZ__KIND_NEWLINE && n.kind != ZZ__KIND_EDGE && s->start - n.at <= LINE) {
        if (zz__is_cjk(n.kind))
            return true;
        n = zz__before(s->in, n.at);
    }
    return false;
}

/* Is there a line behind the line end at pos, with something in it? CHANGE: there is not. */
static zz__spaces_verdict next_is_empty(const zz__input *in, size_t pos)
{
    zz__neighbour n = zz__after(in, pos);
    size_t begin;

    if (n.code_point == '\r')
        n = zz__after(in, n.at + n.size);
    if (n.kind == ZZ__KIND_UNKNOWN)
        return ZZ__SPACES_UNDECIDED;
    if (n.code_point != '\n')
        return ZZ__SPACES_CHANGE;
    begin = n.at + n.size;
    do {
        n = zz__after(in, n.at + n.size);
    } while (n.kind == ZZ__KIND_SPACE && n.at - begin < NEXT_INDENT);
    if (n.kind == ZZ__KIND_UNKNOWN)
        return ZZ__SPACES_UNDECIDED;
    return n.kind == ZZ__KIND_NEWLINE || n.kind == ZZ__KIND_EDGE || n.kind == ZZ__KIND_SPACE
               ? ZZ__SPACES_CHANGE
               : ZZ__SPACES_STAY;
}

static zz__spaces_verdict trailing_spaces_decide(zz__spaces *s)
{
    if (zz__spaces_begin_line(s) || !zz__spaces_end_line(s) || plain_tail(s) == s->end ||
        !line_is_chinese(s))
        return ZZ__SPACES_STAY;
    if (s->end - s->start == 2 && zz__spaces_are_plain(s) && s->right.kind == ZZ__KIND_NEWLINE)
        return next_is_empty(s->in, s->end);
    return ZZ__SPACES_CHANGE;
}

static int32_t trailing_spaces_change(zz__spaces *s)
{
    return zz__spaces_replace(s, plain_tail(s), s->end, NULL, 0, TRAILING_SPACE);
}

static const zz__spaces_rules trailing_spaces_rules = {trailing_spaces_decide,
                                                       trailing_spaces_change, false};

static int32_t trailing_spaces_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__spaces_run(&trailing_spaces_rules, trailing_spaces_test, self, state, in, sink);
}

const zz__step_type zz__step_trailing_spaces = {
    .name = "trailing-spaces",
    .summary = "spaces at the ends of Chinese lines go, but not Markdown's two",
    .operations = operations,
    .state_size = sizeof(zz__spaces_state),
    .growth = 256,
    .run = trailing_spaces_run,
};
