/* SPDX-License-Identifier: Apache-2.0 */
/* entities: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"entity", NULL};

static int32_t entities_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_entities = {
    .name = "entities",
    .summary = "HTML's character references become characters: &amp; &#20013; to & 中",
    .operations = operations,
    .growth = 256,
    .run = entities_run,
};
