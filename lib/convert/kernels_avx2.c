/* SPDX-License-Identifier: Apache-2.0 */
/* The inner loops for x86-64 processors with AVX2, whatever the compiler was told to build for. */
#include "convert/kernels.h"

#ifdef ZZ__HAVE_AVX2

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2,bmi,popcnt")))

/* Both 128-bit halves hold the same 16 bytes. */
#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

#define E0 ((char)0xE0)
#define F0 ((char)0xF0)
#define C0 ((char)0xC0)
#define X80 ((char)0x80)

/* Of unsigned 16-bit lanes: all ones where value < limit + 1. */
TARGET static inline __m256i at_most(__m256i value, uint16_t limit)
{
    return _mm256_cmpeq_epi16(_mm256_min_epu16(value, _mm256_set1_epi16((short)limit)), value);
}

/*
 * How many of ten characters, from the first on, are three bytes and not rare; v has five in each
 * half, u their units.
 */
TARGET static inline uint32_t leading_common(__m256i v, __m256i u)
{
    const __m256i mask = TWICE(F0, C0, C0, F0, C0, C0, F0, C0, C0, F0, C0, C0, F0, C0, C0, 0);
    const __m256i shape = TWICE(E0, X80, X80, E0, X80, X80, E0, X80, X80, E0, X80, X80, E0, X80,
                                X80, 0);
    uint32_t bytes, lanes, by_bytes, by_lanes;
    __m256i common;

    bytes = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_and_si256(v, mask), shape));
    common = at_most(_mm256_sub_epi16(u, _mm256_set1_epi16(0x3000)), 0xA7FF);
    common = _mm256_or_si256(common, at_most(_mm256_sub_epi16(u, _mm256_set1_epi16(0x800)),
                                             0x26FF));
    common = _mm256_or_si256(common, at_most(_mm256_sub_epi16(u, _mm256_set1_epi16((short)0xFB00)),
                                             0x4FF));
    lanes = (uint32_t)_mm256_movemask_epi8(common);
    /* five lanes of two bits and five characters of three, in each half */
    lanes = (lanes & 0x3FF) | (lanes >> 16 & 0x3FF) << 10;
    bytes = (bytes & 0x7FFF) | (bytes >> 16 & 0x7FFF) << 15;
    if (lanes == 0xFFFFF && bytes == 0x3FFFFFFF)
        return 10;
    by_lanes = _tzcnt_u32(~lanes) / 2;
    by_bytes = _tzcnt_u32(~bytes) / 3;
    return by_bytes < by_lanes ? by_bytes : by_lanes;
}

TARGET static void decode(const uint8_t *text, size_t n, size_t *at, uint16_t *units,
                          uint32_t *count, uint32_t stop)
{
    const char Z = X80; /* pshufb: a zero byte */
    const __m256i low = TWICE(1, 2, 4, 5, 7, 8, 10, 11, 13, 14, Z, Z, Z, Z, Z, Z);
    const __m256i high = TWICE(Z, 0, Z, 3, Z, 6, Z, 9, Z, 12, Z, Z, Z, Z, Z, Z);
    const __m256i six = _mm256_set1_epi8(0x3F), weights = _mm256_set1_epi16(0x0140);
    size_t i = *at;
    uint32_t o = *count;

    while (o < stop && n - i >= 31) {
        __m128i first = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
        __m128i second = _mm_loadu_si128((const __m128i *)(const void *)(text + i + 15));
        __m256i v = _mm256_inserti128_si256(_mm256_castsi128_si256(first), second, 1), u;
        uint32_t good;

        u = _mm256_maddubs_epi16(_mm256_and_si256(_mm256_shuffle_epi8(v, low), six), weights);
        u = _mm256_or_si256(u, _mm256_slli_epi16(_mm256_shuffle_epi8(v, high), 4));
        _mm_storeu_si128((__m128i *)(void *)(units + o), _mm256_castsi256_si128(u));
        _mm_storeu_si128((__m128i *)(void *)(units + o + 5), _mm256_extracti128_si256(u, 1));
        good = leading_common(v, u);
        if (good == 10) { /* a branch, so that the next step need not wait for the count */
            o += 10;
            i += 30;
            continue;
        }
        o += good;
        i += 3 * good;
        if (text[i] >= 0x80)
            break;
        do
            units[o++] = text[i++];
        while (o < stop && i < n && text[i] < 0x80);
    }
    *at = i;
    *count = o;
    zz__kernels_scalar.decode(text, n, at, units, count, stop);
}

/* For each 8-bit mask the lanes whose bits are set, in order. */
static const uint64_t lanes_of[256];

