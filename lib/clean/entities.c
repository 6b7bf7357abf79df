/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entities: HTML's character references become the characters: the 2,125 named ones and numbers,
 * each with its semicolon: &hellip; &#20013; &#x4E2D; to … 中 中. Numbers from 128 to 159 are those
 * of code page 1252, as in browsers.
 *
 * Once is enough: what a reference becomes never makes part of a new one. So that doing
 * it twice is doing it once, a reference stays where that would come about: &amp;lt; is text about
 * &lt; and stays as it is, and so does the &#116; of &l&#116;;. &amp; in front of anything else
 * becomes &.
 *
 * Not touched: names without a semicolon, which are parts of URLs (?a=1&copy=2); unknown names;
 * numbers that are no characters (0, surrogates, noncharacters, above 10FFFF) or
 * control characters other than TAB, LF, FF and CR; references of more than 32 bytes. Tags are
 * text to this step, and what was &lt;b&gt; looks like one afterwards.
 *
 * Source: HTML Living Standard 13.2.5.72-80 and 13.5. Python's list of the names, from which
 * tools/unicode/entities.py makes the table.
 */
#include "clean/entity_table.h"

#include "clean/ascii.h"
#include "clean/change.h"
#include "clean/clean.h"

enum { ENTITY = 1 };
static const char *const operations[] = {"entity", NULL};

#define LONGEST (ZZ__ENTITY_LONGEST + 2) /* bytes of a reference, with & and ; */

/* The last reference that became something: what and how far ago. */
typedef struct entities_state {
    bool any;       /* there was one, less than LONGEST bytes of input before what comes next */
    bool ampersand; /* it became & */
    uint8_t since;  /* bytes of input since */
} entities_state;

typedef struct walk {
    size_t last; /* where the last one ended, if there was any, in this call's text */
    bool any, ampersand;
} walk;

typedef struct reference {
    size_t size; /* 0: it is none */
    uint32_t code_points[2]; /* the second 0: there is none */
} reference;

/* Numbers 128 to 159; 0: the number itself, which is a control character. */
static const uint16_t code_page_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static zz__lanes entities_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes letter = zz__lanes_in(b, 'A', 'Z') | zz__lanes_in(b, 'a', 'z');

    (void)c;
    return (zz__lanes)(zz__lanes_is(a, '&') & (zz__lanes_is(b, '#') | letter));
}

/* What a reference is spelled with between & and ; */
static bool is_spelling(uint8_t c)
{
    return c == '#' || zz__is_ascii_word(c);
}

/* Where the spelling that begins at pos ends: at `most` bytes, or before another byte. */
static size_t spelling_end(const zz__input *in, size_t pos, size_t most)
{
    size_t end = in->end - pos > most ? pos + most : in->end;

    while (pos < end && is_spelling(in->text[pos]))
        pos++;
    return pos;
}

/* The name after `before` in its block, at p; returns where the next one is. */
static const uint8_t *next_name(const uint8_t *p, uint8_t name[ZZ__ENTITY_LONGEST], size_t *size)
{
    size_t n = *p++;

    while (*p < 0x80)
        name[n++] = *p++;
    name[n++] = *p++ & 0x7F;
    *size = n;
    return p;
}

static int compare(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
    int order = memcmp(a, b, n < m ? n : m);
    if (order != 0)
        return order;
    return n < m ? -1 : n > m;
}

/* The number of the name, or that of all names where it is none. */
static size_t find_name(const uint8_t *text, size_t n)
{
    size_t low = 0, high = (zz__entity_count + ZZ__ENTITY_BLOCK - 1u) / ZZ__ENTITY_BLOCK, i;
    uint8_t name[ZZ__ENTITY_LONGEST];
    const uint8_t *p;
    size_t size;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;

        (void)next_name(zz__entity_names + zz__entity_blocks[middle], name, &size);
        if (compare(name, size, text, n) <= 0)
            low = middle;
        else
            high = middle;
    }
    p = zz__entity_names + zz__entity_blocks[low];
    high = high * ZZ__ENTITY_BLOCK < zz__entity_count ? high * ZZ__ENTITY_BLOCK : zz__entity_count;
    for (i = low * ZZ__ENTITY_BLOCK; i < high; i++) {
        p = next_name(p, name, &size);
        if (size == n && memcmp(name, text, n) == 0)
            return i;
    }
    return zz__entity_count;
}

/* The character that a number of a reference stands for; 0: none. */
static uint32_t character_of(uint32_t number)
{
    if (number >= 0x80 && number <= 0x9F)
        return code_page_1252[number - 0x80];
    if (number < 0x20 && number != '\t' && number != '\n' && number != '\f' && number != '\r')
        return 0;
    if (number == 0x7F || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF) ||
        (number >= 0xFDD0 && number <= 0xFDEF) || (number & 0xFFFE) == 0xFFFE)
        return 0;
    return number;
}

