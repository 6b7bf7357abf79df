/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Skipping text in which a step has nothing to do. A step says in a *test* which three
 * consecutive bytes may begin something for it: it may say yes too often, never too seldom.
 * The test is written once over lanes (base/lanes.h).
 */
#ifndef ZZ_CLEAN_SCAN_H
#define ZZ_CLEAN_SCAN_H

#include "base/lanes.h"

/* May a, followed by b and c, begin something for the step? */
typedef zz__lanes (*zz__scan_test)(zz__lanes a, zz__lanes b, zz__lanes c);

#define ZZ__SCAN_BLOCK 64
#define ZZ__SCAN_READ (ZZ__SCAN_BLOCK + 2) /* bytes that a look at one block reads */

static inline bool zz__scan_block(const uint8_t *p, zz__scan_test test)
{
    zz__lanes found = test(zz__lanes_load(p), zz__lanes_load(p + 1), zz__lanes_load(p + 2));
    size_t i;

    for (i = sizeof found; i < ZZ__SCAN_BLOCK; i += sizeof found)
        found = (zz__lanes)(found | test(zz__lanes_load(p + i), zz__lanes_load(p + i + 1),
                                         zz__lanes_load(p + i + 2)));
    return zz__lanes_any(found);
}

/* Goes on from pos to a block with something in it, or to where no whole block is left. */
static inline size_t zz__scan_skip(const uint8_t *text, size_t pos, size_t end, zz__scan_test test)
{
    while (end - pos >= ZZ__SCAN_READ && !zz__scan_block(text + pos, test))
        pos += ZZ__SCAN_BLOCK;
    return pos;
}

/*
 * Where the last character begins that begins before pos; at least four bytes before pos are the
 * caller's. After a skip: a character cut by the block's edge, or the one before it.
 */
static inline size_t zz__scan_character_before(const uint8_t *text, size_t pos)
{
    size_t start = pos - 1;
    while (start > pos - 4 && (text[start] & 0xC0) == 0x80)
        start--;
    return start;
}

#endif
