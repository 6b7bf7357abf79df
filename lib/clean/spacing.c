/* SPDX-License-Identifier: Apache-2.0 */
/* spacing: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"spacing", NULL};
static const char *const values[] = {"add", "remove", NULL};

static int32_t spacing_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_spacing = {
    .name = "spacing",
    .summary = "a space between Han and Latin letters or digits; =remove takes it away",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = spacing_run,
};