TARGET static uint32_t filter(const zz__table *table, const uint16_t *units, uint32_t count,
                              uint16_t *places)
{
    const __m256i factor = _mm256_set1_epi32((int)0x9E3779B1u), low4 = _mm256_set1_epi32(15);
    const __m128i shift = _mm_cvtsi32_si128((int)(29 - table->filter_log2));
    const int *words = (const int *)(const void *)table->filter;
    uint32_t i = 0, passed = 0;

    for (; i + 9 <= count; i += 8) {
        __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(units + i));
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(units + i + 1));
        __m256i pair = _mm256_or_si256(_mm256_cvtepu16_epi32(a),
                                       _mm256_slli_epi32(_mm256_cvtepu16_epi32(b), 16));
        __m256i place = _mm256_srl_epi32(_mm256_mullo_epi32(pair, factor), shift);
        __m256i word = _mm256_i32gather_epi32(words, _mm256_srli_epi32(place, 8), 4);
        __m256i upper = _mm256_and_si256(place, low4);
        __m256i lower = _mm256_and_si256(_mm256_srli_epi32(place, 4), low4);
        __m256i hit = _mm256_and_si256(_mm256_sllv_epi32(word, upper),
                                       _mm256_sllv_epi32(_mm256_slli_epi32(word, 16), lower));
        uint32_t mask = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(hit));
        __m128i lanes = _mm_cvtepu8_epi16(_mm_cvtsi64_si128((long long)lanes_of[mask]));

        _mm_storeu_si128((__m128i *)(void *)(places + passed),
                         _mm_add_epi16(lanes, _mm_set1_epi16((short)i)));
        passed += (uint32_t)_mm_popcnt_u32(mask);
    }
    for (; i + 1 < count; i++) {
        uint32_t pair = units[i] | (uint32_t)units[i + 1] << 16;

        places[passed] = (uint16_t)i;
        passed += zz__filter_passes(table->filter, zz__pair_hash(pair), table->filter_log2);
    }
    return passed;
}

/* For four characters of four bytes each, of which those in the mask are ASCII and the others take
 * three: which bytes to keep. */
#define Z -1
static const int8_t keep[16][16] = {
    {0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, Z, Z, Z, Z},
    {0, 4, 5, 6, 8, 9, 10, 12, 13, 14, Z, Z, Z, Z, Z, Z},
    {0, 1, 2, 4, 8, 9, 10, 12, 13, 14, Z, Z, Z, Z, Z, Z},
    {0, 4, 8, 9, 10, 12, 13, 14, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 1, 2, 4, 5, 6, 8, 12, 13, 14, Z, Z, Z, Z, Z, Z},
    {0, 4, 5, 6, 8, 12, 13, 14, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 1, 2, 4, 8, 12, 13, 14, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 4, 8, 12, 13, 14, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 1, 2, 4, 5, 6, 8, 9, 10, 12, Z, Z, Z, Z, Z, Z},
    {0, 4, 5, 6, 8, 9, 10, 12, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 1, 2, 4, 8, 9, 10, 12, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 4, 8, 9, 10, 12, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 1, 2, 4, 5, 6, 8, 12, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 4, 5, 6, 8, 12, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 1, 2, 4, 8, 12, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z},
    {0, 4, 8, 12, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z},
};
#undef Z

/* Stores the four characters of a lane packed; returns where the next goes. */
TARGET static inline uint8_t *store_packed(uint8_t *p, __m128i four, uint32_t ascii)
{
    __m128i order = _mm_loadu_si128((const __m128i *)(const void *)keep[ascii]);

    _mm_storeu_si128((__m128i *)(void *)p, _mm_shuffle_epi8(four, order));
    return p + 12 - 2 * _mm_popcnt_u32(ascii);
}

/* Fewer than sixteen units, and zeros, in four pieces: the map stores four at a time, and a load of
 * what several stores have just written would wait until they are done. */
TARGET static inline __m256i last_units(const uint16_t *units, size_t left)
{
    static const uint16_t there[32] = {
        0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF,
        0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF};
    uint64_t four[4];

    memcpy(four, units, sizeof four);
    return _mm256_and_si256(
        _mm256_set_epi64x((long long)four[3], (long long)four[2], (long long)four[1],
                          (long long)four[0]),
        _mm256_loadu_si256((const __m256i *)(const void *)(there + 16 - left)));
}

