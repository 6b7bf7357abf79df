/* SPDX-License-Identifier: Apache-2.0 */
/* One dictionary as one table of the image: the map of default outputs, the double array with its
 * records, and the filter of pairs. */
#ifndef ZZ_BUILDER_TRIE_H
#define ZZ_BUILDER_TRIE_H

#include "builder/dictionary.h"
#include "builder/sections.h"

/* True where the map alone holds the entry: one unit to one unit, and nothing else to know. */
bool zz__entry_is_mapped(const zz__entry *entry);

/* Adds a table; codes are the 65536 numbers of map 0. number is the table's. */
int32_t zz__trie_add(zz__sections *sections, zz__arena *arena, const zz__dictionary *dictionary,
                     const uint16_t *codes, uint32_t *number);

#endif
