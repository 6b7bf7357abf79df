/* SPDX-License-Identifier: Apache-2.0 */
#include "faults/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tally_add(tally *t, bool refused, bool right)
{
    t->tried++;
    t->refused += refused;
    t->wrong += !right;
}

bool tally_print(const tally *t)
{
    printf("%-58s %9lu tried %9lu refused %9lu harmless %3lu wrong\n", t->name, t->tried,
           t->refused, t->tried - t->refused - t->wrong, t->wrong);
    fflush(stdout);
    return t->wrong == 0;
}

uint64_t next_number(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

bool is_quick(int argc, char **argv)
{
    if (argc == 1)
        return false;
    if (argc == 2 && strcmp(argv[1], "quick") == 0)
        return true;
    fprintf(stderr, "usage: %s [quick]\n", argv[0]);
    exit(2);
}
