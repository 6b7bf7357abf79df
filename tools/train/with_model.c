/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi-with [--words] MODEL RECIPE: standard input to standard output, with a model just trained
 * in place of the library's own; or the words that changed, a line each. For ./dev eval. */
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

/* A conversion's regional words ask this model too. */
static void judge_by(const zz__conversion *conversion, const uint8_t *model)
{
    if (conversion->judge.ctx != NULL)
        zz__context_locate_at((zz__context *)(uintptr_t)conversion->judge.ctx, model);
}

/* The words that became others: offset, size, offset in the result and what they became. */
static void print_words(const zz_result *result)
{
    size_t i, count = zz_result_edit_count(result);

    for (i = 0; i < count; i++) {
        zz_edit edit = {.size = sizeof edit};

        if (zz_result_edit(result, i, &edit) != ZZ_OK)
            die("failed", "zz_result_edit");
        if (strcmp(edit.operation, "phrase") == 0)
            printf("%llu %llu %llu %.*s\n", (unsigned long long)edit.source,
                   (unsigned long long)edit.source_size, (unsigned long long)edit.target,
                   (int)edit.target_size, zz_result_text(result) + edit.target);
    }
}

int main(int argc, char **argv)
{
    zz_report report = {.size = sizeof report};
    size_t model_size, size;
    char *model, *text;
    zz_recipe *recipe;
    zz_result *result;
    zz__image image;
    zz_error error;
    FILE *file;
    uint32_t i;

    if (argc > 1 && strcmp(argv[1], "--words") == 0) {
        report.want = ZZ_WANT_EDITS;
        argv++;
        argc--;
    }
    if (argc != 3) {
        fputs("usage: zhengzi-with [--words] MODEL RECIPE < INPUT > OUTPUT\n", stderr);
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
        if (step->type == &zz__step_blocks)
            judge_by(step->self, (const uint8_t *)model);
    }
    text = read_all(stdin, "standard input", &size);
    if (zz_convert(recipe, text, size, &result, &report) != ZZ_OK)
        die("failed", "zz_convert");
    size = report.want == 0 ? zz_result_size(result) : 0;
    if (report.want != 0)
        print_words(result);
    if (fwrite(zz_result_text(result), 1, size, stdout) != size || fflush(stdout) != 0)
        die("can't be written", "standard output");
    zz_result_free(result);
    zz_recipe_close(recipe);
    free(model);
    free(text);
    return 0;
}
