/* SPDX-License-Identifier: Apache-2.0 */
/* repeats: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"repeated-mark", NULL};

static int32_t repeats_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_repeats = {
    .name = "repeats",
    .summary = "marks repeated by mistake are said once: ，， to ，",
    .operations = operations,
    .growth = 256,
    .run = repeats_run,
};
