/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps for bytes and characters with each of their values: every code point alone, between two
 * Han and between ASCII, against what is worked out another way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "clean/clean.h"
#include "drive.h"
#include "unit/share.h"


#define HAN "\xE4\xB8\xAD" /* U+4E2D */

/* Between what a code point stands. */
typedef enum place { ALONE, IN_HAN, IN_ASCII, PLACES } place;
static const char *const sides[PLACES] = {"", HAN, "7"};

/* What code point c becomes, as UTF-8 at out; returns its size. */
typedef size_t (*expectation)(uint32_t c, place where, uint8_t *out);

typedef struct subject {
    const zz__step_type *type;
    uint32_t value;
    expectation expect;
} subject;

static bool in(uint32_t c, uint32_t low, uint32_t high)
{
    return c >= low && c <= high;
}

static size_t same(uint32_t c, place where, uint8_t *out)
{
    (void)where;
    return zz__utf8_encode(c, out);
}

static size_t expect_lf(uint32_t c, place where, uint8_t *out)
{
    return same(c == '\r' || c == 0x2028 || c == 0x2029 ? '\n' : c, where, out);
}

static size_t expect_crlf(uint32_t c, place where, uint8_t *out)
{
    if (c != '\r' && c != '\n' && c != 0x2028 && c != 0x2029)
        return same(c, where, out);
    memcpy(out, "\r\n", 2);
    return 2;
}

static size_t expect_bom(uint32_t c, place where, uint8_t *out)
{
    return c == 0xFEFF && where != IN_ASCII ? 0 : same(c, where, out);
}

static size_t expect_controls(uint32_t c, place where, uint8_t *out)
{
    bool control = utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CC && c < 0x80;
    bool kept = c != 0 && strchr("\t\n\f\r", (int)c) != NULL;

    return control && !kept ? 0 : same(c, where, out);
}

