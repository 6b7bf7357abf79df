/* SPDX-License-Identifier: Apache-2.0 */
/* furniture: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"furniture-line", NULL};

static int32_t furniture_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_furniture = {
    .name = "furniture",
    .summary = "lines that belong to a page and not to its text go, with their line ends",
    .operations = operations,
    .growth = 256,
    .run = furniture_run,
};
