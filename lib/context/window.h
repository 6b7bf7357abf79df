/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the characters that a model decides on, and reading what stands around them. */
#ifndef ZZ_CONTEXT_WINDOW_H
#define ZZ_CONTEXT_WINDOW_H

#include "base/utf8.h"
#include "context/fold.h"

/* Every character of the block takes so many bytes. */
#define ZZ__CONTEXT_BYTES 3u

static inline uint32_t zz__context_decode(const uint8_t *p)
{
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

/* Of three bytes that are one character of UTF-8, the character; else 0. */
static inline uint32_t zz__context_three_bytes(const uint8_t *p)
{
    uint32_t bytes = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];

    if ((bytes & 0xF0C0C0u) != 0xE08080u)
        return 0;
    return (bytes >> 4 & 0xF000u) | (bytes >> 2 & 0xFC0u) | (bytes & 0x3Fu);
}

static inline bool zz__context_in_block(uint32_t c)
{
    return c - ZZ__CONTEXT_BLOCK < ZZ__CONTEXT_BLOCK_SIZE;
}

/* Of a character of the block. */
static inline bool zz__context_has_bit(const uint64_t *bits, uint32_t c)
{
    uint32_t at = c - ZZ__CONTEXT_BLOCK;

    return (zz__le64(bits[at / 64]) >> at % 64 & 1) != 0;
}

/* The unit of what zz__utf8_decode gives. */
static inline uint16_t zz__context_unit(const zz__context *context, uint32_t c)
{
    return c >= ZZ__TRUNCATED ? (uint16_t)ZZ__CLASS_OTHER : zz__context_fold(context, c);
}

/* The first byte of text[at..end) that is not ASCII; end where there is none. */
size_t zz__context_skip_ascii(const uint8_t *text, size_t at, size_t end);

/* The first character at text[at..end) with its bit set in bits or, unless that is NULL, more; end
 * where there is none. */
size_t zz__context_find(const uint64_t *bits, const uint64_t *more, const uint8_t *text, size_t at,
                        size_t end);

/*
 * Reads around the character at text[at]; text[0..at) is all there is before it, or more than is
 * needed. False where more text than text[..end) is needed, which final rules out.
 */
bool zz__context_look(const zz__context *context, const uint8_t *text, size_t at, size_t end,
                      bool final, zz__window *window);

/* The window's units before text[at] alone. */
void zz__context_look_back(const zz__context *context, const uint8_t *text, size_t at,
                           zz__window *window);

#endif
