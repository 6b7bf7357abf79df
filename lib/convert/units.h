/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A block of text as UTF-16 units, the form in which dictionaries are matched. A character is one
 * unit, or two beyond U+FFFF; an ill-formed byte b is the unit ZZ__RAW + b, which no
 * well-formed text has in a leading place.
 */
#ifndef ZZ_CONVERT_UNITS_H
#define ZZ_CONVERT_UNITS_H

#include "base/utf8.h"
#include "convert/kernels.h"
#include "match/match.h"

#define ZZ__BLOCK_UNITS 1024
#define ZZ__BLOCK_MARK 128 /* at least so many units between places whose byte offset is kept */

typedef struct zz__block {
    uint16_t units[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT + 8]; /* and zeros behind them */
    uint32_t count;
    size_t bytes; /* decoded */
    bool closed;  /* nothing behind can continue a match: the text's end, or an operator */
    bool has_invalid;
    uint32_t mark_count;
    struct {
        uint32_t unit;
        uint32_t byte;
    } marks[ZZ__BLOCK_UNITS / ZZ__BLOCK_MARK + 1];
} zz__block;

/*
 * Decodes text[0..n) until the block is full, before an ideographic description operator
 * (closed), before a character that is cut off unless final (not closed), or at the end (closed
 * if final). Compatibility ideographs are replaced on the way where normalize is not NULL.
 */
void zz__block_decode(zz__block *block, const zz__kernels *kernels, const zz__table *normalize,
                      const uint8_t *text, size_t n, bool final);

/* The byte offset of a unit that begins a character, or of the end. */
size_t zz__block_byte(const zz__block *block, const zz__table *normalize, const uint8_t *text,
                      uint32_t unit);

/* Decodes one character into one or two units, normalizing it; returns how many. size is the
 * bytes taken; ill-formed sequences give a raw unit for their first byte only. */
unsigned zz__decode_units(const zz__table *normalize, const uint8_t *text, size_t n, size_t *size,
                          uint16_t units[2]);

#endif
