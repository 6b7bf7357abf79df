/* SPDX-License-Identifier: Apache-2.0 */
/* mark-spaces: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"mark-space", NULL};

static int32_t mark_spaces_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_mark_spaces = {
    .name = "mark-spaces",
    .summary = "spaces at Chinese marks go",
    .operations = operations,
    .growth = 256,
    .run = mark_spaces_run,
};
