/* SPDX-License-Identifier: Apache-2.0 */
/* punct: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"widened", NULL};

static int32_t punct_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_punct = {
    .name = "punct",
    .summary = "ASCII marks beside Han become fullwidth: , to ，",
    .operations = operations,
    .growth = 256,
    .run = punct_run,
};
