/* SPDX-License-Identifier: Apache-2.0 */
/* Little-endian integers in memory. On a little-endian machine these are plain loads. */
#ifndef ZZ_BASE_ENDIAN_H
#define ZZ_BASE_ENDIAN_H

#include <stdint.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define ZZ__BIG_ENDIAN 1
#else
#define ZZ__BIG_ENDIAN 0
#endif

static inline uint16_t zz__le16(uint16_t x)
{
#if ZZ__BIG_ENDIAN
    return (uint16_t)(x << 8 | x >> 8);
#else
    return x;
#endif
}

static inline uint32_t zz__le32(uint32_t x)
{
#if ZZ__BIG_ENDIAN
    return x << 24 | (x & 0xFF00u) << 8 | (x >> 8 & 0xFF00u) | x >> 24;
#else
    return x;
#endif
}

static inline uint64_t zz__le64(uint64_t x)
{
#if ZZ__BIG_ENDIAN
    return (uint64_t)zz__le32((uint32_t)x) << 32 | zz__le32((uint32_t)(x >> 32));
#else
    return x;
#endif
}

#endif
