/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The caller's own words, compiled from text: keys with values, which go before the built-in
 * dictionaries, and words that no step may touch. A step of its own in front of all others finds
 * them, the longest at each place from left to right, and keeps what it found from the others.
 */
#ifndef ZZ_TERMS_TERMS_H
#define ZZ_TERMS_TERMS_H

#include "step/step.h"

typedef struct zz__term {
    const uint8_t *key;
    const uint8_t *value; /* NULL: the key itself */
    uint32_t key_size, value_size;
    uint32_t values_size; /* of all values, which begin with that one, with spaces between them */
    uint32_t prefix; /* the longest other key that this one begins with, 1 up; 0: none */
    uint32_t order;  /* where it stood in the text: of equal keys the first counts */
} zz__term;

typedef struct zz__terms {
    zz__memory memory;
    size_t size;      /* of this block: the struct, the terms, the text */
    uint32_t count;
    uint32_t longest; /* bytes of the longest key */
    uint32_t growth;  /* the most bytes a byte of input becomes, times 256 */
    uint32_t filter[2048]; /* bits: a key may begin with these bytes */
    zz__term *terms;  /* ascending by key */
} zz__terms;

/*
 * Compiles both texts; either may be empty. dictionary: lines of key TAB value [SPACE value...], of
 * which the first value counts; protect: a word a line. In both "#" begins a comment line, a byte
 * order mark at the beginning and CR before LF are no part of anything, empty lines are fine.
 * *out stays NULL where there are no words. Errors: DICTIONARY with line, column and offset;
 * MEMORY, TOO_LARGE.
 */
int32_t zz__terms_compile(zz__terms **out, const zz__memory *memory, const char *dictionary,
                          size_t dictionary_size, const char *protect, size_t protect_size,
                          zz_error *error);

void zz__terms_free(zz__terms *terms);

extern const zz__step_type zz__step_terms; /* its self: a zz__terms; its sink has kept set */

#endif
