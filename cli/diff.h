/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A unified diff of two texts that come in pieces, the second behind the first, in
 * memory that does not grow with them: lines are matched within a window. Any
 * two texts give a diff that patch applies; it is a short one where they keep together, as a text
 * and its conversion do.
 */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "hunk.h"
#include "lines.h"
#include "writer.h"

typedef struct diff {
    lines old, new;
    hunk hunk;
    uint32_t *table; /* of diff_find: hash to line */
    const char *name;
    bool colour;
    bool differs;
    writer *out;
} diff;

/* A pair of texts begins. name is shown for both. LINES_*. */
int diff_begin(diff *d, const char *name, bool colour, writer *out);
int diff_old(diff *d, const char *text, size_t size);
int diff_new(diff *d, const char *text, size_t size);
/* Writes what can be told by now; call it after each piece. */
int diff_advance(diff *d);
/* Both have ended. */
int diff_end(diff *d);
void diff_free(diff *d);

#endif
