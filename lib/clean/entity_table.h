/* SPDX-License-Identifier: Apache-2.0 */
/* The named character references of HTML; tools/unicode/entities.py writes the table. */
#ifndef ZZ_CLEAN_ENTITY_TABLE_H
#define ZZ_CLEAN_ENTITY_TABLE_H

#include <stdint.h>

#define ZZ__ENTITY_LONGEST 31 /* bytes of a name, without & and ; */
#define ZZ__ENTITY_BLOCK 16
#define ZZ__ENTITY_SPECIAL 0xD800u /* values from here to 0xDFFF are numbers of specials */

extern const uint16_t zz__entity_count;
/* In order of bytes. A name is how many bytes it shares with the one before it (with none at the
 * beginning of a block), then the rest, of which the last byte has the highest bit set. */
extern const uint8_t zz__entity_names[];
extern const uint16_t zz__entity_blocks[]; /* where each sixteen names begin */
extern const uint16_t zz__entity_values[]; /* of each name: a code point or a special */
extern const uint32_t zz__entity_specials[][2]; /* one code point and 0, or two */

#endif
