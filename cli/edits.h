/* SPDX-License-Identifier: Apache-2.0 */
/* --edits: what changed or might have, a JSON object a line, from what a stream tells. */
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
} edits;

void edits_begin(edits *e, const char *name, bool several, writer *out);
bool edits_source(edits *e, const char *text, size_t size); /* false where memory is short */
bool edits_target(edits *e, const char *text, size_t size);
/* Writes what the stream told of in its last call. */
void edits_write(edits *e, const zz_stream *stream);
void edits_free(edits *e);

#endif