/* Sixteen characters at a time, ASCII among them without a branch. */
TARGET static size_t encode(const uint16_t *units, size_t count, uint8_t *out)
{
    const __m256i six = _mm256_set1_epi16(0x3F), tail = _mm256_set1_epi16(0x80);
    const __m256i lead = _mm256_set1_epi16(0xE0), zero = _mm256_setzero_si256();
    uint8_t *p = out;
    size_t i = 0, size;

    while (i < count) {
        size_t left = count - i;
        __m256i u = left >= 16 ? _mm256_loadu_si256((const __m256i *)(const void *)(units + i))
                               : last_units(units + i, left);
        __m256i x, y, a, b, ascii = at_most(u, 0x7F);
        __m256i odd = _mm256_andnot_si256(ascii, at_most(u, 0x7FF));
        uint32_t mask;

        odd = _mm256_or_si256(odd, at_most(_mm256_sub_epi16(u, _mm256_set1_epi16((short)0xD800)),
                                           0x7FF));
        if (!_mm256_testz_si256(odd, odd)) {
            i += zz__encode_character(units + i, count - i, p, &size);
            p += size;
            continue;
        }
        mask = (uint32_t)_mm256_movemask_epi8(_mm256_packs_epi16(ascii, zero));
        x = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi16(u, 6), six), tail);
        x = _mm256_or_si256(_mm256_slli_epi16(x, 8),
                            _mm256_or_si256(_mm256_srli_epi16(u, 12), lead));
        x = _mm256_blendv_epi8(x, u, ascii);
        y = _mm256_or_si256(_mm256_and_si256(u, six), tail);
        a = _mm256_unpacklo_epi16(x, y);
        b = _mm256_unpackhi_epi16(x, y);
        p = store_packed(p, _mm256_castsi256_si128(a), mask & 15);
        p = store_packed(p, _mm256_castsi256_si128(b), mask >> 4 & 15);
        p = store_packed(p, _mm256_extracti128_si256(a, 1), mask >> 16 & 15);
        p = store_packed(p, _mm256_extracti128_si256(b, 1), mask >> 20 & 15);
        i += 16;
    }
    return (size_t)(p - out) - (i - count); /* less the zeros, a byte each */
}

/* Gathers were slower than plain loads, so mapping and refining stay in plain C. */
static bool map_units(const uint16_t *pages, const uint16_t *map, const uint16_t *units,
                      uint32_t count, uint16_t *outputs)
{
    return zz__kernels_scalar.map(pages, map, units, count, outputs);
}

static uint32_t refine(const zz__table *table, const uint16_t *units, uint32_t count,
                              uint16_t *places, uint32_t found)
{
    return zz__kernels_scalar.refine(table, units, count, places, found);
}

const zz__kernels zz__kernels_avx2 = {"AVX2", decode, map_units, filter, refine, encode};