/* n bytes behind "&#". */
static uint32_t read_number(const uint8_t *text, size_t n)
{
    uint32_t base = n > 0 && (text[0] | 0x20) == 'x' ? 16 : 10, number = 0;
    size_t i = base == 16;

    if (i == n)
        return 0;
    for (; i < n; i++) {
        uint32_t c = text[i] | 0x20u, digit;

        if (c >= '0' && c <= '9' && text[i] >= '0')
            digit = c - '0';
        else if (base == 16 && c >= 'a' && c <= 'f')
            digit = c - 'a' + 10;
        else
            return 0;
        number = number * base + digit;
        if (number > 0x10FFFF)
            return 0;
    }
    return character_of(number);
}

/* The reference whose & is at pos and whose spelling ends at end. */
static reference read_reference(const zz__input *in, size_t pos, size_t end)
{
    const uint8_t *name = in->text + pos + 1;
    size_t n = end - pos - 1, found;
    reference r = {0, {0, 0}};
    uint32_t value;

    if (end == in->end || in->text[end] != ';' || n == 0 || n > ZZ__ENTITY_LONGEST)
        return r;
    if (name[0] == '#') {
        r.code_points[0] = read_number(name + 1, n - 1);
    } else {
        found = find_name(name, n);
        if (found == zz__entity_count)
            return r;
        value = zz__entity_values[found];
        r.code_points[0] = value;
        if (value >= ZZ__ENTITY_SEQUENCE && value <= 0xDFFF) {
            r.code_points[0] = zz__entity_sequences[value - ZZ__ENTITY_SEQUENCE][0];
            r.code_points[1] = zz__entity_sequences[value - ZZ__ENTITY_SEQUENCE][1];
        } else if (value >= ZZ__ENTITY_MATHEMATICAL && value <= 0xDFFF) {
            r.code_points[0] = 0x1D400 + (value - ZZ__ENTITY_MATHEMATICAL);
        }
    }
    if (r.code_points[0] != 0)
        r.size = end + 1 - pos;
    return r;
}

/* Does the output end with & and spelling, so that more of it could complete a reference? */
static bool is_open(const zz__input *in, size_t pos, const walk *w)
{
    size_t back;

    for (back = 0; back < LONGEST; back++) {
        if (w->any && pos - back == w->last)
            return w->ampersand;
        if (back == pos)
            return false;
        if (in->text[pos - back - 1] == '&')
            return true;
        if (!is_spelling(in->text[pos - back - 1]))
            return false;
    }
    return false;
}

typedef enum verdict { KEEP, CHANGE, UNDECIDED } verdict;

/* Would the reference, put in the output, make part of another? */
static verdict decide(const zz__input *in, size_t pos, const reference *r, const walk *w)
{
    uint32_t c = r->code_points[0];
    size_t next = pos + r->size, end;

    if (c < 0x80 && (c == ';' || is_spelling((uint8_t)c)) && is_open(in, pos, w))
        return KEEP;
    if (c != '&')
        return CHANGE;
    end = spelling_end(in, next, LONGEST);
    if (end == in->end && !in->final)
        return UNDECIDED;
    /* The & would be where the ; of this one is. */
    return read_reference(in, next - 1, end).size != 0 ? KEEP : CHANGE;
}

static void entity_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    walk *w = ctx;
    size_t end;
    reference r;
    verdict v;

    if (in->text[pos] != '&')
        return;
    end = spelling_end(in, pos + 1, LONGEST);
    if (end == in->end && !in->final) {
        change->source = 0;
        return;
    }
    r = read_reference(in, pos, end);
    if (r.size == 0)
        return;
    v = decide(in, pos, &r, w);
    if (v == UNDECIDED)
        change->source = 0;
    if (v != CHANGE)
        return;
    zz__change_to(change, r.size, r.code_points[0], ENTITY);
    if (r.code_points[1] != 0)
        change->target += zz__utf8_encode(r.code_points[1], change->out + change->target);
    w->any = true;
    w->ampersand = r.code_points[0] == '&';
    w->last = pos + r.size;
}

static int32_t entities_run(const void *self, void *state_memory, zz__input *in, zz__sink *sink)
{
    entities_state *state = state_memory;
    walk w = {in->start - state->since, state->any, state->ampersand};
    int32_t status;

    (void)self;
    status = zz__change_run(in, sink, entities_test, entity_at, &w);
    state->any = w.any && in->start - w.last < LONGEST;
    state->ampersand = w.ampersand;
    state->since = state->any ? (uint8_t)(in->start - w.last) : 0;
    return status;
}

const zz__step_type zz__step_entities = {
    .name = "entities",
    .summary = "HTML's character references become characters: &amp; &#20013; to & 中",
    .operations = operations,
    .state_size = sizeof(entities_state),
    .growth = 308, /* &nLt; to six bytes */
    .run = entities_run,
};
