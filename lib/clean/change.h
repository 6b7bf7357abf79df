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
 * Decides at pos, where no byte is that only continues a character. The change comes as "one byte
 * stays". Never asks for more text where in->final is set.
 */
typedef void (*zz__change_at)(const zz__input *in, size_t pos, void *ctx, zz__change *change);

void zz__change_to(zz__change *change, size_t source, uint32_t code_point, zz__op op);

static inline void zz__change_delete(zz__change *change, size_t source, zz__op op)
{
    change->source = source;
    change->target = 0;
    change->op = op;
}

/* The character at pos; false where the chunk ends inside it, and the change asks for more. */
bool zz__character_at(const zz__input *in, size_t pos, uint32_t *code_point, size_t *size,
                      zz__change *change);

/* Where a run is. */
typedef struct zz__changes {
    size_t pos, copied; /* up to copied the input went out */
    bool undecided;
} zz__changes;

/* Decides at each character from run->pos up to stop, or where more text is needed. */
int32_t zz__change_each(zz__changes *run, const zz__input *in, zz__sink *sink, size_t stop,
                        zz__change_at at, void *ctx);

/* To be inlined, with test known: a step's run is a call of it. */
static inline int32_t zz__change_run(zz__input *in, zz__sink *sink, zz__scan_test test,
                                     zz__change_at at, void *ctx)
{
    zz__changes run = {in->start, in->start, false};
    size_t end = in->end, stop;
    int32_t status = ZZ_OK;

    while (status == ZZ_OK && run.pos < end && !run.undecided) {
        run.pos = zz__scan_skip(in->text, run.pos, end, test);
        stop = end - run.pos > ZZ__SCAN_BLOCK ? run.pos + ZZ__SCAN_BLOCK : end;
        status = zz__change_each(&run, in, sink, stop, at, ctx);
    }
    if (status != ZZ_OK)
        return status;
    in->start = run.pos;
    return zz__sink_copy(sink, in->text + run.copied, run.pos - run.copied);
}

#endif
