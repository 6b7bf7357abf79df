/* SPDX-License-Identifier: Apache-2.0 */
/* Any number of dictionaries as the one that a configuration's group of them is, in one pass. */
#ifndef ZZ_BUILDER_MERGE_H
#define ZZ_BUILDER_MERGE_H

#include "builder/dictionary.h"

#define ZZ__MERGE_PARTS 256

typedef enum zz__merge_kind {
    ZZ__MERGE_UNION, /* `a | b`: all keys, the value of a key in both from a */
    /*
     * `a > b`: where a has any match, its longest wins. As one dictionary with the longest match
     * winning: all of a, and the keys of b that no key of a is a prefix of or equal to.
     */
    ZZ__MERGE_FIRST_OF
} zz__merge_kind;

/* Merges at most ZZ__MERGE_PARTS parts. out->entries has room for the entries of all, and is none
 * of the parts'. */
void zz__merge(zz__dictionary *out, const zz__dictionary *parts, size_t count,
               zz__merge_kind kind);

/* The union of two, in memory of the arena's. */
int32_t zz__merge_two(zz__dictionary *out, zz__arena *arena, const zz__dictionary *a,
                      const zz__dictionary *b);

#endif
