/* SPDX-License-Identifier: Apache-2.0 */
/* gloss: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"gloss", NULL};

static int32_t gloss_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_gloss = {
    .name = "gloss",
    .summary = "pinyin stuck into text goes: 經(jīng)濟(jì) to 經濟",
    .operations = operations,
    .growth = 256,
    .run = gloss_run,
};
