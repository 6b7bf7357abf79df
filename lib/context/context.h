/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps that ask the context model. `choose` stands behind a conversion out of Simplified
 * and looks again at each character that had several forms; what the dictionary chose is
 * evidence. `repair` reads Traditional text and changes only what it is sure of.
 */
#ifndef ZZ_CONTEXT_CONTEXT_H
#define ZZ_CONTEXT_CONTEXT_H

#include "context/model.h"
#include "convert/convert.h"
#include "step/step.h"

/* What a compiled recipe holds for either. */
typedef struct zz__choice {
    zz__context context;
    uint32_t region;   /* ZZ__REGION_*: the glyphs that are written */
    int32_t threshold; /* what repair asks for beyond its own, in 1/ZZ__CONTEXT_UNIT of log-odds */
    const zz__kernels *kernels;
    const zz__memory *memory;
} zz__choice;

/* Edits: what changed the text, and their names. */
extern const char *const zz__context_operations[];
enum {
    ZZ__OP_CHOSEN = 1, /* another form of an ambiguous character than the dictionary's */
    ZZ__OP_LEFT,       /* repair: a form that Simplified text has, left over */
    ZZ__OP_WRONG,      /* repair: the wrong one of the Traditional forms */
    ZZ__OP_STRAY       /* repair: a character that only Simplified text has */
};

/* The threshold with which repair changes what is wrong with that likelihood, 1 to 999. */
int32_t zz__repair_threshold(uint32_t thousandths);

extern const zz__step_type zz__step_choose;
extern const zz__step_type zz__step_repair;

/* The judge of a conversion that puts in regional words; behind a conversion to the standard. */
void zz__regional_judge(zz__judge *judge, const zz__context *context);

/*
 * What may stand at text[at], a character's first byte, best first: each form with its score, the
 * log-odds against the best in 1/ZZ__CONTEXT_UNIT (so the first has 0). Returns how many, 0
 * where the character has no other form; options has room for ZZ__CONTEXT_CANDIDATES. For an
 * editor that offers alternatives, whatever step made the text.
 */
uint32_t zz__context_candidates(const zz__choice *choice, const uint8_t *text, size_t size,
                                size_t at, zz__option *options);

/* As zz__step_type.alternatives. */
int32_t zz__context_alternatives(const void *self, const uint8_t *text, size_t n,
                                 zz__alternatives *list);

/* Fills in the options of a family, best first; shared by the steps. */
uint32_t zz__context_options(const zz__choice *choice, const zz__image_family *family,
                             const int32_t *scores, zz__option *options);

#endif
