/* SPDX-License-Identifier: Apache-2.0 */
/* How much of a long test is run: 1 in SHARE of its cases, all where the build is `thorough` and
 * has no sanitizer. */
#ifndef ZZ_TESTS_UNIT_SHARE_H
#define ZZ_TESTS_UNIT_SHARE_H

#include <stdint.h>

#ifndef SHARE
#error "tests/meson.build says how much: c_args: share_args"
#endif

/* The code point to try behind c: of large scripts and where nothing is, 1 in SHARE. */
static inline uint32_t next_code_point(uint32_t c)
{
    static const uint32_t alike[][2] = {{0x3400, 0xA4C6},   {0xAC00, 0xD7A3},   {0x12000, 0x167FF},
                                        {0x17000, 0x1AFEF}, {0x1C000, 0x1CEFF}, {0x20000, 0x2F7FF},
                                        {0x2FA20, 0xDFFFF}, {0xE0200, 0x10FFFD}};
    unsigned i;

    for (i = 0; i < sizeof alike / sizeof *alike; i++) {
        if (c >= alike[i][0] && c + SHARE <= alike[i][1])
            return c + SHARE;
    }
    return c + 1;
}

#endif
