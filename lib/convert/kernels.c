/* SPDX-License-Identifier: Apache-2.0 */
/* The inner loops in plain C: what every processor runs, and what the others are held to. */
#include "convert/kernels.h"

#include <string.h>

#include "base/utf8.h"
#include "match/match.h"

/* By the high byte of a unit: 1 where it can't be taken as it comes out of three bytes. These
 * are what three bytes may not encode (below U+0800, surrogates), the description characters'
 * and the compatibility ideographs' rows. */
static const uint8_t rare_row[256] = {
    [0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1, [0x06] = 1,
    [0x07] = 1, [0x2F] = 1, [0xD8] = 1, [0xD9] = 1, [0xDA] = 1, [0xDB] = 1, [0xDC] = 1,
    [0xDD] = 1, [0xDE] = 1, [0xDF] = 1, [0xF9] = 1, [0xFA] = 1,
};

#define FOUR(n)                                                                                    \
    ZZ__FILTER_MASK(n), ZZ__FILTER_MASK(n + 1), ZZ__FILTER_MASK(n + 2), ZZ__FILTER_MASK(n + 3)
#define SIXTEEN(n) FOUR(n), FOUR(n + 4), FOUR(n + 8), FOUR(n + 12)
#define SIXTY_FOUR(n) SIXTEEN(n), SIXTEEN(n + 16), SIXTEEN(n + 32), SIXTEEN(n + 48)
const uint32_t zz__filter_masks[256] = {
    SIXTY_FOUR(0), SIXTY_FOUR(64), SIXTY_FOUR(128), SIXTY_FOUR(192),
};

static uint32_t load32(const uint8_t *p)
{
    uint32_t word;

    memcpy(&word, p, sizeof word);
    return zz__le32(word);
}

/* The last three bytes; as if more than ASCII followed. */
static uint32_t load24(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | 0x80000000u;
}

/* Copies ASCII, eight bytes at a time; returns how many. */
static size_t widen_ascii(uint16_t *units, const uint8_t *text, size_t n)
{
    size_t i = 0, j;

    while (n - i >= 8) {
        uint64_t eight;

        memcpy(&eight, text + i, 8);
        if (eight & UINT64_C(0x8080808080808080))
            break;
        for (j = 0; j < 8; j++)
            units[i + j] = text[i + j];
        i += 8;
    }
    return i;
}

static void decode(const uint8_t *text, size_t n, size_t *at, uint16_t *units, uint32_t *count,
                   uint32_t stop)
{
    size_t i = *at;
    uint32_t o = *count;

    while (o < stop && n - i >= 3) {
        uint32_t word = n - i >= 4 ? load32(text + i) : load24(text + i), unit;

        if ((word & 0xC0C0F0) == 0x8080E0) {
            unit = (word & 0xF) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F);
            if (rare_row[unit >> 8])
                break;
            units[o++] = (uint16_t)unit;
            i += 3;
        } else if ((word & 0x80808080) == 0) {
            size_t run = widen_ascii(units + o, text + i, n - i < stop - o ? n - i : stop - o);
            if (run == 0) {
                units[o] = (uint16_t)(word & 0x7F);
                run = 1;
            }
            i += run;
            o += (uint32_t)run;
        } else if ((word & 0x80) == 0) {
            units[o++] = (uint16_t)(word & 0x7F);
            i++;
        } else {
            break;
        }
    }
    *at = i;
    *count = o;
}

static uint32_t output_of(const uint16_t *pages, const uint16_t *map, uint32_t unit)
{
    return (unit + zz__le16(pages[zz__page_index(map[unit / ZZ__PAGE], (uint16_t)unit)])) & 0xFFFF;
}

/* Of four outputs in a word, not 0 where one is ZZ__SPECIAL. */
static uint64_t special_of(uint64_t four)
{
    const uint64_t ones = UINT64_C(0x0001000100010001);

    four ^= ones * ZZ__SPECIAL;
    return (four - ones) & ~four & ones << 15;
}

