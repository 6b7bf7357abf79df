/* SPDX-License-Identifier: Apache-2.0 */
/*
 * invisible: deletes characters that show nothing where they touch Chinese or Japanese text.
 *
 * A *run* of the characters below is decided on together. Its left neighbour is the nearest
 * character before it that is not one of them, looked for through combining marks and variation
 * selectors; its right neighbour is the character after it. At least one of the two must be Han (in
 * every plane), kana, bopomofo, or a mark or symbol of theirs; where none is, or the right one is
 * a combining mark, which would move to another base, the run stays. Else:
 *
 *   zero width     U+200B-200D 2060 FEFF   go, unless a neighbour is an emoji, or of a script in
 *                                          which they are spelling (Indic, Arabic and its
 *                                          relatives, Hebrew, Mongolian, Thai, Khmer, ...)
 *   format         tags U+E0001 E0020-E007F, U+180E, U+FFF9-FFFB          the same
 *   fillers        U+115F 3164 FFA0        the same, and no neighbour is Hangul
 *   soft hyphen    U+00AD                  goes
 *   bidi controls  U+200E 200F 202A-202E 2066-2069   go, unless the paragraph has a letter written
 *                                          from right to left before them, or among the
 *                                          next 256 code points
 *   controls       U+0001-0008 000E-001A 001C-001F 007F   go, unless there is an ESC before
 *                                          them in the line: that is a terminal's
 *
 * U+FEFF at the very beginning of the text goes whatever is beside it: a byte order mark.
 *
 * Not touched: whatever has no such neighbour; NUL, which separates records; TAB, LF, VT, FF, CR,
 * which break lines or cells; ESC, without which the rest of a terminal's sequence would show; C1
 * controls, of which U+0085 is often a damaged character; spaces of all kinds; variation
 * selectors; the invisible operators U+2061-2064.
 *
 * So that doing it twice is doing it once, and so in front of nfc as well: the right-to-left
 * letter is sought among code points of the canonical decomposition, whose number nfc does not
 * change. A run of more than 1,024 bytes is decided on as if nothing in particular came after it.
 *
 * Source: the restraint is that of UTS #51 (emoji sequences), UAX #9 (paragraphs), UAX #14
 * (line breaks) and the Unicode core specification 23.2 (joiners). Of what is stripped, ftfy strips
 * the controls and pangu.vim the zero width ones, whatever is beside them.
 */
#include <utf8proc.h>

#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/scan.h"
#include "clean/unicode.h"

enum {
    ZERO_WIDTH = 1,
    BYTE_ORDER_MARK,
    BIDI,
    SOFT_HYPHEN,
    FORMAT,
    FILLER,
    CONTROL
};
static const char *const operations[] = {
    "zero-width",
    "byte-order-mark",
    "bidi-control",
    "soft-hyphen",
    "format-character",
    "filler",
    "control-character",
    NULL,
};

#define RUN 1024
#define WINDOW 256
#define ESC 0x1Bu

typedef struct invisible_state {
    bool begun;     /* the byte order marks at the beginning are behind */
    bool oversized; /* what was consumed ends inside a run of more than RUN bytes */
    bool rtl;       /* the paragraph has a letter written from right to left */
    bool escape;    /* the line has an ESC */
    uint8_t left;   /* the class of the nearest character before; marks and runs looked through */
} invisible_state;

/* The code points from `from` up to `to`, when a letter from right to left is sought. */
typedef struct window {
    size_t from, to;
    size_t count; /* of their canonical decompositions */
    bool letter;  /* what is at `to` is such a letter */
    bool stop;    /* it is, or the paragraph ends there */
} window;

typedef struct walk {
    const uint8_t *text;
    size_t pos, end;
    size_t copied;  /* up to here the input went out */
    size_t settled; /* what state->left tells of is right before this */
    bool final;
    window ahead;
    invisible_state *state;
    zz__sink *sink;
} walk;

typedef enum verdict { KEEP, DELETE, UNDECIDED } verdict;

/* Every invisible character, ESC, and every letter from right to left begins with such bytes. */
static zz__lanes invisible_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes control = zz__lanes_in(a, 0x01, 0x08) | zz__lanes_in(a, 0x0E, 0x1F) |
                        zz__lanes_is(a, 0x7F);
    zz__lanes e2 = (zz__lanes_is(b, 0x80) &
                    (zz__lanes_in(c, 0x8B, 0x8F) | zz__lanes_in(c, 0xAA, 0xAE))) |
                   (zz__lanes_is(b, 0x81) & zz__lanes_in(c, 0xA0, 0xA9));
    zz__lanes e1 = zz__lanes_is(b, 0x85) | zz__lanes_is(b, 0xA0);
    zz__lanes ef = zz__lanes_in(b, 0xAC, 0xBB) | zz__lanes_in(b, 0xBE, 0xBF);
    zz__lanes f0 = zz__lanes_is(b, 0x90) | zz__lanes_is(b, 0x9E);

    return (zz__lanes)(control | (zz__lanes_is(a, 0xC2) & zz__lanes_is(b, 0xAD)) |
                       zz__lanes_in(a, 0xD6, 0xE0) | (zz__lanes_is(a, 0xE1) & e1) |
                       (zz__lanes_is(a, 0xE2) & e2) |
                       (zz__lanes_is(a, 0xE3) & zz__lanes_is(b, 0x85)) |
                       (zz__lanes_is(a, 0xEF) & ef) | (zz__lanes_is(a, 0xF0) & f0) |
                       zz__lanes_is(a, 0xF3));
}

