/* SPDX-License-Identifier: Apache-2.0 */
/* curly: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"curled", NULL};

static int32_t curly_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_curly = {
    .name = "curly",
    .summary = "straight quotes become curly ones",
    .operations = operations,
    .growth = 256,
    .run = curly_run,
};
