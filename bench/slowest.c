/* SPDX-License-Identifier: Apache-2.0 */
/*
 * slowest [MB/s]: every preset and clean-up step on texts of one piece over and over, made to be
 * slow. A line for each that runs slower than that (12 if not given), or takes more than nine times
 * as long for four times the text.
 */
#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "zhengzi.h"

#define SIZE ((size_t)800000)

static const char *const pieces[] = {
    "(", "`", "<", "&", " ", "“", "，", ".", "⼀", "\xE2\x80\x8B", "中(", "中`", "中 ", "中“",
    "中,", "中.", "中\"", "'中", "[中", "$", "$中", "~", "\n", "中\n", "- ", "\xC2\xA0",
    "\xE3\x80\x80", "中(a", "(中", "「", "‘", "e\xCC\x81", "\xFF", "&amp;", "&#", "a:", "http://",
    "中a", "1,", "--", "—", "·中", "\\", "]", "中[[", "<中", "ｱﾞ", "︰", "⿰",
    "\xF3\xA0\x84\x80", "中\xF3\xA0\x84\x80",
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Seconds for `size` bytes of the piece, the better of two. */
static double seconds(const zz_recipe *recipe, const char *piece, char *text, size_t size)
{
    size_t length = strlen(piece), n = 0;
    double best = 1e9;
    int round;

    while (n + length <= size) {
        memcpy(text + n, piece, length);
        n += length;
    }
    for (round = 0; round < 2; round++) {
        zz_result *result;
        double start = now(), took;

        if (zz_convert(recipe, text, n, &result, NULL) != ZZ_OK)
            continue;
        took = now() - start;
        zz_result_free(result);
        best = took < best ? took : best;
    }
    return best;
}

static void measure(const char *name, double least, char *text)
{
    zz_recipe *recipe;
    size_t i;

    if (zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, NULL) != ZZ_OK)
        return;
    for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double quarter = seconds(recipe, pieces[i], text, SIZE / 4);
        double whole = seconds(recipe, pieces[i], text, SIZE);
        double speed = (double)SIZE / whole * 1e-6;

        if (whole < 1e8 && (speed < least || whole / quarter > 9))
            printf("%s\t%s\t%.1f MB/s\t%.1f times as long for four times the text\n", name,
                   pieces[i], speed, whole / quarter);
    }
    zz_recipe_close(recipe);
}

int main(int argc, char **argv)
{
    double least = argc > 1 ? strtod(argv[1], NULL) : 12;
    char *text = malloc(SIZE);
    uint32_t i, kind;
    const char *name;

    if (text == NULL)
        return 2;
    for (i = 0; zz_catalog(NULL, i, &kind, &name, NULL) == ZZ_OK; i++) {
        if (kind != ZZ_CATALOG_CONVERSION)
            measure(name, least, text);
    }
    free(text);
    return 0;
}
