/* SPDX-License-Identifier: Apache-2.0 */
/* symbols: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"fullwidth-symbol", NULL};

static int32_t symbols_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_symbols = {
    .name = "symbols",
    .summary = "fullwidth symbols become ASCII: ＠＃％ to @#%",
    .operations = operations,
    .growth = 256,
    .run = symbols_run,
};
