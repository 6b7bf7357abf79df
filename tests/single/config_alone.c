/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config_alone
 * A configuration by zhengzi.h and C's own library alone: opened where ZZ_CONFIG is defined, and
 * else refused with a sentence that says what to do.
 */
#include <stdio.h>
#include <string.h>

#include "zhengzi.h"

static const char config[] =
    "{\"conversion_chain\": [{\"dict\": {\"type\": \"group\", \"dicts\": ["
    "  {\"type\": \"text\", \"file\": \"mine.txt\"},"
    "  {\"type\": \"builtin\", \"name\": \"STPhrases\"},"
    "  {\"type\": \"builtin\", \"name\": \"STCharacters\"}]}}]} // mine first";

static int32_t load(void *ctx, const char *name, const char **text, size_t *size)
{
    *text = ctx;
    *size = strlen(*text);
    return strcmp(name, "mine.txt") == 0 ? ZZ_OK : ZZ_ERROR_FILE;
}

int main(void)
{
    static const char text[] = "软件和头发", expected[] = "軟體和頭髮";
    char mine[] = "软件\t軟體\n";
    zz_recipe *recipe;
    zz_result *result = NULL;
    zz_error error;
    int right;

    zz_recipe_open_config(config, ZZ_TERMINATED, load, mine, NULL, &recipe, &error);
#ifdef ZZ_CONFIG
    right = recipe != NULL && zz_convert(recipe, text, sizeof text - 1, &result, NULL) == ZZ_OK &&
            strcmp(zz_result_text(result), expected) == 0;
    zz_result_free(result);
    zz_recipe_close(recipe);
    recipe = NULL;
    zz_recipe_open_config("{\n\"a\"", ZZ_TERMINATED, NULL, NULL, NULL, &recipe, &error);
    right = right && recipe == NULL && error.status == ZZ_ERROR_CONFIG &&
            strstr(error.message, "line 2") != NULL;
#else
    (void)text, (void)expected, (void)result;
    right = recipe == NULL && error.status == ZZ_ERROR_UNSUPPORTED &&
            strstr(error.message, "-DZZ_CONFIG") != NULL;
#endif
    puts(right ? "as it must be" : error.message);
    return !right;
}
