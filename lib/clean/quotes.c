/* SPDX-License-Identifier: Apache-2.0 */
/*
 * quotes: quotes become those of the region: =tw (the default) and =hk 「」 with 『』 within, =cn “”
 * with ‘’ within.
 *
 * Quotes are matched within a line (piece.h says how much of a long one). A pair that has Han or
 * kana within it, or no letter at all but Han or kana right beside it, gets the outer mark, or
 * the inner one where the pair around it has the outer; a mark of the region that differs from
 * that of the pair around it stays.
 *
 * A quotation of several paragraphs opens in each and closes in the last: one that is open at
 * the end of its line, and began it, is a pair if the next line that is not empty begins with an
 * opening quote.
 *
 * Not touched: apostrophes; quoted text in another script; lines whose quotes don't match; straight
 * quotes (the step curly); 〝〞 and the quotes of other languages; protected spans.
 *
 * Doing it twice is doing it once because a quote becomes one that opens or closes as it did.
 *
 * Source: GB/T 15834-2011 4.8 and clreq for the mainland, the MOE handbook of marks (2008) for
 * Taiwan, and the same use in Hong Kong.
 */
#include "clean/piece.h"

enum { QUOTE = 1 };
static const char *const operations[] = {"quote", NULL};
static const char *const values[] = {"tw", "cn", "hk", NULL};

#define QUOTES 512
#define DEPTH 16
#define AHEAD 16 /* characters between a line and the next one that is not empty */

/* The marks that open; the one that closes is the next code point. */
static const uint32_t marks[] = {0x300C, 0x300E, 0x201C, 0x2018};

typedef struct quote {
    uint16_t at;    /* from the beginning of the piece */
    uint8_t mark;   /* which of marks */
    uint8_t target; /* which it becomes */
    bool opens;
    uint16_t partner; /* of one that opens */
} quote;

typedef struct quote_list {
    quote at[QUOTES];
    size_t count;
    bool open; /* the first is not closed, and may go on in the next paragraph */
} quote_list;

static zz__lanes quotes_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes curly = zz__lanes_is(a, 0xE2) & zz__lanes_is(b, 0x80) & zz__lanes_in(c, 0x98, 0x9D);
    zz__lanes corner = zz__lanes_is(a, 0xE3) & zz__lanes_is(b, 0x80) & zz__lanes_in(c, 0x8C, 0x8F);

    return (zz__lanes)(zz__protect_opens(b) | curly | corner);
}

static bool quote_of(uint32_t c, quote *q)
{
    uint8_t i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (c == marks[i] || c == marks[i] + 1) {
            q->mark = q->target = i;
            q->opens = c == marks[i];
            q->partner = 0;
            return true;
        }
    }
    return false;
}

/* Latin, Greek, Cyrillic, Hangul and so on, but not kana. */
static bool is_letter(const zz__neighbour *n)
{
    return n->kind == ZZ__KIND_LETTER;
}

/* ’ in a word, behind one, or before a year: no quote, unless ‘ is open. */
static bool is_apostrophe(const zz__piece *p, size_t pos, bool open)
{
    zz__neighbour left = zz__piece_before(p, pos), right = zz__piece_after(p, pos + 3);

    if (is_letter(&left) && is_letter(&right))
        return true;
    return !open && (is_letter(&left) || left.kind == ZZ__KIND_DIGIT || is_letter(&right) ||
                     right.kind == ZZ__KIND_DIGIT);
}

/* What is between from and to: has it Han or kana, has it letters of another script? */
static void look_into(const zz__piece *p, size_t from, size_t to, bool *cjk, bool *letters)
{
    while (from < to) {
        zz__neighbour n = zz__piece_after(p, from);
        *cjk = *cjk || n.kind == ZZ__KIND_HAN || n.kind == ZZ__KIND_KANA;
        *letters = *letters || is_letter(&n);
        from += n.size;
    }
}

static bool is_changed(const zz__piece *p, size_t open, size_t close)
{
    zz__neighbour left = zz__piece_before(p, open), right = zz__piece_after(p, close + 3);
    bool cjk = false, letters = false;

    look_into(p, open + 3, close, &cjk, &letters);
    if (cjk || letters)
        return cjk;
    return left.kind == ZZ__KIND_HAN || left.kind == ZZ__KIND_KANA ||
           right.kind == ZZ__KIND_HAN || right.kind == ZZ__KIND_KANA;
}

