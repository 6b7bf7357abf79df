/* SPDX-License-Identifier: Apache-2.0 */
/*
 * radicals: a radical that PDF readers give in place of the character of the same shape becomes
 * that character in running text, ⼈⺠ to 人民: the 214 of Kangxi (U+2F00-2FD5) and those of the
 * supplement that are whole characters (⻅⻋⻓⻔⻢⻥⻰ and the like). With =all every radical of the
 * supplement and every stroke that has an equivalent too, parts of characters among them (⺩ to 王).
 *
 * Radicals in a row are decided on together: the row must touch a Han character that is no radical
 * on at least one side, and be of no more than 16, marks on them counted. The numerals ⼀⼆⼋⼗ also
 * change where they number a paragraph: "⼀、总则", "（⼀）总则" at the beginning of a line.
 *
 * Not touched: radicals that stand alone or in a list, as text about them has them; radicals
 * inside an ideographic description sequence, and right before a description character.
 *
 * Source: EquivalentUnifiedIdeograph.txt of Unicode 15, which has more than NFKC; which
 * radicals are whole is in tools/unicode/characters.py.
 */
#include "clean/around.h"
#include "clean/change.h"
#include "clean/character_tables.h"
#include "clean/clean.h"
#include "clean/interest.h"

enum { RADICAL = 1 };
static const char *const operations[] = {"radical", NULL};

enum { RUNNING, ALL };
static const char *const values[] = {"running", "all", NULL};

#define MOST 16     /* radicals in a row, with marks on them */
#define SEQUENCE 24 /* characters back in which a description sequence may begin */

/* U+2E80-2FDF are E2 BA 80 to E2 BF 9F, U+31C0-31EF E3 87 80 to E3 87 AF. */
static zz__lanes running_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)c;
    return (zz__lanes)(zz__lanes_is(a, 0xE2) & zz__lanes_in(b, 0xBA, 0xBF));
}

static zz__lanes all_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes stroke = zz__lanes_is(b, 0x87) & zz__lanes_in(c, 0x80, 0xAF);

    return (zz__lanes)(running_test(a, b, c) | (zz__lanes_is(a, 0xE3) & stroke));
}

static bool is_radical(const zz__neighbour *n)
{
    return zz__radical_index(n->code_point) != ZZ__RADICALS;
}

static bool is_han(const zz__neighbour *n)
{
    return n->kind == ZZ__KIND_HAN && !is_radical(n);
}

/* Marks and variation selectors are their base's. */
static bool is_of_row(const zz__neighbour *n)
{
    return is_radical(n) || n->kind == ZZ__KIND_MARK;
}

/* How many characters a description character takes; 0: it is none. */
static int operands(uint32_t c)
{
    if (c == 0x2FF2 || c == 0x2FF3)
        return 3;
    if (c == 0x2FFE || c == 0x2FFF)
        return 1;
    return (c >= 0x2FF0 && c <= 0x2FFD) || c == 0x31EF ? 2 : 0;
}

/* Is the character at pos a part of a description sequence that begins before it? */
static bool in_sequence(const zz__input *in, size_t pos)
{
    uint32_t characters[SEQUENCE];
    int count = 0, open = 0;

    while (count < SEQUENCE) {
        zz__neighbour n = zz__before(in, pos);

        if (n.kind != ZZ__KIND_HAN && operands(n.code_point) == 0)
            break;
        characters[count++] = n.code_point;
        pos = n.at;
    }
    while (count > 0) {
        int taken = operands(characters[--count]);

        if (taken != 0 && open == 0)
            open = taken;
        else if (open != 0)
            open += taken - 1;
    }
    return open != 0;
}

/* The first character at or behind pos that is not of the row; counts those before it. */
static zz__neighbour behind(const zz__input *in, size_t pos, int *count)
{
    zz__neighbour n = zz__after(in, pos);

    while (*count <= MOST && is_of_row(&n)) {
        n = zz__after(in, n.at + n.size);
        ++*count;
    }
    return n;
}

static zz__neighbour ahead(const zz__input *in, size_t pos, int *count)
{
    zz__neighbour n = zz__before(in, pos);

    while (*count <= MOST && is_of_row(&n)) {
        n = zz__before(in, n.at);
        ++*count;
    }
    return n;
}

static bool is_numeral(uint32_t c)
{
    return c == 0x2F00 || c == 0x2F06 || c == 0x2F0B || c == 0x2F17; /* ⼀⼆⼋⼗ */
}

typedef enum verdict { KEEP, CHANGE, UNDECIDED } verdict;

/* Does the numeral, between left and right, number a paragraph that begins with Han? */
static verdict numbers(const zz__input *in, zz__neighbour left, zz__neighbour right)
{
    bool bracket = left.code_point == 0xFF08 || left.code_point == '(';
    zz__neighbour next;
    int count = 0, spaces = 0;

    if (bracket ? right.code_point != 0xFF09 && right.code_point != ')'
                : right.code_point != 0x3001 && right.code_point != 0xFF0E)
        return KEEP;
    if (bracket)
        left = zz__before(in, left.at);
    while (left.kind == ZZ__KIND_SPACE && spaces++ < MOST)
        left = zz__before(in, left.at);
    if (left.kind != ZZ__KIND_EDGE && left.kind != ZZ__KIND_NEWLINE)
        return KEEP;
    next = behind(in, right.at + right.size, &count);
    if (next.kind == ZZ__KIND_UNKNOWN)
        return UNDECIDED;
    return count <= MOST && is_han(&next) ? CHANGE : KEEP;
}

static verdict decide(const zz__input *in, size_t pos, uint32_t c, size_t size)
{
    int count = 1;
    zz__neighbour left = ahead(in, pos, &count), right, next;
    verdict v = KEEP;

    if (count > MOST)
        return KEEP;
    next = zz__after(in, pos + size);
    right = behind(in, pos + size, &count);
    if (right.kind == ZZ__KIND_UNKNOWN)
        return UNDECIDED;
    if (count > MOST || operands(next.code_point) != 0)
        return KEEP;
    if (is_han(&left) || is_han(&right))
        v = CHANGE;
    else if (count == 1 && is_numeral(c))
        v = numbers(in, left, right);
    return v == CHANGE && in_sequence(in, pos) ? KEEP : v;
}

static void radical_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    const zz__clean_options *options = ctx;
    uint32_t c, index, target;
    size_t size;
    verdict v;

    if (in->text[pos] != 0xE2 && in->text[pos] != 0xE3)
        return;
    if (!zz__character_at(in, pos, &c, &size, change))
        return;
    index = zz__radical_index(c);
    if (index == ZZ__RADICALS)
        return;
    target = zz__target(&zz__radicals, index);
    if (target == 0 || (options->value == RUNNING && !zz__radical_is_whole(index)))
        return;
    v = decide(in, pos, c, size);
    if (v == UNDECIDED)
        change->source = 0;
    else if (v == CHANGE)
        zz__change_to(change, size, target, RADICAL);
}

static int32_t radicals_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    zz__clean_options options = *(const zz__clean_options *)self;

    (void)state;
    return options.value == ALL ? zz__change_run(in, sink, all_test, radical_at, &options)
                                : zz__change_run(in, sink, running_test, radical_at, &options);
}

const zz__step_type zz__step_radicals = {
    .name = "radicals",
    .summary = "Kangxi and other radicals become the characters they are; "
               "=all components and strokes too",
    .operations = operations,
    .values = values,
    .growth = 342, /* three bytes to four, of plane 2 */
    .run = radicals_run,
    .interest = ZZ__INTEREST_RADICALS,
};
