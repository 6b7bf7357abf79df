/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a text may grow to in one call. Of several stages each may double what the one before made,
 * so that no text need be long for its result to fill any memory.
 */
#ifndef ZZ_PIPELINE_GROWTH_H
#define ZZ_PIPELINE_GROWTH_H

#include "base/buffer.h"

#define ZZ__MOST_TIMES 1024
#define ZZ__MOST_ALWAYS ((size_t)64 << 20)
#define ZZ__MOST_RESERVED ((size_t)1 << 20) /* steps ask for room that they don't use */

/* The most that any step may make of a text of `size` bytes. */
static inline size_t zz__growth_most(size_t size)
{
    if (size <= ZZ__MOST_ALWAYS / ZZ__MOST_TIMES)
        return ZZ__MOST_ALWAYS;
    return size <= ZZ__BUFFER_LIMIT / ZZ__MOST_TIMES ? size * ZZ__MOST_TIMES : ZZ__BUFFER_LIMIT;
}

/* Lets out grow by so much. */
static inline void zz__growth_allow(zz__buffer *out, size_t most)
{
    size_t begun = out->size + ZZ__MOST_RESERVED; /* no overflow: size is a quarter */

    out->limit = begun < ZZ__BUFFER_LIMIT && most < ZZ__BUFFER_LIMIT - begun ? begun + most
                                                                             : ZZ__BUFFER_LIMIT;
}

/* Whether it grew by more. */
static inline bool zz__growth_is_over(const zz__buffer *out)
{
    return out->size > out->limit - ZZ__MOST_RESERVED;
}

#endif
