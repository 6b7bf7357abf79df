/* SPDX-License-Identifier: Apache-2.0 */
/* The conversion step: OpenCC's pipeline over tables of the image. */
#ifndef ZZ_CONVERT_CONVERT_H
#define ZZ_CONVERT_CONVERT_H

#include "convert/kernels.h"
#include "match/match.h"
#include "step/step.h"

/* The characters around a key that a judge is told of, the nearest first. */
#define ZZ__JUDGE_REACH 4
#define ZZ__JUDGE_UNKNOWN 0xFFFFFFFFu /* beyond a line's end, which is '\n' */

typedef struct zz__place {
    const uint16_t *key;
    uint32_t key_size; /* units */
    uint32_t before[ZZ__JUDGE_REACH], behind[ZZ__JUDGE_REACH]; /* code points */
} zz__place;

/* Somebody who says of single places that a key is none there. */
typedef struct zz__judge {
    /* The number that the judge knows a key by; negative: it has no opinion of it. */
    int32_t (*find)(const void *ctx, const uint16_t *key, uint32_t key_size);
    bool (*stays)(const void *ctx, int32_t number, const zz__place *place);
    const void *ctx; /* NULL: there is none, and every key is taken */
} zz__judge;

/* What a compiled recipe holds for a conversion. */
typedef struct zz__conversion {
    bool has_normalize;
    bool has_segment;
    uint32_t stage_count;
    zz__table normalize;
    zz__table segment;
    zz__table stages[ZZ__MAX_STAGES];
    bool has_joined; /* two stages as one table, see docs/format.md */
    zz__table joined;
    const uint16_t *second_map; /* NULL: the values in joined are final */
    uint16_t member;            /* its bit, as ZZ__RECORD_MEMBER */
    uint32_t ascii_head;        /* as in a table, over all stages */
    zz__judge judge;            /* asked by conversions of one stage */
    const zz__kernels *kernels;
    const zz__memory *memory;
} zz__conversion;

/* Edits: what changed the text, and their names. */
extern const char *const zz__convert_operations[];
enum {
    ZZ__OP_CHARACTER = 1, /* one character to its default */
    ZZ__OP_PHRASE,        /* a key of several characters */
    ZZ__OP_COMPATIBILITY  /* a compatibility ideograph to the unified one, and no more */
};

/* Fills it in from a program of the image. */
void zz__conversion_locate(zz__conversion *conversion, const zz__image *image,
                           const zz__image_program *program, const zz__memory *memory);

/* The step that runs it: in blocks where the conversion is one stage or joined, else staged. */
const zz__step_type *zz__conversion_type(const zz__conversion *conversion);

/* As zz__step_type.alternatives. */
int32_t zz__conversion_alternatives(const void *self, const uint8_t *text, size_t n,
                                    zz__alternatives *list);

/* The most bytes a byte of input becomes, times 256. */
uint32_t zz__conversion_growth(const zz__conversion *conversion);

extern const zz__step_type zz__step_blocks;
extern const zz__step_type zz__step_joined;
extern const zz__step_type zz__step_staged;

/*
 * A joined conversion's way round a place that only the staged one can pass: runs that with its
 * state, zeroed at first, until after ZZ__DETOUR bytes or more it stands where the joined one can
 * go on, or the input ends. anew: the detour begins here; *done: it is over. So long, since to
 * stop at each of many such places would cost more.
 */
#define ZZ__DETOUR 4096
int32_t zz__staged_detour(const zz__conversion *conversion, void *state, zz__input *in,
                          zz__sink *sink, bool anew, bool *done);

#endif
