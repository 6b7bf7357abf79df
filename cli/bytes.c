/* SPDX-License-Identifier: Apache-2.0 */
#include "bytes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool bytes_append(bytes *b, const void *more, size_t size)
{
    size_t used = b->end - b->start;

    if (size > b->capacity - b->end) {
        if (b->start > 0) {
            memmove(b->data, b->data + b->start, used);
            b->start = 0;
            b->end = used;
        }
        if (size > b->capacity - used) {
            size_t capacity;
            char *data;
            if (size > SIZE_MAX / 2 - used)
                return false;
            capacity = used + size + (used + size) / 2;
            data = realloc(b->data, capacity);
            if (data == NULL)
                return false;
            b->data = data;
            b->capacity = capacity;
        }
    }
    if (size > 0)
        memcpy(b->data + b->end, more, size);
    b->end += size;
    return true;
}

void bytes_free(bytes *b)
{
    free(b->data);
    memset(b, 0, sizeof *b);
}

void *array_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    size_t more;
    void *grown;

    if (count < *capacity)
        return items;
    more = *capacity < 64 ? 64 : *capacity + *capacity / 2;
    if (more > SIZE_MAX / size)
        return NULL;
    grown = realloc(items, more * size);
    if (grown != NULL)
        *capacity = more;
    return grown;
}
