/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/marks.h"

#include "clean/ascii.h"

#define STEPS 64   /* characters looked through */
#define GROUP 64   /* characters of a group in quotes or brackets that are looked at */
#define SPACES 8   /* spaces in a row */
#define MARKS 256  /* marks in a row that count as one */
#define PHRASE 48  /* characters of Latin words */

bool zz__marks_closes(uint32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0xFF09 ||
           (c >= 0x3009 && c <= 0x3011 && (c & 1) != 0) ||
           (c >= 0x3015 && c <= 0x301B && (c & 1) != 0);
}

/* Marks that this step and its like make of ASCII ones: whichever it is must not matter. */
static bool is_sentence_mark(uint32_t c)
{
    return c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F || c == 0xFF01 ||
           c == 0x3002 || zz__is_one_of(c, ",:;?!.");
}

/* Hyphens and lines, of which the step dash makes other ones. */
static bool is_line(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2500 || c == 0x2501 || c == 0xFF0D;
}

/* Quotes of Taiwan and Hong Kong, of which the step quotes makes curly ones and the reverse. */
static bool is_corner(uint32_t c)
{
    return c >= 0x300C && c <= 0x300F;
}

/* What may open the group that c closes; false where c closes none that is looked into. */
static bool group_of(uint32_t c, uint32_t open[2])
{
    open[1] = 0;
    switch (c) {
    case ')':
    case 0xFF09:
        open[0] = '(';
        open[1] = 0xFF08;
        return true;
    case 0x201D:
        open[0] = 0x201C;
        return true;
    case 0x2019:
        open[0] = 0x2018;
        return true;
    case 0x300D:
    case 0x300F:
        open[0] = c - 1;
        return true;
    case '"':
    case '\'':
        open[0] = c;
        return true;
    default:
        return false;
    }
}

/*
 * A group in quotes or brackets that closes before *pos, c: CJK where Han are in it, else
 * *pos moves to before it, or before the mark alone where no group opens near.
 */
static bool group_has_han(const zz__piece *p, size_t *pos, const uint32_t open[2])
{
    size_t at = *pos;
    int count = 0;

    while (count < GROUP && *pos - at < 4 * GROUP) {
        zz__neighbour n = zz__piece_before(p, at);

        if (n.kind == ZZ__KIND_EDGE || n.kind == ZZ__KIND_NEWLINE)
            break;
        if (n.kind == ZZ__KIND_HAN || n.kind == ZZ__KIND_KANA)
            return true;
        at = n.at;
        if (n.code_point == open[0] || n.code_point == open[1]) {
            *pos = at;
            break;
        }
        count += n.kind != ZZ__KIND_SPACE;
    }
    return false;
}

static uint8_t side_of(const zz__neighbour *n)
{
    if (n->code_point == 0xFF08) /* as the ASCII one, which the step brackets widens */
        return ZZ__SIDE_OTHER;
    switch (n->kind) {
    case ZZ__KIND_EDGE:
    case ZZ__KIND_UNKNOWN:
    case ZZ__KIND_NEWLINE:
        return ZZ__SIDE_EDGE;
    case ZZ__KIND_DIGIT:
    case ZZ__KIND_LETTER:
        return ZZ__SIDE_WORD;
    default:
        return zz__is_cjk(n->kind) ? ZZ__SIDE_CJK : ZZ__SIDE_OTHER;
    }
}

/* Signs and marks that belong to the word before them. */
static bool is_looked_through(const zz__neighbour *n)
{
    uint32_t c = n->code_point;

    return n->kind == ZZ__KIND_DIGIT || n->kind == ZZ__KIND_MARK ||
           n->kind == ZZ__KIND_WIDE_MARK || is_sentence_mark(c) || is_line(c) || is_corner(c) ||
           zz__is_one_of(c, "%*_~]\"')") || c == 0xFF05 || c == 0xB0 ||
           c == 0x2103 || c == 0x2030 || c == 0x2032 || c == 0x2033;
}

/* Is it one step more? Marks and dots in a row, which other steps shorten, are one. */
static bool is_step(const zz__neighbour *n, int *marks)
{
    bool dots = n->code_point >= 0x2025 && n->code_point <= 0x2026;

    dots = dots || n->code_point == 0x22EF;
    *marks = dots || is_sentence_mark(n->code_point) ? *marks + 1 : 0;
    return *marks <= 1 || *marks > MARKS;
}

uint8_t zz__marks_left(const zz__piece *p, size_t pos)
{
    int steps, spaces = 0, marks = 0;

    for (steps = 0; steps < STEPS;) {
        const zz__piece_span *span = zz__piece_span_to(p, pos);
        zz__neighbour n;
        uint32_t open[2];

        if (span != NULL) {
            pos = p->from + span->from;
            steps++;
            spaces = marks = 0;
            continue;
        }
        n = zz__piece_before(p, pos);
        if (n.kind == ZZ__KIND_SPACE) {
            if (++spaces > SPACES)
                return ZZ__SIDE_EDGE;
            pos = n.at;
            continue;
        }
        spaces = 0;
        steps += is_step(&n, &marks);
        if (!is_looked_through(&n) && n.code_point != 0xFF09)
            return side_of(&n);
        pos = n.at;
        if (group_of(n.code_point, open) && group_has_han(p, &pos, open))
            return ZZ__SIDE_CJK;
    }
    return ZZ__SIDE_EDGE;
}

bool zz__marks_behind_han(const zz__piece *p, size_t pos)
{
    int steps;

    for (steps = 0; steps < PHRASE; steps++) {
        zz__neighbour n = zz__piece_before(p, pos);
        bool through = (n.kind == ZZ__KIND_LETTER && n.code_point < 0x250) ||
                       n.kind == ZZ__KIND_DIGIT || zz__is_one_of(n.code_point, " _-+/#.&");

        if (zz__piece_span_to(p, pos) != NULL || !through)
            return n.kind == ZZ__KIND_HAN;
        pos = n.at;
    }
    return false;
}

/* What is behind it has nothing to do with what is before. */
static bool ends(uint32_t c)
{
    return c == ')' || zz__marks_closes(c) || c == 0x3001 || c == 0x3002;
}

uint8_t zz__marks_right(const zz__piece *p, size_t pos)
{
    int steps, spaces = 0, marks = 0;

    for (steps = 0; steps < STEPS;) {
        zz__neighbour n = zz__piece_after(p, pos);

        if (n.kind == ZZ__KIND_SPACE) {
            if (++spaces > SPACES)
                return ZZ__SIDE_EDGE;
            pos += n.size;
            continue;
        }
        spaces = 0;
        steps += is_step(&n, &marks);
        if (ends(n.code_point))
            return ZZ__SIDE_OTHER;
        if (n.kind != ZZ__KIND_WIDE_MARK && n.kind != ZZ__KIND_MARK &&
            !is_sentence_mark(n.code_point) && !is_line(n.code_point) &&
            !is_corner(n.code_point) && !zz__is_one_of(n.code_point, "*_([\"'") &&
            n.code_point != 0xFF08)
            return side_of(&n);
        if (zz__piece_span_from(p, pos) != NULL)
            return ZZ__SIDE_OTHER;
        pos += n.size;
    }
    return ZZ__SIDE_EDGE;
}
