/* SPDX-License-Identifier: Apache-2.0 */
/* A recipe string compiled: the steps in order, and what each needs. Immutable. */
#ifndef ZZ_RECIPE_RECIPE_H
#define ZZ_RECIPE_RECIPE_H

#include "context/context.h"
#include "convert/convert.h"
#include "step/step.h"

#define ZZ__MAX_STEPS 64

typedef struct zz__step {
    const zz__step_type *type;
    const void *self;
    size_t state; /* where its state begins in the block of all states */
} zz__step;

struct zz_recipe {
    zz__memory memory;
    size_t size; /* of this block, conversions included */
    uint32_t invalid;
    uint32_t step_count;
    size_t state_size; /* of the block of all steps' states */
    zz__step steps[ZZ__MAX_STEPS];
    uint32_t conversion_count;
    uint32_t choice_count;
    zz__choice *choices; /* behind the conversions: what the context steps point to */
    zz__conversion conversions[]; /* what the conversion steps point to */
};

/* Compiles text[0..size) with the image's conversions and presets. */
int32_t zz__recipe_compile(zz_recipe **out, const zz__image *image, const zz__memory *memory,
                           uint32_t flags, uint32_t invalid, const char *text, size_t size,
                           zz_error *error);

void zz__recipe_free(zz_recipe *recipe);

#endif
