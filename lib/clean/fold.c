/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fold: makes a key by which texts are searched and compared, which is not for reading: NFKC with
 * case folded and default ignorable characters (zero-width ones, variation selectors, soft hyphens)
 * dropped, which is Unicode's NFKC_Casefold; and what that leaves, every radical and stroke as the
 * Han character it is, and ︰ as a colon, which NFKC makes "..". So fullwidth and halfwidth, ㈱ and
 * (株), ① and 1, 神 and its compatibility form, A and a are the same, and ，：；？！（） are ASCII marks.
 *
 * The text is seen as spans: a character that joins nothing before it, even when it is folded,
 * and what is behind it that may. Only a span that is not plainly a key already is handed to
 * utf8proc, again until nothing changes any more, so it never sees ill-formed bytes and folding a
 * key gives that key.
 *
 * Not touched: 。、「」《》 and other marks without a compatibility decomposition, which NFKC keeps as
 * well; line breaks; ill-formed bytes; code points that were unassigned in the tables'
 * version of Unicode; spans of more than 256 bytes, as in nfc.
 *
 * Source: Unicode core specification 3.13 and 5.18, UAX #15, EquivalentUnifiedIdeograph.txt.
 */
#include <utf8proc.h>

#include "base/utf8.h"
#include "clean/character_tables.h"
#include "clean/clean.h"
#include "clean/scan.h"
#include "clean/unicode.h"

#define SPAN 256
/* U+FDFA, of 3 bytes, becomes 18 code points and 33 bytes; nothing grows by more. */
#define GROWTH 11
#define CODE_POINTS (SPAN * 6)
#define LEADER 0xFE30
#define ROUNDS 4 /* more than any character takes until it is its own key */

#define OPTIONS                                                                                    \
    ((utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |                    \
                         UTF8PROC_CASEFOLD | UTF8PROC_IGNORE))

enum { FOLDED = 1 };
static const char *const operations[] = {"folded", NULL};

typedef struct fold_state {
    bool oversized; /* what was consumed ends inside a span of more than SPAN bytes */
} fold_state;

/* How a character takes part in folding. */
typedef enum role {
    STABLE, /* begins a span, and is its own key */
    INERT,  /* begins a span, and is not folded */
    FOLDS,  /* begins a span, and may change */
    JOINS   /* may join what is before it, or goes */
} role;

typedef struct span {
    size_t core; /* what is folded begins here */
    size_t end;
    bool asks; /* it is not plainly a key already */
} span;

typedef enum outcome { COMPLETE, UNDECIDED, OVERSIZED } outcome;

/* Every character that is neither STABLE nor INERT begins with such bytes. */
static zz__lanes fold_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes quote = zz__lanes_is(b, 0x80) &
                      (zz__lanes_is(c, 0x94) | zz__lanes_in(c, 0x98, 0x9E));
    zz__lanes e3 = (zz__lanes_is(b, 0x80) & (zz__lanes_is(c, 0x80) | zz__lanes_in(c, 0xAA, 0xBF))) |
                   (zz__lanes_is(b, 0x82) & zz__lanes_in(c, 0x99, 0x9F)) |
                   (zz__lanes_is(b, 0x83) & zz__lanes_is(c, 0xBF)) | zz__lanes_in(b, 0x84, 0x8F);
    zz__lanes f0 = zz__lanes_in(b, 0x90, 0x9E) | zz__lanes_is(b, 0xAF) |
                   (zz__lanes_is(b, 0x9F) & (zz__lanes_in(c, 0x84, 0x8B) | zz__lanes_is(c, 0xAF)));

    return (zz__lanes)(zz__lanes_in(a, 'A', 'Z') | zz__lanes_in(a, 0xC2, 0xE1) |
                       (zz__lanes_is(a, 0xE2) & ~quote) | (zz__lanes_is(a, 0xE3) & e3) |
                       (zz__lanes_is(a, 0xEA) & zz__lanes_in(b, 0x80, 0xAF)) |
                       (zz__lanes_is(a, 0xED) & zz__lanes_in(b, 0x9E, 0x9F)) |
                       (zz__lanes_is(a, 0xEF) & zz__lanes_in(b, 0xA4, 0xBF)) |
                       (zz__lanes_is(a, 0xF0) & f0) | zz__lanes_is(a, 0xF3));
}

static role role_of_other(uint32_t c)
{
    utf8proc_int32_t parts[32];
    utf8proc_ssize_t count;
    int boundary = 0;

    count = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 32,
                                    (utf8proc_option_t)(UTF8PROC_DECOMPOSE | OPTIONS), &boundary);
    if (count == 0)
        return JOINS;
    if (count < 0 || count > 32)
        return INERT;
    if (!zz__nfc_begins(zz__nfc_code((uint32_t)parts[0])))
        return JOINS;
    return count == 1 && parts[0] == (utf8proc_int32_t)c ? STABLE : FOLDS;
}

