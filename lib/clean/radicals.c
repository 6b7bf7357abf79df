/* SPDX-License-Identifier: Apache-2.0 */
/* radicals: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"radical", NULL};
static const char *const values[] = {"running", "all", NULL};

static int32_t radicals_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_radicals = {
    .name = "radicals",
    .summary = "Kangxi and other radicals become the characters they are; "
               "=all components and strokes too",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = radicals_run,
};
