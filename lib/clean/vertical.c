/* SPDX-License-Identifier: Apache-2.0 */
/* vertical: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"vertical-form", NULL};

static int32_t vertical_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_vertical = {
    .name = "vertical",
    .summary = "vertical forms become the marks they stand for: ︵︶ to （）",
    .operations = operations,
    .growth = 256,
    .run = vertical_run,
};
