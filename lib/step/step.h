/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one interface of everything a recipe is made of. A step is handed UTF-8, a
 * flag that says whether this is the end, and a sink; it consumes as much
 * as it can decide for good, and tells the sink to copy n bytes or to replace
 * them. It knows nothing of chunks, edits or offsets: the pipeline keeps what a
 * step did not consume and hands it in again with more behind it.
 *
 * The rules a step keeps:
 *  - What it does at a place depends on the bytes of the whole text alone, never on
 *    where the input was cut. So it consumes a place only when what it has seen
 *    behind it is enough, or final is set.
 *  - With final set it consumes everything.
 *  - It looks behind no further than ZZ__LOOK_BEHIND bytes, or keeps state.
 *  - It passes through ill-formed bytes untouched, as if they were characters
 *    nothing applies to.
 *  - It makes progress on long input: what it leaves undecided is bounded by
 *    ZZ__LOOK_AHEAD bytes.
 */
#ifndef ZZ_STEP_STEP_H
#define ZZ_STEP_STEP_H

#include "base/buffer.h"
#include "step/alternatives.h"
#include "step/kept.h"

#define ZZ__LOOK_BEHIND 1024
#define ZZ__LOOK_AHEAD 4096

typedef struct zz__input {
    const uint8_t *text; /* text[0..start) was consumed before; its last ZZ__LOOK_BEHIND bytes,
                            or all since the beginning of the text, may be looked at */
    size_t start;        /* moved forward by the step */
    size_t end;
    bool final;          /* nothing follows text[end] */
} zz__input;

/* What changed a place: the operation within a step, 1 up; each step names its own. */
typedef uint16_t zz__op;

/* An edit, in bytes of this step's own input and output, from the beginning of the text. */
typedef struct zz__edit {
    uint64_t source, source_size;
    uint64_t target, target_size;
    const uint8_t *result; /* the target's bytes, for the call */
    zz__op op;
} zz__edit;

/* What a place could be. */
typedef struct zz__option {
    uint32_t code_point;
    int32_t score; /* log-odds against the best, times 16 */
} zz__option;

#define ZZ__MAX_OPTIONS 9 /* a family's, and what stands there where it is none of them */

/* What a step that weighs alternatives knows of a place, told right before its edit, or where it
 * would not make one: a suggestion. */
typedef struct zz__choices {
    uint64_t source, source_size; /* as in an edit */
    bool made;                    /* an edit follows */
    uint32_t written;             /* the option that stands for what is there; 0: none does */
    uint32_t count;
    zz__option options[ZZ__MAX_OPTIONS]; /* best first */
} zz__choices;

#define ZZ__NO_OPTION (-0x8000) /* what scores less was never possible */

/* How likely each option is, in thousandths. */
void zz__choices_weigh(const zz__choices *choices, int32_t likelihoods[ZZ__MAX_OPTIONS]);

/* Somebody who wants every edit; returns a status, not ZZ_OK to stop. */
typedef struct zz__recorder {
    int32_t (*edit)(void *ctx, const zz__edit *edit);
    void *ctx;
    int32_t (*choices)(void *ctx, const zz__choices *choices); /* NULL: nobody wants them */
} zz__recorder;

typedef struct zz__sink {
    zz__buffer *out;
    const zz__recorder *recorder; /* NULL: nobody records, and a step may write whole blocks */
    uint64_t invalid;             /* ill-formed sequences so far, if the step checks_utf8 */
    uint64_t invalid_offset;      /* in its input from the beginning of the text, of the first */
    uint64_t source;              /* bytes of input told of so far; while nobody records, only
                                     by steps that ask for it themselves */
    uint64_t target;              /* bytes of output so far; kept only while recording */
    zz__kept *kept;               /* NULL: nothing is; else somebody records */
    const uint8_t *text;          /* where kept is set: the input, from text_offset on */
    uint64_t text_offset;
} zz__sink;

int32_t zz__sink_copy_keeping(zz__sink *sink, const uint8_t *p, size_t n);

/* The next n bytes of input, which are at p, go out as they are. */
static inline int32_t zz__sink_copy(zz__sink *sink, const uint8_t *p, size_t n)
{
    if (sink->kept != NULL)
        return zz__sink_copy_keeping(sink, p, n);
    sink->source += n;
    sink->target += n;
    return zz__buffer_append(sink->out, p, n);
}

/* The next n bytes of input become the m bytes at p, because of op. */
int32_t zz__sink_replace(zz__sink *sink, size_t n, const uint8_t *p, size_t m, zz__op op);

/* The same, or a copy where op is 0, of what no later step may touch; sink->kept is set. */
int32_t zz__sink_keep(zz__sink *sink, size_t n, const uint8_t *p, size_t m, zz__op op);

typedef struct zz__step_type {
    const char *name;    /* as recipes spell it */
    const char *summary; /* a line for --list */
    const char *const *operations; /* names of its operations, from 1 up; NULL behind the last */
    const char *const *values; /* what may follow its name and "=", the default first, NULL behind
                                  the last; NULL: nothing may */
    size_t state_size;   /* bytes of state a text needs, zeroed at its beginning; 0: none */
    uint32_t growth;     /* the result is at most source * growth / 256 + growth_constant */
    uint32_t growth_constant;
    /* self: what a compiled recipe holds for the step, as its conversion or zz__clean_options */
    int32_t (*run)(const void *self, void *state, zz__input *in, zz__sink *sink);
    void (*release)(void *state); /* frees what run put into the state; NULL: nothing */
    uint32_t interest; /* not 0: has no state, and changes nothing in text without these; see
                          clean/interest.h */
    /* Adds what else the step could make of a text by itself; n may be 0. NULL: nothing. */
    int32_t (*alternatives)(const void *self, const uint8_t *text, size_t n,
                            zz__alternatives *list);
    bool checks_utf8; /* counts ill-formed sequences in its sink, as it decodes anyway */
    bool weighs;      /* tells its recorder of choices */
} zz__step_type;

#endif
