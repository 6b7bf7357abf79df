/* SPDX-License-Identifier: Apache-2.0 */
/* What OpenCC calls a configuration: one of zhengzi's conversions or recipes, or a file. */
#ifndef ZZ_OPENCC_CONFIGURATION_H
#define ZZ_OPENCC_CONFIGURATION_H

#include <stdbool.h>

#include "zhengzi.h"

typedef struct configuration {
    zz_recipe *recipe;
    bool refuses; /* ill-formed text as OpenCC does; a recipe of zhengzi's treats it as it says */
} configuration;

/*
 * name     as opencc_open takes it, not NULL
 * flags    of zz_options
 * Errors: those of zz_recipe_open and zz_recipe_open_config_file.
 */
int32_t configuration_open(configuration *c, const char *name, uint32_t flags, zz_error *error);

void configuration_close(configuration *c);

#endif
