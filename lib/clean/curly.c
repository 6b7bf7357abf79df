/* SPDX-License-Identifier: Apache-2.0 */
/*
 * curly: straight quotes become curly ones: "好" to “好”, '好' to ‘好’.
 *
 * A line is decided on as a whole: its double quotes open and close in turn. Where their number
 * is odd, where one that would open stands behind no space or mark but before a space, a mark or
 * the line's end, where one that would close stands behind a colon or a space, or where the line
 * is longer than a piece (piece.h), all of them stay. A pair is changed if there is Han within
 * it, or Han, kana or a mark of theirs alone right beside it. Then single quotes, in the same way.
 *
 * Not touched: apostrophes, which stand behind a letter or digit where no single quote is open; a
 * double quote behind a digit where none is open (27"); lines of code and JSON, which have a
 * quote right behind one of =([{ or a key's colon right behind one; protected spans.
 *
 * Doing it twice is doing it once because what is beside a quote, or within a pair, is not a
 * quote where it counts, and whole pairs go.
 *
 * Source: alternation within a paragraph, and the cues of colon and line end, were right for 99.8 %
 * of the quotes of a large novel corpus; zhlint's traps.
 */
#include "clean/ascii.h"
#include "clean/piece.h"

enum { CURLED = 1 };
static const char *const operations[] = {"curled", NULL};

#define QUOTES 256

typedef struct quote_list {
    uint16_t at[QUOTES]; /* from the beginning of the piece */
    bool changed[QUOTES];
    size_t count;
} quote_list;

static zz__lanes curly_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)a;
    (void)c;
    return (zz__lanes)(zz__protect_opens(b) | zz__lanes_is(b, '"') | zz__lanes_is(b, '\''));
}

static bool is_word(const zz__neighbour *n)
{
    return n->kind == ZZ__KIND_LETTER || n->kind == ZZ__KIND_DIGIT;
}

static bool is_blank(const zz__neighbour *n)
{
    return n->kind == ZZ__KIND_SPACE || n->kind == ZZ__KIND_NEWLINE || n->kind == ZZ__KIND_EDGE;
}

static bool is_code(uint32_t c)
{
    return zz__is_one_of(c, "=([{\\");
}

static bool is_comma_or_stop(uint32_t c)
{
    return c == 0xFF0C || c == 0x3002 || c == 0x3001 || c == 0xFF1B || c == 0xFF1F || c == 0xFF01;
}

/* May the quote at pos stand there, if open tells that one is open before it? */
static bool is_right(const zz__piece *p, size_t pos, bool open)
{
    zz__neighbour left = zz__piece_before(p, pos), right = zz__piece_after(p, pos + 1);

    if (right.code_point == ':' && open)
        return false; /* a key */
    if (!open)
        return !is_blank(&right) && !is_code(left.code_point) &&
               !is_comma_or_stop(right.code_point);
    return !is_blank(&left) && left.code_point != ':' && left.code_point != 0xFF1A;
}

/* The quotes of one kind in the piece; false where they can't be told to open or close. */
static bool collect(zz__piece *p, uint8_t mark, quote_list *list)
{
    const uint8_t *text = p->in->text;
    size_t pos, end;

    p->span = 0;
    list->count = 0;
    for (pos = p->from; pos < p->to; pos = end) {
        bool open = (list->count & 1) != 0;
        zz__neighbour left;

        end = pos + 1;
        if (text[pos] != mark || zz__piece_in_span(p, pos, &end))
            continue;
        left = zz__piece_before(p, pos);
        if (mark == '\'' && is_word(&left)) {
            zz__neighbour right = zz__piece_after(p, pos + 1);
            if (!open || is_word(&right))
                continue;
        }
        if (mark == '"' && left.kind == ZZ__KIND_DIGIT && !open)
            continue;
        if (!is_right(p, pos, open) || list->count == QUOTES)
            return false;
        list->changed[list->count] = false;
        list->at[list->count++] = (uint16_t)(pos - p->from);
    }
    return (list->count & 1) == 0;
}

/* Corner quotes are what the step quotes makes of curly ones, so they don't count. */
static bool is_contact(const zz__neighbour *n)
{
    return zz__is_cjk(n->kind) && !(n->code_point >= 0x300C && n->code_point <= 0x300F);
}

static void choose(const zz__piece *p, quote_list *list)
{
    size_t i;

    for (i = 0; i + 1 < list->count; i += 2) {
        size_t open = p->from + list->at[i], close = p->from + list->at[i + 1];
        zz__neighbour left = zz__piece_before(p, open), right = zz__piece_after(p, close + 1);

        list->changed[i] = list->changed[i + 1] =
            close > open + 1 && (zz__piece_has_han(p, open + 1, close) || is_contact(&left) ||
                                 is_contact(&right));
    }
}

static int32_t curl(zz__piece *p, zz__sink *sink, const quote_list *list, size_t i, bool single)
{
    uint8_t bytes[3] = {0xE2, 0x80, (uint8_t)((single ? 0x98 : 0x9C) + (i & 1))};

    return list->changed[i] ? zz__piece_replace(p, sink, p->from + list->at[i], 1, bytes, 3, CURLED)
                            : ZZ_OK;
}

static int32_t curly_rewrite(zz__piece *p, zz__sink *sink)
{
    quote_list doubles, singles;
    size_t i = 0, k = 0;
    int32_t status = ZZ_OK;

    if (!p->begins || !p->ends || !zz__piece_has_han(p, p->from, p->to))
        return ZZ_OK;
    if (!collect(p, '"', &doubles))
        doubles.count = 0;
    if (!collect(p, '\'', &singles))
        singles.count = 0;
    choose(p, &doubles);
    choose(p, &singles);
    while (status == ZZ_OK && (i < doubles.count || k < singles.count)) {
        if (k == singles.count || (i < doubles.count && doubles.at[i] < singles.at[k]))
            status = curl(p, sink, &doubles, i++, false);
        else
            status = curl(p, sink, &singles, k++, true);
    }
    return status;
}

static const zz__piece_step curly_step = {curly_rewrite, false, 0};

static int32_t curly_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &curly_step, curly_test);
}

const zz__step_type zz__step_curly = {
    .name = "curly",
    .summary = "straight quotes around or beside Han become curly ones",
    .operations = operations,
    .state_size = sizeof(zz__protect),
    .growth = 3 * 256,
    .run = curly_run,
};
