/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run of a step for marks: it is handed its text a piece at a time, which is all it looks at,
 * and tells what to replace.
 *
 * A piece is a line, together with those into which a protected span goes on; of a long line,
 * as much as goes up to the first place after some 1,200 bytes where two Han stand side by side,
 * or two letters with one space between them; whole sentences where the step says so. The bytes
 * are counted that no such step changes, and nothing in a piece depends on what is outside of
 * it, so a text that was cleaned before falls into the same pieces again. What is so full of marks
 * that it has no such place is copied.
 */
#ifndef ZZ_CLEAN_PIECE_H
#define ZZ_CLEAN_PIECE_H

#include "clean/around.h"
#include "clean/protect.h"
#include "clean/scan.h"

#define ZZ__PIECE_SPANS 1400

typedef struct zz__piece_span {
    uint16_t from, to; /* from the beginning of the piece */
} zz__piece_span;

typedef struct zz__piece {
    const zz__input *in;
    size_t from, to;
    size_t copied; /* up to here the input went out */
    uint32_t value, unprotected;
    bool begins, ends; /* whole at its beginning, at its end: no part of a long line */
    bool copy;         /* nothing in it may be changed */
    size_t span_count, span; /* the spans; the first that may be behind where the step is */
    zz__piece_span spans[ZZ__PIECE_SPANS];
} zz__piece;

typedef struct zz__piece_step {
    int32_t (*rewrite)(zz__piece *piece, zz__sink *sink);
    bool sentences; /* long lines are cut behind a 。 outside of quotes */
    size_t ahead;   /* bytes behind a piece that it looks at */
} zz__piece_step;

/* Tells the sink what is between the places, and to replace size bytes at pos. */
int32_t zz__piece_replace(zz__piece *piece, zz__sink *sink, size_t pos, size_t size,
                          const void *bytes, size_t n, zz__op op);

/* Is pos in a span that has an end of its own? Then *end is behind it. Asked in ascending order. */
bool zz__piece_in_span(zz__piece *piece, size_t pos, size_t *end);

/* The span that ends, that begins at pos, or NULL; in any order. */
const zz__piece_span *zz__piece_span_to(const zz__piece *piece, size_t pos);
const zz__piece_span *zz__piece_span_from(const zz__piece *piece, size_t pos);

/* The three bytes at pos as one number, 0 where the piece ends before. */
static inline uint32_t zz__piece_three(const zz__piece *piece, size_t pos)
{
    const uint8_t *at = piece->in->text + pos;
    return piece->to - pos < 3 ? 0 : (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

/* Is there a Han in the text from..to? */
bool zz__piece_has_han(const zz__piece *piece, size_t from, size_t to);

/* The characters beside pos, EDGE where the piece's line begins or ends. */
zz__neighbour zz__piece_before(const zz__piece *piece, size_t pos);
zz__neighbour zz__piece_after(const zz__piece *piece, size_t pos);

/*
 * Settles the piece that begins at *pos, and those behind it up to one that ends at or behind
 * looked; moves *pos there, or leaves it where more text is needed.
 */
int32_t zz__pieces(const zz__piece_step *step, const zz__clean_options *options,
                   zz__protect *protect, const zz__input *in, size_t *pos, size_t looked,
                   zz__sink *sink);

/* Where the piece begins that found is in, if pos is where one before it began and no span between
 * them goes on in another line; pos where they are in one line. */
size_t zz__piece_begin(const uint8_t *text, size_t pos, size_t found);

/*
 * To be inlined, with step and test known: a step's run is a call of it. The test is asked about b,
 * which stands behind a and before c: it says yes where a span may open, and where the step may
 * have something to do. A step changes no piece for all bytes of which the test says no.
 */
static inline int32_t zz__pieces_run(const void *self, void *state, zz__input *in,
                                     zz__sink *sink, const zz__piece_step *step,
                                     zz__scan_test test)
{
    static const zz__clean_options none;
    const zz__clean_options *options = self != NULL ? self : &none;
    zz__protect *protect = state;
    int32_t status = ZZ_OK;

    while (status == ZZ_OK && in->start < in->end) {
        size_t begin = in->start, looked = begin;

        /* The first byte of the text has none before it, so it is not skipped. */
        if (protect->mode == 0 && begin > 0) {
            looked = zz__scan_skip(in->text, begin - 1, in->end, test);
            if (looked > begin) {
                size_t line = zz__piece_begin(in->text, begin, looked);
                status = zz__sink_copy(sink, in->text + begin, line - begin);
                in->start = line;
            }
        }
        if (status == ZZ_OK && in->start < in->end) {
            size_t before = in->start;
            status = zz__pieces(step, options, protect, in, &in->start, looked, sink);
            if (in->start == before)
                break;
        }
    }
    return status;
}

#endif