/* The quotes of the piece, each that opens with its partner; false where they don't match. */
static bool collect(zz__piece *p, quote_list *list)
{
    size_t open[DEPTH], depth = 0, pos, end;

    list->count = 0;
    list->open = false;
    for (pos = p->from; pos < p->to; pos = end) {
        quote *q = &list->at[list->count];
        uint8_t c = p->in->text[pos];
        uint32_t three;

        end = pos + 1;
        if (c != 0xE2 && c != 0xE3)
            continue;
        three = zz__piece_three(p, pos);
        if (!(three >= 0xE28098 && three <= 0xE2809D) && !(three >= 0xE3808C && three <= 0xE3808F))
            continue;
        if (zz__piece_in_span(p, pos, &end))
            continue;
        if (!quote_of(zz__piece_after(p, pos).code_point, q))
            continue;
        end = pos + 3;
        if (q->mark == 3 && !q->opens &&
            is_apostrophe(p, pos, depth > 0 && list->at[open[depth - 1]].mark == 3))
            continue;
        q->at = (uint16_t)(pos - p->from);
        if (q->opens) {
            if (depth == DEPTH)
                return false;
            open[depth++] = list->count;
        } else {
            if (depth == 0 || list->at[open[depth - 1]].mark != q->mark)
                return false;
            list->at[open[--depth]].partner = (uint16_t)list->count;
        }
        if (++list->count == QUOTES)
            return false;
    }
    list->open = depth == 1 && open[0] == 0;
    return depth == 0 || list->open;
}

/* Does the line begin with the first quote, and the next that is not empty with one that opens? */
static bool goes_on(const zz__piece *p, const quote_list *list)
{
    const uint8_t *text = p->in->text;
    size_t pos;
    zz__neighbour n;
    quote q;
    int i;

    for (pos = p->from; pos < p->from + list->at[0].at; pos += n.size) {
        n = zz__piece_after(p, pos);
        if (n.kind != ZZ__KIND_SPACE)
            return false;
    }
    if (!p->begins || !p->ends || p->to == p->from || text[p->to - 1] != '\n')
        return false;
    for (i = 0, pos = p->to; i < AHEAD; i++, pos += n.size) {
        n = zz__after(p->in, pos);
        if (n.kind != ZZ__KIND_SPACE && n.kind != ZZ__KIND_NEWLINE)
            break;
    }
    return quote_of(n.code_point, &q) && q.opens;
}

/* Which mark a pair gets that has Han within; around: that of the pair around it, or none. */
static uint8_t target_of(const zz__piece *p, uint8_t mark, int around)
{
    uint8_t outer = p->value == 1 ? 2 : 0, inner = (uint8_t)(outer + 1);

    if ((mark == outer || mark == inner) && mark != around)
        return mark;
    return around == outer ? inner : outer;
}

static void choose(const zz__piece *p, quote_list *list)
{
    int around[DEPTH + 1];
    size_t depth = 0, i;

    around[0] = -1;
    for (i = 0; i < list->count; i++) {
        quote *q = &list->at[i];

        if (!q->opens) {
            depth--;
            continue;
        }
        if (i == 0 && list->open) {
            if (zz__piece_has_han(p, p->from, p->to))
                q->target = target_of(p, q->mark, -1);
        } else {
            quote *close = &list->at[q->partner];
            if (is_changed(p, p->from + q->at, p->from + close->at))
                q->target = close->target = target_of(p, q->mark, around[depth]);
        }
        around[++depth] = q->target;
    }
}

static int32_t quotes_rewrite(zz__piece *p, zz__sink *sink)
{
    quote_list list;
    int32_t status = ZZ_OK;
    size_t i;

    if (!collect(p, &list) || (list.open && !goes_on(p, &list)))
        return ZZ_OK;
    choose(p, &list);
    for (i = 0; i < list.count && status == ZZ_OK; i++) {
        const quote *q = &list.at[i];
        uint32_t c = marks[q->target] + !q->opens;
        uint8_t bytes[3] = {(uint8_t)(0xE0 | c >> 12), (uint8_t)(0x80 | (c >> 6 & 0x3F)),
                            (uint8_t)(0x80 | (c & 0x3F))};

        if (q->target != q->mark)
            status = zz__piece_replace(p, sink, p->from + q->at, 3, bytes, 3, QUOTE);
    }
    return status;
}

static const zz__piece_step quotes_step = {quotes_rewrite, true, 4 * (AHEAD + 1)};

static int32_t quotes_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &quotes_step, quotes_test);
}

const zz__step_type zz__step_quotes = {
    .name = "quotes",
    .summary = "quotes of Taiwan 「『』」; =cn “‘’”, =hk those of Hong Kong",
    .operations = operations,
    .values = values,
    .state_size = sizeof(zz__protect),
    .growth = 256,
    .run = quotes_run,
};
