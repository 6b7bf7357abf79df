/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a stream's output equal its input? Both come in pieces, the output
 * behind the input; the input's bytes wait for their counterparts.
 */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include <stdint.h>

#include "bytes.h"

typedef struct compare {
    bytes waiting;
    uint64_t equal; /* bytes found equal from the beginning; final once differs is set */
    bool differs;
} compare;

/* False where memory is short. */
bool compare_input(compare *c, const char *text, size_t size);
/* *same: how many of these bytes continue the equal beginning. */
void compare_output(compare *c, const char *text, size_t size, size_t *same);
/* Both texts have ended. */
void compare_end(compare *c);
/* Ready for another pair of texts. */
void compare_reset(compare *c);
void compare_free(compare *c);

#endif
