/* SPDX-License-Identifier: Apache-2.0 */
/* ideographic-space: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"ideographic-space", NULL};

static int32_t ideographic_space_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_ideographic_space = {
    .name = "ideographic-space",
    .summary = "ideographic spaces inside a line become plain ones",
    .operations = operations,
    .growth = 256,
    .run = ideographic_space_run,
};
