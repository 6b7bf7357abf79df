/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/arena.h"

#include <stdint.h>

#define ALIGNMENT 16
#define BLOCK_SIZE ((size_t)256 * 1024)

struct zz__arena_block {
    struct zz__arena_block *next;
    size_t size; /* of the whole block */
    size_t used;
};

#define HEAD ((sizeof(struct zz__arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

void zz__arena_init(zz__arena *arena, const zz__memory *memory)
{
    arena->memory = memory;
    arena->blocks = NULL;
}

void zz__arena_free(zz__arena *arena)
{
    while (arena->blocks != NULL) {
        struct zz__arena_block *block = arena->blocks;
        arena->blocks = block->next;
        zz__delete(arena->memory, block, block->size);
    }
}

void *zz__arena_new(zz__arena *arena, size_t count, size_t size)
{
    struct zz__arena_block *block = arena->blocks;
    size_t bytes, needed;
    void *result;

    if (!zz__mul(count, size, &bytes) || bytes > SIZE_MAX - 2 * (HEAD + ALIGNMENT))
        return NULL;
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (block == NULL || block->size - block->used < bytes) {
        needed = bytes + HEAD > BLOCK_SIZE ? bytes + HEAD : BLOCK_SIZE;
        block = zz__new(arena->memory, needed);
        if (block == NULL)
            return NULL;
        block->size = needed;
        block->used = HEAD;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    result = (uint8_t *)block + block->used;
    block->used += bytes;
    return result;
}
