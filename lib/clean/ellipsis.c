/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ellipsis: dots beside Han become the Chinese ellipsis of two characters: ... 。。。 … ⋯⋯ to ……
 *
 * What is replaced is a run of . 。 … ⋯ ‥ with no more than two 。 at either end, which are full
 * stops and stay, that has three . or 。, or one of the others, in it, where the character right
 * beside it on one side, through quotes, is Han, kana, or a mark of theirs alone.
 *
 * Not touched: …… as it is, and ………… , which is two of them (a whole passage left out); . and ..;
 * dots right before a Latin letter or digit (...args, 1...10) and leaders to a page number; 。。
 * within a run; protected spans.
 *
 * Source: GB/T 15834-2011 4.11 and clreq: six dots, two U+2026; twelve for a passage.
 */
#include "clean/marks.h"
#include "clean/piece.h"

enum { ELLIPSIS = 1 };
static const char *const operations[] = {"ellipsis", NULL};

#define DOT '.'
#define STOP 0x3002u
#define TWO_DOTS 0x2025u
#define DOTS 0x2026u
#define MIDDLE_DOTS 0x22EFu

static zz__lanes ellipsis_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes ascii = zz__lanes_is(b, '.') & zz__lanes_is(c, '.');
    zz__lanes dots = (zz__lanes_is(b, 0x80) & zz__lanes_in(c, 0xA5, 0xA6)) |
                     (zz__lanes_is(b, 0x8B) & zz__lanes_is(c, 0xAF));
    /* the end of one 。 and the beginning of another character of its kind, not Han */
    zz__lanes stops = zz__lanes_is(a, 0x80) & zz__lanes_is(b, 0x82) & zz__lanes_is(c, 0xE3);

    return (zz__lanes)(zz__protect_opens(b) | ascii | (zz__lanes_is(a, 0xE2) & dots) | stops);
}

static bool is_dots(uint32_t c)
{
    return c == DOT || c == STOP || c == DOTS || c == TWO_DOTS || c == MIDDLE_DOTS;
}

/* A run of dots of any kind, and what is in it. */
typedef struct run {
    size_t from, to; /* without the full stops at its ends */
    size_t end;
    size_t count;     /* characters from..to */
    bool has_others;  /* … ⋯ ‥ */
    bool has_stops;   /* 。 */
    bool has_three;   /* three . or 。 in a row */
    bool has_few;     /* one or two 。 between others: no ellipsis that anybody wrote */
    bool proper;      /* nothing but … */
} run;

/* The stretch of one character from pos: where it ends, how many. */
static size_t same_from(const zz__piece *p, size_t pos, uint32_t c, size_t *count)
{
    zz__neighbour n = zz__piece_after(p, pos);

    for (*count = 0; n.code_point == c && n.size != 0 && pos < p->to; ++*count) {
        pos += n.size;
        n = zz__piece_after(p, pos);
    }
    return pos;
}

static void measure(const zz__piece *p, size_t pos, run *r)
{
    size_t count, next;
    bool first = true;

    memset(r, 0, sizeof *r);
    r->from = r->to = pos;
    r->proper = true;
    for (;; pos = next) {
        zz__neighbour n = zz__piece_after(p, pos);
        bool stops = n.code_point == STOP, last;

        if (pos >= p->to || n.size == 0 || !is_dots(n.code_point))
            break;
        next = same_from(p, pos, n.code_point, &count);
        last = next >= p->to || !is_dots(zz__piece_after(p, next).code_point);
        if (stops && count < 3 && (first || last)) {
            if (first)
                r->from = r->to = next;
        } else {
            r->has_few = r->has_few || (stops && count < 3);
            r->has_others = r->has_others || (!stops && n.code_point != DOT);
            r->has_three = r->has_three || (count >= 3 && (stops || n.code_point == DOT));
            r->has_stops = r->has_stops || stops;
            r->proper = r->proper && n.code_point == DOTS;
            r->count += count;
            r->to = next;
        }
        first = false;
    }
    r->end = pos;
}

static bool is_quote(uint32_t c)
{
    return (c >= 0x2018 && c <= 0x201D) || c == '"' || c == '*';
}

/* Is there Han, kana, or a mark of theirs right beside it, through quotes? */
static bool has_contact(const zz__piece *p, const run *r)
{
    zz__neighbour left = zz__piece_before(p, r->from), right = zz__piece_after(p, r->to);
    zz__neighbour behind = right;
    int i;

    if (right.kind == ZZ__KIND_LETTER || right.kind == ZZ__KIND_DIGIT || right.code_point == '/' ||
        right.code_point == '_' || right.code_point == '[' || right.code_point == '{')
        return false;
    for (i = 0; i < 4 && behind.kind == ZZ__KIND_SPACE; i++)
        behind = zz__piece_after(p, behind.at + behind.size);
    if (r->count >= 7 && behind.kind == ZZ__KIND_DIGIT)
        return false;
    for (i = 0; i < 4 && is_quote(left.code_point); i++)
        left = zz__piece_before(p, left.at);
    for (i = 0; i < 4 && is_quote(right.code_point); i++)
        right = zz__piece_after(p, right.at + right.size);
    return zz__is_cjk(left.kind) || zz__is_cjk(right.kind);
}

/* Is it one of the dots, from the first byte, or from three? */
static bool begins_dots(uint32_t three, uint8_t first)
{
    return first == DOT || three == 0xE38082 || three == 0xE280A5 || three == 0xE280A6 ||
           three == 0xE28BAF;
}

static int32_t ellipsis_rewrite(zz__piece *p, zz__sink *sink)
{
    static const uint8_t whole[6] = {0xE2, 0x80, 0xA6, 0xE2, 0x80, 0xA6};
    const uint8_t *text = p->in->text;
    int32_t status = ZZ_OK;
    size_t pos, end;

    for (pos = p->from; pos < p->to && status == ZZ_OK; pos = end) {
        uint8_t c = text[pos];
        run r;

        end = pos + 1;
        if ((c != DOT && c != 0xE2 && c != 0xE3) || !begins_dots(zz__piece_three(p, pos), c) ||
            zz__piece_in_span(p, pos, &end))
            continue;
        measure(p, pos, &r);
        end = r.end > pos ? r.end : end;
        if (r.has_few || !(r.has_others || r.has_three) ||
            (r.proper && (r.count == 2 || r.count == 4)))
            continue;
        if (pos == p->from && !p->begins && is_dots(zz__piece_before(p, pos).code_point))
            continue;
        if (has_contact(p, &r) && zz__piece_has_han(p, p->from, p->to))
            status = zz__piece_replace(p, sink, r.from, r.to - r.from, whole, 6, ELLIPSIS);
    }
    return status;
}

static const zz__piece_step ellipsis_step = {ellipsis_rewrite, false, 0};

static int32_t ellipsis_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &ellipsis_step, ellipsis_test);
}

const zz__step_type zz__step_ellipsis = {
    .name = "ellipsis",
    .summary = "dots beside Han become an ellipsis: ... to ……",
    .operations = operations,
    .state_size = sizeof(zz__protect),
    .growth = 2 * 256,
    .run = ellipsis_run,
};
