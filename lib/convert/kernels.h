/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inner loops of block conversion, in plain C and for processors that do several units at
 * once. All sets give the same results; a recipe picks one when it is opened.
 */
#ifndef ZZ_CONVERT_KERNELS_H
#define ZZ_CONVERT_KERNELS_H

#include "table/image.h"

/* What a kernel may write past what it reports, in units or bytes. */
#define ZZ__OVERSHOOT 64
/* The units behind the last that map may look at; refine looks at one. */
#define ZZ__UNITS_BEHIND 4

typedef struct zz__kernels {
    const char *name;

    /*
     * Decodes characters of one and three bytes from text[*at..n) to units[*count..], moving both,
     * until something else comes, `stop` units are there (a few more may be), or too few bytes
     * are left to look at. What comes out is never a surrogate, an ideographic description
     * character or a compatibility ideograph: these are left to the caller.
     */
    void (*decode)(const uint8_t *text, size_t n, size_t *at, uint16_t *units, uint32_t *count,
                   uint32_t stop);

    /* outputs[i]: the default output of units[i]. True where some may be ZZ__SPECIAL. Behind the
     * units stand ZZ__UNITS_BEHIND zeros. */
    bool (*map)(const uint16_t *pages, const uint16_t *map, const uint16_t *units, uint32_t count,
                uint16_t *outputs);

    /* The places i, i + 1 < count, whose pair passes the table's first filter; returns how many. */
    uint32_t (*filter)(const zz__table *table, const uint16_t *units, uint32_t count,
                       uint16_t *places);

    /*
     * Of `found` places the ones that pass the second filter, or are too near the end to tell;
     * units[count] is 0. Returns how many.
     */
    uint32_t (*refine)(const zz__table *table, const uint16_t *units, uint32_t count,
                       uint16_t *places, uint32_t found);

    /* Encodes whole characters; returns the bytes. out has room for three bytes a unit, and
     * ZZ__OVERSHOOT more; so many units behind the last may be read, whatever they are. */
    size_t (*encode)(const uint16_t *units, size_t count, uint8_t *out);
} zz__kernels;

extern const zz__kernels zz__kernels_scalar;
#if defined(__GNUC__) && defined(__x86_64__)
#define ZZ__HAVE_AVX2 1
#define ZZ__HAVE_AVX512 1
extern const zz__kernels zz__kernels_avx2;
extern const zz__kernels zz__kernels_avx512;
#endif
#if defined(__GNUC__) && defined(__aarch64__) && defined(__ARM_NEON) && !defined(__AARCH64EB__)
#define ZZ__HAVE_NEON 1
extern const zz__kernels zz__kernels_neon;
#endif
/* The sets that this processor runs, the fastest first, the plain one last; NULL past it. */
const zz__kernels *zz__kernels_get(unsigned index);

/* ZZ__FILTER_MASK of the lower eight bits of a place: a processor without shifts for the purpose
 * reads it sooner than it makes it. */
extern const uint32_t zz__filter_masks[256];

static inline bool zz__filter_passes(const uint32_t *words, uint32_t hash, uint32_t log2)
{
    uint32_t place = zz__filter_place(hash, log2), mask = zz__filter_masks[place & 255];

    return (~zz__le32(words[place >> 8]) & mask) == 0;
}

/* Encodes the character at units[0], whatever it is; stores its bytes and returns its units. */
size_t zz__encode_character(const uint16_t *units, size_t count, uint8_t *out, size_t *size);

#endif
