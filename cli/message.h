/* SPDX-License-Identifier: Apache-2.0 */
/* What the command says on standard error, and how it shows names. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

/* "zhengzi: NAME: TEXT"; name NULL leaves it out. The progress line makes room first. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void message(const char *name, const char *format, ...);

/* Must a name be quoted to stay on one line and be read back? */
bool name_needs_quotes(const char *name);
/* A byte of a quoted name, as diff and git write it; scratch holds what is not a literal. */
const char *name_byte(unsigned char byte, char scratch[5]);

#endif