/* A code point, or what zz__utf8_decode gives for ill-formed bytes. */
static role role_of(uint32_t c)
{
    uint32_t radical;

    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? FOLDS : STABLE;
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3))
        return STABLE;
    if (zz__svs_selector(c) != 0 || c == LEADER)
        return FOLDS;
    if (c == 0xE0001 || (c >= 0xE0020 && c <= 0xE007F) || (c >= 0xE0100 && c <= 0xE01EF))
        return JOINS; /* they go; beyond the tables */
    if (zz__nfc_code(c) == ZZ__NFC_INERT)
        return INERT;
    radical = zz__radical_index(c);
    if (radical != ZZ__RADICALS && zz__target(&zz__radicals, radical) != 0)
        return FOLDS;
    return role_of_other(c);
}

/* What NFKC is not asked about. */
static utf8proc_int32_t substitute(utf8proc_int32_t code_point, void *unused)
{
    uint32_t radical = zz__radical_index((uint32_t)code_point), target = 0;

    (void)unused;
    if (code_point == LEADER)
        return ':';
    if (radical != ZZ__RADICALS)
        target = zz__target(&zz__radicals, radical);
    return target != 0 ? (utf8proc_int32_t)target : code_point;
}

/* The role of the character at pos, and its size; false where the chunk ends inside it. */
static bool unit_at(const zz__input *in, size_t pos, role *r, size_t *size)
{
    uint32_t c = zz__utf8_decode(in->text + pos, in->end - pos, size);
    *r = role_of(c);
    return c != ZZ__TRUNCATED || in->final;
}

/* The span that begins at start, which is before in->end. */
static outcome read_span(const zz__input *in, size_t start, span *s)
{
    size_t pos = start, size;
    role r;

    if (!unit_at(in, pos, &r, &size))
        return UNDECIDED;
    pos += size;
    s->core = r == INERT ? pos : start;
    s->asks = r == FOLDS || r == JOINS;
    while (pos < in->end) {
        if (!unit_at(in, pos, &r, &size))
            return UNDECIDED;
        if (r != JOINS) {
            s->end = pos;
            return COMPLETE;
        }
        pos += size;
        if (pos - start > SPAN)
            return OVERSIZED;
        s->asks = true;
    }
    s->end = pos;
    return in->final ? COMPLETE : UNDECIDED;
}

/* Folds n bytes at text once; false where utf8proc refuses or there is too much. */
static bool fold_once(const uint8_t *text, size_t n, uint8_t out[SPAN * GROWTH], size_t *size)
{
    utf8proc_int32_t code_points[CODE_POINTS];
    utf8proc_ssize_t count, i;

    count = utf8proc_decompose_custom(text, (utf8proc_ssize_t)n, code_points, CODE_POINTS, OPTIONS,
                                      substitute, NULL);
    if (count < 0 || count > CODE_POINTS)
        return false;
    count = utf8proc_normalize_utf32(code_points, count, OPTIONS);
    *size = 0;
    for (i = 0; i < count; i++) {
        if (SPAN * GROWTH - *size < 4)
            return false;
        *size += zz__utf8_encode((uint32_t)code_points[i], out + *size);
    }
    return count >= 0;
}

/* Folds until nothing changes; false where that is not to be had, and the text stays as it is. */
static bool fold(const uint8_t *text, size_t n, uint8_t out[SPAN * GROWTH], size_t *size)
{
    uint8_t last[SPAN * GROWTH];
    size_t last_size;
    int i;

    if (!fold_once(text, n, out, size))
        return false;
    for (i = 0; i < ROUNDS; i++) {
        last_size = *size;
        memcpy(last, out, last_size);
        if (!fold_once(last, last_size, out, size))
            return false;
        if (*size == last_size && memcmp(out, last, last_size) == 0)
            return *size <= n * GROWTH;
    }
    return false;
}

/* The place of a walk. */
typedef struct walk {
    const zz__input *in;
    zz__sink *sink;
    size_t pos;
    size_t base;   /* where the span begins that pos is in or right behind */
    size_t looked; /* up to here each character needs a look */
    size_t copied; /* up to here the input went out */
} walk;

/* The n bytes at pos become those at out. */
static int32_t replace(walk *w, size_t pos, size_t n, const uint8_t *out, size_t size)
{
    const uint8_t *text = w->in->text;
    int32_t status = zz__sink_copy(w->sink, text + w->copied, pos - w->copied);

    if (status == ZZ_OK)
        status = zz__sink_replace(w->sink, n, out, size, FOLDED);
    w->copied = pos + n;
    return status;
}

