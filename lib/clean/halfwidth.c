/* SPDX-License-Identifier: Apache-2.0 */
/* halfwidth: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"halfwidth-form", NULL};
static const char *const values[] = {"marks", "kana", NULL};

static int32_t halfwidth_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_halfwidth = {
    .name = "halfwidth",
    .summary = "halfwidth CJK marks become normal ones; =kana katakana too",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = halfwidth_run,
};
