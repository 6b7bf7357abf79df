/* SPDX-License-Identifier: Apache-2.0 */
/* join-lines: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"joined-line", NULL};

static int32_t join_lines_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_join_lines = {
    .name = "join-lines",
    .summary = "lines that were broken to a width are joined",
    .operations = operations,
    .growth = 256,
    .run = join_lines_run,
};
