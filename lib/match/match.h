/* SPDX-License-Identifier: Apache-2.0 */
/* The longest key of one table at one place. */
#ifndef ZZ_MATCH_MATCH_H
#define ZZ_MATCH_MATCH_H

#include "table/image.h"

static inline uint16_t zz__map_get(const uint16_t *pages, const uint16_t *map, uint16_t unit)
{
    size_t page = zz__le16(map[unit / ZZ__PAGE]);
    return zz__le16(pages[page * ZZ__PAGE + unit % ZZ__PAGE]);
}

/* The default output of a unit in a table, or ZZ__SPECIAL. */
static inline uint16_t zz__default_output(const zz__table *table, uint16_t unit)
{
    return (uint16_t)(unit + zz__map_get(table->pages, table->map, unit));
}

typedef struct zz__match {
    uint32_t key_size; /* units; 0: no match */
    uint32_t flags;    /* ZZ__RECORD_* */
    uint32_t value_size;
    const uint16_t *value; /* in the image, little-endian; NULL where the value is DERIVED */
    bool undecided; /* with more text behind, a longer key might match */
} zz__match;

/*
 * Finds the longest key among the table's trie at units[0], of n units. Keys of one unit
 * whose value is one unit are not in the trie but in the map. With any_segment set, only keys
 * of the segmentation count.
 */
void zz__match_longest(const zz__table *table, const uint16_t *units, size_t n, bool only_segment,
                       zz__match *match);

#endif
