/* SPDX-License-Identifier: Apache-2.0 */
/*
 * variation: deletes the variation selectors U+FE00-FE0F and U+E0100-E01EF right behind a
 * Han character, all of several.
 *
 * Not touched: selectors behind anything else: emoji, digits and symbols, which U+FE0E and U+FE0F
 * make text or pictures; 。 and ！, which U+FE00 and U+FE01 put into a corner or the middle; radicals
 * and strokes; Mongolian. A selector behind a combining mark varies the mark, and stays.
 *
 * Source: Unicode core specification 23.4; the Ideographic Variation Database. A dictionary
 * knows no selectors, so a word written with one is not found.
 */
#include "clean/around.h"
#include "clean/change.h"
#include "clean/character_tables.h"
#include "clean/clean.h"

enum { SELECTOR = 1 };
static const char *const operations[] = {"variation-selector", NULL};

typedef struct variation_state {
    bool deletes; /* the selector consumed last was deleted */
} variation_state;

/* U+FE00 is EF B8 80; U+E0100 is F3 A0 84 80. */
static zz__lanes variation_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)((zz__lanes_is(a, 0xEF) & zz__lanes_is(b, 0xB8) &
                        zz__lanes_in(c, 0x80, 0x8F)) |
                       (zz__lanes_is(a, 0xF3) & zz__lanes_is(b, 0xA0)));
}

static bool is_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static void variation_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    variation_state *state = ctx;
    zz__neighbour left;
    uint32_t c;
    size_t size;

    if (in->text[pos] != 0xEF && in->text[pos] != 0xF3)
        return;
    if (!zz__character_at(in, pos, &c, &size, change))
        return;
    if (!is_selector(c))
        return;
    left = zz__before(in, pos);
    /* A run of selectors is as its first. */
    if (!is_selector(left.code_point))
        state->deletes = left.kind == ZZ__KIND_HAN &&
                         zz__radical_index(left.code_point) == ZZ__RADICALS;
    if (state->deletes)
        zz__change_delete(change, size, SELECTOR);
}

static int32_t variation_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    (void)self;
    return zz__change_run(in, sink, variation_test, variation_at, state);
}

const zz__step_type zz__step_variation = {
    .name = "variation",
    .summary = "variation selectors on Han go",
    .operations = operations,
    .state_size = sizeof(variation_state),
    .growth = 256,
    .run = variation_run,
};