/* Stores the outputs of four units at once; not 0 where one is ZZ__SPECIAL. */
static uint64_t map_four(const uint16_t *pages, const uint16_t *map, const uint32_t units[4],
                         uint16_t *outputs)
{
    const unsigned lowest = ZZ__BIG_ENDIAN ? 3 : 0; /* of a word's units */
    uint64_t low = output_of(pages, map, units[lowest]) |
                   output_of(pages, map, units[lowest ^ 1]) << 16;
    uint64_t high = output_of(pages, map, units[lowest ^ 2]) |
                    output_of(pages, map, units[lowest ^ 3]) << 16;
    uint64_t four = low | high << 32;

    memcpy(outputs, &four, sizeof four);
    return special_of(four);
}

static bool map_units(const uint16_t *pages, const uint16_t *map, const uint16_t *units,
                      uint32_t count, uint16_t *outputs)
{
    uint64_t special = 0;
    uint32_t i;

    for (i = 0; i < count; i += 4) {
        const uint32_t four[4] = {units[i], units[i + 1], units[i + 2], units[i + 3]};

        special |= map_four(pages, map, four, outputs + i);
    }
    return special != 0;
}

static uint32_t pair_at(const uint16_t *units)
{
    return units[0] | (uint32_t)units[1] << 16;
}

/* Without a branch a unit, since none could be predicted; the same below. */
static uint32_t filter(const zz__table *table, const uint16_t *units, uint32_t count,
                       uint16_t *places)
{
    uint32_t log2 = table->filter_log2, i, passed = 0;

    for (i = 0; i + 1 < count; i++) {
        places[passed] = (uint16_t)i;
        passed += zz__filter_passes(table->filter, zz__pair_hash(pair_at(units + i)), log2);
    }
    return passed;
}

static uint32_t refine(const zz__table *table, const uint16_t *units, uint32_t count,
                       uint16_t *places, uint32_t found)
{
    uint32_t log2 = table->filter_log2 + 1, i, kept = 0;

    for (i = 0; i < found; i++) {
        uint32_t at = places[i], pair = pair_at(units + at), third = units[at + 2];
        bool two = zz__filter_passes(table->beginnings, zz__beginning_hash(pair, 0), log2);
        bool three = zz__filter_passes(table->beginnings, zz__beginning_hash(pair, third), log2);

        places[kept] = (uint16_t)at;
        kept += two | three | (at + 2 == count);
    }
    return kept;
}

size_t zz__encode_character(const uint16_t *units, size_t count, uint8_t *out, size_t *size)
{
    uint32_t unit = units[0];

    if (unit >= ZZ__RAW + 0x80 && unit <= ZZ__RAW + 0xFF) {
        out[0] = (uint8_t)(unit - ZZ__RAW);
        *size = 1;
        return 1;
    }
    if ((unit & 0xFC00) == 0xD800 && count > 1) {
        uint32_t c = 0x10000 + ((unit & 0x3FF) << 10) + (units[1] & 0x3FFu);
        *size = zz__utf8_encode(c, out);
        return 2;
    }
    *size = zz__utf8_encode(unit, out);
    return 1;
}

static size_t encode(const uint16_t *units, size_t count, uint8_t *out)
{
    size_t i = 0;
    uint8_t *p = out;

    while (i < count) {
        uint32_t unit = units[i];

        if (unit >= 0x800 && (unit & 0xF800) != 0xD800) {
            p[0] = (uint8_t)(0xE0 | unit >> 12);
            p[1] = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
            p[2] = (uint8_t)(0x80 | (unit & 0x3F));
            p += 3;
            i++;
        } else if (unit < 0x80) {
            *p++ = (uint8_t)unit;
            i++;
        } else {
            size_t size;
            i += zz__encode_character(units + i, count - i, p, &size);
            p += size;
        }
    }
    return (size_t)(p - out);
}

const zz__kernels zz__kernels_scalar = {"scalar", decode, map_units, filter, refine, encode};

const zz__kernels *zz__kernels_get(unsigned index)
{
#ifdef ZZ__HAVE_AVX512
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("popcnt") && index-- == 0)
        return &zz__kernels_avx512;
#endif
#ifdef ZZ__HAVE_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("popcnt") && index-- == 0)
        return &zz__kernels_avx2;
#endif
#ifdef ZZ__HAVE_NEON
    if (index-- == 0) /* every AArch64 processor has it */
        return &zz__kernels_neon;
#endif
    return index == 0 ? &zz__kernels_scalar : NULL;
}
