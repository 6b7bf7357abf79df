/* SPDX-License-Identifier: Apache-2.0 */
/* All names a recipe may be made of: the image's conversions and presets, and the clean-up
 * steps. */
#ifndef ZZ_RECIPE_CATALOG_H
#define ZZ_RECIPE_CATALOG_H

#include "step/step.h"
#include "table/image.h"

typedef struct zz__name {
    uint32_t kind;   /* ZZ_CATALOG_* */
    uint32_t number; /* among its kind */
    const char *name;
    const char *summary;
} zz__name;

/* Entry `index` of the catalog; false past its end. */
bool zz__catalog_get(const zz__image *image, uint32_t index, zz__name *out);

/* Looks a name up. */
bool zz__catalog_find(const zz__image *image, const char *name, size_t size, zz__name *out);

/*
 * The names nearest to one that is not there, best first: at most `most`, none that differ by
 * more than a third of their letters. Returns how many.
 */
size_t zz__catalog_nearest(const zz__image *image, const char *name, size_t size,
                           const char **nearest, size_t most);

#endif
