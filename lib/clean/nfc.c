/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nfc: Unicode normalisation form C, through utf8proc, with the 1,002 CJK compatibility
 * ideographs that have a canonical decomposition (in U+F900-FAFF and U+2F800-2FA1F) kept as they
 * are: NFC would make them unified ones for good, and legacy text would not go back to
 * its bytes. Whether to fold them is a question of its own.
 *
 * The text is seen as spans: a character that never joins what is before it, and the marks and
 * others behind it that may (NFC_Quick_Check not Yes, or a combining class). Our table tells
 * which; where there are none, or only marks that are in order, the span is normalised already.
 * Only another span is handed to utf8proc, so it never sees ill-formed bytes, and no error of it
 * reaches the user: what it refused would stay as it is. Nor does its fault of dropping U+11A7
 * behind a Hangul syllable (2.8.0): that begins a span.
 *
 * Not touched: compatibility ideographs, ill-formed bytes, code points that were unassigned in the
 * Unicode version of the table (marks behind these are put in order all the same), and a span of
 * more than 256 bytes. That bound is what lets a stream decide with little in hand: Unicode's
 * Stream-Safe Text Format allows 30 marks in a row, which with their base are at most 124 bytes.
 * A longer span is left alone as a whole, wherever the text is cut.
 *
 * Source: UAX #15, Unicode 15: sections 1.2 (composition), 9 (quick check), 13 (stream-safe).
 */
#include <utf8proc.h>

#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/scan.h"
#include "clean/unicode.h"

#define SPAN 256
/* A span's first character gives up to 4 code points, each other, of 2 bytes or more, up to 2. */
#define SPAN_CODE_POINTS (4 + SPAN)
/* A canonical decomposition is at most three times as long (U+1D160); composing only shortens. */
#define GROWTH 3

typedef struct nfc_state {
    bool oversized; /* what was consumed ends inside a span of more than SPAN bytes */
} nfc_state;

typedef struct span {
    size_t core; /* what utf8proc may be handed begins here */
    size_t end;
    bool asks; /* the quick check does not say that it is normalised */
} span;

enum { COMPOSED = 1 };
static const char *const operations[] = {"composed", NULL};

typedef enum outcome { COMPLETE, UNDECIDED, OVERSIZED } outcome;

/* Every character that is a member or decomposes begins with such bytes. */
static zz__lanes nfc_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes e2 = (zz__lanes_is(b, 0x80) & zz__lanes_in(c, 0x80, 0x81)) |
                   zz__lanes_in(b, 0x83, 0x84) | zz__lanes_is(b, 0x8C) |
                   zz__lanes_in(b, 0xAB, 0xB7);
    zz__lanes e3 = (zz__lanes_is(b, 0x80) & zz__lanes_in(c, 0xAA, 0xAF)) |
                   (zz__lanes_is(b, 0x82) & zz__lanes_in(c, 0x99, 0x9A));
    zz__lanes ef = zz__lanes_in(b, 0xAC, 0xAD) |
                   (zz__lanes_is(b, 0xB8) & zz__lanes_in(c, 0xA0, 0xAF));

    return (zz__lanes)(zz__lanes_in(a, 0xCC, 0xE1) | (zz__lanes_is(a, 0xE2) & e2) |
                       (zz__lanes_is(a, 0xE3) & e3) |
                       (zz__lanes_is(a, 0xEA) & zz__lanes_in(b, 0x80, 0xAF)) |
                       (zz__lanes_is(a, 0xEF) & ef) |
                       (zz__lanes_is(a, 0xF0) & zz__lanes_in(b, 0x80, 0x9E)));
}

/* The code of the character at pos, and its size; false where the chunk ends inside it. */
static bool nfc_unit(const zz__input *in, size_t pos, uint8_t *code, size_t *size)
{
    uint32_t code_point = zz__utf8_decode(in->text + pos, in->end - pos, size);
    *code = zz__nfc_code(code_point);
    return code_point != ZZ__TRUNCATED || in->final;
}

