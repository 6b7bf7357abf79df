/* SPDX-License-Identifier: Apache-2.0 */
/* Colours of a diff on a terminal. */
#ifndef CLI_COLOUR_H
#define CLI_COLOUR_H

#include "writer.h"

#define COLOUR_NAME "\033[1m"
#define COLOUR_HEAD "\033[36m"
#define COLOUR_OLD "\033[31m"
#define COLOUR_NEW "\033[32m"
#define COLOUR_MARK "\033[7m"
#define COLOUR_UNMARK "\033[27m"
#define COLOUR_END "\033[m"

/*
 * A removed or added line, without its newline. Where it has a counterpart, the characters that
 * differ from it are marked: one by one where both have as many, else all from the first to the
 * last.
 */
void colour_line(char kind, const char *text, size_t size, const char *other, size_t other_size,
                 writer *out);

#endif
