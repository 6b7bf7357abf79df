/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of the result of one file: written, put in the file's place,
 * compared with what was there, or shown as a diff. Whoever drives it hands in the
 * input and the output of the stream as they come.
 */
#ifndef CLI_TARGET_H
#define CLI_TARGET_H

#include "compare.h"
#include "diff.h"
#include "edits.h"
#include "options.h"
#include "system.h"
#include "writer.h"

/* How a call went; what failed has been said. */
typedef enum outcome {
    OUTCOME_OK,
    OUTCOME_FILE_FAILED, /* this file is given up, the next may go well */
    OUTCOME_RUN_FAILED   /* there is nowhere to write to */
} outcome;

typedef struct target {
    const options *options;
    writer *out;
    const char *out_name;
    const char *name; /* the input, as shown */
    const char *path; /* NULL: standard input */
    const sys_input *input;
    compare compare;
    diff diff;
    edits edits;
    sys_output replacement;
    bool replacing; /* replacement is open */
    bool changed;
} target;

void target_init(target *t, const options *o, writer *out, const char *out_name);
outcome target_begin(target *t, const char *name, const char *path, const sys_input *input);
outcome target_input(target *t, const char *text, size_t size);
outcome target_output(target *t, const char *text, size_t size);
/* After each call of the stream that gave the output. */
outcome target_advance(target *t, const zz_stream *stream);
/* Is everything known that is wanted of this file? */
bool target_satisfied(const target *t);
/* After all input and output: is the end going to put another file in this one's place? */
bool target_would_rewrite(target *t);
outcome target_end(target *t);
/* The file failed: nothing of it is left behind. */
void target_abandon(target *t);
void target_free(target *t);

#endif
