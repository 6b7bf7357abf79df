/* SPDX-License-Identifier: Apache-2.0 */
/* newlines: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"line-end", NULL};
static const char *const values[] = {"lf", "crlf", NULL};

static int32_t newlines_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_newlines = {
    .name = "newlines",
    .summary = "line ends become LF; =crlf the other way",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = newlines_run,
};
