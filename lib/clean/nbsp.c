/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nbsp: no-break and other odd spaces, U+00A0, U+2000-200A, U+202F and U+205F, become plain ones,
 * each for itself, where the run of spaces they are in touches Han, kana or a mark of theirs on
 * either side; quotes and ellipses between are looked through. They come from HTML, where they
 * were layout.
 *
 * Not touched: those among other text alone, where French, numbers with units and code have them
 * on purpose; U+3000, which is ideographic-space's; U+1680 and the zero-width spaces, which are
 * letters' or invisible's; a run of spaces of more than 1,024 bytes.
 *
 * Source: HTML's &nbsp; &ensp; &emsp; &thinsp;; unstructured makes every U+00A0 a space, lint-md
 * deletes it; pangu's ADR 0009 keeps it, as authors mean it, so the safe recipes don't hold this.
 */
#include "clean/clean.h"
#include "clean/spaces.h"

enum { ODD_SPACE = 1 };
static const char *const operations[] = {"odd-space", NULL};

static zz__lanes nbsp_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes e2 = (zz__lanes_is(b, 0x80) & (zz__lanes_in(c, 0x80, 0x8A) | zz__lanes_is(c, 0xAF))) |
                   (zz__lanes_is(b, 0x81) & zz__lanes_is(c, 0x9F));

    return (zz__lanes)((zz__lanes_is(a, 0xC2) & zz__lanes_is(b, 0xA0)) |
                       (zz__lanes_is(a, 0xE2) & e2));
}

static bool is_odd(uint32_t c)
{
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

static zz__spaces_verdict nbsp_decide(zz__spaces *s)
{
    zz__neighbour n;

    for (n = zz__after(s->in, s->start); n.at < s->end; n = zz__after(s->in, n.at + n.size)) {
        if (is_odd(n.code_point))
            return zz__spaces_touch(s);
    }
    return ZZ__SPACES_STAY;
}

static int32_t nbsp_change(zz__spaces *s)
{
    zz__neighbour n;
    int32_t status = ZZ_OK;

    for (n = zz__after(s->in, s->start); n.at < s->end && status == ZZ_OK;
         n = zz__after(s->in, n.at + n.size)) {
        if (is_odd(n.code_point))
            status = zz__spaces_replace(s, n.at, n.at + n.size, " ", 1, ODD_SPACE);
    }
    return status;
}

static const zz__spaces_rules nbsp_rules = {nbsp_decide, nbsp_change, false};

static int32_t nbsp_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__spaces_run(&nbsp_rules, nbsp_test, self, state, in, sink);
}

const zz__step_type zz__step_nbsp = {
    .name = "nbsp",
    .summary = "no-break and odd spaces beside Chinese text become plain ones",
    .operations = operations,
    .state_size = sizeof(zz__spaces_state),
    .growth = 256,
    .run = nbsp_run,
};
