/* SPDX-License-Identifier: Apache-2.0 */
/*
 * letters: fullwidth letters and digits, U+FF10-FF19, U+FF21-FF3A and U+FF41-FF5A, become the
 * ASCII ones they are the wide twins of, everywhere: they exist in East Asian text only, so they
 * need no Han beside them.
 *
 * Not touched: every other fullwidth character, marks and symbols among them (，：％＠ and the
 * ideographic space), of which some are the right ones in Chinese text.
 *
 * Source: Unicode 15, the wide decompositions of the block Halfwidth and Fullwidth Forms, which
 * are the code point less 0xFEE0; the choice of 0-9, A-Z, a-z alone is that of every editor's
 * tool for Chinese, since NFKC, which folds all of the block, loses the Chinese marks.
 */
#include "clean/clean.h"
#include "clean/interest.h"
#include "clean/forms.h"

enum { FULLWIDTH = 1 };
static const char *const operations[] = {"fullwidth-letter", NULL};

static zz__lanes letters_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes digits_and_upper = zz__lanes_in(c, 0x90, 0x99) | zz__lanes_in(c, 0xA1, 0xBA);
    zz__lanes lower = zz__lanes_in(c, 0x81, 0x9A);

    return (zz__lanes)(zz__lanes_is(a, ZZ__FORM_LEAD) &
                       ((zz__lanes_is(b, 0xBC) & digits_and_upper) |
                        (zz__lanes_is(b, 0xBD) & lower)));
}

static size_t letters_map(const uint8_t *form, uint8_t out[4])
{
    uint8_t c = form[2];

    if (form[1] == 0xBC && ((c >= 0x90 && c <= 0x99) || (c >= 0xA1 && c <= 0xBA)))
        *out = (uint8_t)(c - 0x60);
    else if (form[1] == 0xBD && c >= 0x81 && c <= 0x9A)
        *out = (uint8_t)(c - 0x20);
    else
        return 0;
    return 1;
}

static int32_t letters_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    (void)self;
    (void)state;
    return zz__forms_run(in, sink, letters_test, letters_map, FULLWIDTH);
}

const zz__step_type zz__step_letters = {
    .name = "letters",
    .summary = "fullwidth letters and digits become ASCII: Ａ１ to A1",
    .operations = operations,
    .growth = 256,
    .run = letters_run,
    .interest = ZZ__INTEREST_LETTERS,
};