static int32_t settle(walk *w, const span *s)
{
    const uint8_t *core = w->in->text + s->core;
    size_t n = s->end - s->core, size;
    uint8_t out[SPAN * GROWTH];

    if (!fold(core, n, out, &size) || (size == n && memcmp(core, out, n) == 0))
        return ZZ_OK;
    /* What is between ill-formed bytes keeps them apart: together they might be a character. */
    if (size == 0 && s->end < w->in->end && (w->in->text[s->end] & 0xC0) == 0x80)
        return ZZ_OK;
    return replace(w, s->core, n, out, size);
}

/* Is the byte one that begins a character of which role_of needs no look: ASCII, or Han? */
static bool begins(uint8_t c)
{
    return c < 0x80 || (c >= 0xE4 && c <= 0xE9);
}

/*
 * The common cases, without a span's care: Han, an ASCII capital or a fullwidth form of ASCII
 * before what begins a span. Returns false for all else.
 */
static bool take_simple(walk *w, int32_t *status)
{
    const uint8_t *p = w->in->text + w->pos;
    size_t n = w->in->end - w->pos;
    uint8_t c = p[0], out;
    size_t size = 3;

    if (n < 4)
        return false;
    if (c >= 0xE4 && c <= 0xE9) {
        if ((p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return false;
        w->base = w->pos;
        w->pos += 3;
        return true;
    }
    if (c >= 'A' && c <= 'Z') {
        size = 1;
        out = c;
    } else if (c == 0xEF && p[1] == 0xBC && p[2] >= 0x81 && p[2] <= 0xBF) {
        out = (uint8_t)(p[2] - 0x60);
    } else if (c == 0xEF && p[1] == 0xBD && p[2] >= 0x80 && p[2] <= 0x9E) {
        out = (uint8_t)(p[2] - 0x20);
    } else {
        return false;
    }
    if (!begins(p[size]))
        return false;
    if (out >= 'A' && out <= 'Z')
        out = (uint8_t)(out | 0x20);
    *status = replace(w, w->pos, size, &out, 1);
    w->pos += size;
    w->base = w->pos;
    return true;
}

/* The end of the oversized span that pos is inside of, or as far as it is there. */
static size_t pass_oversized(const zz__input *in, size_t pos, fold_state *state)
{
    size_t size;
    role r;

    while (pos < in->end && unit_at(in, pos, &r, &size)) {
        if (r != JOINS) {
            state->oversized = false;
            break;
        }
        pos += size;
    }
    return pos;
}

/* Takes the character at w->pos, or the span; false where more text is needed. */
static bool take(walk *w, fold_state *state, int32_t *status)
{
    const zz__input *in = w->in;
    outcome found;
    size_t size;
    span s;
    role r;

    if (!unit_at(in, w->pos, &r, &size))
        return false;
    if (r == STABLE || r == INERT) {
        w->base = w->pos;
        w->pos += size;
        return true;
    }
    if (r == FOLDS)
        w->base = w->pos;
    found = read_span(in, w->base, &s);
    if (found == UNDECIDED)
        return false;
    if (found == OVERSIZED) {
        state->oversized = true;
        (void)unit_at(in, w->base, &r, &size);
        s.end = pass_oversized(in, w->base + size, state);
    } else if (s.asks) {
        *status = settle(w, &s);
    }
    w->base = w->pos = s.end;
    return true;
}

static int32_t fold_run(const void *self, void *state_memory, zz__input *in, zz__sink *sink)
{
    fold_state *state = state_memory;
    walk w = {in, sink, in->start, in->start, in->start, in->start};
    int32_t status = ZZ_OK;

    (void)self;
    if (state->oversized)
        w.base = w.pos = pass_oversized(in, w.pos, state);
    while (status == ZZ_OK && w.pos < in->end && !state->oversized) {
        if (w.pos >= w.looked) {
            size_t block = zz__scan_skip(in->text, w.pos, in->end, fold_test);
            if (block != w.pos)
                w.base = w.pos = zz__scan_character_before(in->text, block);
            w.looked = block + ZZ__SCAN_BLOCK;
        }
        if (!take_simple(&w, &status) && !take(&w, state, &status))
            break;
    }
    if (status != ZZ_OK)
        return status;
    in->start = in->final ? in->end : w.base;
    return zz__sink_copy(sink, in->text + w.copied, in->start - w.copied);
}

const zz__step_type zz__step_fold = {
    .name = "fold",
    .summary = "a key for searching and comparing, not for reading: NFKC, "
               "lower case, no marks of width",
    .operations = operations,
    .state_size = sizeof(fold_state),
    .growth = 256 * GROWTH,
    .run = fold_run,
};
