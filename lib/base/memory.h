/* SPDX-License-Identifier: Apache-2.0 */
/* The allocator every object carries, and sizes that can't overflow. */
#ifndef ZZ_BASE_MEMORY_H
#define ZZ_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "zhengzi.h"

typedef struct zz__memory {
    zz_alloc_fn alloc;
    void *ctx;
} zz__memory;

/* The C library's realloc and free, or what the options name. */
zz__memory zz__memory_default(void);
zz__memory zz__memory_from_options(const zz_options *options);

void *zz__new(const zz__memory *memory, size_t size); /* not zeroed; NULL where it fails */
void zz__delete(const zz__memory *memory, void *block, size_t size);
void *zz__resize(const zz__memory *memory, void *block, size_t old_size, size_t new_size);

static inline bool zz__add(size_t a, size_t b, size_t *sum)
{
    *sum = a + b;
    return *sum >= a;
}

static inline bool zz__mul(size_t a, size_t b, size_t *product)
{
    *product = a * b;
    return a == 0 || *product / a == b;
}

#endif
