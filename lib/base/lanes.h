/* SPDX-License-Identifier: Apache-2.0 */
/* Sixteen bytes at a time where the compiler and the machine have such vectors, and single bytes
 * elsewhere; as the answer to a question a lane is 0xFF for yes and 0 for no. */
#ifndef ZZ_BASE_LANES_H
#define ZZ_BASE_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__) && (defined(__SSE2__) || defined(__ARM_NEON))

typedef uint8_t zz__lanes __attribute__((vector_size(16)));

static inline zz__lanes zz__lanes_load(const uint8_t *p)
{
    zz__lanes lanes;
    memcpy(&lanes, p, sizeof lanes);
    return lanes;
}

static inline bool zz__lanes_any(zz__lanes lanes)
{
    uint64_t halves[2];
    memcpy(halves, &lanes, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

static inline zz__lanes zz__lanes_is(zz__lanes x, uint8_t byte)
{
    return (zz__lanes)(x == byte);
}

static inline zz__lanes zz__lanes_in(zz__lanes x, uint8_t low, uint8_t high)
{
    return (zz__lanes)((zz__lanes)(x - low) <= (uint8_t)(high - low));
}

typedef int8_t zz__signed_lanes __attribute__((vector_size(16)));

/* 0x80 to 0xBF, in one comparison. */
static inline zz__lanes zz__lanes_tail(zz__lanes x)
{
    return (zz__lanes)((zz__signed_lanes)x < (int8_t)-64);
}

#else

typedef uint8_t zz__lanes;

static inline zz__lanes zz__lanes_load(const uint8_t *p)
{
    return *p;
}

static inline bool zz__lanes_any(zz__lanes lanes)
{
    return lanes != 0;
}

static inline zz__lanes zz__lanes_is(zz__lanes x, uint8_t byte)
{
    return x == byte ? 0xFF : 0;
}

static inline zz__lanes zz__lanes_in(zz__lanes x, uint8_t low, uint8_t high)
{
    return (uint8_t)(x - low) <= (uint8_t)(high - low) ? 0xFF : 0;
}

static inline zz__lanes zz__lanes_tail(zz__lanes x)
{
    return zz__lanes_in(x, 0x80, 0xBF);
}

#endif

#endif