/* NFKC of the code point, as code points. */
static utf8proc_ssize_t compatible(uint32_t c, utf8proc_int32_t out[32])
{
    int boundary = 0;
    return utf8proc_decompose_char((utf8proc_int32_t)c, out, 32,
                                   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
}

/* The fullwidth twin of an ASCII mark, where Chinese has one. */
static uint32_t widened(uint32_t c)
{
    return strchr(",:;!?()_{}[]", (int)c) != NULL ? c + 0xFEE0 : c;
}

static size_t expect_vertical(uint32_t c, place where, uint8_t *out)
{
    utf8proc_int32_t parts[32];

    if (c == 0xFE30)
        return same(where == IN_HAN ? 0xFF1A : c, where, out);
    if (c == 0xFE19)
        return same(0x2026, where, out);
    if (!(in(c, 0xFE10, 0xFE19) || in(c, 0xFE30, 0xFE48)) || c == 0xFE34 || in(c, 0xFE45, 0xFE46))
        return same(c, where, out);
    assert_int_equal(compatible(c, parts), 1);
    return same(parts[0] < 0x80 ? widened((uint32_t)parts[0]) : (uint32_t)parts[0], where, out);
}

static size_t expect_halfwidth(uint32_t c, place where, uint8_t *out)
{
    utf8proc_int32_t parts[32];

    if (!in(c, 0xFF61, 0xFF65))
        return same(c, where, out);
    assert_int_equal(compatible(c, parts), 1);
    return same((uint32_t)parts[0], where, out);
}

static size_t expect_kana(uint32_t c, place where, uint8_t *out)
{
    utf8proc_int32_t parts[32];

    if (!in(c, 0xFF61, 0xFF9F))
        return same(c, where, out);
    assert_int_equal(compatible(c, parts), 1);
    /* The spacing twins of the sound marks are right behind them. */
    return same((uint32_t)parts[0] + (c >= 0xFF9E ? 2 : 0), where, out);
}

static size_t expect_symbols(uint32_t c, place where, uint8_t *out)
{
    bool symbol = in(c, 0xFF01, 0xFF5E) && strchr("#$%&*+-./<=>@\\^_|", (int)(c - 0xFEE0)) != NULL;
    return same(symbol && where == IN_ASCII ? c - 0xFEE0 : c, where, out);
}

static size_t expect_radicals(uint32_t c, place where, uint8_t *out)
{
    utf8proc_int32_t parts[32];

    if (where == IN_HAN && (in(c, 0x2F00, 0x2FD5) || c == 0x2E9F || c == 0x2EF3)) {
        assert_int_equal(compatible(c, parts), 1);
        return same((uint32_t)parts[0], where, out);
    }
    /* Of the supplement's others a few that must, and a few that must not. */
    if (where == IN_HAN && c == 0x2EC5)
        return same(0x89C1, where, out);
    if (where == IN_HAN && c == 0x2EF0)
        return same(0x9F99, where, out);
    if (where == IN_HAN && in(c, 0x2E80, 0x2EF2) && c != 0x2EA9 && c != 0x2EBC && c != 0x2E9D)
        return 0; /* not told here */
    return same(c, where, out);
}

static bool is_duplicate(uint32_t c)
{
    return (in(c, 0xF900, 0xFAFF) || in(c, 0x2F800, 0x2FA1F)) &&
           utf8proc_get_property((utf8proc_int32_t)c)->decomp_seqindex != UINT16_MAX;
}

static size_t expect_unify(uint32_t c, place where, uint8_t *out)
{
    utf8proc_int32_t parts[32];

    if (!is_duplicate(c))
        return same(c, where, out);
    assert_int_equal(compatible(c, parts), 1);
    return same((uint32_t)parts[0], where, out);
}

static size_t expect_svs(uint32_t c, place where, uint8_t *out)
{
    size_t size = expect_unify(c, where, out);
    /* which selector is for the vectors and the table's own test */
    return is_duplicate(c) ? size + 3 : size;
}

static size_t expect_variation(uint32_t c, place where, uint8_t *out)
{
    bool selector = in(c, 0xFE00, 0xFE0F) || in(c, 0xE0100, 0xE01EF);
    return selector && where == IN_HAN ? 0 : same(c, where, out);
}

static const subject subjects[] = {
    {&zz__step_bytes, 0, same},
    {&zz__step_bytes, 1, same},
    {&zz__step_bytes, 2, same},
    {&zz__step_bytes, 3, same},
    {&zz__step_entities, 0, same},
    {&zz__step_newlines, 0, expect_lf},
    {&zz__step_newlines, 1, expect_crlf},
    {&zz__step_bom, 0, expect_bom},
    {&zz__step_controls, 0, expect_controls},
    {&zz__step_pua, 0, NULL},
    {&zz__step_pua, 1, NULL},
    {&zz__step_vertical, 0, expect_vertical},
    {&zz__step_halfwidth, 0, expect_halfwidth},
    {&zz__step_halfwidth, 1, expect_kana},
    {&zz__step_symbols, 0, expect_symbols},
    {&zz__step_radicals, 0, expect_radicals},
    {&zz__step_radicals, 1, NULL},
    {&zz__step_compat, 0, expect_unify},
    {&zz__step_compat, 1, expect_svs},
    {&zz__step_variation, 0, expect_variation},
    {&zz__step_fold, 0, NULL},
};
#define SUBJECTS (sizeof subjects / sizeof *subjects)

static bool is_scalar(uint32_t c)
{
    return !in(c, 0xD800, 0xDFFF);
}

/* The input at text; returns its size, and where the code point is and its size. */
static size_t put(uint32_t c, place where, uint8_t *text, size_t *size)
{
    size_t side = strlen(sides[where]);

    memcpy(text, sides[where], side);
    *size = zz__utf8_encode(c, text + side);
    memcpy(text + side + *size, sides[where], side);
    return 2 * side + *size;
}

static void check_one(const subject *s, uint32_t c, place where)
{
    uint8_t input[16], expected[32];
    size_t side = strlen(sides[where]), size, n = put(c, where, input, &size);
    size_t m = s->expect(c, where, expected + side);
    char what[80];
    output got;

    memcpy(expected, sides[where], side);
    memcpy(expected + side + m, sides[where], side);
    drive_whole(s->type, bytes_of(input, n), &got);
    snprintf(what, sizeof what, "step %s, value %u, U+%04X between '%s'", s->type->name,
             (unsigned)s->value, (unsigned)c, sides[where]);
    if (s->expect == expect_svs && is_duplicate(c)) {
        assert_int_equal(got.size, m + 2 * side);
        assert_memory_equal(got.at, expected, side + m - 3);
    } else if (m != 0 || s->expect != expect_radicals) {
        check_bytes(what, bytes_of(input, n), bytes_of(expected, m + 2 * side),
                    output_bytes(&got));
    }
    output_free(&got);
}

static void test_code_points(void **unused)
{
    size_t i;

    (void)unused;
    if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
        skip();
    for (i = 0; i < SUBJECTS; i++) {
        uint32_t c;
        int where;

        drive_value(subjects[i].value);
        for (c = 0; c <= 0x10FFFF && subjects[i].expect != NULL; c = next_code_point(c)) {
            for (where = ALONE; where < PLACES && is_scalar(c); where++)
                check_one(&subjects[i], c, (place)where);
        }
    }
    drive_value(0);
}

/* How many code points a step changes between Han, all of them within the range. */
static size_t count_changes(const zz__step_type *step, uint32_t value, uint32_t low, uint32_t high)
{
    size_t count = 0;
    uint32_t c;

    drive_value(value);
    for (c = 0; c <= 0x10FFFF; c = next_code_point(c)) {
        uint8_t input[16];
        size_t size, n;
        output got;

        if (!is_scalar(c))
            continue;
        n = put(c, IN_HAN, input, &size);
        drive_whole(step, bytes_of(input, n), &got);
        if (!bytes_equal(bytes_of(input, n), output_bytes(&got))) {
            assert_in_range(c, low, high);
            count++;
        }
        output_free(&got);
    }
    drive_value(0);
    return count;
}

static void test_counts(void **unused)
{
    (void)unused;
    assert_int_equal(count_changes(&zz__step_pua, 0, 0xE766, 0xE864), 106);
    assert_int_equal(count_changes(&zz__step_pua, 1, 0xE000, 0xF848), 4900);
    assert_int_equal(count_changes(&zz__step_radicals, 0, 0x2E80, 0x2FD5), 214 + 37);
    assert_int_equal(count_changes(&zz__step_radicals, 1, 0x2E80, 0x31E3), 214 + 114 + 20);
    assert_int_equal(count_changes(&zz__step_compat, 0, 0xF900, 0x2FA1D), 1002);
    assert_int_equal(count_changes(&zz__step_compat, 1, 0xF900, 0x2FA1D), 1002);
}

/*
 * In a long text, at each place around the edge of a block, each code point becomes what it becomes
 * in a short one: no block with something in it is skipped.
 */
static void test_blocks(void **unused)
{
    size_t i;

    (void)unused;
    for (i = 0; i < SUBJECTS; i++) {
        const zz__step_type *step = subjects[i].type;
        uint32_t c;

        drive_value(subjects[i].value);
        for (c = 0; c <= 0x10FFFF; c = next_code_point(c)) {
            uint8_t small[16], large[300], expected[400];
            size_t size, n, lead;
            output got, long_got;

            if (!is_scalar(c))
                continue;
            n = put(c, IN_HAN, small, &size);
            drive_whole(step, bytes_of(small, n), &got);
            if (!bytes_equal(bytes_of(small, n), output_bytes(&got))) {
                for (lead = 61; lead <= 64; lead++) {
                    memset(large, 'x', sizeof large);
                    memcpy(large + lead - 3, small, n);
                    memset(expected, 'x', sizeof expected);
                    memcpy(expected + lead - 3, got.at, got.size);
                    drive_whole(step, bytes_of(large, 250), &long_got);
                    check_bytes(step->name, bytes_of(large, 250),
                                bytes_of(expected, 250 + got.size - n), output_bytes(&long_got));
                    output_free(&long_got);
                }
            }
            output_free(&got);
        }
    }
    drive_value(0);
}

/* The key of every code point is what utf8proc's NFKC_Casefold makes of it, once more for what that
 * leaves; and folding the key gives the key. */
static void test_fold(void **unused)
{
    uint32_t c;

    (void)unused;
    if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
        skip();
    for (c = 1; c <= 0x10FFFF; c = next_code_point(c)) {
        uint8_t text[5] = {0};
        size_t size = zz__utf8_encode(is_scalar(c) ? c : 1, text);
        utf8proc_uint8_t *key = utf8proc_NFKC_Casefold(text), *again;
        output got, twice;

        assert_non_null(key);
        again = utf8proc_NFKC_Casefold(key);
        assert_non_null(again);
        drive_whole(&zz__step_fold, bytes_of(text, size), &got);
        drive_whole(&zz__step_fold, output_bytes(&got), &twice);
        check_bytes("fold, a second time", bytes_of(text, size), output_bytes(&got),
                    output_bytes(&twice));
        /* unassigned ignorable characters stay; radicals and U+FE30 have their own key */
        if (!in(c, 0x2E80, 0x2FDF) && !in(c, 0x31C0, 0x31EF) && c != 0xFE30 &&
            utf8proc_category((utf8proc_int32_t)c) != UTF8PROC_CATEGORY_CN)
            check_bytes("fold", bytes_of(text, size), bytes_of_string((const char *)again),
                        output_bytes(&got));
        output_free(&got);
        output_free(&twice);
        free(again);
        free(key);
    }
}

/* References by number; those by name are for references.py. */
static void test_entities(void **unused)
{
    output got;
    uint32_t number;

    (void)unused;
    for (number = 0x80; number <= 0x10FFFF; number += number < 0x3000 ? 1 : 37) {
        char text[32];
        uint8_t expected[4];
        size_t size;

        if (in(number, 0x80, 0x9F) || !is_scalar(number) || (number & 0xFFFE) == 0xFFFE ||
            in(number, 0xFDD0, 0xFDEF))
            continue;
        snprintf(text, sizeof text, number % 2 ? "&#%u;" : "&#x%X;", (unsigned)number);
        size = zz__utf8_encode(number, expected);
        drive_whole(&zz__step_entities, bytes_of_string(text), &got);
        check_bytes("number", bytes_of_string(text), bytes_of(expected, size),
                    output_bytes(&got));
        output_free(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code_points), cmocka_unit_test(test_counts),
        cmocka_unit_test(test_blocks),      cmocka_unit_test(test_fold),
        cmocka_unit_test(test_entities),
    };
    return cmocka_run_group_tests_name("clean characters", tests, NULL, NULL);
}
