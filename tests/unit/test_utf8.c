/* SPDX-License-Identifier: Apache-2.0 */
/* lib/base/utf8: every code point and every pair of bytes, forwards, backwards and cut short. */
#include "base/utf8.h"

#include <string.h>

#include "unit/check.h"

static void test_every_code_point(void **state)
{
    uint32_t c;

    (void)state;
    for (c = 0; c <= 0x10FFFF; c++) {
        uint8_t text[6] = {'x', 0, 0, 0, 0, 0x80};
        size_t size, decoded, cut;

        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        size = zz__utf8_encode(c, text + 1);
        assert_int_equal(size, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        assert_int_equal(zz__utf8_decode(text + 1, size, &decoded), c);
        assert_int_equal(decoded, size);
        assert_int_equal(zz__utf8_decode(text + 1, 5, &decoded), c);
        assert_int_equal(zz__utf8_decode_before(text, 1 + size, &decoded), c);
        assert_int_equal(decoded, size);
        for (cut = 1; cut < size; cut++) {
            assert_true(zz__utf8_decode(text + 1, cut, &decoded) == ZZ__TRUNCATED);
            assert_int_equal(decoded, cut);
            assert_true(zz__utf8_decode_before(text, 1 + cut, &decoded) == ZZ__INVALID);
            assert_int_equal(decoded, 1);
        }
    }
}

/* Unicode 15, table 3-7, row by row: which second bytes a first byte may have. */
static bool second_is_good(unsigned first, unsigned second)
{
    if (first < 0xC2 || first > 0xF4)
        return false;
    if (first == 0xE0)
        return second >= 0xA0 && second <= 0xBF;
    if (first == 0xED)
        return second >= 0x80 && second <= 0x9F;
    if (first == 0xF0)
        return second >= 0x90 && second <= 0xBF;
    if (first == 0xF4)
        return second >= 0x80 && second <= 0x8F;
    return second >= 0x80 && second <= 0xBF;
}

static void test_every_pair_of_bytes(void **state)
{
    unsigned first, second;

    (void)state;
    for (first = 0x80; first < 0x100; first++) {
        for (second = 0; second < 0x100; second++) {
            uint8_t text[2] = {(uint8_t)first, (uint8_t)second};
            size_t size;
            uint32_t c = zz__utf8_decode(text, 2, &size);

            if (!second_is_good(first, second)) {
                assert_true(c == ZZ__INVALID);
                assert_int_equal(size, 1);
            } else if (first < 0xE0) {
                assert_int_equal(c, (first & 0x1F) << 6 | (second & 0x3F));
                assert_int_equal(size, 2);
            } else {
                assert_true(c == ZZ__TRUNCATED);
                assert_int_equal(size, 2);
            }
        }
    }
}

typedef struct scan_case {
    bytes text;
    uint64_t invalid; /* with the end of the text */
    size_t first;
    size_t unfinished; /* without it */
} scan_case;

#define CASE(text, invalid, first, unfinished)                                                     \
    {{(const uint8_t *)("" text), sizeof(text) - 1}, invalid, first, unfinished}

static void test_scan(void **state)
{
    static const scan_case cases[] = {
        CASE("", 0, 0, 0),
        CASE("plain ASCII, longer than eight", 0, 30, 0),
        CASE("\0\0\0\0\0\0\0\0\0", 0, 9, 0),
        CASE("正字", 0, 6, 0),
        CASE("12345678\x80", 1, 8, 0),
        CASE("1234567\x80" "9", 1, 7, 0),
        CASE("\x80\x80\x80", 3, 0, 0),
        CASE("\xC0\x80", 2, 0, 0),
        CASE("\xE0\x80\x80", 3, 0, 0),
        CASE("\xED\xA0\x80", 3, 0, 0),
        CASE("\xF0\x80\x80\x80", 4, 0, 0),
        CASE("\xF4\x90\x80\x80", 4, 0, 0),
        CASE("\xF8\x88\x80\x80\x80", 5, 0, 0),
        /* The example of Unicode 15, 3.9: 61 F1 80 80 E1 80 C2 62 80 63 80 BF 64 */
        CASE("a\xF1\x80\x80\xE1\x80\xC2" "b\x80" "c\x80\xBF" "d", 6, 1, 0),
        CASE("\xE6\xAD", 1, 0, 2),
        CASE("正\xE5", 1, 3, 1),
        CASE("正\xF0\xA0\xAE", 1, 3, 3),
        CASE("\xFF正\xF0\xA0\xAE", 2, 0, 3),
        CASE("\xE5\xE5", 2, 0, 1),
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        const scan_case *c = &cases[i];
        zz__utf8_scan end = zz__utf8_check(c->text.at, c->text.size, true);
        zz__utf8_scan more = zz__utf8_check(c->text.at, c->text.size, false);

        if (end.invalid != c->invalid)
            print_error("case %zu\n", i);
        assert_int_equal(end.invalid, c->invalid);
        assert_int_equal(end.first, c->first);
        assert_int_equal(end.unfinished, 0);
        assert_int_equal(more.unfinished, c->unfinished);
        assert_int_equal(more.invalid, c->invalid - (c->unfinished != 0));
    }
}

/* Random bytes: what the scan counts is what one finds sequence by sequence. */
static void test_scan_agrees_with_decode(void **state)
{
    static const uint8_t likely[] = {'a',  0x80, 0x90, 0xA0, 0xBF, 0xC2,
                                     0xE0, 0xE4, 0xED, 0xF0, 0xF4, 0xFF};
    dice d = {11};
    int round;

    (void)state;
    for (round = 0; round < 20000; round++) {
        uint8_t text[40];
        size_t n = dice_below(&d, sizeof text + 1), i, size, first = n;
        uint64_t invalid = 0;
        zz__utf8_scan scan;

        for (i = 0; i < n; i++)
            text[i] = likely[dice_below(&d, sizeof likely)];
        for (i = 0; i < n; i += size) {
            uint32_t c = zz__utf8_decode(text + i, n - i, &size);
            assert_in_range(size, 1, n - i);
            if (c >= ZZ__TRUNCATED && invalid++ == 0)
                first = i;
        }
        scan = zz__utf8_check(text, n, true);
        assert_int_equal(scan.invalid, invalid);
        assert_int_equal(scan.first, first);
    }
}

/* The same for long texts that are mostly well-formed: the check goes over those in blocks. */
static void test_long_scan_agrees_with_decode(void **state)
{
    static const uint32_t starts[] = {0, 0x61, 0x80, 0x7F8, 0x800, 0x4E00, 0xD7F8, 0xE000,
                                      0xFFF0, 0x10000, 0x20000, 0x10FFF0};
    dice d = {12};
    int round;

    (void)state;
    for (round = 0; round < 20000; round++) {
        uint8_t text[512];
        size_t n = 0, i, size, first, few = 1 + dice_below(&d, 3), shift = dice_below(&d, 8);
        uint64_t invalid = 0;
        zz__utf8_scan scan;

        while (n < sizeof text - 4)
            n += zz__utf8_encode(starts[(dice_below(&d, few) + shift) % 12] +
                                 (uint32_t)dice_below(&d, 8), text + n);
        n -= dice_below(&d, 6);
        first = n;
        for (i = dice_below(&d, 3); i > 0; i--)
            text[dice_below(&d, n)] = (uint8_t)dice_below(&d, 256);
        for (i = 0; i < n; i += size) {
            uint32_t c = zz__utf8_decode(text + i, n - i, &size);
            if (c >= ZZ__TRUNCATED && invalid++ == 0)
                first = i;
        }
        scan = zz__utf8_check(text, n, true);
        assert_int_equal(scan.invalid, invalid);
        assert_int_equal(scan.first, first);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_every_pair_of_bytes),
        cmocka_unit_test(test_scan),
        cmocka_unit_test(test_scan_agrees_with_decode),
        cmocka_unit_test(test_long_scan_agrees_with_decode),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
