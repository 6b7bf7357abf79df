/* SPDX-License-Identifier: Apache-2.0 */
#include "allocator.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Before every block: its size, and a mark that says it is ours. Keeps malloc's alignment. */
typedef union header {
    struct {
        size_t size;
        size_t mark;
    } is;
    long double align_float;
    void *align_pointer[2];
} header;

#define MARK ((size_t)0x7A68656Eu)

static bool fails(allocator *a)
{
    a->calls++;
    return a->fail_at != 0 && (a->once ? a->calls == a->fail_at : a->calls >= a->fail_at);
}

void *allocator_call(void *ctx, void *block, size_t old_size, size_t new_size)
{
    allocator *a = ctx;
    header *old = NULL, *fresh;

    if (block != NULL) {
        old = (header *)block - 1;
        if (old->is.mark != MARK || old->is.size != old_size) {
            a->wrong = true;
            return NULL;
        }
    } else if (old_size != 0) {
        a->wrong = true;
    }
    if (new_size == 0) {
        if (old != NULL) {
            a->bytes -= old->is.size;
            a->blocks--;
            old->is.mark = 0;
            free(old);
        }
        return NULL;
    }
    if (fails(a) || new_size > SIZE_MAX - sizeof *fresh)
        return NULL;
    /* Always moves, so that a stale pointer is noticed. */
    fresh = malloc(sizeof *fresh + new_size);
    if (fresh == NULL)
        return NULL;
    fresh->is.size = new_size;
    fresh->is.mark = MARK;
    memset(fresh + 1, 0xA5, new_size);
    a->bytes += new_size;
    a->blocks++;
    if (a->bytes > a->peak)
        a->peak = a->bytes;
    if (old != NULL) {
        memcpy(fresh + 1, old + 1, old->is.size < new_size ? old->is.size : new_size);
        a->bytes -= old->is.size;
        a->blocks--;
        old->is.mark = 0;
        free(old);
    }
    return fresh + 1;
}
