/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inner loops for x86-64 processors with AVX-512 (BW, VBMI, VBMI2: Ice Lake and Zen 4 up).
 * Characters of one to three bytes are taken together, sorted out by masks and packed by compress
 * instructions, so that no branch depends on where ASCII stands among Han.
 */
#include "convert/kernels.h"

#ifdef ZZ__HAVE_AVX512

#include <immintrin.h>
#include <string.h>

#define TARGET                                                                                     \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

/* Which of 32 units are too rare to take as they come out of three bytes (kernels.h says which). */
TARGET static inline __mmask32 rare_units(__m512i u)
{
    __mmask32 rare = _mm512_cmplt_epu16_mask(u, _mm512_set1_epi16(0x800));

    rare |= _mm512_cmplt_epu16_mask(_mm512_sub_epi16(u, _mm512_set1_epi16(0x2F00)),
                                    _mm512_set1_epi16(0x100));
    rare |= _mm512_cmplt_epu16_mask(_mm512_sub_epi16(u, _mm512_set1_epi16((short)0xD800)),
                                    _mm512_set1_epi16(0x800));
    rare |= _mm512_cmplt_epu16_mask(_mm512_sub_epi16(u, _mm512_set1_epi16((short)0xF900)),
                                    _mm512_set1_epi16(0x200));
    return rare;
}

/* For 32 places in the text: the units that would begin there, and which of them are rare. */
TARGET static inline __m512i units_of(__m256i first, __m256i second, __m256i third, __mmask32 three,
                                      __mmask32 *rare)
{
    const __m512i six = _mm512_set1_epi16(0x3F);
    __m512i a = _mm512_cvtepu8_epi16(first);
    __m512i b = _mm512_and_si512(_mm512_cvtepu8_epi16(second), six);
    __m512i c = _mm512_and_si512(_mm512_cvtepu8_epi16(third), six);
    __m512i u = _mm512_or_si512(_mm512_slli_epi16(a, 12),
                                _mm512_or_si512(_mm512_slli_epi16(b, 6), c));

    *rare = rare_units(u) & three;
    return _mm512_mask_blend_epi16(three, a, u);
}

/* The first k of 64 places; all where k is more. */
TARGET static inline __mmask64 first_places(size_t k)
{
    return k >= 64 ? ~(__mmask64)0 : _bzhi_u64(~UINT64_C(0), (uint32_t)k);
}

/*
 * Characters that begin in the 64 bytes at text, of which n are there; stores their units. *tails
 * are the places at the window's beginning that belong to a character before it, then those of the
 * next window. Returns the place of the first thing that is not common or not whole, 64 where
 * there is none.
 */
