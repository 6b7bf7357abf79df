/* SPDX-License-Identifier: Apache-2.0 */
/* A hunk of a unified diff: its lines are collected, since its head tells how many there are. */
#ifndef CLI_HUNK_H
#define CLI_HUNK_H

#include <stdint.h>

#include "bytes.h"
#include "writer.h"

#define HUNK_FULL ((size_t)8 << 20) /* bytes, from which on it should be closed */

typedef struct hunk_line {
    size_t offset, size; /* in hunk.text */
    char kind;           /* ' ', '-' or '+' */
} hunk_line;

typedef struct hunk {
    bytes text;
    hunk_line *items;
    size_t count, capacity;
    size_t lead, trail;            /* context lines at its beginning and end */
    uint64_t old_first, new_first; /* line numbers, from 1, of its first line */
    uint64_t old_count, new_count;
    bool open;
} hunk;

void hunk_begin(hunk *h, uint64_t old_first, uint64_t new_first);
/* False where memory is short. */
bool hunk_add(hunk *h, char kind, const char *text, size_t size);
/* Writes it. last: the texts end here. Context that patch would misread is left out. */
void hunk_end(hunk *h, bool last, bool colour, writer *out);
void hunk_free(hunk *h);

#endif
