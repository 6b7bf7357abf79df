/* SPDX-License-Identifier: Apache-2.0 */
/* A recipe string compiled: the steps in order, and what each needs. Immutable. */
#ifndef ZZ_RECIPE_RECIPE_H
#define ZZ_RECIPE_RECIPE_H

#include "clean/clean.h"
#include "context/context.h"
#include "convert/convert.h"
#include "recipe/parse.h"
#include "step/step.h"
#include "terms/terms.h"

typedef struct zz__step {
    const zz__step_type *type;
    const void *self;
    const char *name; /* as recipes spell it; a conversion that is a sequence goes by its parts */
    size_t state;    /* where its state begins in the block of all states */
    uint32_t growth; /* as in its type, a conversion's worked out */
} zz__step;

struct zz_recipe {
    zz__memory memory;
    size_t size; /* of this block, conversions included */
    uint32_t invalid;
    uint32_t step_count;
    size_t state_size; /* of the block of all steps' states */
    zz__step steps[ZZ__MAX_STEPS + 1]; /* one for the caller's words */
    zz__conversion *conversions; /* behind this struct: what the conversion steps point to */
    zz__clean_options *clean;    /* behind those: what the clean-up steps point to */
    zz__choice *choices;         /* behind those: what the context steps point to */
    zz__terms *terms;            /* what the first step points to; NULL: none */
    uint8_t *furniture;          /* behind those: the caller's furniture lines */
    uint8_t *image;              /* its own, of a configuration; NULL: another's */
    size_t image_size;
};

/* Compiles text[0..size) with the image's conversions and presets; options are checked ones. */
int32_t zz__recipe_compile(zz_recipe **out, const zz__image *image, const zz__memory *memory,
                           const zz_options *options, const char *text, size_t size,
                           zz_error *error);

void zz__recipe_free(zz_recipe *recipe);

#endif
