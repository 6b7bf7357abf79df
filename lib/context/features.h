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

static inline uint32_t zz__context_mix(uint32_t h, uint32_t a)
{
    h = (h ^ a) * 0x9E3779B1u;
    return h ^ h >> 15;
}

/*
 * Every feature's hash, or 0 where a unit that it needs is not known. at points to the place
 * in the folded text, of which ZZ__CONTEXT_REACH units to either side are read, and group to its
 * group (see docs/model.md; 0 where the unit is 0), of which two to either side are. The first four
 * are the single characters. The lowest five bits of a hash say which feature it is, from 1; longer
 * ones grow out of shorter ones. Returns whether all are there.
 */
static inline bool zz__context_features(const uint16_t *at, const uint8_t *group,
                                        uint32_t out[ZZ__CONTEXT_FEATURES])
{
    /* which units a feature needs: bit 0 to 3 the four before the place, 4 to 7 those behind */
    static const uint8_t needs[ZZ__CONTEXT_FEATURES] = {
        0x01, 0x10, 0x02, 0x20, 0x03, 0x11, 0x30, 0x13, 0x31, 0x33,
        0x0F, 0xF0, 0x11, 0x03, 0x30, 0x13, 0x31, 0x11, 0x11};
    const uint32_t base = zz__context_mix(0x5BD1E995u, at[0]);
    const uint32_t a4 = at[-4], a3 = at[-3], a2 = at[-2], a1 = at[-1];
    const uint32_t b1 = at[1], b2 = at[2], b3 = at[3], b4 = at[4];
    const uint32_t ga2 = group[-2], ga1 = group[-1], gb1 = group[1], gb2 = group[2];
    const uint32_t before = zz__context_mix(base, a1);
    const uint32_t behind = zz__context_mix(base + 0x85EBCA6Bu, b1);
    const uint32_t both = zz__context_mix(before, b1);
    const uint32_t group_before = zz__context_mix(base + 0x3C6EF372u, ga1);
    const uint32_t group_behind = zz__context_mix(base + 0x78DDE6E4u, gb1);
    const uint32_t group_both = zz__context_mix(group_before, gb1);
    uint32_t i, missing;

    out[0] = before;
    out[1] = behind;
    out[2] = zz__context_mix(base + 0x1715609Du, a2);
    out[3] = zz__context_mix(base + 0x54DAF1CFu, b2);
    out[4] = zz__context_mix(before, a2);
    out[5] = both;
    out[6] = zz__context_mix(behind, b2);
    out[7] = zz__context_mix(both, a2);
    out[8] = zz__context_mix(both, b2);
    out[9] = zz__context_mix(out[8], a2);
    out[10] = zz__context_mix(zz__context_mix(out[4], a3), a4);
    out[11] = zz__context_mix(zz__context_mix(out[6], b3), b4);
    out[12] = group_both;
    out[13] = zz__context_mix(group_before, ga2);
    out[14] = zz__context_mix(group_behind, gb2);
    out[15] = zz__context_mix(group_both, ga2);
    out[16] = zz__context_mix(group_both, gb2);
    out[17] = zz__context_mix(before, gb1);
    out[18] = zz__context_mix(behind, ga1);
    for (i = 0; i < ZZ__CONTEXT_FEATURES; i++)
        out[i] = (out[i] & ~31u) | (i + 1);
    missing = (uint32_t)((a1 == 0) | (a2 == 0) << 1 | (a3 == 0) << 2 | (a4 == 0) << 3 |
                         (b1 == 0) << 4 | (b2 == 0) << 5 | (b3 == 0) << 6 | (b4 == 0) << 7);
    for (i = 0; missing != 0 && i < ZZ__CONTEXT_FEATURES; i++)
        out[i] = (needs[i] & missing) != 0 ? 0 : out[i];
    return missing == 0;
}

/* The hash of a feature for candidate k, 1 up (candidate 0 is what the others are weighed
 * against). */
static inline uint32_t zz__context_key(uint32_t feature, uint32_t k)
{
    return (feature + k * 0x7FEB352Du) * 0x846CA68Bu;
}

/* What a key's entry in its bucket, which the upper bits name, is known by: 1 to 1023. */
static inline uint32_t zz__context_print(uint32_t key)
{
    uint32_t print = key >> 6 & 0x3FFu;

    return print != 0 ? print : 1u;
}

#endif
