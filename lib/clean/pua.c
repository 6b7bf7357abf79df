/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pua: private-use code points that stand for a character which Unicode has by now become that
 * character. The same code point means different things in different texts, so the user says whose
 * it is:
 *
 *   gb     the 106 of U+E766-E864 that GBK and GB 18030-2000 used for characters without a
 *          code point then: € ḿ ǹ, vertical marks, description characters, 80 Han
 *   hkscs  the 4,900 of U+E000-F848 that Windows used for the Hong Kong Supplementary Character
 *          Set on its Big5, by the formula of code page 950's user-defined rows
 *
 * Not touched: every other private-use code point, of which fonts' own glyphs (Founder's and
 * the like) have no open table; U+F8FF and the planes 15 and 16.
 *
 * Source: GB 18030-2005 as glibc has it, HKSCS-2004 as Python has it; the tables are
 * made from them by tools/unicode/characters.py. The four characters of HKSCS that are letters
 * with a mark that compose with none become letter and mark, as HKSCS-2004 says.
 */
#include "clean/change.h"
#include "clean/character_tables.h"
#include "clean/clean.h"

enum { PRIVATE_USE = 1 };
static const char *const operations[] = {"private-use", NULL};

enum { GB, HKSCS };
static const char *const values[] = {"gb", "hkscs", NULL};

/* U+E766 to U+E864 are EE 9D A6 to EE A1 A4. */
static zz__lanes gb_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)c;
    return (zz__lanes)(zz__lanes_is(a, 0xEE) & zz__lanes_in(b, 0x9D, 0xA1));
}

/* U+E000 to U+F848 are EE 80 80 to EF A1 88. */
static zz__lanes hkscs_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)c;
    return (zz__lanes)(zz__lanes_is(a, 0xEE) |
                       (zz__lanes_is(a, 0xEF) & zz__lanes_in(b, 0x80, 0xA1)));
}

static bool private_at(const zz__input *in, size_t pos, uint32_t *code_point, size_t *size,
                       zz__change *change)
{
    return (in->text[pos] == 0xEE || in->text[pos] == 0xEF) &&
           zz__character_at(in, pos, code_point, size, change);
}

static void gb_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    uint32_t c, target = 0;
    size_t size;

    (void)ctx;
    if (!private_at(in, pos, &c, &size, change))
        return;
    if (c >= ZZ__GB_FIRST && c <= ZZ__GB_LAST)
        target = zz__target(&zz__gb, c - ZZ__GB_FIRST);
    if (target != 0)
        zz__change_to(change, size, target, PRIVATE_USE);
}

static void hkscs_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    uint32_t c, index, target = 0;
    size_t size;

    (void)ctx;
    if (!private_at(in, pos, &c, &size, change))
        return;
    index = zz__hkscs_index(c);
    if (index != ZZ__HKSCS)
        target = zz__target(&zz__hkscs, index);
    if (target > ZZ__HKSCS_SEQUENCES) {
        zz__change_to(change, size, target, PRIVATE_USE);
    } else if (target != 0) {
        const uint16_t *both = zz__hkscs_sequences[target - 1];

        zz__change_to(change, size, both[0], PRIVATE_USE);
        change->target += zz__utf8_encode(both[1], change->out + change->target);
    }
}

static int32_t pua_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__clean_options *options = self;

    (void)state;
    return options->value == HKSCS ? zz__change_run(in, sink, hkscs_test, hkscs_at, NULL)
                                   : zz__change_run(in, sink, gb_test, gb_at, NULL);
}

const zz__step_type zz__step_pua = {
    .name = "pua",
    .summary = "private-use characters of old GB fonts become their Unicode "
               "ones; =hkscs those of Hong Kong's",
    .operations = operations,
    .values = values,
    .growth = 342, /* three bytes to four */
    .run = pua_run,
};
