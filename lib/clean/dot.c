/* SPDX-License-Identifier: Apache-2.0 */
/* dot: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"middle-dot", NULL};
static const char *const values[] = {"cn", "tw", NULL};

static int32_t dot_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_dot = {
    .name = "dot",
    .summary = "middle dots between Han become one form, U+00B7; =tw U+2027",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = dot_run,
};
