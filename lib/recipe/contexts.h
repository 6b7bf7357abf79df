/* SPDX-License-Identifier: Apache-2.0 */
/* The names of what asks the context model, and the steps each stands for. */
#ifndef ZZ_RECIPE_CONTEXTS_H
#define ZZ_RECIPE_CONTEXTS_H

#include "clean/clean.h"
#include "context/context.h"
#include "recipe/catalog.h"

typedef struct zz__context_name {
    const char *name;
    const char *summary;
    const char *before;        /* a conversion to the standard; NULL: none */
    const zz__step_type *type; /* then this step */
    uint32_t region;           /* ZZ__REGION_* */
    const char *behind;        /* a conversion from the standard, which asks the model where its
                                  regional words stand; NULL: none */
} zz__context_name;

#ifdef ZZ_CONTEXT
#define ZZ__CONTEXT_NAMES 9
#else
#define ZZ__CONTEXT_NAMES 0 /* built without the model */
#endif
extern const zz__context_name zz__context_names[];

/* In the catalog they follow the clean-up steps. */
static inline bool zz__is_context(const zz__name *name)
{
    return name->kind == ZZ_CATALOG_STEP && name->number >= ZZ__CLEAN_STEP_COUNT;
}

#endif
