/* SPDX-License-Identifier: Apache-2.0 */
/* One dictionary as one table of the image: the map of default outputs, the double array with its
 * records, and the filter of pairs. */
#ifndef ZZ_BUILDER_TRIE_H
#define ZZ_BUILDER_TRIE_H

#include "builder/dictionary.h"
#include "builder/sections.h"

/* True where the map alone holds the entry: one unit to one unit, and nothing else to know. */
bool zz__entry_is_mapped(const zz__entry *entry);

/* The slots of the double array that all tables of an image share, placed first fit: the
 * small ones fill the holes of the large. The roots stand first. */
#define ZZ__MAX_ROOTS 256
#define ZZ__FEW 16
typedef struct zz__slots {
    zz__buffer labels; /* uint16_t a slot */
    zz__buffer links;  /* uint32_t a slot */
    zz__buffer used;   /* uint8_t a slot: 1 taken, 2 some node's link, 3 both */
    uint32_t root_count;
    size_t first_free;  /* no free slot below */
    size_t search_from[ZZ__FEW + 2]; /* where nodes with so many children look from; the last: with
                                        more */
    bool quick;        /* rather waste slots than look long */
} zz__slots;

int32_t zz__slots_init(zz__slots *slots, const zz__memory *memory);
void zz__slots_free(zz__slots *slots);

/* Adds a table; codes are the 65536 numbers of map 0. number is the table's. */
int32_t zz__trie_add(zz__sections *sections, zz__arena *arena, zz__slots *slots,
                     const zz__dictionary *dictionary, const uint16_t *codes, uint32_t *number);

#endif