/* The span that begins at start, which is before in->end. */
static outcome read_span(const zz__input *in, size_t start, span *s)
{
    size_t pos = start, size;
    uint8_t code, last = 0;

    if (!nfc_unit(in, pos, &code, &size))
        return UNDECIDED;
    pos += size;
    s->core = code == ZZ__NFC_INERT ? pos : start;
    s->asks = code == ZZ__NFC_MEMBER || code == ZZ__NFC_DECOMPOSES;
    if (code >= ZZ__NFC_RANK)
        last = code;
    while (pos < in->end) {
        if (!nfc_unit(in, pos, &code, &size))
            return UNDECIDED;
        if (zz__nfc_begins(code)) {
            s->end = pos;
            return COMPLETE;
        }
        pos += size;
        if (pos - start > SPAN)
            return OVERSIZED;
        if (code == ZZ__NFC_MEMBER || code < last)
            s->asks = true;
        last = code;
    }
    s->end = pos;
    return in->final ? COMPLETE : UNDECIDED;
}

/* What n bytes at text become; 0 where utf8proc refuses, which leaves them as they are. */
static size_t compose(const uint8_t *text, size_t n, uint8_t out[SPAN * GROWTH])
{
    const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    utf8proc_int32_t code_points[SPAN_CODE_POINTS];
    utf8proc_ssize_t count, i;
    size_t size = 0;

    count = utf8proc_decompose(text, (utf8proc_ssize_t)n, code_points, SPAN_CODE_POINTS, options);
    if (count < 0 || count > SPAN_CODE_POINTS)
        return 0;
    count = utf8proc_normalize_utf32(code_points, count, options);
    for (i = 0; i < count; i++) {
        if (SPAN * GROWTH - size < 4)
            return 0;
        size += zz__utf8_encode((uint32_t)code_points[i], out + size);
    }
    return size;
}

/* Puts the span in order; *copied is up to where the input went out. */
static int32_t settle(const zz__input *in, const span *s, size_t *copied, zz__sink *sink)
{
    const uint8_t *core = in->text + s->core;
    size_t n = s->end - s->core, size;
    uint8_t out[SPAN * GROWTH];
    int32_t status;

    size = compose(core, n, out);
    if (size == 0 || (size == n && memcmp(core, out, n) == 0))
        return ZZ_OK;
    status = zz__sink_copy(sink, in->text + *copied, s->core - *copied);
    if (status == ZZ_OK)
        status = zz__sink_replace(sink, n, out, size, COMPOSED);
    *copied = s->end;
    return status;
}

/* The end of the oversized span that pos is inside of, or as far as it is there. */
static size_t pass_oversized(const zz__input *in, size_t pos, nfc_state *state)
{
    size_t size;
    uint8_t code;

    while (pos < in->end && nfc_unit(in, pos, &code, &size)) {
        if (zz__nfc_begins(code)) {
            state->oversized = false;
            break;
        }
        pos += size;
    }
    return pos;
}

static int32_t nfc_run(const void *self, void *state_memory, zz__input *in, zz__sink *sink)
{
    nfc_state *state = state_memory;
    const uint8_t *text = in->text;
    size_t pos = in->start, copied = in->start;
    size_t base;         /* where the span begins that pos is in or right behind */
    size_t looked = pos; /* up to here each character needs a look */
    int32_t status = ZZ_OK;

    (void)self;
    if (state->oversized)
        pos = pass_oversized(in, pos, state);
    base = pos;
    while (pos < in->end && !state->oversized) {
        uint8_t code;
        size_t size;
        outcome found;
        span s;

        if (pos >= looked) {
            size_t block = zz__scan_skip(text, pos, in->end, nfc_test);
            if (block != pos)
                base = pos = zz__scan_character_before(text, block);
            looked = block + ZZ__SCAN_BLOCK;
        }
        if (!nfc_unit(in, pos, &code, &size))
            break;
        if (code == ZZ__NFC_PLAIN || code == ZZ__NFC_INERT) {
            base = pos;
            pos += size;
            continue;
        }
        if (code == ZZ__NFC_DECOMPOSES)
            base = pos;
        found = read_span(in, base, &s);
        if (found == UNDECIDED)
            break;
        if (found == OVERSIZED) {
            state->oversized = true;
            (void)nfc_unit(in, base, &code, &size);
            base = pos = pass_oversized(in, base + size, state);
            continue;
        }
        if (s.asks)
            status = settle(in, &s, &copied, sink);
        if (status != ZZ_OK)
            return status;
        base = pos = s.end;
    }
    in->start = in->final ? in->end : base;
    return zz__sink_copy(sink, text + copied, in->start - copied);
}

const zz__step_type zz__step_nfc = {
    .name = "nfc",
    .summary = "Unicode normalisation form C, with the compatibility ideographs kept",
    .operations = operations,
    .state_size = sizeof(nfc_state),
    .growth = 256 * GROWTH,
    .run = nfc_run,
};
