/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8, one code point at a time, off the hot path. Well-formed is what
 * Unicode 15, table 3-7 says; an ill-formed sequence is a maximal subpart (3.9),
 * the stretch that a decoder would replace by one U+FFFD.
 */
#ifndef ZZ_BASE_UTF8_H
#define ZZ_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZZ__INVALID 0xFFFFFFFFu   /* an ill-formed sequence, size its bytes */
#define ZZ__TRUNCATED 0xFFFFFFFEu /* well-formed so far, but the text ends; size what is there */

/*
 * Decodes the code point at text[0]; n > 0 bytes are there. Stores how many
 * bytes it takes (1 to 4) and returns it, ZZ__INVALID or ZZ__TRUNCATED. A caller that
 * has the end of the text takes ZZ__TRUNCATED as ZZ__INVALID.
 */
uint32_t zz__utf8_decode(const uint8_t *text, size_t n, size_t *size);

/*
 * Decodes the code point that ends right before text[end], looking back no
 * further than text[0]. ZZ__INVALID where that is not a well-formed sequence
 * (size 1). end > 0.
 */
uint32_t zz__utf8_decode_before(const uint8_t *text, size_t end, size_t *size);

/* Encodes a scalar value; returns how many bytes (1 to 4). */
size_t zz__utf8_encode(uint32_t code_point, uint8_t out[4]);

/*
 * Scans n bytes: how many maximal ill-formed subparts, where the first begins
 * (n where there is none), and how many bytes at the end are the beginning of a
 * character that is not finished (0 where final: they count as ill-formed then).
 */
typedef struct zz__utf8_scan {
    uint64_t invalid;
    size_t first;
    size_t unfinished;
} zz__utf8_scan;
zz__utf8_scan zz__utf8_check(const uint8_t *text, size_t n, bool final);

/*
 * How many bytes of text[0..n), where a character may begin, are surely whole and well-formed
 * characters. Found in blocks: it may stop a block before what is ill-formed, or before the end.
 */
size_t zz__utf8_well_formed(const uint8_t *text, size_t n);

/* How many bytes at the end of text[0..n) begin a character that is not there whole, as far as its
 * lead byte says. */
size_t zz__utf8_unfinished(const uint8_t *text, size_t n);

#endif
