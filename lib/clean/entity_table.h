/* SPDX-License-Identifier: Apache-2.0 */
/* The named character references of HTML; tools/unicode/entities.py writes the table. */
#ifndef ZZ_CLEAN_ENTITY_TABLE_H
#define ZZ_CLEAN_ENTITY_TABLE_H

#include <stdint.h>

#define ZZ__ENTITY_LONGEST 31 /* bytes of a name, without & and ; */
#define ZZ__ENTITY_BLOCK 16
/* Values that are no code point: from here on mathematical letters, U+1D400 and up, then numbers of
 * sequences, up to 0xDFFF. */
#define ZZ__ENTITY_MATHEMATICAL 0xD800u
#define ZZ__ENTITY_SEQUENCE 0xDC00u

extern const uint16_t zz__entity_count;
/* In order of bytes. A name is how many bytes it shares with the one before it (with none at the
 * beginning of a block), then the rest, of which the last byte has the highest bit set. */
extern const uint8_t zz__entity_names[];
extern const uint16_t zz__entity_blocks[]; /* where each sixteen names begin */
extern const uint16_t zz__entity_values[];       /* of each name */
extern const uint16_t zz__entity_sequences[][2]; /* of two code points */

#endif
