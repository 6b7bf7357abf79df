/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inner loops for AArch64, where NEON loads and stores take three-byte characters apart and
 * put them together by themselves. It has no gathers: maps and filters are the plain ones.
 */
#include "convert/kernels.h"

#ifdef ZZ__HAVE_NEON

#include <arm_neon.h>

/* Four bits for each lane of all ones. */
static inline uint64_t mask_of(uint8x16_t lanes)
{
    return vget_lane_u64(
        vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(lanes), 4)), 0);
}

/* How many of sixteen lanes, from the first on, are all ones. */
static inline uint32_t leading(uint8x16_t lanes)
{
    uint64_t others = ~mask_of(lanes);

    return others == 0 ? 16 : (uint32_t)__builtin_ctzll(others) / 4;
}

static inline uint8x16_t is_tail(uint8x16_t byte)
{
    return vceqq_u8(vandq_u8(byte, vdupq_n_u8(0xC0)), vdupq_n_u8(0x80));
}

/* By a unit's high byte: too rare to take as it comes out of three bytes (kernels.h says which). */
static inline uint8x16_t is_rare(uint8x16_t high)
{
    uint8x16_t rare = vcltq_u8(high, vdupq_n_u8(0x08));

    rare = vorrq_u8(rare, vceqq_u8(high, vdupq_n_u8(0x2F)));
    rare = vorrq_u8(rare, vcltq_u8(vsubq_u8(high, vdupq_n_u8(0xD8)), vdupq_n_u8(8)));
    return vorrq_u8(rare, vcltq_u8(vsubq_u8(high, vdupq_n_u8(0xF9)), vdupq_n_u8(2)));
}

/* ASCII from text[0..n) on; returns how many, up to 15 more than room. */
static inline size_t widen_ascii(const uint8_t *text, size_t n, uint16_t *units, uint32_t room)
{
    size_t i = 0;

    while (n - i >= 16 && i < room) {
        uint8x16_t v = vld1q_u8(text + i);
        if (vmaxvq_u8(v) >= 0x80)
            break;
        vst1q_u16(units + i, vmovl_u8(vget_low_u8(v)));
        vst1q_u16(units + i + 8, vmovl_u8(vget_high_u8(v)));
        i += 16;
    }
    for (; i < n && i < room && text[i] < 0x80; i++)
        units[i] = text[i];
    return i;
}

static void decode(const uint8_t *text, size_t n, size_t *at, uint16_t *units, uint32_t *count,
                   uint32_t stop)
{
    size_t i = *at, run;
    uint32_t o = *count, good;

    while (o < stop && n - i >= 48) {
        uint8x16x3_t v = vld3q_u8(text + i);
        uint8x16x2_t unit; /* low bytes, high bytes */
        uint8x16_t common;

        unit.val[0] = vsliq_n_u8(v.val[2], v.val[1], 6);
        unit.val[1] = vsliq_n_u8(vandq_u8(vshrq_n_u8(v.val[1], 2), vdupq_n_u8(0x0F)), v.val[0], 4);
        vst2q_u8((uint8_t *)(units + o), unit);
        common = vceqq_u8(vandq_u8(v.val[0], vdupq_n_u8(0xF0)), vdupq_n_u8(0xE0));
        common = vandq_u8(common, vandq_u8(is_tail(v.val[1]), is_tail(v.val[2])));
        common = vbicq_u8(common, is_rare(unit.val[1]));
        good = leading(common);
        if (good == 16) { /* a branch, so that the next step need not wait for the count */
            o += 16;
            i += 48;
            continue;
        }
        o += good;
        i += 3 * (size_t)good;
        if (o >= stop || text[i] >= 0x80)
            break;
        run = widen_ascii(text + i, n - i, units + o, stop - o);
        i += run;
        o += (uint32_t)run;
    }
    *at = i;
    *count = o;
    zz__kernels_scalar.decode(text, n, at, units, count, stop);
}

/* Which of sixteen units, by their high bytes, take three bytes. */
static inline uint8x16_t takes_three(uint8x16_t high)
{
    uint8x16_t surrogate = vcltq_u8(vsubq_u8(high, vdupq_n_u8(0xD8)), vdupq_n_u8(8));

    return vbicq_u8(vcgeq_u8(high, vdupq_n_u8(0x08)), surrogate);
}

static size_t encode(const uint16_t *units, size_t count, uint8_t *out)
{
    const uint8x16_t six = vdupq_n_u8(0x3F), tail = vdupq_n_u8(0x80);
    uint8_t *p = out;
    size_t i = 0, size;

    while (count - i >= 16) {
        uint8x16x2_t unit = vld2q_u8((const uint8_t *)(units + i));
        uint8x16x3_t bytes;
        uint8x16_t middle = vorrq_u8(vshlq_n_u8(unit.val[1], 2), vshrq_n_u8(unit.val[0], 6));
        uint32_t good = leading(takes_three(unit.val[1]));

        bytes.val[0] = vorrq_u8(vshrq_n_u8(unit.val[1], 4), vdupq_n_u8(0xE0));
        bytes.val[1] = vorrq_u8(vandq_u8(middle, six), tail);
        bytes.val[2] = vorrq_u8(vandq_u8(unit.val[0], six), tail);
        vst3q_u8(p, bytes);
        i += good;
        p += 3 * (size_t)good;
        if (good == 16)
            continue;
        i += zz__encode_character(units + i, count - i, p, &size);
        p += size;
        while (i < count && units[i] < 0x80)
            *p++ = (uint8_t)units[i++];
    }
    return (size_t)(p - out) + zz__kernels_scalar.encode(units + i, count - i, p);
}

static bool map_units(const uint16_t *pages, const uint16_t *map, const uint16_t *units,
                      uint32_t count, uint16_t *outputs)
{
    return zz__kernels_scalar.map(pages, map, units, count, outputs);
}

static uint32_t filter(const zz__table *table, const uint16_t *units, uint32_t count,
                       uint16_t *places)
{
    return zz__kernels_scalar.filter(table, units, count, places);
}

static uint32_t refine(const zz__table *table, const uint16_t *units, uint32_t count,
                       uint16_t *places, uint32_t found)
{
    return zz__kernels_scalar.refine(table, units, count, places, found);
}

const zz__kernels zz__kernels_neon = {"NEON", decode, map_units, filter, refine, encode};

#endif