/* The operation that deletes such a character; 0 for every character that is none of them. */
static zz__op kind_of(uint32_t c)
{
    if (c < 0x80)
        return c == 0x7F || (c < 0x20 && c != 0 && (c < 0x09 || c > 0x0D) && c != ESC)
                   ? CONTROL
                   : 0;
    if (c == 0x00AD)
        return SOFT_HYPHEN;
    if ((c >= 0x200B && c <= 0x200D) || c == 0x2060)
        return ZERO_WIDTH;
    if (c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        return BIDI;
    if (c == 0xFEFF)
        return BYTE_ORDER_MARK;
    if (c == 0x115F || c == 0x3164 || c == 0xFFA0)
        return FILLER;
    if (c == 0x180E || (c >= 0xFFF9 && c <= 0xFFFB) || c == 0xE0001 ||
        (c >= 0xE0020 && c <= 0xE007F))
        return FORMAT;
    return 0;
}

static bool ends_paragraph(uint32_t c)
{
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2029;
}

/* The character at pos and its size; false where the chunk ends inside it. */
static bool character_at(const walk *w, size_t pos, uint32_t *code_point, size_t *size)
{
    *code_point = zz__utf8_decode(w->text + pos, w->end - pos, size);
    return *code_point != ZZ__TRUNCATED || w->final;
}

/* How many code points the canonical decomposition has. */
static size_t decomposed_count(uint32_t code_point)
{
    utf8proc_int32_t parts[8];
    utf8proc_ssize_t count;
    int boundary = 0;

    if (zz__nfc_code(code_point) == ZZ__NFC_INERT)
        return 1;
    count = utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, 8, UTF8PROC_DECOMPOSE,
                                    &boundary);
    return count > 0 ? (size_t)count : 1;
}

/* Is there no letter from right to left among the next WINDOW code points of the paragraph? */
static verdict look_ahead(walk *w, size_t pos)
{
    window *v = &w->ahead;
    uint32_t c;
    size_t size;

    if (pos > v->to || pos < v->from) {
        window begin = {pos, pos, 0, false, false};
        *v = begin;
    }
    while (v->from < pos) {
        (void)character_at(w, v->from, &c, &size);
        v->count -= decomposed_count(c);
        v->from += size;
    }
    while (!v->stop && v->count < WINDOW) {
        if (v->to == w->end) {
            if (!w->final)
                return UNDECIDED;
            break;
        }
        if (!character_at(w, v->to, &c, &size))
            return UNDECIDED;
        v->letter = zz__class_of(c) == ZZ__CLASS_RTL;
        v->stop = v->letter || ends_paragraph(c);
        if (!v->stop) {
            v->count += decomposed_count(c);
            v->to += size;
        }
    }
    return v->letter ? KEEP : DELETE;
}

/* The class of the nearest character before pos that is no mark; what is between is no run. */
static uint8_t left_of(const walk *w, size_t pos)
{
    while (pos > w->settled) {
        size_t size;
        uint8_t class = zz__class_of(zz__utf8_decode_before(w->text, pos, &size));
        if (class != ZZ__CLASS_MARK)
            return class;
        pos -= size;
    }
    return w->state->left;
}

static bool is_either(uint8_t left, uint8_t right, uint8_t class)
{
    return left == class || right == class;
}

static verdict decide(walk *w, size_t pos, zz__op kind, uint8_t left, uint8_t right)
{
    if (!is_either(left, right, ZZ__CLASS_CJK) || right == ZZ__CLASS_MARK)
        return KEEP;
    switch (kind) {
    case SOFT_HYPHEN:
        return DELETE;
    case CONTROL:
        return w->state->escape ? KEEP : DELETE;
    case BIDI:
        return w->state->rtl ? KEEP : look_ahead(w, pos);
    default:
        if (kind == FILLER && is_either(left, right, ZZ__CLASS_HANGUL))
            return KEEP;
        return is_either(left, right, ZZ__CLASS_EMOJI) ||
                       is_either(left, right, ZZ__CLASS_COMPLEX) ||
                       is_either(left, right, ZZ__CLASS_RTL)
                   ? KEEP
                   : DELETE;
    }
}

static int32_t delete(walk *w, size_t size, zz__op op)
{
    int32_t status = zz__sink_copy(w->sink, w->text + w->copied, w->pos - w->copied);
    if (status == ZZ_OK)
        status = zz__sink_replace(w->sink, size, NULL, 0, op);
    w->pos += size;
    w->copied = w->pos;
    return status;
}

