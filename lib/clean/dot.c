/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dot: the middle dot between Han gets one form, of the several that there are for it
 * (• ‧ ・ ･ ∙ · and ．): U+00B7 (=cn, the default) or U+2027 (=tw), as in 约翰·史密斯.
 *
 * On both sides, right beside it, stands Han or a Latin letter, and on one of them Han; on both
 * Han for ．, which behind a letter or digit numbers a choice or a chapter.
 *
 * Not touched: a dot with a space beside it, which is a bullet; two and more of them; Catalan l·l;
 * ・ between kana, which is Japanese; ● and ⋅, which are other things; protected spans.
 *
 * Source: clreq (U+00B7 recommended), the MOE handbook of marks (間隔號, for which Big5 has U+2027).
 */
#include "clean/piece.h"

enum { MIDDLE_DOT = 1 };
static const char *const operations[] = {"middle-dot", NULL};
static const char *const values[] = {"cn", "tw", NULL};

static zz__lanes dot_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes e2 = (zz__lanes_is(b, 0x80) & (zz__lanes_is(c, 0xA2) | zz__lanes_is(c, 0xA7))) |
                   (zz__lanes_is(b, 0x88) & zz__lanes_is(c, 0x99));
    zz__lanes ef = (zz__lanes_is(b, 0xBC) & zz__lanes_is(c, 0x8E)) |
                   (zz__lanes_is(b, 0xBD) & zz__lanes_is(c, 0xA5));
    zz__lanes e3 = zz__lanes_is(b, 0x83) & zz__lanes_is(c, 0xBB);

    return (zz__lanes)(zz__protect_opens(b) | (zz__lanes_is(a, 0xE2) & e2) |
                       (zz__lanes_is(a, 0xEF) & ef) | (zz__lanes_is(a, 0xE3) & e3) |
                       (zz__lanes_is(a, 0xC2) & zz__lanes_is(b, 0xB7)));
}

#define FULL_STOP 0xFF0Eu

static bool is_dot(uint32_t c)
{
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x30FB || c == 0xFF65 ||
           c == FULL_STOP;
}

static bool is_letter(const zz__neighbour *n)
{
    return n->kind == ZZ__KIND_LETTER && n->code_point < 0x250;
}

static bool is_between(const zz__neighbour *left, const zz__neighbour *dot,
                       const zz__neighbour *right)
{
    bool left_han = left->kind == ZZ__KIND_HAN, right_han = right->kind == ZZ__KIND_HAN;

    if (left_han && right_han)
        return true;
    return dot->code_point != FULL_STOP && ((left_han && is_letter(right)) ||
                                            (right_han && is_letter(left)));
}

static int32_t dot_rewrite(zz__piece *p, zz__sink *sink)
{
    static const uint8_t forms[2][3] = {{0xC2, 0xB7}, {0xE2, 0x80, 0xA7}};
    const uint8_t *text = p->in->text, *form = forms[p->value != 0];
    size_t form_size = p->value != 0 ? 3 : 2, pos, end;
    int32_t status = ZZ_OK;

    for (pos = p->from; pos < p->to && status == ZZ_OK; pos = end) {
        zz__neighbour left, dot, right;
        uint8_t c = text[pos];

        end = pos + 1;
        if ((c != 0xC2 && c != 0xE2 && c != 0xE3 && c != 0xEF) ||
            zz__piece_in_span(p, pos, &end))
            continue;
        dot = zz__piece_after(p, pos);
        if (!is_dot(dot.code_point))
            continue;
        end = pos + dot.size;
        left = zz__piece_before(p, pos);
        right = zz__piece_after(p, end);
        if (is_between(&left, &dot, &right) &&
            (dot.size != form_size || memcmp(text + pos, form, form_size) != 0))
            status = zz__piece_replace(p, sink, pos, dot.size, form, form_size, MIDDLE_DOT);
    }
    return status;
}

static const zz__piece_step dot_step = {dot_rewrite, false, 0};

static int32_t dot_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &dot_step, dot_test);
}

const zz__step_type zz__step_dot = {
    .name = "dot",
    .summary = "middle dots between Han become one form, U+00B7; =tw U+2027",
    .operations = operations,
    .values = values,
    .state_size = sizeof(zz__protect),
    .growth = 384,
    .run = dot_run,
};
