/* SPDX-License-Identifier: Apache-2.0 */
/* A growable run of bytes with a front that can be taken away. */
#ifndef CLI_BYTES_H
#define CLI_BYTES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct bytes {
    char *data;
    size_t start, end, capacity; /* the run is data[start..end) */
} bytes;

/* False where memory is short. May move what is there to the front, and start with it. */
bool bytes_append(bytes *b, const void *more, size_t size);
void bytes_free(bytes *b);

/* Room for one more than `count` items of `size` bytes; returns where they are now, or NULL. */
void *array_grow(void *items, size_t count, size_t *capacity, size_t size);

#endif
