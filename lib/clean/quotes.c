/* SPDX-License-Identifier: Apache-2.0 */
/* quotes: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"quote", NULL};
static const char *const values[] = {"tw", "cn", "hk", NULL};

static int32_t quotes_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_quotes = {
    .name = "quotes",
    .summary = "quotes of Taiwan 「『』」; =cn “‘’”, =hk those of Hong Kong",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = quotes_run,
};
