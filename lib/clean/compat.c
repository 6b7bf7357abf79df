/* SPDX-License-Identifier: Apache-2.0 */
/* compat: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"compatibility-ideograph", NULL};
static const char *const values[] = {"unify", "svs", NULL};

static int32_t compat_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_compat = {
    .name = "compat",
    .summary = "compatibility ideographs become unified ones; =svs with a variation selector",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = compat_run,
};