TARGET static inline size_t decode_64(const uint8_t *text, size_t n, uint64_t *tails,
                                      uint16_t *units, uint32_t *count)
{
    __mmask64 there = first_places(n);
    __m512i first = _mm512_maskz_loadu_epi8(there, text);
    __m512i second = _mm512_maskz_loadu_epi8(first_places(n - 1), text + 1);
    __m512i third = _mm512_maskz_loadu_epi8(n < 2 ? 0 : first_places(n - 2), text + 2);
    const __m512i top2 = _mm512_set1_epi8((char)0xC0), tail = _mm512_set1_epi8((char)0x80);
    __mmask64 tail1 = _mm512_cmpeq_epi8_mask(_mm512_and_si512(first, top2), tail);
    __mmask64 tail2 = _mm512_cmpeq_epi8_mask(_mm512_and_si512(second, top2), tail);
    __mmask64 tail3 = _mm512_cmpeq_epi8_mask(_mm512_and_si512(third, top2), tail);
    __mmask64 ascii = ~_mm512_movepi8_mask(first) & there;
    __mmask64 three = _mm512_cmpeq_epi8_mask(
        _mm512_and_si512(first, _mm512_set1_epi8((char)0xF0)), _mm512_set1_epi8((char)0xE0));
    __mmask64 good, bad, starts;
    __mmask32 rare_low, rare_high;
    __m512i low, high;

    three &= tail2 & tail3;
    low = units_of(_mm512_castsi512_si256(first), _mm512_castsi512_si256(second),
                   _mm512_castsi512_si256(third), (__mmask32)three, &rare_low);
    high = units_of(_mm512_extracti64x4_epi64(first, 1), _mm512_extracti64x4_epi64(second, 1),
                    _mm512_extracti64x4_epi64(third, 1), (__mmask32)(three >> 32), &rare_high);
    good = (ascii | three) & ~((__mmask64)rare_high << 32 | rare_low);
    /* bad: what begins something else, and tails that belong to nothing */
    bad = ~there | (~tail1 & ~good) | (tail1 & ~(three << 1 | three << 2 | *tails));
    starts = good;
    if (bad != 0)
        starts &= _blsmsk_u64(bad) >> 1;
    _mm512_storeu_si512(units + *count, _mm512_maskz_compress_epi16((__mmask32)starts, low));
    *count += (uint32_t)_mm_popcnt_u32((uint32_t)starts);
    if (starts >> 32 != 0) { /* else the units of a short text would lie under two stores */
        _mm512_storeu_si512(units + *count,
                            _mm512_maskz_compress_epi16((__mmask32)(starts >> 32), high));
        *count += (uint32_t)_mm_popcnt_u32((uint32_t)(starts >> 32));
    }
    *tails = three >> 62 | three >> 63;
    return _tzcnt_u64(bad);
}

/* Of characters of three bytes side by side: their shape, and which bytes their units are of. */
#define SHORT_TEXT 63
static const uint8_t three_mask[64] = {
    0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0,
    0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0,
    0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0,
    0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0,
    0xF0, 0xC0, 0xC0, 0,
};
static const uint8_t three_shape[64] = {
    0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
    0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
    0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
    0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
    0xE0, 0x80, 0x80, 0,
};
static const uint8_t three_low[64] = {
    1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20, 22, 23, 25, 26, 28, 29, 31, 32, 34, 35, 37,
    38, 40, 41, 43, 44, 46, 47, 49, 50, 52, 53, 55, 56, 58, 59, 61, 62, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};
static const uint8_t three_high[64] = {
    0, 0, 0, 3, 0, 6, 0, 9, 0, 12, 0, 15, 0, 18, 0, 21, 0, 24, 0, 27, 0, 30, 0, 33, 0, 36, 0, 39,
    0, 42, 0, 45, 0, 48, 0, 51, 0, 54, 0, 57, 0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0,
};

/* A short text of nothing but common characters of three bytes, as most are: its units, with zeros
 * behind them. false: it is another, and nothing is stored. */
TARGET static inline bool decode_threes(const uint8_t *text, uint32_t n, uint16_t *units)
{
    const uint64_t odd_bytes = UINT64_C(0x2AAAAAAAAAA); /* the upper ones of 21 units */
    const uint64_t all_bytes = UINT64_C(0x3FFFFFFFFFF);
    __mmask64 there = _bzhi_u64(~UINT64_C(0), n);
    __m512i v = _mm512_maskz_loadu_epi8(there, text);
    __m512i shape = _mm512_and_si512(v, _mm512_loadu_si512(three_mask));
    __m512i u = _mm512_maskz_permutexvar_epi8(all_bytes, _mm512_loadu_si512(three_low), v);
    __m512i lead = _mm512_maskz_permutexvar_epi8(odd_bytes, _mm512_loadu_si512(three_high), v);
    __mmask64 other =
        _mm512_mask_cmpneq_epi8_mask(there, shape, _mm512_loadu_si512(three_shape));

    u = _mm512_maddubs_epi16(_mm512_and_si512(u, _mm512_set1_epi8(0x3F)),
                             _mm512_set1_epi16(0x0140));
    u = _mm512_or_si512(u, _mm512_slli_epi16(lead, 4));
    other |= rare_units(u) & _bzhi_u32(0xFFFFFFFFu, n / 3);
    if (other != 0)
        return false;
    _mm512_storeu_si512(units, u);
    return true;
}

