/* SPDX-License-Identifier: Apache-2.0 */
/* nbsp: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"odd-space", NULL};

static int32_t nbsp_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_nbsp = {
    .name = "nbsp",
    .summary = "no-break and odd spaces become plain ones",
    .operations = operations,
    .growth = 256,
    .run = nbsp_run,
};
