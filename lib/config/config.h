/* SPDX-License-Identifier: Apache-2.0 */
/* A configuration in OpenCC's form as a recipe, over an image of its own. */
#ifndef ZZ_CONFIG_CONFIG_H
#define ZZ_CONFIG_CONFIG_H

#include "recipe/recipe.h"

typedef struct zz__config_input {
    const char *name; /* for messages */
    const char *json;
    size_t size;
    zz_resource_fn load; /* NULL: there are no files */
    void *ctx;
    const zz__image *builtin; /* whose dictionaries may be named */
} zz__config_input;

/* options are checked ones; error is not NULL. */
int32_t zz__config_compile(zz_recipe **out, const zz__config_input *input,
                           const zz__memory *memory, const zz_options *options, zz_error *error);

#endif
