/* SPDX-License-Identifier: Apache-2.0 */
/* bytes: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"ill-formed", NULL};
static const char *const values[] = {"replace", "drop", "error", "pass", NULL};

static int32_t bytes_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_bytes = {
    .name = "bytes",
    .summary = "ill-formed bytes become U+FFFD; =drop deletes them, =error refuses the text",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = bytes_run,
};
