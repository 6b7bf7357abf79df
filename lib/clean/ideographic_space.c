/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ideographic-space: ideographic spaces, U+3000, inside a line become plain ones: as many as are
 * next to each other, one. The run of spaces they are in has to touch Han, kana or a mark of theirs
 * on either side; quotes and ellipses between are looked through.
 *
 * Not touched: those at the beginning of a line, which indent a paragraph, and at its end; those
 * among other text alone; other spaces in the same run, which repeated-spaces is for; a run
 * of spaces of more than 1,024 bytes.
 *
 * Source: autocorrect and JioNLP make every U+3000 a space, and lose the indent of every Chinese
 * paragraph; datelines (between 本報北京電 and 記者) and names of two characters have it on
 * purpose, so the recipes for news don't hold this.
 */
#include "clean/clean.h"
#include "clean/spaces.h"

enum { IDEOGRAPHIC_SPACE = 1 };
static const char *const operations[] = {"ideographic-space", NULL};

static zz__lanes ideographic_space_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)(zz__lanes_is(a, 0xE3) & zz__lanes_is(b, 0x80) & zz__lanes_is(c, 0x80));
}

static bool is_ideographic(zz__neighbour n)
{
    return n.code_point == 0x3000 && n.kind == ZZ__KIND_SPACE;
}

static zz__spaces_verdict ideographic_space_decide(zz__spaces *s)
{
    zz__neighbour n;

    if (zz__spaces_begin_line(s) || zz__spaces_end_line(s))
        return ZZ__SPACES_STAY;
    for (n = zz__after(s->in, s->start); n.at < s->end; n = zz__after(s->in, n.at + n.size)) {
        if (is_ideographic(n))
            return zz__spaces_touch(s);
    }
    return ZZ__SPACES_STAY;
}

static int32_t ideographic_space_change(zz__spaces *s)
{
    size_t pos = s->start;
    int32_t status = ZZ_OK;

    while (pos < s->end && status == ZZ_OK) {
        zz__neighbour n = zz__after(s->in, pos);
        size_t from = pos;

        while (n.at < s->end && is_ideographic(n))
            n = zz__after(s->in, n.at + n.size);
        pos = n.at;
        if (pos != from)
            status = zz__spaces_replace(s, from, pos, " ", 1, IDEOGRAPHIC_SPACE);
        else
            pos += n.size;
    }
    return status;
}

static const zz__spaces_rules ideographic_space_rules = {ideographic_space_decide,
                                                         ideographic_space_change, false};

static int32_t ideographic_space_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__spaces_run(&ideographic_space_rules, ideographic_space_test, self, state, in, sink);
}

const zz__step_type zz__step_ideographic_space = {
    .name = "ideographic-space",
    .summary = "ideographic spaces inside a line become plain ones",
    .operations = operations,
    .state_size = sizeof(zz__spaces_state),
    .growth = 256,
    .run = ideographic_space_run,
};
