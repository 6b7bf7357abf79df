/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that is freed all at once: a build makes many small things and ends. */
#ifndef ZZ_BUILDER_ARENA_H
#define ZZ_BUILDER_ARENA_H

#include "base/memory.h"

typedef struct zz__arena {
    const zz__memory *memory;
    struct zz__arena_block *blocks;
} zz__arena;

void zz__arena_init(zz__arena *arena, const zz__memory *memory);
void zz__arena_free(zz__arena *arena);

/* count items of size bytes, aligned for any type, not zeroed; NULL where it fails. */
void *zz__arena_new(zz__arena *arena, size_t count, size_t size);

#endif
