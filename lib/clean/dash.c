/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dash: two or three hyphens or lines between Han become the Chinese dash of two characters: -- －－
 * ── ―― –– ——— to ——
 *
 * On both sides, right beside the run, stands Han or kana, a mark of theirs alone or a curly quote,
 * and on one of them Han.
 *
 * Not touched: a single one of any (5-7, 一—二); four and more, which are rules; a run with a space
 * beside it; one beside a Latin word (--help); protected spans.
 *
 * Source: GB/T 15834-2011 4.10 and clreq: two cells, two U+2014.
 */
#include "clean/piece.h"

enum { DASH = 1 };
static const char *const operations[] = {"dash", NULL};

#define EM_DASH 0x2014u

static zz__lanes dash_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes hyphens = zz__lanes_is(b, '-') & zz__lanes_is(c, '-');
    zz__lanes lines = (zz__lanes_is(b, 0x80) & zz__lanes_in(c, 0x93, 0x95)) |
                      (zz__lanes_is(b, 0x94) & zz__lanes_in(c, 0x80, 0x81));
    zz__lanes wide = zz__lanes_is(a, 0xEF) & zz__lanes_is(b, 0xBC) & zz__lanes_is(c, 0x8D);

    return (zz__lanes)(zz__protect_opens(b) | hyphens | (zz__lanes_is(a, 0xE2) & lines) | wide);
}

/* - – — ― ─ ━ － */
static bool is_line(uint32_t c)
{
    return c == '-' || (c >= 0x2013 && c <= 0x2015) || c == 0x2500 || c == 0x2501 || c == 0xFF0D;
}

static bool is_side(const zz__neighbour *n)
{
    return (zz__is_cjk(n->kind) && !is_line(n->code_point)) ||
           (n->code_point >= 0x2018 && n->code_point <= 0x201D);
}

static int32_t dash_rewrite(zz__piece *p, zz__sink *sink)
{
    static const uint8_t whole[6] = {0xE2, 0x80, 0x94, 0xE2, 0x80, 0x94};
    const uint8_t *text = p->in->text;
    int32_t status = ZZ_OK;
    size_t pos, end;

    for (pos = p->from; pos < p->to && status == ZZ_OK; pos = end) {
        zz__neighbour first, left, right;
        size_t count = 0;

        end = pos + 1;
        if ((text[pos] != '-' && text[pos] != 0xE2 && text[pos] != 0xEF) ||
            zz__piece_in_span(p, pos, &end))
            continue;
        first = right = zz__piece_after(p, pos);
        if (!is_line(first.code_point))
            continue;
        for (; right.code_point == first.code_point && right.size != 0 && right.at < p->to; count++)
            right = zz__piece_after(p, right.at + right.size);
        end = right.at;
        left = zz__piece_before(p, pos);
        if (count < 2 || count > 3 || (count == 2 && first.code_point == EM_DASH))
            continue;
        if (is_side(&left) && is_side(&right) &&
            (left.kind == ZZ__KIND_HAN || right.kind == ZZ__KIND_HAN))
            status = zz__piece_replace(p, sink, pos, end - pos, whole, sizeof whole, DASH);
    }
    return status;
}

static const zz__piece_step dash_step = {dash_rewrite, false, 0};

static int32_t dash_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &dash_step, dash_test);
}

const zz__step_type zz__step_dash = {
    .name = "dash",
    .summary = "hyphens and lines between Han become a dash: -- to ——",
    .operations = operations,
    .state_size = sizeof(zz__protect),
    .growth = 3 * 256,
    .run = dash_run,
};
