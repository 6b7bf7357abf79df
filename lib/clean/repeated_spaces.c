/* SPDX-License-Identifier: Apache-2.0 */
/* repeated-spaces: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"repeated-space", NULL};

static int32_t repeated_spaces_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_repeated_spaces = {
    .name = "repeated-spaces",
    .summary = "several spaces inside a line become one",
    .operations = operations,
    .growth = 256,
    .run = repeated_spaces_run,
};
