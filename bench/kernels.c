/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernels RECIPE FILE: what each inner loop of block conversion costs by itself, in nanoseconds a
 * unit, over the whole text in blocks; the best of fifteen. A line for each set of kernels.
 */
#define _GNU_SOURCE

#include <string.h>
#include <time.h>

#include "convert/convert.h"
#include "read_file.h"
#include "recipe/recipe.h"

#define BLOCK 1024u
#define MARK 128u /* units that one call of decode gives, as in a conversion */
#define ROUNDS 15

enum { DECODE, MAP, FILTER, REFINE, ENCODE, LOOPS };

typedef struct bench {
    const zz__table *table;
    const uint8_t *text;
    size_t size;
    uint16_t *units, *outputs, *places;
    uint8_t *out;
    uint32_t count;  /* units of the whole text */
    uint32_t passed, refined;
} bench;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Units as the kernel gives them; what it leaves to its caller counts as one. */
static void decode(bench *b, const zz__kernels *k)
{
    size_t at = 0;

    b->count = 0;
    while (at < b->size) {
        uint32_t count = 0;

        while (count < BLOCK && at < b->size) {
            uint32_t stop = count + MARK < BLOCK ? count + MARK : BLOCK;
            size_t before = at;

            k->decode(b->text, b->size, &at, b->units + b->count, &count, stop);
            if (at != before)
                continue;
            do
                at++;
            while (at < b->size && (b->text[at] & 0xC0) == 0x80);
            b->units[b->count + count++] = 0x4E00;
        }
        b->count += count;
    }
}

static uint32_t block_size(const bench *b, uint32_t from)
{
    return b->count - from < BLOCK ? b->count - from : BLOCK;
}

/* Both filters, timed apart: the second needs what the first gave, block by block. */
static void filter(bench *b, const zz__kernels *k, double took[LOOPS])
{
    uint32_t i;

    b->passed = b->refined = 0;
    took[FILTER] = took[REFINE] = 0;
    for (i = 0; i < b->count; i += BLOCK) {
        uint32_t n = block_size(b, i), passed;
        uint16_t kept = b->units[i + n];
        double start = now(), middle;

        b->units[i + n] = 0;
        passed = k->filter(b->table, b->units + i, n, b->places);
        middle = now();
        b->refined += k->refine(b->table, b->units + i, n, b->places, passed);
        took[FILTER] += middle - start;
        took[REFINE] += now() - middle;
        b->passed += passed;
        b->units[i + n] = kept;
    }
}

static void once(bench *b, const zz__kernels *k, double took[LOOPS])
{
    double start = now();
    size_t size = 0;
    uint32_t i;

    decode(b, k);
    took[DECODE] = now() - start;
    start = now();
    for (i = 0; i < b->count; i += BLOCK)
        k->map(b->table->pages, b->table->map, b->units + i, block_size(b, i), b->outputs + i);
    took[MAP] = now() - start;
    filter(b, k, took);
    start = now();
    for (i = 0; i < b->count; i += BLOCK)
        size += k->encode(b->outputs + i, block_size(b, i), b->out + size);
    took[ENCODE] = now() - start;
}

static void measure(bench *b, const zz__kernels *k)
{
    static const char *const names[LOOPS] = {"decode", "map", "filter", "refine", "encode"};
    double best[LOOPS], took[LOOPS];
    int round, i;

    for (round = 0; round < ROUNDS; round++) {
        once(b, k, took);
        for (i = 0; i < LOOPS; i++)
            best[i] = round == 0 || took[i] < best[i] ? took[i] : best[i];
    }
    printf("%s", k->name);
    for (i = 0; i < LOOPS; i++)
        printf("\t%s %.3f", names[i], best[i] / b->count * 1e9);
    printf("\tpass %.3f, %.3f\n", (double)b->passed / b->count, (double)b->refined / b->count);
}

int main(int argc, char **argv)
{
    const zz__conversion *conversion;
    const zz__kernels *kernels;
    zz_recipe *recipe;
    bench b;
    unsigned i;

    memset(&b, 0, sizeof b);
    b.text = argc == 3 ? (const uint8_t *)read_file(argv[2], &b.size) : NULL;
    if (b.text == NULL || zz_recipe_open(argv[1], ZZ_TERMINATED, NULL, &recipe, NULL) != ZZ_OK ||
        recipe->steps[0].type->operations != zz__convert_operations) {
        fprintf(stderr, "kernels: the name of a conversion and a file are needed\n");
        return 2;
    }
    conversion = &recipe->conversions[0];
    b.table = conversion->has_joined ? &conversion->joined : &conversion->stages[0];
    b.units = calloc(b.size + BLOCK, sizeof *b.units);
    b.outputs = calloc(b.size + BLOCK, sizeof *b.outputs);
    b.places = calloc(BLOCK + ZZ__OVERSHOOT, sizeof *b.places);
    b.out = malloc(3 * b.size + ZZ__OVERSHOOT + 3 * BLOCK);
    if (b.units == NULL || b.outputs == NULL || b.places == NULL || b.out == NULL)
        return 2;
    for (i = 0; (kernels = zz__kernels_get(i)) != NULL; i++)
        measure(&b, kernels);
    zz_recipe_close(recipe);
    free(b.out);
    free(b.places);
    free(b.outputs);
    free(b.units);
    free((void *)(uintptr_t)b.text);
    return 0;
}
