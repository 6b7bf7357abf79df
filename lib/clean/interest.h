/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stateless steps for rare characters look for, sought for all of them at once: where a text
 * has none of it, as most have, such a step need not look at it by itself.
 */
#ifndef ZZ_CLEAN_INTEREST_H
#define ZZ_CLEAN_INTEREST_H

#include <stddef.h>
#include <stdint.h>

/* zz__step_type.interest: may change nothing but where these occur. */
enum {
    ZZ__INTEREST_SMALL_FORMS = 1u << 0,
    ZZ__INTEREST_VERTICAL = 1u << 1,
    ZZ__INTEREST_HALFWIDTH = 1u << 2,
    ZZ__INTEREST_LETTERS = 1u << 3,
    ZZ__INTEREST_RADICALS = 1u << 4
};

/* Those that may occur in n bytes; a character cut off at the end is not seen. */
uint32_t zz__interest_in(const uint8_t *text, size_t n);

#endif