TARGET static void decode(const uint8_t *text, size_t n, size_t *at, uint16_t *units,
                          uint32_t *count, uint32_t stop)
{
    size_t i = *at, done = 64;
    uint64_t tails = 0;
    uint32_t o = *count;

    if (n - i <= SHORT_TEXT && (n - i) % 3 == 0 && o < stop &&
        decode_threes(text + i, (uint32_t)(n - i), units + o)) {
        *count = o + (uint32_t)(n - i) / 3;
        *at = n;
        return;
    }
    while (o < stop && n - i >= 66) {
        done = decode_64(text + i, 66, &tails, units, &o);
        if (done != 64)
            break;
        i += 64; /* and not done, on which the next load would have to wait */
    }
    if (done == 64 && o < stop && i < n) {
        done = decode_64(text + i, n - i, &tails, units, &o);
        if (done == 64)
            i += 64;
    }
    *at = i + (done == 64 ? (size_t)_mm_popcnt_u64(tails) : done);
    *count = o;
}

/* The first k of 16 places; all where k is more. */
TARGET static inline __mmask16 first_lanes(size_t k)
{
    return k >= 16 ? 0xFFFF : (__mmask16)((1u << k) - 1);
}

/* Characters as three bytes, or one or two, in four bytes each; then packed. */
TARGET static inline uint8_t *encode_lanes(__m512i u, __mmask16 there, uint8_t *out)
{
    const __m512i six1 = _mm512_set1_epi32(0x3F00), six2 = _mm512_set1_epi32(0x3F0000);
    __mmask16 one = _mm512_cmplt_epu32_mask(u, _mm512_set1_epi32(0x80));
    __mmask16 two = _mm512_cmplt_epu32_mask(u, _mm512_set1_epi32(0x800));
    __m512i bytes = _mm512_or_si512(_mm512_srli_epi32(u, 12),
                                    _mm512_and_si512(_mm512_slli_epi32(u, 2), six1));
    __m512i pair = _mm512_or_si512(_mm512_srli_epi32(u, 6),
                                   _mm512_and_si512(_mm512_slli_epi32(u, 8), six1));
    __m512i used = _mm512_mask_blend_epi32(two, _mm512_set1_epi32(0x808080),
                                           _mm512_set1_epi32(0x8080));
    __mmask64 keep;

    bytes = _mm512_or_si512(bytes, _mm512_and_si512(_mm512_slli_epi32(u, 16), six2));
    bytes = _mm512_or_si512(bytes, _mm512_set1_epi32(0x8080E0));
    pair = _mm512_or_si512(pair, _mm512_set1_epi32(0x80C0));
    used = _mm512_mask_mov_epi32(used, one, _mm512_set1_epi32(0x80));
    bytes = _mm512_mask_mov_epi32(bytes, two, pair);
    bytes = _mm512_mask_mov_epi32(bytes, one, u);
    keep = _mm512_movepi8_mask(_mm512_maskz_mov_epi32(there, used));
    _mm512_storeu_si512(out, _mm512_maskz_compress_epi8(keep, bytes));
    return out + _mm_popcnt_u64(keep);
}

/* Fewer than sixteen units, in four pieces: the map stores four at a time, and a load of what
 * several stores have just written would wait until they are done. */
TARGET static inline __m512i last_units(const uint16_t *units, __mmask16 there)
{
    uint64_t four[4];

    memcpy(four, units, sizeof four);
    return _mm512_maskz_cvtepu16_epi32(
        there, _mm256_set_epi64x((long long)four[3], (long long)four[2], (long long)four[1],
                                 (long long)four[0]));
}