static const uint64_t lanes_of[256] = {
    0x0000000000000000, 0x0000000000000000, 0x0000000000000001, 0x0000000000000100,
    0x0000000000000002, 0x0000000000000200, 0x0000000000000201, 0x0000000000020100,
    0x0000000000000003, 0x0000000000000300, 0x0000000000000301, 0x0000000000030100,
    0x0000000000000302, 0x0000000000030200, 0x0000000000030201, 0x0000000003020100,
    0x0000000000000004, 0x0000000000000400, 0x0000000000000401, 0x0000000000040100,
    0x0000000000000402, 0x0000000000040200, 0x0000000000040201, 0x0000000004020100,
    0x0000000000000403, 0x0000000000040300, 0x0000000000040301, 0x0000000004030100,
    0x0000000000040302, 0x0000000004030200, 0x0000000004030201, 0x0000000403020100,
    0x0000000000000005, 0x0000000000000500, 0x0000000000000501, 0x0000000000050100,
    0x0000000000000502, 0x0000000000050200, 0x0000000000050201, 0x0000000005020100,
    0x0000000000000503, 0x0000000000050300, 0x0000000000050301, 0x0000000005030100,
    0x0000000000050302, 0x0000000005030200, 0x0000000005030201, 0x0000000503020100,
    0x0000000000000504, 0x0000000000050400, 0x0000000000050401, 0x0000000005040100,
    0x0000000000050402, 0x0000000005040200, 0x0000000005040201, 0x0000000504020100,
    0x0000000000050403, 0x0000000005040300, 0x0000000005040301, 0x0000000504030100,
    0x0000000005040302, 0x0000000504030200, 0x0000000504030201, 0x0000050403020100,
    0x0000000000000006, 0x0000000000000600, 0x0000000000000601, 0x0000000000060100,
    0x0000000000000602, 0x0000000000060200, 0x0000000000060201, 0x0000000006020100,
    0x0000000000000603, 0x0000000000060300, 0x0000000000060301, 0x0000000006030100,
    0x0000000000060302, 0x0000000006030200, 0x0000000006030201, 0x0000000603020100,
    0x0000000000000604, 0x0000000000060400, 0x0000000000060401, 0x0000000006040100,
    0x0000000000060402, 0x0000000006040200, 0x0000000006040201, 0x0000000604020100,
    0x0000000000060403, 0x0000000006040300, 0x0000000006040301, 0x0000000604030100,
    0x0000000006040302, 0x0000000604030200, 0x0000000604030201, 0x0000060403020100,
    0x0000000000000605, 0x0000000000060500, 0x0000000000060501, 0x0000000006050100,
    0x0000000000060502, 0x0000000006050200, 0x0000000006050201, 0x0000000605020100,
    0x0000000000060503, 0x0000000006050300, 0x0000000006050301, 0x0000000605030100,
    0x0000000006050302, 0x0000000605030200, 0x0000000605030201, 0x0000060503020100,
    0x0000000000060504, 0x0000000006050400, 0x0000000006050401, 0x0000000605040100,
    0x0000000006050402, 0x0000000605040200, 0x0000000605040201, 0x0000060504020100,
    0x0000000006050403, 0x0000000605040300, 0x0000000605040301, 0x0000060504030100,
    0x0000000605040302, 0x0000060504030200, 0x0000060504030201, 0x0006050403020100,
    0x0000000000000007, 0x0000000000000700, 0x0000000000000701, 0x0000000000070100,
    0x0000000000000702, 0x0000000000070200, 0x0000000000070201, 0x0000000007020100,
    0x0000000000000703, 0x0000000000070300, 0x0000000000070301, 0x0000000007030100,
    0x0000000000070302, 0x0000000007030200, 0x0000000007030201, 0x0000000703020100,
    0x0000000000000704, 0x0000000000070400, 0x0000000000070401, 0x0000000007040100,
    0x0000000000070402, 0x0000000007040200, 0x0000000007040201, 0x0000000704020100,
    0x0000000000070403, 0x0000000007040300, 0x0000000007040301, 0x0000000704030100,
    0x0000000007040302, 0x0000000704030200, 0x0000000704030201, 0x0000070403020100,
    0x0000000000000705, 0x0000000000070500, 0x0000000000070501, 0x0000000007050100,
    0x0000000000070502, 0x0000000007050200, 0x0000000007050201, 0x0000000705020100,
    0x0000000000070503, 0x0000000007050300, 0x0000000007050301, 0x0000000705030100,
    0x0000000007050302, 0x0000000705030200, 0x0000000705030201, 0x0000070503020100,
    0x0000000000070504, 0x0000000007050400, 0x0000000007050401, 0x0000000705040100,
    0x0000000007050402, 0x0000000705040200, 0x0000000705040201, 0x0000070504020100,
    0x0000000007050403, 0x0000000705040300, 0x0000000705040301, 0x0000070504030100,
    0x0000000705040302, 0x0000070504030200, 0x0000070504030201, 0x0007050403020100,
    0x0000000000000706, 0x0000000000070600, 0x0000000000070601, 0x0000000007060100,
    0x0000000000070602, 0x0000000007060200, 0x0000000007060201, 0x0000000706020100,
    0x0000000000070603, 0x0000000007060300, 0x0000000007060301, 0x0000000706030100,
    0x0000000007060302, 0x0000000706030200, 0x0000000706030201, 0x0000070603020100,
    0x0000000000070604, 0x0000000007060400, 0x0000000007060401, 0x0000000706040100,
    0x0000000007060402, 0x0000000706040200, 0x0000000706040201, 0x0000070604020100,
    0x0000000007060403, 0x0000000706040300, 0x0000000706040301, 0x0000070604030100,
    0x0000000706040302, 0x0000070604030200, 0x0000070604030201, 0x0007060403020100,
    0x0000000000070605, 0x0000000007060500, 0x0000000007060501, 0x0000000706050100,
    0x0000000007060502, 0x0000000706050200, 0x0000000706050201, 0x0000070605020100,
    0x0000000007060503, 0x0000000706050300, 0x0000000706050301, 0x0000070605030100,
    0x0000000706050302, 0x0000070605030200, 0x0000070605030201, 0x0007060503020100,
    0x0000000007060504, 0x0000000706050400, 0x0000000706050401, 0x0000070605040100,
    0x0000000706050402, 0x0000070605040200, 0x0000070605040201, 0x0007060504020100,
    0x0000000706050403, 0x0000070605040300, 0x0000070605040301, 0x0007060504030100,
    0x0000070605040302, 0x0007060504030200, 0x0007060504030201, 0x0706050403020100,
};

#endif
