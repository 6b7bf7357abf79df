/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the model looks at: groups of characters around a place, hashed. The trainer and
 * the run time share this file, so that both see the same.
 *
 * Text is read folded: every character in its simplified form, digits, letters and all
 * other things as one class each. A unit of 0 stands where nothing is known (beyond a line's end).
 */
#ifndef ZZ_CONTEXT_FEATURES_H
#define ZZ_CONTEXT_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

#define ZZ__CONTEXT_REACH 4 /* characters on either side */
#define ZZ__CONTEXT_FEATURES 19

/* Classes of what is no Han character. */
enum {
    ZZ__CLASS_NONE = 0,
    ZZ__CLASS_OTHER = 'P', /* punctuation, blanks, a line's end */
    ZZ__CLASS_DIGIT = 'D',
    ZZ__CLASS_LETTER = 'L',
    ZZ__CLASS_KANA = 'K',
    ZZ__CLASS_BOPOMOFO = 'B',
    ZZ__CLASS_RARE = 'H' /* Han outside the main block */
};

/* The class of a code point outside the main block of Han. */
static inline uint16_t zz__context_class(uint32_t c)
{
    if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
        return ZZ__CLASS_DIGIT;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return ZZ__CLASS_LETTER;
    if (c >= 0x3040 && c < 0x3100)
        return ZZ__CLASS_KANA;
    if (c >= 0x3100 && c < 0x3130)
        return ZZ__CLASS_BOPOMOFO;
    if ((c >= 0x3400 && c < 0x4E00) || (c >= 0x20000 && c < 0x40000))
        return ZZ__CLASS_RARE;
    return ZZ__CLASS_OTHER;
}

static inline uint32_t zz__context_mix(uint32_t h, uint32_t a)
{
    h = (h ^ a) * 0x9E3779B1u;
    return h ^ h >> 15;
}

/* Combines one, two, three or four units; 0 where one is not known. The lowest five bits
 * say which feature it is. */
static inline uint32_t zz__context_1(uint32_t base, uint32_t number, uint32_t a)
{
    uint32_t h = zz__context_mix(base + number * 0x85EBCA6Bu, a);

    return a != 0 ? (h & ~31u) | number : 0;
}

static inline uint32_t zz__context_2(uint32_t base, uint32_t number, uint32_t a, uint32_t b)
{
    uint32_t h = zz__context_mix(base + number * 0x85EBCA6Bu, a);

    h = zz__context_mix(h, b);
    return ((a != 0) & (b != 0)) ? (h & ~31u) | number : 0;
}

static inline uint32_t zz__context_3(uint32_t base, uint32_t number, uint32_t a, uint32_t b,
                                     uint32_t c)
{
    uint32_t h = zz__context_mix(base + number * 0x85EBCA6Bu, a);

    h = zz__context_mix(zz__context_mix(h, b), c);
    return ((a != 0) & (b != 0) & (c != 0)) ? (h & ~31u) | number : 0;
}

static inline uint32_t zz__context_4(uint32_t base, uint32_t number, uint32_t a, uint32_t b,
                                     uint32_t c, uint32_t d)
{
    uint32_t h = zz__context_mix(base + number * 0x85EBCA6Bu, a);

    h = zz__context_mix(zz__context_mix(zz__context_mix(h, b), c), d);
    return ((a != 0) & (b != 0) & (c != 0) & (d != 0)) ? (h & ~31u) | number : 0;
}

/*
 * Every feature's hash, or 0 where a unit that it needs is not known. at points to the place
 * in the folded text and group to its groups (see docs/model.md; 0 where the unit is 0); both
 * can be read ZZ__CONTEXT_REACH to either side. The first four are the single characters.
 */
static inline void zz__context_features(const uint16_t *at, const uint8_t *group,
                                        uint32_t out[ZZ__CONTEXT_FEATURES])
{
    const uint32_t base = zz__context_mix(0x5BD1E995u, at[0]);
    const uint32_t a4 = at[-4], a3 = at[-3], a2 = at[-2], a1 = at[-1];
    const uint32_t b1 = at[1], b2 = at[2], b3 = at[3], b4 = at[4];
    const uint32_t ga2 = group[-2], ga1 = group[-1], gb1 = group[1], gb2 = group[2];

    out[0] = zz__context_1(base, 1u, a1);
    out[1] = zz__context_1(base, 2u, b1);
    out[2] = zz__context_1(base, 3u, a2);
    out[3] = zz__context_1(base, 4u, b2);
    out[4] = zz__context_2(base, 5u, a2, a1);
    out[5] = zz__context_2(base, 6u, a1, b1);
    out[6] = zz__context_2(base, 7u, b1, b2);
    out[7] = zz__context_3(base, 8u, a2, a1, b1);
    out[8] = zz__context_3(base, 9u, a1, b1, b2);
    out[9] = zz__context_4(base, 10u, a2, a1, b1, b2);
    out[10] = zz__context_4(base, 11u, a4, a3, a2, a1);
    out[11] = zz__context_4(base, 12u, b1, b2, b3, b4);
    out[12] = zz__context_2(base, 13u, ga1, gb1);
    out[13] = zz__context_2(base, 14u, ga2, ga1);
    out[14] = zz__context_2(base, 15u, gb1, gb2);
    out[15] = zz__context_3(base, 16u, ga2, ga1, gb1);
    out[16] = zz__context_3(base, 17u, ga1, gb1, gb2);
    out[17] = zz__context_2(base, 18u, a1, gb1);
    out[18] = zz__context_2(base, 19u, b1, ga1);
}

/* The hash of a feature for candidate k, 1 up (candidate 0 is what the others are weighed
 * against). */
static inline uint32_t zz__context_key(uint32_t feature, uint32_t k)
{
    uint32_t h = (feature + k * 0x7FEB352Du) * 0x846CA68Bu;

    h = (h ^ h >> 13) * 0xC2B2AE35u;
    return h ^ h >> 16;
}

/* What a key's entry in its bucket is known by: 1 to 1023. */
static inline uint32_t zz__context_print(uint32_t key)
{
    uint32_t print = key & 0x3FFu;

    return print != 0 ? print : 1u;
}

#endif
