/* SPDX-License-Identifier: Apache-2.0 */
/* The step bytes, wherever something is ill-formed; what vectors cannot say of it: the errors. */
#include <string.h>

#include "base/utf8.h"
#include "clean/clean.h"
#include "drive.h"

#define HAN "\xE4\xB8\xAD" /* U+4E2D */

/* Well-formed text of every length of character, one byte of which is then another. */
static void make_damaged(dice *d, uint8_t *text, size_t size)
{
    static const uint32_t ranges[][2] = {{0x20, 0x7E}, {0x80, 0x7FF}, {0x800, 0xD7FF},
                                         {0xE000, 0xFFFF}, {0x10000, 0x10FFFF}, {0x4E00, 0x9FFF}};
    size_t at = 0;

    while (at < size) {
        const uint32_t *range = ranges[dice_below(d, 6)];
        uint8_t one[4];
        uint32_t c = range[0] + (uint32_t)dice_below(d, range[1] - range[0] + 1);
        size_t n = zz__utf8_encode(c, one);

        n = n < size - at ? n : size - at;
        memcpy(text + at, one, n);
        at += n;
    }
    if (dice_below(d, 3) != 0)
        text[dice_below(d, size)] = (uint8_t)dice_next(d);
}

/* bytes finds what zz__utf8_check finds, wherever it is in a block, and makes it U+FFFD. */
static void test_bytes(void **unused)
{
    dice d = {9};
    int round;

    (void)unused;
    for (round = 0; round < 60000; round++) {
        uint8_t text[300];
        size_t size = 1 + dice_below(&d, sizeof text), valid = 0, pos = 0, n;
        zz__utf8_scan scan;
        output got;

        make_damaged(&d, text, size);
        scan = zz__utf8_check(text, size, true);
        while (pos < size) {
            if (zz__utf8_decode(text + pos, size - pos, &n) < ZZ__TRUNCATED)
                valid += n;
            pos += n;
        }
        drive_whole(&zz__step_bytes, bytes_of(text, size), &got);
        assert_int_equal(got.size, valid + 3 * scan.invalid);
        assert_int_equal(zz__utf8_check(got.at, got.size, true).invalid, 0);
        output_free(&got);
    }
}

/* Runs bytes=value over the text in chunks of n bytes. */
static int32_t run_bytes(uint32_t value, bytes text, size_t n, zz__sink *sink)
{
    zz__clean_options options = {value, 0, NULL, 0};
    zz__input part = {text.at, 0, 0, false};
    int32_t status = ZZ_OK;

    while (status == ZZ_OK && !part.final) {
        part.end = text.size - part.end > n ? part.end + n : text.size;
        part.final = part.end == text.size;
        status = zz__step_bytes.run(&options, NULL, &part, sink);
    }
    return status;
}

static void test_invalid(void **unused)
{
    bytes text = LITERAL(HAN HAN "abc\xE4\xB8" HAN "\xFF" HAN HAN "\xF0\x9F");
    size_t n;

    (void)unused;
    for (n = 1; n <= text.size; n++) {
        zz__memory memory = zz__memory_default();
        zz__buffer out;
        zz__sink sink = {.out = &out};
        uint32_t value;

        for (value = 0; value < 4; value++) {
            zz__buffer_init(&out, &memory);
            memset(&sink, 0, sizeof sink);
            sink.out = &out;
            check_status(value == 2 ? ZZ_ERROR_INVALID_UTF8 : ZZ_OK,
                         run_bytes(value, text, n, &sink));
            assert_int_equal(sink.invalid, value == 2 ? 1 : 3);
            assert_int_equal(sink.invalid_offset, 9);
            zz__buffer_free(&out);
        }
    }
}

/* Through the public functions: the status, and where the first is, also behind another step. */
static void test_refusal(void **unused)
{
    static const char *const recipes[] = {"bytes=error", "newlines,bytes=error"};
    static const char text[] = "\r\n" HAN HAN "\xFF" HAN;
    size_t i;

    (void)unused;
    for (i = 0; i < 2; i++) {
        zz_report report = {.size = sizeof report};
        zz_recipe *recipe;
        zz_result *result = NULL;
        zz_stream *stream;
        const char *at;
        size_t size;

        check_ok(zz_recipe_open(recipes[i], ZZ_TERMINATED, NULL, &recipe, NULL));
        check_status(ZZ_ERROR_INVALID_UTF8,
                     zz_convert(recipe, text, sizeof text - 1, &result, &report));
        assert_null(result);
        assert_int_equal(report.invalid, 1);
        assert_int_equal(report.invalid_offset, 8);
        check_ok(zz_stream_open(recipe, &stream));
        check_ok(zz_stream_feed(stream, text, 4, &at, &size));
        check_status(ZZ_ERROR_INVALID_UTF8,
                     zz_stream_feed(stream, text + 4, sizeof text - 5, &at, &size));
        check_status(ZZ_ERROR_STATE, zz_stream_end(stream, &at, &size, &report));
        assert_int_equal(report.invalid_offset, 8);
        zz_stream_close(stream);
        zz_recipe_close(recipe);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_refusal),
    };
    return cmocka_run_group_tests_name("clean bytes", tests, NULL, NULL);
}
