/* SPDX-License-Identifier: Apache-2.0 */
/* One dictionary as one table of the image, in steps: its map and the inner nodes of its trie;
 * these placed in the array that all tables share (tables.c); what ends at the nodes. */
#ifndef ZZ_BUILDER_TRIE_H
#define ZZ_BUILDER_TRIE_H

#include "builder/dictionary.h"
#include "builder/pool.h"
#include "builder/sections.h"
#include "builder/slots.h"

/* An inner node: entries [low, high) share their first `depth` units. */
typedef struct zz__branch {
    uint32_t low, high, depth;
    uint32_t parent;   /* its branch; the root's is its own */
    uint32_t children; /* that need slots, the end of a key included */
    uint32_t link;
    uint16_t unit;     /* below its parent */
    bool ends;         /* a key ends here */
} zz__branch;

typedef struct zz__trie {
    zz__arena *arena;
    const zz__dictionary *dictionary;
    const zz__entry **entries; /* those not in the map alone, sorted */
    uint32_t count;
    uint16_t *map;      /* 65536 numbers to add */
    zz__buffer branches; /* zz__branch, parents before their children */
} zz__trie;

static inline zz__branch *zz__branch_at(const zz__trie *trie, size_t i)
{
    return (zz__branch *)(void *)trie->branches.bytes + i;
}

static inline size_t zz__branch_count(const zz__trie *trie)
{
    return trie->branches.size / sizeof(zz__branch);
}

/* Finds map and branches; to be freed, whatever is returned. */
int32_t zz__trie_init(zz__trie *trie, const zz__memory *memory, zz__arena *arena,
                      const zz__dictionary *dictionary);
void zz__trie_free(zz__trie *trie);

/* Where the entries that go on as the one at `low` does, below a branch, end. */
uint32_t zz__branch_child_end(const zz__trie *trie, const zz__branch *b, uint32_t low);

/* Fills in the slots of all branches, which are placed, and adds the table. codes are the numbers
 * of map 0; slot is the root's own. */
int32_t zz__trie_store(const zz__trie *trie, zz__sections *sections, zz__pool *pool,
                       zz__slots *slots, const uint16_t *codes, uint32_t slot);

#endif
