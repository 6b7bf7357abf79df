/* SPDX-License-Identifier: Apache-2.0 */
/* The longest key of one table at one place. */
#ifndef ZZ_MATCH_MATCH_H
#define ZZ_MATCH_MATCH_H

#include "table/image.h"

static inline uint16_t zz__map_get(const uint16_t *pages, const uint16_t *map, uint16_t unit)
{
    return zz__le16(pages[zz__page_index(map[unit / ZZ__PAGE], unit)]);
}

/* The default output of a unit in a table, or ZZ__SPECIAL. */
static inline uint16_t zz__default_output(const zz__table *table, uint16_t unit)
{
    return (uint16_t)(unit + zz__map_get(table->pages, table->map, unit));
}

#define ZZ__ALL_MEMBERS 0xFF00u

typedef struct zz__match {
    uint32_t key_size; /* units; 0: no match */
    uint32_t flags;    /* ZZ__RECORD_* */
    uint32_t value_size;
    const uint16_t *value; /* in the image, little-endian; NULL where the value is DERIVED */
    bool undecided;  /* with more text behind, a longer key might match */
    uint16_t events; /* the members for which an event is on the way; ZZ__RECORD_MEMBER */
} zz__match;

/*
 * Finds the longest key among the table's trie at units[0], of n units. Keys of one unit
 * whose value is one unit are not in the trie but in the map. With only_segment set, only keys of
 * the segmentation count.
 */
void zz__match_longest(const zz__table *table, const uint16_t *units, size_t n, bool only_segment,
                       zz__match *match);

/*
 * All values of a key that has several, the first first, with spaces between them; else
 * match->key_size is 0. units has room for one more behind the key, which is overwritten.
 */
void zz__match_choices(const zz__table *table, uint16_t *units, size_t n, zz__match *match);

/*
 * The longest match in steps, for keys of two units or more, so that the memory a later one needs
 * can be fetched while others are at work. zz__match_begin gives the node where the first two
 * units lead (or the first alone, with ZZ__AFTER_ONE), 0 where no key begins so.
 */
#define ZZ__AFTER_ONE 0x80000000u

static inline void zz__prefetch(const void *p)
{
#ifdef __GNUC__
    __builtin_prefetch(p);
#else
    (void)p;
#endif
}

/* Neither of these has a branch that depends on the text: none could be predicted. */
static inline uint32_t zz__match_begin(const zz__table *table, const uint16_t *units)
{
    uint32_t first = zz__map_get(table->pages, table->codes, units[0]);
    uint32_t second = zz__map_get(table->pages, table->codes, units[1]);
    uint32_t child = table->root_link + first, grandchild, link;
    bool there, inner, goes_on;

    child = child < table->node_count ? child : 0;
    there = (first != 0) & (zz__le16(table->labels[child]) == first);
    link = zz__le32(table->links[child]);
    inner = zz__link_kind(link) == ZZ__NODE_INNER;
    grandchild = (inner ? link & ZZ__LINK_MASK : 0) + second;
    grandchild = grandchild < table->node_count ? grandchild : 0;
    zz__prefetch(&table->links[grandchild]);
    goes_on = (second != 0) & (zz__le16(table->labels[grandchild]) == second);
    child = inner ? (goes_on ? grandchild : 0) : child | ZZ__AFTER_ONE;
    return there ? child : 0;
}

/*
 * What ends after two units where zz__match_begin led: the link of that node, of kind EMPTY where
 * nothing does. *longer is set where only zz__match_end can tell, as a longer key may match.
 * Without a branch that depends on the text.
 */
static inline uint32_t zz__match_pair(const zz__table *table, uint32_t begun, const uint16_t *units,
                                      size_t n, bool *longer)
{
    uint32_t node = begun & ~ZZ__AFTER_ONE, link = zz__le32(table->links[node]);
    bool inner = zz__link_kind(link) == ZZ__NODE_INNER;
    uint32_t base = inner ? link & ZZ__LINK_MASK : node;
    uint32_t third = zz__map_get(table->pages, table->codes, units[2]);
    uint32_t child = base + third < table->node_count ? base + third : 0;
    uint32_t ended = zz__le16(table->labels[base]) == 0 ? zz__le32(table->links[base]) : 0;
    bool goes_on = (third != 0) & (zz__le16(table->labels[child]) == third);

    *longer = ((begun & ZZ__AFTER_ONE) != 0) | (inner & (goes_on | (n < 3)));
    return inner ? ended : link;
}

/* begun is not 0; n is at least 2. */
void zz__match_end(const zz__table *table, uint32_t begun, const uint16_t *units, size_t n,
                   bool only_segment, zz__match *match);

#endif
