/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a recipe string: opened or refused, the error inside the string, nothing leaked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zhengzi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *why)
{
    fprintf(stderr, "recipe: %s\n", why);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char text[] = "头发，里面,发现 abc\n";
    zz_recipe *recipe;
    zz_result *result;
    zz_error error;
    int32_t status = zz_recipe_open((const char *)data, size, NULL, &recipe, &error);

    if (status != error.status || (status == ZZ_OK) != (recipe != NULL))
        fail("the status, the error and the recipe do not agree");
    if (status != ZZ_OK) {
        if (status != ZZ_ERROR_RECIPE || error.offset > size || error.message[0] == '\0' ||
            memchr(error.message, '\0', sizeof error.message) == NULL)
            fail("the error does not say where or why");
        return 0;
    }
    status = zz_convert(recipe, text, sizeof text - 1, &result, NULL);
    if (status != ZZ_OK)
        fail("what opens does not convert");
    zz_result_free(result);
    zz_recipe_close(recipe);
    return 0;
}
