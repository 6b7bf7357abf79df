/* SPDX-License-Identifier: Apache-2.0 */
/* What every C test shares: comparisons whose failures can be read, and seeded dice. */
#ifndef ZZ_TESTS_CHECK_H
#define ZZ_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zhengzi.h"

typedef struct bytes {
    const uint8_t *at;
    size_t size;
} bytes;

/* A string literal as bytes; a NUL inside counts. */
#define LITERAL(s) ((bytes){(const uint8_t *)("" s), sizeof(s) - 1})

bytes bytes_of(const void *at, size_t size);
bytes bytes_of_string(const char *s);
bool bytes_equal(bytes a, bytes b);

/*
 * The test fails unless got equals expected; then what, the input, the expected
 * and the got bytes are printed, each as text and with every byte escaped, and where
 * the first difference is. Long ones are printed around that place only.
 */
#define check_bytes(what, input, expected, got)                                                    \
    check_bytes_at(what, input, expected, got, __FILE__, __LINE__)
void check_bytes_at(const char *what, bytes input, bytes expected, bytes got, const char *file,
                    int line);

/* The test fails unless the statuses are the same; their sentences are printed. */
#define check_status(expected, got) check_status_at(expected, got, #got, __FILE__, __LINE__)
void check_status_at(int32_t expected, int32_t got, const char *call, const char *file, int line);

#define check_ok(got) check_status(ZZ_OK, got)

/* The test fails unless the text has the part in it. */
#define check_contains(text, part) check_contains_at(text, part, __FILE__, __LINE__)
void check_contains_at(const char *text, const char *part, const char *file, int line);

/* A small generator (splitmix64): the same numbers from the same seed everywhere. */
typedef struct dice {
    uint64_t state;
} dice;

uint64_t dice_next(dice *d);
size_t dice_below(dice *d, size_t limit); /* limit > 0 */

#endif
