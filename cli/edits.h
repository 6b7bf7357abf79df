/* SPDX-License-Identifier: Apache-2.0 */
/* --edits: what changed, a JSON object a line, from the edits of a stream. */
#ifndef CLI_EDITS_H
#define CLI_EDITS_H

#include <zhengzi.h>

#include "bytes.h"
#include "writer.h"

/* The text of both sides that edits to come may show. */
typedef struct edits {
    const char *name; /* the operand; shown where there are several files */
    bool several;
    bytes source, target;
    uint64_t source_offset, target_offset; /* where they begin */
    uint64_t count;
    writer *out;
    const zz_recipe *recipe; /* asked for alternatives; set by the owner */
} edits;

void edits_begin(edits *e, const char *name, bool several, writer *out);
bool edits_source(edits *e, const char *text, size_t size); /* false where memory is short */
bool edits_target(edits *e, const char *text, size_t size);
/* Writes what the stream told of in its last call. */
void edits_write(edits *e, const zz_stream *stream);
void edits_free(edits *e);

#endif
