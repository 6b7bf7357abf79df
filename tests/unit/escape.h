/* SPDX-License-Identifier: Apache-2.0 */
/* The escapes of the vector files: \t \n \r \0 \\ \xHH, both ways. */
#ifndef ZZ_TESTS_ESCAPE_H
#define ZZ_TESTS_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Control characters, ill-formed UTF-8 and what shows nothing are escaped, the rest is itself.
 * What does not fit is cut off. Always NUL-terminated; size > 0. */
void escape_readable(const uint8_t *bytes, size_t n, char *out, size_t size);

/* Everything but plain ASCII is \xHH. */
void escape_all(const uint8_t *bytes, size_t n, char *out, size_t size);

/* Undoes the escapes of n characters in place; the new size in *size. false: a bad escape. */
bool unescape(char *text, size_t n, size_t *size);

#endif
