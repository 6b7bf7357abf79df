/* SPDX-License-Identifier: Apache-2.0 */
/* Counting faults. */
#ifndef ZZ_TESTS_FAULTS_H
#define ZZ_TESTS_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhengzi.h"

typedef struct tally {
    const char *name;
    unsigned long tried, refused, wrong;
} tally;

/* Counts a fault. One that is neither refused nor harmless is wrong: a program that finds one
 * ends with 1. */
void tally_add(tally *t, bool refused, bool right);

/* Prints a line for the table; returns whether nothing was wrong. */
bool tally_print(const tally *t);

/* The same numbers from the same seed everywhere. */
uint64_t next_number(uint64_t *state);

/* "quick": true; nothing: false; anything else ends the program. */
bool is_quick(int argc, char **argv);

#endif
