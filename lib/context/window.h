/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the characters that a model decides on, and reading what stands around them. */
#ifndef ZZ_CONTEXT_WINDOW_H
#define ZZ_CONTEXT_WINDOW_H

#include "base/utf8.h"
#include "context/model.h"

/* Every character of the block takes so many bytes. */
#define ZZ__CONTEXT_BYTES 3u

static inline uint32_t zz__context_decode(const uint8_t *p)
{
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

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

#endif
