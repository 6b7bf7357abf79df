/* SPDX-License-Identifier: Apache-2.0 */
/*
 * convert_once RECIPE KERNELS FILE [TIMES | calls]
 * Converts a file once inside measured(), whose instructions a profiler counts; or TIMES times,
 * and prints the best of them in MB/s; or each line of it by itself, with a result of its own,
 * inside measured_calls(). KERNELS: scalar, AVX2, ... as lib/convert names them. Exit
 * 77: this processor does not have them.
 */
#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../bench/read_file.h"
#include "pipeline/pipeline.h"

static const zz__kernels *kernels_named(const char *name)
{
    const zz__kernels *kernels;
    unsigned i;

    for (i = 0; (kernels = zz__kernels_get(i)) != NULL; i++) {
        if (strcmp(kernels->name, name) == 0)
            return kernels;
    }
    return NULL;
}

__attribute__((noinline)) int32_t measured(const zz_recipe *recipe, const char *text, size_t size,
                                           char *out, size_t capacity);

int32_t measured(const zz_recipe *recipe, const char *text, size_t size, char *out,
                 size_t capacity)
{
    size_t needed;

    return zz_convert_into(recipe, text, size, out, capacity, &needed, NULL);
}

__attribute__((noinline)) int32_t measured_calls(const zz_recipe *recipe, const char *text,
                                                 size_t size);

int32_t measured_calls(const zz_recipe *recipe, const char *text, size_t size)
{
    const char *end;
    zz_result *result;
    int32_t status = ZZ_OK;

    while (status == ZZ_OK && (end = memchr(text, '\n', size)) != NULL) {
        status = zz_convert(recipe, text, (size_t)(end - text), &result, NULL);
        zz_result_free(result);
        size -= (size_t)(end + 1 - text);
        text = end + 1;
    }
    return status;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
    const zz__kernels *kernels;
    zz_recipe *recipe;
    zz_error error;
    size_t size, capacity, conversions = 0, i;
    long times;
    char *text, *out;
    double best = 1e9;
    bool calls;

    if (argc < 4)
        return 2;
    kernels = kernels_named(argv[2]);
    if (kernels == NULL)
        return 77;
    text = read_file(argv[3], &size);
    if (text == NULL || zz_recipe_open(argv[1], ZZ_TERMINATED, NULL, &recipe, &error) != ZZ_OK)
        return 2;
    for (i = 0; i < recipe->step_count; i++) {
        if (recipe->steps[i].type->operations == zz__convert_operations)
            recipe->conversions[conversions++].kernels = kernels;
    }
    capacity = zz_bound(recipe, size) + 64;
    out = malloc(capacity);
    if (out == NULL)
        return 2;
    calls = argc > 4 && strcmp(argv[4], "calls") == 0;
    if (calls && measured_calls(recipe, text, size) != ZZ_OK)
        return 2;
    for (times = calls ? 0 : argc > 4 ? strtol(argv[4], NULL, 10) : 1; times > 0; times--) {
        double start = now(), took;

        if (measured(recipe, text, size, out, capacity) != ZZ_OK)
            return 2;
        took = now() - start;
        if (took < best)
            best = took;
    }
    if (argc > 4 && !calls)
        printf("%.1f\n", (double)size / best * 1e-6);
    zz_recipe_close(recipe);
    free(out);
    free(text);
    return 0;
}
