/* SPDX-License-Identifier: Apache-2.0 */
/* What the fuzz targets share: failing, the recipes by number, and the edits of a result. */
#ifndef ZZ_FUZZ_COMMON_H
#define ZZ_FUZZ_COMMON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhengzi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says what is wrong, and aborts: that is a finding. */
void fuzz_fail(const char *name, const char *why);

/* Fails unless the bytes are the same. */
void fuzz_same(const char *name, const char *a, size_t a_size, const char *b, size_t b_size,
               const char *why);

/*
 * Recipes by number: first those in the list a target gives, ended by NULL, then every name of the
 * catalog that is not among them. So new names need no new list, and old seeds keep their recipe.
 */
typedef struct fuzz_recipes {
    const char *const *first;
    const char *names[256];
    zz_recipe *opened[256][4];
    size_t count;
} fuzz_recipes;

/* kind: 1: ZZ_NO_TOFU, 2: ZZ_INVALID_ERROR. Opened once for all inputs, as a program would. */
const zz_recipe *fuzz_recipe(fuzz_recipes *recipes, size_t number, unsigned kind,
                             const char **name);

/* Fails unless the edits are in order, and the texts between them the same on both sides. */
void fuzz_rebuild(const char *name, const char *text, size_t size, const zz_result *result);

/* Fails where an edit reaches into the range. */
void fuzz_untouched(const char *name, const zz_result *result, zz_range range);

/* Feeds a stream of the recipe in chunks, then one into a buffer as large as they are, and fails
 * unless that gives the same text. chunk is not 0. */
void fuzz_stream(const char *name, const zz_recipe *recipe, const char *text, size_t size,
                 size_t chunk, const zz_result *whole);

#endif
