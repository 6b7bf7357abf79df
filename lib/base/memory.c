/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"

#include <stdlib.h>

static void *libc_alloc(void *ctx, void *ptr, size_t old_size, size_t new_size)
{
    (void)ctx;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    return ptr == NULL ? malloc(new_size) : realloc(ptr, new_size);
}

zz__memory zz__memory_default(void)
{
    zz__memory memory = {libc_alloc, NULL};
    return memory;
}

zz__memory zz__memory_from_options(const zz_options *options)
{
    zz__memory memory = zz__memory_default();
    if (options != NULL && options->alloc != NULL) {
        memory.alloc = options->alloc;
        memory.ctx = options->alloc_ctx;
    }
    return memory;
}

void *zz__new(const zz__memory *memory, size_t size)
{
    return memory->alloc(memory->ctx, NULL, 0, size ? size : 1);
}

void zz__delete(const zz__memory *memory, void *block, size_t size)
{
    if (block != NULL)
        memory->alloc(memory->ctx, block, size ? size : 1, 0);
}

void *zz__resize(const zz__memory *memory, void *block, size_t old_size, size_t new_size)
{
    return memory->alloc(memory->ctx, block, old_size, new_size ? new_size : 1);
}
