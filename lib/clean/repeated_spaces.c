/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repeated-spaces: several plain spaces inside a line become one. The run of spaces they are
 * in has to touch Han, kana or a mark of theirs on either side; quotes and ellipses between are
 * looked through. Where the run holds another kind of space too, a tab, an ideographic or a
 * no-break space, that one says how wide the gap is meant, so it stays and the plain ones go.
 *
 * Not touched: the indent of a line and the spaces at its end; tabs, several of which are
 * empty cells of a table; spaces among other text alone, so code with a comment in Chinese behind
 * it and tables of figures stay; protected text; a run of more than 1,024 bytes.
 *
 * Source: what HTML does with white space. data-juicer and unstructured do it over line breaks too.
 */
#include "clean/clean.h"
#include "clean/spaces.h"

enum { REPEATED_SPACE = 1 };
static const char *const operations[] = {"repeated-space", NULL};

static zz__lanes repeated_spaces_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes more = zz__lanes_in(b, 0x09, 0x09) | zz__lanes_is(b, ' ') | zz__lanes_is(b, 0xC2) |
                     (zz__lanes_in(b, 0xE1, 0xE3) & zz__lanes_in(c, 0x80, 0x9A));
    /* the last byte of each space that is none */
    zz__lanes other = zz__lanes_is(a, '\t') | zz__lanes_in(a, 0x80, 0x8A) | zz__lanes_is(a, 0x9F) |
                      zz__lanes_is(a, 0xA0) | zz__lanes_is(a, 0xAF);

    return (zz__lanes)((zz__lanes_is(a, ' ') & more) | (zz__lanes_is(b, ' ') & other) |
                       zz__protect_opens(a));
}

static zz__spaces_verdict repeated_spaces_decide(zz__spaces *s)
{
    size_t plain = 0, i;

    if (zz__spaces_begin_line(s) || zz__spaces_end_line(s))
        return ZZ__SPACES_STAY;
    for (i = s->start; i < s->end; i++)
        plain += s->in->text[i] == ' ';
    if (plain == 0 || s->end - s->start == 1)
        return ZZ__SPACES_STAY;
    return zz__spaces_touch(s);
}

static int32_t repeated_spaces_change(zz__spaces *s)
{
    const uint8_t *text = s->in->text;
    size_t pos = s->start, from;
    int32_t status = ZZ_OK;

    if (zz__spaces_are_plain(s))
        return zz__spaces_replace(s, s->start + 1, s->end, NULL, 0, REPEATED_SPACE);
    while (pos < s->end && status == ZZ_OK) {
        for (from = pos; pos < s->end && text[pos] == ' ';)
            pos++;
        if (pos != from)
            status = zz__spaces_replace(s, from, pos, NULL, 0, REPEATED_SPACE);
        while (pos < s->end && text[pos] != ' ')
            pos++;
    }
    return status;
}

static const zz__spaces_rules repeated_spaces_rules = {repeated_spaces_decide,
                                                       repeated_spaces_change, true};

static int32_t repeated_spaces_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__spaces_run(&repeated_spaces_rules, repeated_spaces_test, self, state, in, sink);
}

const zz__step_type zz__step_repeated_spaces = {
    .name = "repeated-spaces",
    .summary = "several spaces inside a line of Chinese become one",
    .operations = operations,
    .state_size = sizeof(zz__spaces_state),
    .growth = 256,
    .run = repeated_spaces_run,
};
