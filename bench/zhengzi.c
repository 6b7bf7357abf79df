/* SPDX-License-Identifier: Apache-2.0 */
/* This library: zz_convert, whose result is the library's to hold. */
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>

#include "zhengzi.h"

typedef struct converter {
    zz_recipe *recipe;
    zz_result *result;
} converter;

void *adapter_open(const char *recipe)
{
    converter *c = calloc(1, sizeof *c);
    zz_error error;

    if (c == NULL)
        return NULL;
    if (zz_recipe_open(recipe, ZZ_TERMINATED, NULL, &c->recipe, &error) == ZZ_OK)
        return c;
    fprintf(stderr, "%s\n", error.message);
    free(c);
    return NULL;
}

void adapter_close(void *opened)
{
    converter *c = opened;
    zz_result_free(c->result);
    zz_recipe_close(c->recipe);
    free(c);
}

const char *adapter_convert(void *opened, const char *text, size_t size, size_t *result_size)
{
    converter *c = opened;

    zz_result_free(c->result);
    if (zz_convert(c->recipe, text, size, &c->result, NULL) != ZZ_OK)
        return NULL;
    *result_size = zz_result_size(c->result);
    return zz_result_text(c->result);
}
