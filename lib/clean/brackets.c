/* SPDX-License-Identifier: Apache-2.0 */
/*
 * brackets: a pair of ASCII parentheses becomes fullwidth, both or none, where what is between them
 * has Han, or where Han stand right before the pair and Han or a mark of Han alone right behind it:
 * 吉林省(Jilin)的 to 吉林省（Jilin）的.
 *
 * Pairs are matched within a line (piece.h says how much of a long one), nested ones too; wide
 * ones count for the matching, and a pair of one wide and one ASCII stays.
 *
 * Not touched: what has no partner, as in 1) and :); protected spans, so the ](target) of a link
 * and those within a URL; a call in code, which is a pair right behind a Latin letter that has a
 * straight quote right within; f(a,b), which has no Han; brackets of other kinds, whose house
 * styles differ.
 *
 * Doing it twice is doing it once because a bracket beside a pair counts as neither Han nor a mark
 * of theirs.
 *
 * Source: the pair-wise rule is what zhlint (both or none by group) and pangu-markdown's
 * one-sided pairs teach; clreq for the width in Chinese text.
 */
#include "clean/marks.h"
#include "clean/piece.h"

enum { WIDENED = 1 };
static const char *const operations[] = {"widened-bracket", NULL};

#define DEPTH 32
#define PAIRS 512

typedef struct bracket {
    uint16_t at;  /* from the beginning of the piece */
    bool ascii, opens, wide; /* wide: it is to be */
} bracket;

typedef struct bracket_list {
    bracket at[PAIRS];
    size_t count;
} bracket_list;

static zz__lanes brackets_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)a;
    (void)c;
    return (zz__lanes)(zz__protect_opens(b) | zz__lanes_in(b, '(', ')'));
}

static bool is_bracket(uint32_t c)
{
    return c == '(' || c == ')' || c == 0xFF08 || c == 0xFF09;
}

/* All parentheses of the piece that are text; false where they are too many. */
static bool collect(zz__piece *p, bracket_list *list)
{
    const uint8_t *text = p->in->text;
    size_t pos, end;

    list->count = 0;
    for (pos = p->from; pos < p->to; pos = end) {
        uint8_t c = text[pos];
        bool ascii = c == '(' || c == ')';
        bool wide = c == 0xEF && p->to - pos >= 3 && text[pos + 1] == 0xBC &&
                    (text[pos + 2] == 0x88 || text[pos + 2] == 0x89);
        bracket *b;

        end = pos + 1;
        if ((!ascii && !wide) || zz__piece_in_span(p, pos, &end))
            continue;
        if (ascii && zz__protect_token(p->in, pos, p->unprotected, &end) != ZZ__FREE)
            continue;
        if (list->count == PAIRS)
            return false;
        b = &list->at[list->count++];
        b->at = (uint16_t)(pos - p->from);
        b->ascii = ascii;
        b->opens = ascii ? c == '(' : text[pos + 2] == 0x88;
        b->wide = false;
    }
    return true;
}

/* print("中文"): a Latin letter, the bracket, a straight quote */
static bool is_call(const zz__piece *p, size_t open)
{
    zz__neighbour left = zz__piece_before(p, open), right = zz__piece_after(p, open + 1);

    return left.code_point < 0x80 && (left.kind == ZZ__KIND_LETTER || left.code_point == '_') &&
           (right.code_point == '"' || right.code_point == '\'');
}

static bool is_widened(const zz__piece *p, size_t open, size_t close)
{
    zz__neighbour left, right;

    if (is_call(p, open))
        return false;
    if (zz__piece_has_han(p, open + 1, close))
        return true;
    left = zz__piece_before(p, open);
    right = zz__piece_after(p, close + 1);
    return close > open + 1 && left.kind == ZZ__KIND_HAN && zz__is_cjk(right.kind) &&
           !is_bracket(right.code_point);
}

static void match(const zz__piece *p, bracket_list *list)
{
    size_t open[DEPTH], depth = 0, i;

    for (i = 0; i < list->count; i++) {
        bracket *close = &list->at[i], *first;

        if (close->opens) {
            if (depth == DEPTH) /* so deep is nothing that was written: forget the outermost */
                memmove(open, open + 1, (--depth) * sizeof *open);
            open[depth++] = i;
            continue;
        }
        if (depth == 0)
            continue;
        first = &list->at[open[--depth]];
        if (first->ascii && close->ascii &&
            is_widened(p, p->from + first->at, p->from + close->at))
            first->wide = close->wide = true;
    }
}

static int32_t brackets_rewrite(zz__piece *p, zz__sink *sink)
{
    bracket_list list;
    int32_t status = ZZ_OK;
    size_t i;

    if (!collect(p, &list))
        return ZZ_OK;
    match(p, &list);
    for (i = 0; i < list.count && status == ZZ_OK; i++) {
        uint8_t wide[3] = {0xEF, 0xBC, list.at[i].opens ? 0x88 : 0x89};
        if (list.at[i].wide)
            status = zz__piece_replace(p, sink, p->from + list.at[i].at, 1, wide, 3, WIDENED);
    }
    return status;
}

static const zz__piece_step brackets_step = {brackets_rewrite, false, 0};

static int32_t brackets_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &brackets_step, brackets_test);
}

const zz__step_type zz__step_brackets = {
    .name = "brackets",
    .summary = "ASCII parentheses around or between Han become fullwidth, both or none",
    .operations = operations,
    .state_size = sizeof(zz__protect),
    .growth = 3 * 256,
    .run = brackets_run,
};
