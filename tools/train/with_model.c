/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi-with MODEL RECIPE: standard input to standard output, with a model just trained in place
 * of the library's own. For ./dev eval --domains. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "recipe/recipe.h"
#include "table/image.h"

static void die(const char *what, const char *which)
{
    fprintf(stderr, "zhengzi-with: %s: %s\n", which, what);
    exit(2);
}

static char *read_all(FILE *file, const char *name, size_t *size)
{
    size_t room = 1 << 20, got;
    char *text = malloc(room);

    *size = 0;
    while (text != NULL && (got = fread(text + *size, 1, room - *size, file)) > 0) {
        *size += got;
        if (*size == room)
            text = realloc(text, room *= 2);
    }
    if (text == NULL || ferror(file))
        die("can't be read", name);
    return text;
}

int main(int argc, char **argv)
{
    size_t model_size, size;
    char *model, *text;
    zz_recipe *recipe;
    zz_result *result;
    zz__image image;
    zz_error error;
    FILE *file;
    uint32_t i;

    if (argc != 3) {
        fputs("usage: zhengzi-with MODEL RECIPE < INPUT > OUTPUT\n", stderr);
        return 2;
    }
    file = fopen(argv[1], "rb");
    if (file == NULL)
        die("can't be read", argv[1]);
    model = read_all(file, argv[1], &model_size);
    fclose(file);
    memset(&image, 0, sizeof image);
    image.context = (const uint8_t *)model;
    image.counts[ZZ__SECTION_CONTEXT] = (uint32_t)(model_size / 8);
    if (model_size < sizeof(zz__image_context) || !zz__image_context_fits(&image))
        die("no model of this format", argv[1]);
    if (zz_recipe_open(argv[2], ZZ_TERMINATED, NULL, &recipe, &error) != ZZ_OK)
        die(error.message, argv[2]);
    for (i = 0; i < recipe->step_count; i++) {
        const zz__step *step = &recipe->steps[i];
        zz__choice *choice = (zz__choice *)(uintptr_t)step->self;

        if (step->type == &zz__step_choose || step->type == &zz__step_repair)
            zz__context_locate_at(&choice->context, (const uint8_t *)model);
    }
    text = read_all(stdin, "standard input", &size);
    if (zz_convert(recipe, text, size, &result, NULL) != ZZ_OK)
        die("failed", "zz_convert");
    size = zz_result_size(result);
    if (fwrite(zz_result_text(result), 1, size, stdout) != size || fflush(stdout) != 0)
        die("can't be written", "standard output");
    zz_result_free(result);
    zz_recipe_close(recipe);
    free(model);
    free(text);
    return 0;
}
