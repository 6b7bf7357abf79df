/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What opening costs, beside a recipe of the built-in data. A line for each, its fields by a tab:
 * what, the median of milliseconds to open it and close it again.
 *   opening IMAGE    zhengzi.image, as the build makes it
 */
#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "read_file.h"
#include "zhengzi.h"

#define ROUNDS 51
#define FIRST_HAN 0x4E00u

typedef struct inputs {
    char *image;
    size_t image_size;
    char *words; /* a dictionary */
    size_t words_size;
} inputs;

typedef int32_t (*opening)(const inputs *in);

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Lines of three Han TAB three Han, all different. */
static void make_words(inputs *in, unsigned count)
{
    unsigned k, i, seed = 1;
    char *at = in->words = malloc((size_t)count * 20);

    if (at == NULL)
        exit(1);
    for (k = 0; k < count; k++) {
        for (i = 0; i < 6; i++) {
            unsigned c;

            seed = seed * 1103515245u + 12345u;
            c = FIRST_HAN + (i == 0 ? k : seed >> 16) % 20000;
            *at++ = (char)(0xE0 | c >> 12);
            *at++ = (char)(0x80 | (c >> 6 & 0x3F));
            *at++ = (char)(0x80 | (c & 0x3F));
            if (i == 2)
                *at++ = '\t';
        }
        *at++ = '\n';
    }
    in->words_size = (size_t)(at - in->words);
}

static int32_t open_recipe(const char *steps, const char *words, size_t size)
{
    zz_options options;
    zz_recipe *recipe;
    int32_t status;

    zz_options_init(&options, sizeof options);
    options.dictionary = words;
    options.dictionary_size = size;
    status = zz_recipe_open(steps, ZZ_TERMINATED, &options, &recipe, NULL);
    zz_recipe_close(recipe);
    return status;
}

static int32_t open_plain(const inputs *in)
{
    (void)in;
    return open_recipe("s2twp", NULL, 0);
}

static int32_t open_context(const inputs *in)
{
    (void)in;
    return open_recipe("s2twp:context", NULL, 0);
}

static int32_t open_words(const inputs *in)
{
    return open_recipe("s2twp", in->words, in->words_size);
}

static int32_t open_config(const inputs *in)
{
    static const char json[] =
        "{\"conversion_chain\":[{\"dict\":{\"type\":\"group\",\"dicts\":["
        "{\"type\":\"builtin\",\"name\":\"STPhrases\"},"
        "{\"type\":\"builtin\",\"name\":\"STCharacters\"}]}}]}";
    zz_recipe *recipe;
    int32_t status =
        zz_recipe_open_config(json, ZZ_TERMINATED, NULL, NULL, NULL, &recipe, NULL);

    (void)in;
    zz_recipe_close(recipe);
    return status;
}

static int32_t open_image(const inputs *in)
{
    zz_data *data;
    int32_t status = zz_data_open_memory(in->image, in->image_size, NULL, &data, NULL);

    zz_data_close(data);
    return status;
}

static int measure(const char *title, opening open, const inputs *in)
{
    double took[ROUNDS];
    int i;

    for (i = 0; i < ROUNDS; i++) {
        double start = now();
        int32_t status = open(in);

        took[i] = now() - start;
        if (status != ZZ_OK) {
            fprintf(stderr, "opening: %s: %s\n", title, zz_status_string(status));
            return 1;
        }
    }
    qsort(took, ROUNDS, sizeof *took, compare);
    printf("%s\t%.4f\n", title, took[ROUNDS / 2]);
    return 0;
}

int main(int argc, char **argv)
{
    inputs in = {NULL, 0, NULL, 0};
    int failed;

    if (argc != 2 || (in.image = read_file(argv[1], &in.image_size)) == NULL) {
        fprintf(stderr, "usage: opening IMAGE\n");
        return 2;
    }
    failed = measure("s2twp", open_plain, &in);
    failed |= measure("s2twp:context", open_context, &in);
    make_words(&in, 100);
    failed |= measure("s2twp with a dictionary of 100 words", open_words, &in);
    free(in.words);
    make_words(&in, 10000);
    failed |= measure("s2twp with a dictionary of 10,000 words", open_words, &in);
    free(in.words);
    failed |= measure("a configuration of STPhrases and STCharacters", open_config, &in);
    failed |= measure("the image, checked whole", open_image, &in);
    free(in.image);
    return failed;
}
