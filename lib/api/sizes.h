/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Structs of the caller's that begin with their size. An older caller's ends where that version's
 * ended, from the first version on; a newer one's goes on behind what is known here.
 */
#ifndef ZZ_API_SIZES_H
#define ZZ_API_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A size that is no mistake, and may be read and written up to there. */
#define ZZ__STRUCT_MOST 4096u

/* Of a struct that ends with this member. */
#define ZZ__SIZE_WITH(type, member) (offsetof(type, member) + sizeof(((type *)0)->member))

static inline bool zz__size_is_right(size_t size, size_t first)
{
    return size >= first && size <= ZZ__STRUCT_MOST;
}

/* A newer caller finds 0 in what this library does not fill in. */
static inline void zz__clear_unknown(void *given, size_t known, size_t size)
{
    if (size > known)
        memset((char *)given + known, 0, size - known);
}

#endif
