/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run of a step that decides at single places what they become, in contact with what
 * stands around them in its input. A test (scan.h) skips blocks in which there is no such place.
 */
#ifndef ZZ_CLEAN_CHANGE_H
#define ZZ_CLEAN_CHANGE_H

#include "base/utf8.h"
#include "clean/scan.h"
#include "step/step.h"

#define ZZ__CHANGE_MOST 16 /* bytes that may take a place */

/* What a step does at a place. */
typedef struct zz__change {
    size_t source; /* the bytes there that it decides on; 0: more text is needed to decide */
    size_t target; /* the bytes that take their place, at out */
    zz__op op;     /* 0: they stay */
    uint8_t out[ZZ__CHANGE_MOST];
} zz__change;

/*
 * Decides at pos, where a character begins, or is inside one, if that is none of the step's. The
 * change comes as "one byte stays". Never asks for more text where in->final is set.
 */
typedef void (*zz__change_at)(const zz__input *in, size_t pos, void *ctx, zz__change *change);

static inline void zz__change_to(zz__change *change, size_t source, uint32_t code_point, zz__op op)
{
    change->source = source;
    change->target = zz__utf8_encode(code_point, change->out);
    change->op = op;
}

static inline void zz__change_delete(zz__change *change, size_t source, zz__op op)
{
    change->source = source;
    change->target = 0;
    change->op = op;
}

/* The character at pos; false where the chunk ends inside it. */
static inline bool zz__character_at(const zz__input *in, size_t pos, uint32_t *code_point,
                                    size_t *size)
{
    *code_point = zz__utf8_decode(in->text + pos, in->end - pos, size);
    return *code_point != ZZ__TRUNCATED || in->final;
}

/* To be inlined, with test and at known: a step's run is a call of it. */
static inline int32_t zz__change_run(zz__input *in, zz__sink *sink, zz__scan_test test,
                                     zz__change_at at, void *ctx)
{
    const uint8_t *text = in->text;
    size_t pos = in->start, copied = in->start, stop;
    bool undecided = false;
    int32_t status;

    while (pos < in->end && !undecided) {
        pos = zz__scan_skip(text, pos, in->end, test);
        stop = in->end - pos > ZZ__SCAN_BLOCK ? pos + ZZ__SCAN_BLOCK : in->end;
        while (pos < stop) {
            zz__change change;

            change.source = 1;
            change.op = 0;
            at(in, pos, ctx, &change);
            undecided = change.source == 0;
            if (undecided)
                break;
            if (change.op != 0) {
                status = zz__sink_copy(sink, text + copied, pos - copied);
                if (status == ZZ_OK)
                    status = zz__sink_replace(sink, change.source, change.out, change.target,
                                              change.op);
                if (status != ZZ_OK)
                    return status;
                copied = pos + change.source;
            }
            pos += change.source;
        }
    }
    in->start = pos;
    return zz__sink_copy(sink, text + copied, pos - copied);
}

#endif
