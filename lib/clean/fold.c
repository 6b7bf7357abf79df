/* SPDX-License-Identifier: Apache-2.0 */
/* fold: to be written. */
#include "clean/clean.h"

static const char *const operations[] = {"folded", NULL};

static int32_t fold_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    size_t start = in->start;

    (void)self;
    (void)state;
    in->start = in->end;
    return zz__sink_copy(sink, in->text + start, in->end - start);
}

const zz__step_type zz__step_fold = {
    .name = "fold",
    .summary = "a key for searching and comparing, not for reading: NFKC, "
               "lower case, no marks of width",
    .operations = operations,
    .growth = 256,
    .run = fold_run,
};
