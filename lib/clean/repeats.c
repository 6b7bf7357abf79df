/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repeats: marks said several times by mistake are said once: ， ； ： 、 and two 。; of ！ and ？ in
 * any order, up to three stay.
 *
 * In a line with Han, in the Chinese forms of the marks alone.
 *
 * Not touched: marks between two words in ASCII; three 。 and more, which are an ellipsis (the
 * step ellipsis); …… and ——; ASCII marks; marks with a space between them; protected spans.
 *
 * Source: GB/T 15834-2011 (？ and ！ stacked up to three), pangu.vim for the rest.
 */
#include "clean/piece.h"

enum { REPEATED = 1 };
static const char *const operations[] = {"repeated-mark", NULL};

#define STOP 0x3002u

static zz__lanes repeats_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    /* the end of a mark and the beginning of another: ！ BC 81, ， BC 8C, ： ； BC 9A 9B, ？ BC 9F */
    zz__lanes marks = zz__lanes_is(a, 0xBC) & zz__lanes_is(c, 0xEF) &
                      (zz__lanes_is(b, 0x81) | zz__lanes_is(b, 0x8C) | zz__lanes_in(b, 0x9A, 0x9B) |
                       zz__lanes_is(b, 0x9F));
    /* 、 80 81, 。 80 82 */
    zz__lanes stops = zz__lanes_is(a, 0x80) & zz__lanes_is(c, 0xE3) & zz__lanes_in(b, 0x81, 0x82);

    return (zz__lanes)(zz__protect_opens(b) | marks | stops);
}

static bool is_emphatic(uint32_t c)
{
    return c == 0xFF01 || c == 0xFF1F;
}

static bool is_mark(uint32_t c)
{
    return is_emphatic(c) || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0x3001 || c == STOP;
}

static bool goes_with(uint32_t c, uint32_t first)
{
    return c == first || (is_emphatic(c) && is_emphatic(first));
}

/* Is there a word in ASCII on both sides, as the step ascii-punct takes it? */
static bool between_words(const zz__piece *p, size_t from, size_t to)
{
    zz__neighbour left = zz__piece_before(p, from), right = zz__piece_after(p, to);

    if (right.code_point == ' ')
        right = zz__piece_after(p, to + 1);
    return left.code_point < 0x80 && right.code_point < 0x80 &&
           (left.kind == ZZ__KIND_LETTER || left.kind == ZZ__KIND_DIGIT) &&
           (right.kind == ZZ__KIND_LETTER || right.kind == ZZ__KIND_DIGIT);
}

/* Does another character of the same first byte follow at once? Else there is no need to look. */
static bool is_doubled(const zz__piece *p, size_t pos)
{
    return p->to - pos >= 6 && p->in->text[pos + 3] == p->in->text[pos];
}

static int32_t repeats_rewrite(zz__piece *p, zz__sink *sink)
{
    const uint8_t *text = p->in->text;
    int32_t status = ZZ_OK;
    size_t pos, end;

    for (pos = p->from; pos < p->to && status == ZZ_OK; pos = end) {
        zz__neighbour first, n;
        size_t count = 0, most;

        end = pos + 1;
        if ((text[pos] != 0xE3 && text[pos] != 0xEF) || !is_doubled(p, pos) ||
            zz__piece_in_span(p, pos, &end))
            continue;
        first = n = zz__piece_after(p, pos);
        if (!is_mark(first.code_point))
            continue;
        for (; n.size != 0 && n.at < p->to && goes_with(n.code_point, first.code_point); count++)
            n = zz__piece_after(p, n.at + n.size);
        end = n.at;
        most = is_emphatic(first.code_point) ? 3 : 1;
        if (count <= most || (first.code_point == STOP && count > 2))
            continue;
        if (goes_with(zz__piece_before(p, pos).code_point, first.code_point) ||
            between_words(p, pos, end) || !zz__piece_has_han(p, p->from, p->to))
            continue;
        status = zz__piece_replace(p, sink, pos + most * 3, end - pos - most * 3, NULL, 0,
                                   REPEATED);
    }
    return status;
}

static const zz__piece_step repeats_step = {repeats_rewrite, false, 0};

static int32_t repeats_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &repeats_step, repeats_test);
}

const zz__step_type zz__step_repeats = {
    .name = "repeats",
    .summary = "marks repeated by mistake are said once: ，， to ，",
    .operations = operations,
    .state_size = sizeof(zz__protect),
    .growth = 256,
    .run = repeats_run,
};
