/* SPDX-License-Identifier: Apache-2.0 */
/*
 * small-forms: the small form variants U+FE50-FE6B become the marks of normal size that they stand
 * for, fullwidth where there is such a mark: ﹐﹔﹙ to ，；（. They came from two rows of Big5
 * (A14D-A152 and the like) and of GBK (A96F-A988), where pages used them as ordinary
 * punctuation, so they need no Han beside them.
 *
 * Not touched: the vertical forms U+FE10-FE19 and U+FE30-FE4F, and U+FE53 and U+FE67, which
 * are unassigned.
 *
 * Source: Unicode 15, the small decompositions of the block Small Form Variants, taken to the
 * fullwidth twin where NFKC gives the ASCII one, which would be wrong in Chinese text.
 */
#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/interest.h"
#include "clean/forms.h"

enum { MARK = 1 };
static const char *const operations[] = {"small-form", NULL};

/* What U+FE50, U+FE51, ... become; 0: nothing. All are three bytes of UTF-8. */
static const uint16_t marks[] = {
    0xFF0C, 0x3001, 0xFF0E, 0,      0xFF1B, 0xFF1A, 0xFF1F, 0xFF01, /* ，、． ；：？！ */
    0x2014, 0xFF08, 0xFF09, 0xFF5B, 0xFF5D, 0x3014, 0x3015, 0xFF03, /* —（）｛｝〔〕＃ */
    0xFF06, 0xFF0A, 0xFF0B, 0xFF0D, 0xFF1C, 0xFF1E, 0xFF1D, 0,      /* ＆＊＋－＜＞＝ */
    0xFF3C, 0xFF04, 0xFF05, 0xFF20,                                 /* ＼＄％＠ */
};

static zz__lanes small_forms_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)c;
    return (zz__lanes)(zz__lanes_is(a, ZZ__FORM_LEAD) & zz__lanes_is(b, 0xB9));
}

static size_t small_forms_map(const uint8_t *form, uint8_t out[4])
{
    size_t i;

    if (form[1] != 0xB9 || form[2] < 0x90) /* EF B9 90 is U+FE50 */
        return 0;
    i = form[2] - 0x90u;
    if (i >= sizeof marks / sizeof *marks || marks[i] == 0)
        return 0;
    return zz__utf8_encode(marks[i], out);
}

static int32_t small_forms_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    (void)self;
    (void)state;
    return zz__forms_run(in, sink, small_forms_test, small_forms_map, MARK);
}

const zz__step_type zz__step_small_forms = {
    .name = "small-forms",
    .summary = "small forms become the marks they stand for: ﹐﹔ to ，；",
    .operations = operations,
    .growth = 256,
    .run = small_forms_run,
    .interest = ZZ__INTEREST_SMALL_FORMS,
};
