/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that counts bytes, checks the sizes it is told, and fails when it is told to. */
#ifndef ZZ_TESTS_ALLOCATOR_H
#define ZZ_TESTS_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct allocator {
    size_t bytes;   /* handed out now */
    size_t blocks;  /* handed out now */
    size_t peak;    /* the most bytes at one time */
    size_t calls;   /* requests for memory so far */
    size_t fail_at; /* this request fails, counted from 1, and every later one; 0: none */
    bool once;      /* only that one fails */
    bool wrong;     /* an old size was wrong, or something was freed that was never handed out */
} allocator;

/* A zz_alloc_fn; ctx is the allocator. */
void *allocator_call(void *ctx, void *block, size_t old_size, size_t new_size);

#endif
