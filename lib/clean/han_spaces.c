/* SPDX-License-Identifier: Apache-2.0 */
/* han-spaces: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"han-space", NULL};
static const char *const values[] = {"auto", "always", NULL};

static int32_t han_spaces_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_han_spaces = {
    .name = "han-spaces",
    .summary = "spaces between Han go where a text is full of them; =always everywhere",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = han_spaces_run,
};