TARGET static inline __mmask16 surrogates(__m512i u)
{
    return _mm512_cmplt_epu32_mask(_mm512_sub_epi32(u, _mm512_set1_epi32(0xD800)),
                                   _mm512_set1_epi32(0x800));
}

TARGET static size_t encode(const uint16_t *units, size_t count, uint8_t *out)
{
    uint8_t *p = out;
    size_t i = 0, size;

    while (i < count) {
        bool whole = count - i >= 16;
        __mmask16 there = first_lanes(count - i);
        __m512i u = whole ? _mm512_cvtepu16_epi32(
                                _mm256_loadu_si256((const __m256i *)(const void *)(units + i)))
                          : last_units(units + i, there);

        if (surrogates(u) != 0) {
            i += zz__encode_character(units + i, count - i, p, &size);
            p += size;
            continue;
        }
        p = whole ? encode_lanes(u, 0xFFFF, p) : encode_lanes(u, there, p);
        i += 16;
    }
    return (size_t)(p - out);
}

/*
 * All sixteen, which the compiler is not to know: else gcc gathers into a register that still waits
 * for something else. What is merged into here is one that is ready, and not needed any more.
 */
TARGET static inline __mmask16 all_lanes(void)
{
    uint32_t all = 0xFFFF;

    __asm__("" : "+r"(all));
    return (__mmask16)all;
}

/* zz__filter_passes of sixteen. The two bits to be tested are lanes of a register. */
TARGET static inline __mmask16 filter_passes(const uint32_t *words, __m512i hash, __m128i shift,
                                             __mmask16 there)
{
    const __m512i lower =
        _mm512_setr_epi32(0x8000, 0x4000, 0x2000, 0x1000, 0x800, 0x400, 0x200, 0x100, 0x80, 0x40,
                          0x20, 0x10, 8, 4, 2, 1);
    const __m512i upper = _mm512_slli_epi32(lower, 16);
    __m512i place = _mm512_srl_epi32(hash, shift);
    __m512i mask = _mm512_or_si512(_mm512_permutexvar_epi32(place, upper),
                                   _mm512_permutexvar_epi32(_mm512_srli_epi32(place, 4), lower));
    __m512i word =
        _mm512_mask_i32gather_epi32(hash, there, _mm512_srli_epi32(place, 8), words, 4);

    return _mm512_mask_cmpeq_epi32_mask(there, _mm512_and_si512(word, mask), mask);
}

/* The places of sixteen pairs from `i` on that pass, of those that are there; returns how many. */
TARGET static inline uint32_t filter_sixteen(const zz__table *table, const uint16_t *units,
                                             uint32_t i, __mmask16 there, uint16_t *places)
{
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m128i shift = _mm_cvtsi32_si128((int)(29 - table->filter_log2));
    __m512i a = _mm512_cvtepu16_epi32(
        _mm256_loadu_si256((const __m256i *)(const void *)(units + i)));
    __m512i b = _mm512_cvtepu16_epi32(
        _mm256_loadu_si256((const __m256i *)(const void *)(units + i + 1)));
    __m512i hash = _mm512_mullo_epi32(_mm512_or_si512(a, _mm512_slli_epi32(b, 16)),
                                      _mm512_set1_epi32((int)0x9E3779B1u));
    __mmask16 hit = filter_passes(table->filter, hash, shift, there);
    __m512i at = _mm512_add_epi32(lanes, _mm512_set1_epi32((int)i));

    _mm256_storeu_si256((__m256i *)(void *)places,
                        _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(hit, at)));
    return (uint32_t)_mm_popcnt_u32(hit);
}

TARGET static uint32_t filter(const zz__table *table, const uint16_t *units, uint32_t count,
                              uint16_t *places)
{
    const __mmask16 all = all_lanes();
    uint32_t i = 0, passed = 0;

    for (; i + 17 <= count; i += 16)
        passed += filter_sixteen(table, units, i, all, places + passed);
    if (i + 1 < count)
        passed += filter_sixteen(table, units, i, first_lanes(count - 1 - i), places + passed);
    return passed;
}

