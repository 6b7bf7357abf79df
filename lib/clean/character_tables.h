/* SPDX-License-Identifier: Apache-2.0 */
/* What characters of legacy text stand for; tools/unicode/characters.py writes the tables. */
#ifndef ZZ_CLEAN_CHARACTER_TABLES_H
#define ZZ_CLEAN_CHARACTER_TABLES_H

#include <stdbool.h>
#include <stdint.h>

/* Of the code points of a range in their order: the one it stands for, in plane 0 or plane 2. */
typedef struct zz__targets {
    const uint16_t *low;
    const uint8_t *plane_2; /* a bit each */
} zz__targets;

/* 0: none. From 1 up to ZZ__HKSCS_SEQUENCES, in zz__hkscs alone: one of zz__hkscs_sequences. */
static inline uint32_t zz__target(const zz__targets *targets, uint32_t index)
{
    uint32_t plane_2 = (uint32_t)targets->plane_2[index >> 3] >> (index & 7) & 1;
    return targets->low[index] | plane_2 << 17;
}

/* Radicals and strokes, U+2E80-2FDF and U+31C0-31EF. */
#define ZZ__RADICALS 400
extern const zz__targets zz__radicals;
extern const uint8_t zz__radicals_whole[ZZ__RADICALS / 8]; /* a bit each: a whole character */

/* ZZ__RADICALS for every other code point. */
static inline uint32_t zz__radical_index(uint32_t code_point)
{
    if (code_point - 0x2E80 < 0x160)
        return code_point - 0x2E80;
    return code_point - 0x31C0 < 0x30 ? code_point - 0x31C0 + 0x160 : ZZ__RADICALS;
}

static inline bool zz__radical_is_whole(uint32_t index)
{
    return zz__radicals_whole[index >> 3] >> (index & 7) & 1;
}

/* Private use of GB 18030-2000, U+E766-E864. */
#define ZZ__GB_FIRST 0xE766u
#define ZZ__GB_LAST 0xE864u
extern const zz__targets zz__gb;

/* Private use of code page 950 for the characters of HKSCS-2004, in U+E000-F848. */
#define ZZ__HKSCS 5052
#define ZZ__HKSCS_SEQUENCES 4
extern const zz__targets zz__hkscs;
extern const uint16_t zz__hkscs_sequences[ZZ__HKSCS_SEQUENCES][2];

/* ZZ__HKSCS for a code point between its ranges. */
static inline uint32_t zz__hkscs_index(uint32_t c)
{
    if (c - 0xE000 <= 0xEB7)
        return c - 0xE000;
    if (c - 0xF266 <= 0x39)
        return c - 0xF266 + 0xEB8;
    if (c - 0xF303 <= 0x48)
        return c - 0xF303 + 0xEF2;
    if (c - 0xF3A0 <= 0x44E)
        return c - 0xF3A0 + 0xF3B;
    return c - 0xF817 <= 0x31 ? c - 0xF817 + 0x138A : ZZ__HKSCS;
}

/* Of U+F900-FAFF and U+2F800-2FA1F, two bits each: 1 to 3 the variation selector that with
 * the unified ideograph stands for the compatibility one; 0: it is none. */
extern const uint8_t zz__svs[264];

/* U+FA0E and eleven more stand among them and are unified: they have no selector. */
static inline uint32_t zz__svs_selector(uint32_t code_point)
{
    uint32_t index;

    if (code_point - 0xF900 < 0x200)
        index = code_point - 0xF900;
    else if (code_point - 0x2F800 < 0x220)
        index = code_point - 0x2F800 + 0x200;
    else
        return 0;
    return (uint32_t)zz__svs[index >> 2] >> 2 * (index & 3) & 3;
}

#endif
