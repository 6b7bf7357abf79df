/* SPDX-License-Identifier: Apache-2.0 */
/* --stats: what a file held, and how long it took. */
#ifndef CLI_STATS_H
#define CLI_STATS_H

#include <stdbool.h>
#include <stdint.h>
#include <zhengzi.h>

typedef struct stats {
    uint64_t bytes_in, bytes_out;
    uint64_t characters; /* of the input: its bytes that begin one */
    uint64_t changes, invalid, invalid_offset;
    double seconds;
} stats;

void stats_count(stats *s, const char *text, size_t size);
void stats_report(stats *s, const zz_report *report);
/* Adds one file's to the sum over all. */
void stats_add(stats *sum, const stats *one);
/* Says them on standard error; offset: with that of the first ill-formed sequence. */
void stats_say(const stats *s, const char *name, bool offset);

#endif
