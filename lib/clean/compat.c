/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compat: the 1,002 CJK compatibility ideographs (in U+F900-FAFF and U+2F800-2FA1F) become the
 * unified ones they are duplicates of: U+FA19 becomes 神. With =svs each becomes the unified one
 * and a standardised variation selector, which keeps the difference: a font that knows it shows
 * the same shape, and the way back is exact.
 *
 * Not touched: the twelve ideographs U+FA0E FA0F FA11 FA13 FA14 FA1F FA21 FA23 FA24 FA27-FA29,
 * which stand among them and are unified ideographs like any other.
 *
 * Source: Unicode's canonical singleton decompositions, through utf8proc: they never change; and
 * StandardizedVariants.txt, of which tools/unicode/characters.py makes the table.
 */
#include <utf8proc.h>

#include "clean/change.h"
#include "clean/character_tables.h"
#include "clean/clean.h"

enum { COMPATIBILITY = 1 };
static const char *const operations[] = {"compatibility-ideograph", NULL};

enum { UNIFY, SVS };
static const char *const values[] = {"unify", "svs", NULL};

/* EF A4 80 to EF AB 99, F0 AF A0 80 to F0 AF A8 9D */
static zz__lanes compat_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)c;
    return (zz__lanes)((zz__lanes_is(a, 0xEF) & zz__lanes_in(b, 0xA4, 0xAB)) |
                       (zz__lanes_is(a, 0xF0) & zz__lanes_is(b, 0xAF)));
}

static void compat_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    const zz__clean_options *options = ctx;
    utf8proc_int32_t unified = 0;
    utf8proc_ssize_t count;
    uint32_t c, selector;
    size_t size;
    int boundary = 0;

    if (in->text[pos] != 0xEF && in->text[pos] != 0xF0)
        return;
    if (!zz__character_at(in, pos, &c, &size, change))
        return;
    selector = zz__svs_selector(c);
    if (selector == 0)
        return;
    count = utf8proc_decompose_char((utf8proc_int32_t)c, &unified, 1, UTF8PROC_DECOMPOSE,
                                    &boundary);
    if (count != 1 || unified == (utf8proc_int32_t)c)
        return;
    zz__change_to(change, size, (uint32_t)unified, COMPATIBILITY);
    if (options->value == SVS)
        change->target += zz__utf8_encode(0xFE00 + selector - 1, change->out + change->target);
}

static int32_t compat_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    zz__clean_options options = *(const zz__clean_options *)self;

    (void)state;
    return zz__change_run(in, sink, compat_test, compat_at, &options);
}

const zz__step_type zz__step_compat = {
    .name = "compat",
    .summary = "compatibility ideographs become unified ones; =svs with a variation selector",
    .operations = operations,
    .values = values,
    .growth = 598, /* three bytes to four and a selector of three */
    .run = compat_run,
};
