/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shortest useful program: open a recipe, convert a text, print it.
 *
 *     convert [RECIPE [TEXT]]
 */
#include <stdio.h>
#include <string.h>

#include <zhengzi.h>

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "s2twp";
    const char *text = argc > 2 ? argv[2] : "她的头发很干燥，鼠标和软件都在这里。";

    zz_recipe *recipe;
    zz_error error;
    if (zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, &error) != ZZ_OK) {
        fprintf(stderr, "convert: %s\n", error.message);
        return 1;
    }

    zz_result *result;
    int32_t status = zz_convert(recipe, text, strlen(text), &result, NULL);
    if (status == ZZ_OK)
        printf("%s\n", zz_result_text(result));
    else
        fprintf(stderr, "convert: %s\n", zz_status_string(status));

    zz_result_free(result);
    zz_recipe_close(recipe);
    return status == ZZ_OK ? 0 : 1;
}
