/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growable run of bytes. It may begin in memory somebody else owns (a
 * caller's buffer, the tail of a struct) and moves to the heap only when that
 * is full.
 */
#ifndef ZZ_BASE_BUFFER_H
#define ZZ_BASE_BUFFER_H

#include <stdint.h>
#include <string.h>

#include "base/memory.h"

#define ZZ__BUFFER_LIMIT ((size_t)-1 / 4) /* of any buffer */

typedef struct zz__buffer {
    uint8_t *bytes;
    size_t size;
    size_t capacity;
    size_t limit; /* it does not grow to more */
    bool owned; /* bytes came from memory's allocator */
    const zz__memory *memory;
} zz__buffer;

static inline void zz__buffer_borrow(zz__buffer *buffer, const zz__memory *memory, void *bytes,
                                     size_t capacity)
{
    buffer->bytes = bytes;
    buffer->size = 0;
    buffer->capacity = capacity;
    buffer->limit = ZZ__BUFFER_LIMIT;
    buffer->owned = false;
    buffer->memory = memory;
}

static inline void zz__buffer_init(zz__buffer *buffer, const zz__memory *memory)
{
    zz__buffer_borrow(buffer, memory, NULL, 0);
}

static inline void zz__buffer_free(zz__buffer *buffer)
{
    if (buffer->owned)
        zz__delete(buffer->memory, buffer->bytes, buffer->capacity);
    zz__buffer_init(buffer, buffer->memory);
}

/* Room for `more` bytes past size, by half as much again. ZZ_OK, ZZ_ERROR_MEMORY or
 * ZZ_ERROR_TOO_LARGE. */
int32_t zz__buffer_grow(zz__buffer *buffer, size_t more);

static inline int32_t zz__buffer_reserve(zz__buffer *buffer, size_t more)
{
    return buffer->capacity - buffer->size >= more ? ZZ_OK : zz__buffer_grow(buffer, more);
}

static inline int32_t zz__buffer_append(zz__buffer *buffer, const void *bytes, size_t n)
{
    int32_t status = zz__buffer_reserve(buffer, n);
    if (status == ZZ_OK && n != 0) {
        memcpy(buffer->bytes + buffer->size, bytes, n);
        buffer->size += n;
    }
    return status;
}

#endif
