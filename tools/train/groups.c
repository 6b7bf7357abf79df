/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of characters that stand beside the same ones: k-means over what groups the neighbours on
 * either side are of, begun anyhow and repeated. They let the model carry what it learnt of one
 * character over to its like.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact.h"
#include "train.h"

#define VOCABULARY 6000
#define GROUPS 208 /* a multiple of LANES */
#define SIDES (2 * GROUPS)
#define LANES 16
#define ROUNDS 30
#define PRIOR 20.0f

uint8_t groups[ZZ__CONTEXT_GROUPS];

static int number_of[0x10000]; /* 0: none yet */
static uint16_t units[VOCABULARY];
static float often[VOCABULARY];
static size_t unit_count;
static float *pairs; /* VOCABULARY squared */
static uint8_t group[VOCABULARY];

static int number(uint16_t unit)
{
    if (number_of[unit] == 0 && unit_count < VOCABULARY) {
        units[unit_count++] = unit;
        number_of[unit] = (int)unit_count;
    }
    return number_of[unit] - 1;
}

void count_neighbours(const uint16_t *text, size_t n, float weight)
{
    size_t i;

    if (pairs == NULL)
        pairs = allocate((size_t)VOCABULARY * VOCABULARY, sizeof *pairs);
    for (i = 0; i + 1 < n; i++) {
        int a = number(text[i]), b = number(text[i + 1]);

        if (a < 0 || b < 0)
            continue;
        pairs[(size_t)a * VOCABULARY + (size_t)b] += weight;
        often[a] += weight;
    }
}

static void scale(float *v, float by)
{
    int i;

    for (i = 0; i < SIDES; i++)
        v[i] *= by;
}

/* In lanes, so that the order of the sums is the same however a compiler does it. */
static float product(const float *a, const float *b)
{
    float lanes[LANES] = {0}, sum = 0;
    int i, j;

    for (i = 0; i < SIDES; i += LANES) {
        for (j = 0; j < LANES; j++)
            lanes[j] += a[i + j] * b[i + j];
    }
    for (j = 0; j < LANES; j++)
        sum += lanes[j];
    return sum;
}

static void to_length_one(float *v)
{
    scale(v, 1.0f / (sqrtf(product(v, v)) + 1e-9f));
}

/* What stands beside each unit, by groups, smoothed by what stands beside any. */
static void describe(float *rows)
{
    static double sums[SIDES];
    double all = 0;
    size_t a, b;
    int i;

    memset(rows, 0, unit_count * SIDES * sizeof *rows);
    memset(sums, 0, sizeof sums);
    for (a = 0; a < unit_count; a++) {
        for (b = 0; b < unit_count; b++) {
            float count = pairs[a * VOCABULARY + b];

            if (count < 2)
                continue;
            rows[a * SIDES + group[b]] += count;
            rows[b * SIDES + GROUPS + group[a]] += count;
            sums[group[b]] += (double)count;
            sums[GROUPS + group[a]] += (double)count;
            all += 2 * (double)count;
        }
    }
    for (a = 0; a < unit_count; a++) {
        float *row = rows + a * SIDES, total = PRIOR;

        for (i = 0; i < SIDES; i++)
            total += row[i];
        for (i = 0; i < SIDES; i++)
            row[i] = sqrtf((row[i] + PRIOR * (float)(sums[i] / all)) / total);
        to_length_one(row);
    }
}

static void find_centres(const float *rows, float *centres)
{
    size_t a;
    int i;

    memset(centres, 0, (size_t)GROUPS * SIDES * sizeof *centres);
    for (a = 0; a < unit_count; a++) {
        float weight = (float)exact_log(1.0 + (double)often[a]);

        for (i = 0; i < SIDES; i++)
            centres[(size_t)group[a] * SIDES + (size_t)i] += rows[a * SIDES + (size_t)i] * weight;
    }
    for (i = 0; i < GROUPS; i++)
        to_length_one(centres + (size_t)i * SIDES);
}

static size_t assign(const float *rows, const float *centres)
{
    size_t a, moved = 0;

    for (a = 0; a < unit_count; a++) {
        float best = -1;
        unsigned which = group[a], g;

        for (g = 0; g < GROUPS; g++) {
            float near = product(rows + a * SIDES, centres + (size_t)g * SIDES);

            if (near > best) {
                best = near;
                which = g;
            }
        }
        moved += which != group[a];
        group[a] = (uint8_t)which;
    }
    return moved;
}

void make_groups(void)
{
    float *rows = allocate(unit_count * SIDES, sizeof *rows);
    float *centres = allocate((size_t)GROUPS * SIDES, sizeof *centres);
    size_t a, moved = 0;
    int round;

    for (a = 0; a < unit_count; a++)
        group[a] = (uint8_t)(a % GROUPS);
    for (round = 0; round < ROUNDS; round++) {
        describe(rows);
        find_centres(rows, centres);
        moved = assign(rows, centres);
    }
    for (a = 0; a < unit_count; a++) {
        uint16_t unit = units[a];

        groups[unit < 128 ? unit : 128u + unit - ZZ__CONTEXT_BLOCK] = (uint8_t)(group[a] + 1);
    }
    fprintf(stderr, "groups: %zu characters, %zu still moving\n", unit_count, moved);
    free(rows);
    free(centres);
    free(pairs);
}

uint8_t group_of(uint16_t unit)
{
    return groups[unit < 128 ? unit : 128u + unit - ZZ__CONTEXT_BLOCK];
}
