/* SPDX-License-Identifier: Apache-2.0 */
/* The pool of an image while it is filled: what stands in it already, as a whole or within
 * something else, is not stored again, unless too much else that begins alike was stored since. */
#ifndef ZZ_BUILDER_POOL_H
#define ZZ_BUILDER_POOL_H

#include "base/buffer.h"

typedef struct zz__pool {
    zz__buffer *units;  /* the section: uint16_t, little-endian */
    zz__buffer item;    /* what is to be stored next, likewise */
    zz__buffer places;  /* uint32_t: by the hash of two units the last place of such, + 1 */
    zz__buffer earlier; /* uint32_t a unit: the place before of that hash, + 1 */
} zz__pool;

/* shares: otherwise all is stored as it comes, which is faster. */
int32_t zz__pool_init(zz__pool *pool, const zz__memory *memory, zz__buffer *units, bool shares);
void zz__pool_free(zz__pool *pool);

/* Adds units to the item. */
int32_t zz__pool_add(zz__pool *pool, const uint16_t *units, size_t count);

/* Stores the item, or finds it, and begins another: *place is where, in units. */
int32_t zz__pool_store(zz__pool *pool, size_t *place);

#endif