/* Two gathers of 16 bits, each out of the 32 bits there: an image has room behind its maps. */
TARGET static bool map_units(const uint16_t *pages, const uint16_t *map, const uint16_t *units,
                             uint32_t count, uint16_t *outputs)
{
    const __m512i low16 = _mm512_set1_epi32(0xFFFF), room = _mm512_set1_epi32(ZZ__PAGE_ROOM - 1);
    const __mmask16 all = all_lanes();
    __mmask16 special = 0;
    uint32_t i = 0;

    for (; i + 16 <= count; i += 16) {
        __m512i u = _mm512_cvtepu16_epi32(
            _mm256_loadu_si256((const __m256i *)(const void *)(units + i)));
        __m512i row = _mm512_srli_epi32(u, 6), page, output;

        page = _mm512_mask_i32gather_epi32(u, all, row, map, 2);
        page = _mm512_add_epi32(_mm512_slli_epi32(page, 3), u); /* times ZZ__PAGE_STEP */
        page = _mm512_and_si512(page, room);
        output = _mm512_add_epi32(u, _mm512_mask_i32gather_epi32(row, all, page, pages, 2));
        output = _mm512_and_si512(output, low16);
        special |= _mm512_cmpeq_epi32_mask(output, _mm512_set1_epi32((int)ZZ__SPECIAL));
        _mm256_storeu_si256((__m256i *)(void *)(outputs + i), _mm512_cvtepi32_epi16(output));
    }
    return zz__kernels_scalar.map(pages, map, units + i, count - i, outputs + i) || special != 0;
}

/* zz__beginning_hash of sixteen, but for its sum. */
TARGET static inline __m512i beginning_hashes(__m512i hash)
{
    hash = _mm512_xor_si512(hash, _mm512_srli_epi32(hash, 15));
    return _mm512_mullo_epi32(hash, _mm512_set1_epi32(0x2C1B3C6D));
}

TARGET static uint32_t refine(const zz__table *table, const uint16_t *units, uint32_t count,
                              uint16_t *places, uint32_t found)
{
    const __m128i shift = _mm_cvtsi32_si128((int)(29 - (table->filter_log2 + 1)));
    uint32_t i, kept = 0;

    if (found < 6) /* a gather takes as long for few */
        return zz__kernels_scalar.refine(table, units, count, places, found);
    for (i = 0; i < found; i += 16) {
        __mmask16 there = first_lanes(found - i), keep;
        __m256i narrow = _mm256_maskz_loadu_epi16(there, places + i);
        __m512i at = _mm512_cvtepu16_epi32(narrow), third_at = _mm512_add_epi32(
            at, _mm512_set1_epi32(2));
        __m512i pair = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), there, at, units, 2);
        __m512i third = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), there, third_at, units,
                                                    2);
        __m512i two = _mm512_mullo_epi32(pair, _mm512_set1_epi32((int)0x85EBCA6Bu));
        __m512i three = _mm512_add_epi32(
            two, _mm512_mullo_epi32(_mm512_and_si512(third, _mm512_set1_epi32(0xFFFF)),
                                    _mm512_set1_epi32((int)0xC2B2AE35u)));

        keep = filter_passes(table->beginnings, beginning_hashes(two), shift, there);
        keep |= filter_passes(table->beginnings, beginning_hashes(three), shift, there);
        keep |= _mm512_cmpeq_epi32_mask(third_at, _mm512_set1_epi32((int)count)) & there;
        /* over places that were read, since no more are kept */
        _mm256_storeu_si256((__m256i *)(void *)(places + kept),
                            _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(keep, at)));
        kept += (uint32_t)_mm_popcnt_u32(keep);
    }
    return kept;
}

const zz__kernels zz__kernels_avx512 = {"AVX-512", decode, map_units, filter, refine, encode};

#endif
