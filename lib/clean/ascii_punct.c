/* SPDX-License-Identifier: Apache-2.0 */
/* ascii-punct: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"narrowed", NULL};

static int32_t ascii_punct_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_ascii_punct = {
    .name = "ascii-punct",
    .summary = "fullwidth marks between Latin words become ASCII",
    .operations = operations,
    .growth = 256,
    .run = ascii_punct_run,
};