/*
 * Where the run at w->pos ends, and the class of what is after it. Inside an oversized run that is
 * as far as RUN bytes or the chunk goes. false where it can't be told yet.
 */
static bool find_run_end(walk *w, size_t *run_end, uint8_t *right)
{
    bool *oversized = &w->state->oversized;
    size_t pos = w->pos, size = 0;
    uint32_t c = 0;

    *right = ZZ__CLASS_PLAIN;
    while (pos < w->end && pos - w->pos <= RUN) {
        if (!character_at(w, pos, &c, &size)) {
            *run_end = pos;
            return *oversized;
        }
        if (kind_of(c) == 0)
            break;
        pos += size;
    }
    *run_end = pos;
    if (pos - w->pos > RUN)
        *oversized = true;
    if (*oversized)
        return true;
    if (pos < w->end)
        *right = zz__class_of(c);
    return pos < w->end || w->final;
}

/* Decides on the run at w->pos, as far as it can: w->pos stays before what is undecided. */
static int32_t settle_run(walk *w, bool *undecided)
{
    uint8_t left = left_of(w, w->pos), right;
    int32_t status = ZZ_OK;
    size_t run_end, size;
    uint32_t c;

    *undecided = !find_run_end(w, &run_end, &right);
    while (status == ZZ_OK && !*undecided && w->pos < run_end) {
        zz__op kind;

        (void)character_at(w, w->pos, &c, &size);
        kind = kind_of(c);
        switch (decide(w, w->pos, kind, left, right)) {
        case DELETE:
            status = delete(w, size, kind);
            break;
        case KEEP:
            w->pos += size;
            break;
        case UNDECIDED:
            *undecided = true;
            break;
        }
    }
    w->state->left = left;
    w->settled = w->pos;
    return status;
}

/* Every U+FEFF at the beginning of the text; *undecided where there may be one more. */
static int32_t delete_byte_order_marks(walk *w, bool *undecided)
{
    static const uint8_t mark[3] = {0xEF, 0xBB, 0xBF};

    for (;;) {
        size_t there = w->end - w->pos < 3 ? w->end - w->pos : 3;
        int32_t status;

        if (there == 0 || memcmp(w->text + w->pos, mark, there) != 0)
            break;
        if (there < 3) {
            *undecided = !w->final;
            return ZZ_OK;
        }
        status = delete(w, 3, BYTE_ORDER_MARK);
        if (status != ZZ_OK)
            return status;
    }
    w->state->begun = w->state->begun || w->pos < w->end;
    w->settled = w->pos;
    return ZZ_OK;
}

/* Takes notice of a character that is no invisible one. */
static void pass(invisible_state *state, uint32_t c)
{
    state->oversized = false;
    if (c == ESC)
        state->escape = true;
    else if (ends_paragraph(c))
        state->rtl = state->escape = false;
    else if (c >= 0x590 && zz__class_of(c) == ZZ__CLASS_RTL)
        state->rtl = true;
}

static int32_t walk_on(walk *w)
{
    invisible_state *state = w->state;
    size_t looked = w->pos; /* up to here each character needs a look */
    bool undecided = false;
    int32_t status = ZZ_OK;

    if (!state->begun)
        status = delete_byte_order_marks(w, &undecided);
    while (status == ZZ_OK && !undecided && w->pos < w->end) {
        uint32_t c;
        size_t size;

        /* What a paragraph or an oversized run is told by must not be skipped while it matters. */
        if (w->pos >= looked && !state->rtl && !state->escape && !state->oversized) {
            size_t block = zz__scan_skip(w->text, w->pos, w->end, invisible_test);
            if (block != w->pos)
                w->pos = zz__scan_character_before(w->text, block);
            looked = block + ZZ__SCAN_BLOCK;
        }
        if (!character_at(w, w->pos, &c, &size))
            break;
        if (kind_of(c) != 0) {
            status = settle_run(w, &undecided);
        } else {
            pass(state, c);
            w->pos += size;
        }
    }
    return status;
}

static int32_t invisible_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    walk w;
    int32_t status;

    (void)self;
    memset(&w, 0, sizeof w);
    w.text = in->text;
    w.pos = w.copied = w.settled = in->start;
    w.end = in->end;
    w.final = in->final;
    w.state = state;
    w.sink = sink;
    status = walk_on(&w);
    if (status != ZZ_OK)
        return status;
    w.state->left = left_of(&w, w.pos);
    in->start = w.pos;
    return zz__sink_copy(sink, w.text + w.copied, w.pos - w.copied);
}

const zz__step_type zz__step_invisible = {
    .name = "invisible",
    .summary = "zero-width, bidi and control characters beside Chinese or Japanese text go",
    .operations = operations,
    .state_size = sizeof(invisible_state),
    .growth = 256,
    .run = invisible_run,
};
