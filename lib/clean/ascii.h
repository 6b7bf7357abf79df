/* SPDX-License-Identifier: Apache-2.0 */
/* What ASCII characters are. Bytes or code points: all that lies above is none of these. */
#ifndef ZZ_CLEAN_ASCII_H
#define ZZ_CLEAN_ASCII_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline bool zz__is_ascii_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool zz__is_ascii_letter(uint32_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool zz__is_ascii_word(uint32_t c)
{
    return zz__is_ascii_letter(c) || zz__is_ascii_digit(c);
}

/* Is it one of the ASCII characters in the set? */
static inline bool zz__is_one_of(uint32_t c, const char *set)
{
    return c != 0 && c < 0x80 && strchr(set, (int)c) != NULL;
}

#endif
