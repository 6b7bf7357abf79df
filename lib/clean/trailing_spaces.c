/* SPDX-License-Identifier: Apache-2.0 */
/* trailing-spaces: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"trailing-space", NULL};

static int32_t trailing_spaces_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_trailing_spaces = {
    .name = "trailing-spaces",
    .summary = "spaces at line ends go",
    .operations = operations,
    .growth = 256,
    .run = trailing_spaces_run,
};
