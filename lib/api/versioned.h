/* SPDX-License-Identifier: Apache-2.0 */
/* Structs of callers: they begin with their size, and may be those of another version. */
#ifndef ZZ_API_VERSIONED_H
#define ZZ_API_VERSIONED_H

#include <stdbool.h>
#include <string.h>

#include "zhengzi.h"

/* known: how much of it the call needs. What says that it is huge was never initialised. */
static inline bool zz__struct_fits(size_t size, size_t known)
{
    return size >= known && size <= 4096;
}

/* All zero but its size. */
static inline int32_t zz__struct_init(void *given, size_t size, size_t known)
{
    uint32_t stored = (uint32_t)size;

    if (given == NULL)
        return ZZ_ERROR_ARGUMENT;
    if (!zz__struct_fits(size, known))
        return ZZ_ERROR_STRUCT_SIZE;
    memset(given, 0, size);
    memcpy(given, &stored, sizeof stored);
    return ZZ_OK;
}

#endif
