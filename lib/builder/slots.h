/* SPDX-License-Identifier: Apache-2.0 */
/* The double array that all tables of an image share, while nodes are placed in it, first fit. The
 * roots stand first. */
#ifndef ZZ_BUILDER_SLOTS_H
#define ZZ_BUILDER_SLOTS_H

#include "base/buffer.h"

#define ZZ__MAX_ROOTS 256
#define ZZ__FEW 16
typedef struct zz__slots {
    zz__buffer labels; /* uint16_t a slot */
    zz__buffer links;  /* uint32_t a slot */
    zz__buffer taken;  /* a bit a slot, in words of 64 */
    zz__buffer linked; /* the same: it is some node's link */
    size_t first_free; /* no free slot below */
    size_t search_from[ZZ__FEW + 2]; /* where nodes with so many children look from; the last: with
                                        more */
    bool quick; /* rather waste slots than look long */
} zz__slots;

int32_t zz__slots_init(zz__slots *slots, const zz__memory *memory, bool quick);
void zz__slots_free(zz__slots *slots);

/* Finds a link where all codes (sorted) fall on free slots, and takes these. */
int32_t zz__slots_place(zz__slots *slots, const uint16_t *codes, uint32_t count, uint32_t *link);

void zz__slots_set_label(zz__slots *slots, size_t slot, uint16_t label);
void zz__slots_set_link(zz__slots *slots, size_t slot, uint32_t kind, uint32_t link);

#endif
