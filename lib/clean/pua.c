/* SPDX-License-Identifier: Apache-2.0 */
/* pua: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"private-use", NULL};
static const char *const values[] = {"gb", "hkscs", NULL};

static int32_t pua_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_pua = {
    .name = "pua",
    .summary = "private-use characters of old GB fonts become their Unicode "
               "ones; =hkscs those of Hong Kong's",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = pua_run,
};
