/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vertical: the presentation forms for vertical lines, U+FE10-FE19 and U+FE30-FE48, become the
 * marks they are forms of: ︵︶ to （）, ﹁﹂ to 「」, ︱ to —. Big5 and GBK have them as marks of
 * their own, and pages that are not set vertically use them. They exist in East Asian text
 * only, so they need no Han beside them.
 *
 * U+FE30 ︰, the form of a two dot leader, is widely a colon in Taiwan, so it becomes ： where it
 * is one: between Han (or kana), or right before a mark that opens a quotation or the like. It
 * stays elsewhere, and beside another of its kind, where it is a leader.
 *
 * Brackets and quotation marks are pieces of faces too, (︶︿︶) and ﹁﹁: they stay between parentheses
 * with no Han or kana on the way to them, and where the same one comes twice.
 *
 * Not touched: U+FE34 and U+FE49-FE4F, lines above and below text; U+FE45 and U+FE46, emphasis
 * dots; the small forms, which are a step of their own.
 *
 * Source: Unicode 15, the vertical decompositions, taken to the fullwidth twin where NFKC gives
 * the ASCII one.
 */
#include "clean/around.h"
#include "clean/change.h"
#include "clean/clean.h"
#include "clean/interest.h"

enum { FORM = 1 };
static const char *const operations[] = {"vertical-form", NULL};

#define LEADER 0xFE30u
#define BRACKETS 0xFE35u
#define MARKS 16 /* looked through for the base before a leader */
#define FACE 6   /* characters to each side in which a face has its parenthesis */

/* What U+FE10-FE19 become. */
static const uint16_t first[] = {
    0xFF0C, 0x3001, 0x3002, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F, 0x3016, 0x3017, 0x2026,
};

/* What U+FE30-FE48 become; 0: nothing, or it depends. */
static const uint16_t second[] = {
    0,      0x2014, 0x2013, 0xFF3F, 0,      0xFF08, 0xFF09, 0xFF5B, /* —–＿ （）｛ */
    0xFF5D, 0x3014, 0x3015, 0x3010, 0x3011, 0x300A, 0x300B, 0x3008, /* ｝〔〕【】《》〈 */
    0x3009, 0x300C, 0x300D, 0x300E, 0x300F, 0,      0,      0xFF3B, /* 〉「」『』 ［ */
    0xFF3D,                                                         /* ］ */
};

/* What opens, upright or vertical or halfwidth. */
static const uint16_t opening[] = {
    0x2018, 0x201C, 0x2329, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08,
    0xFE35, 0xFE39, 0xFE3B, 0xFE3D, 0xFE3F, 0xFE41, 0xFE43, 0xFE17, 0xFE59, 0xFE5D, 0xFF62,
};

/* EF B8 90 to EF B8 99, EF B8 B0 to EF B9 88 */
static zz__lanes vertical_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes b8 = zz__lanes_is(b, 0xB8) &
                   (zz__lanes_in(c, 0x90, 0x99) | zz__lanes_in(c, 0xB0, 0xBF));
    zz__lanes b9 = zz__lanes_is(b, 0xB9) & zz__lanes_in(c, 0x80, 0x88);

    return (zz__lanes)(zz__lanes_is(a, 0xEF) & (b8 | b9));
}

static bool opens(uint32_t c)
{
    size_t i;

    for (i = 0; i < sizeof opening / sizeof *opening; i++) {
        if (opening[i] == c)
            return true;
    }
    return false;
}

static bool is_letter(uint8_t kind)
{
    return kind == ZZ__KIND_HAN || kind == ZZ__KIND_KANA;
}

static void leader_at(const zz__input *in, size_t pos, size_t size, zz__change *change)
{
    zz__neighbour left = zz__before(in, pos), right = zz__after(in, pos + size);
    int marks = 0;

    if (right.kind == ZZ__KIND_UNKNOWN) {
        change->source = 0;
        return;
    }
    while (left.kind == ZZ__KIND_MARK && marks++ < MARKS)
        left = zz__before(in, left.at);
    if (left.code_point == LEADER || right.code_point == LEADER)
        return;
    if (opens(right.code_point) || (is_letter(left.kind) && is_letter(right.kind)))
        zz__change_to(change, size, 0xFF1A, FORM);
}

/* Is the bracket from pos to end a piece of a face? */
static bool in_face(const zz__input *in, size_t pos, size_t end, uint32_t c, bool *undecided)
{
    zz__neighbour left = zz__before(in, pos), right = zz__after(in, end);
    int looked;

    *undecided = right.kind == ZZ__KIND_UNKNOWN;
    if (left.code_point == c || right.code_point == c)
        return true;
    for (looked = 1; left.code_point != '(' && left.code_point != 0xFF08; looked++) {
        if (looked == FACE || is_letter(left.kind) || left.kind == ZZ__KIND_EDGE)
            return false;
        left = zz__before(in, left.at);
    }
    for (looked = 1; right.code_point != ')' && right.code_point != 0xFF09; looked++) {
        if (looked == FACE || is_letter(right.kind) || right.kind == ZZ__KIND_EDGE)
            return false;
        right = zz__after(in, right.at + right.size);
        *undecided = right.kind == ZZ__KIND_UNKNOWN;
        if (*undecided)
            return false;
    }
    return true;
}

static void vertical_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    uint32_t c, target = 0;
    size_t size;
    bool undecided = false;

    (void)ctx;
    if (in->text[pos] != 0xEF || !zz__character_at(in, pos, &c, &size, change))
        return;
    if (c == LEADER)
        leader_at(in, pos, size, change);
    else if (c >= 0xFE10 && c - 0xFE10 < sizeof first / sizeof *first)
        target = first[c - 0xFE10];
    else if (c > LEADER && c - LEADER < sizeof second / sizeof *second)
        target = second[c - LEADER];
    if (c >= BRACKETS && target != 0 && in_face(in, pos, pos + size, c, &undecided))
        target = 0;
    if (undecided)
        change->source = 0;
    else if (target != 0)
        zz__change_to(change, size, target, FORM);
}

static int32_t vertical_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    (void)self;
    (void)state;
    return zz__change_run(in, sink, vertical_test, vertical_at, NULL);
}

const zz__step_type zz__step_vertical = {
    .name = "vertical",
    .summary = "vertical forms become the marks they stand for: ︵︶ to （）",
    .operations = operations,
    .growth = 256,
    .run = vertical_run,
    .interest = ZZ__INTEREST_VERTICAL,
};
