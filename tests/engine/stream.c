/* SPDX-License-Identifier: Apache-2.0 */
/* Streams: states, reports, several at a time, and long texts in chunks of many sizes. */
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"
#include "unit/share.h"

static void test_arguments(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    zz_stream *stream = (zz_stream *)1;
    const char *out = "x";
    size_t size = 7;

    (void)state;
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_open(NULL, &stream));
    assert_null(stream);
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_open(recipe, NULL));
    check_ok(zz_stream_open(recipe, &stream));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_feed(NULL, "a", 1, &out, &size));
    assert_null(out);
    assert_int_equal(size, 0);
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_end(NULL, &out, &size, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_reset(NULL, 0));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_reset(stream, 0x80));
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

static void test_states(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    zz_stream *stream;
    const char *out;
    size_t size;
    int round;

    (void)state;
    check_ok(zz_stream_open(recipe, &stream));
    for (round = 0; round < 3; round++) {
        check_ok(zz_stream_feed(stream, NULL, 0, &out, &size));
        assert_int_equal(size, 0);
        check_ok(zz_stream_feed(stream, "头", 3, &out, &size));
        check_ok(zz_stream_end(stream, &out, &size, NULL));
        check_status(ZZ_ERROR_STATE, zz_stream_feed(stream, "a", 1, &out, &size));
        assert_int_equal(size, 0);
        check_status(ZZ_ERROR_STATE, zz_stream_end(stream, &out, &size, NULL));
        check_ok(zz_stream_reset(stream, 0));
    }
    /* Left in the middle of a text, and of a character: reset forgets it. */
    check_ok(zz_stream_feed(stream, "头\xE5\x8F", 5, &out, &size));
    check_ok(zz_stream_reset(stream, 0));
    check_ok(zz_stream_end(stream, &out, &size, NULL));
    assert_int_equal(size, 0);
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

static void test_errors(void **state)
{
    bytes text = LITERAL("头发头发\xE5\x8F"), good = LITERAL("头发"), expected = LITERAL("頭髮");
    output out = {NULL, 0, 0};
    zz_options options;
    zz_recipe *recipe;
    zz_stream *stream;
    zz_report report;
    const char *got;
    size_t size, cut;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.invalid = ZZ_INVALID_ERROR;
    recipe = open_recipe("s2tw", &options);
    check_ok(zz_stream_open(recipe, &stream));

    /* Wherever it is cut, the text that ends inside a character is an error at that character. */
    for (cut = 0; cut <= text.size; cut++) {
        check_ok(zz_report_init(&report, sizeof report));
        check_ok(zz_stream_reset(stream, 0));
        check_status(ZZ_ERROR_INVALID_UTF8, feed_cut(stream, text, &cut, 1, &out, &report));
        assert_int_equal(report.invalid_offset, 12);
        check_status(ZZ_ERROR_STATE, zz_stream_end(stream, &got, &size, NULL));
    }
    check_ok(zz_stream_reset(stream, 0));
    check_status(ZZ_ERROR_INVALID_UTF8, zz_stream_feed(stream, "a\xFFz", 3, &got, &size));
    assert_int_equal(size, 0);
    check_status(ZZ_ERROR_STATE, zz_stream_feed(stream, "a", 1, &got, &size));
    check_status(ZZ_ERROR_STATE, zz_stream_end(stream, &got, &size, NULL));
    check_every_split(stream, "s2tw", good, expected);
    output_free(&out);
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

static void test_report(void **state)
{
    static const char *const recipes[] = {"s2t", "s2twp", "clean,s2tw", "hk2tw"};
    bytes text = LITERAL("头\xFF发\xE5\xA4头\xE2\x80\x8B发\xED\xA0\x80里\xEF\xBC\xA1⿰虫里説裏\0\xF0\x9F");
    size_t r, cut;

    (void)state;
    for (r = 0; r < sizeof recipes / sizeof *recipes; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        zz_report whole, report;
        zz_stream *stream;
        zz_result *result;

        check_ok(zz_report_init(&whole, sizeof whole));
        whole.want = ZZ_WANT_CHANGES;
        result = convert(recipe, text, &whole);
        assert_int_equal(whole.invalid, 6);
        assert_int_equal(whole.invalid_offset, 3);
        assert_int_not_equal(whole.changes, 0);
        check_ok(zz_stream_open(recipe, &stream));
        for (cut = 0; cut <= text.size; cut++) {
            output out = {NULL, 0, 0};
            check_ok(zz_report_init(&report, sizeof report));
            check_ok(zz_stream_reset(stream, ZZ_WANT_CHANGES));
            check_ok(feed_cut(stream, text, &cut, 1, &out, &report));
            check_bytes(recipes[r], text, result_bytes(result), output_bytes(&out));
            assert_int_equal(report.invalid, whole.invalid);
            assert_int_equal(report.invalid_offset, whole.invalid_offset);
            assert_int_equal(report.changes, whole.changes);
            output_free(&out);
        }
        zz_stream_close(stream);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

/* A text of words and oddities, some 100 KB (1 in SHARE of it), in chunks from a byte to tens of
 * thousands. */
static void test_long_texts(void **state)
{
    static const char *const recipes[] = {"s2t", "t2s", "s2twp", "tw2sp", "hk2tw", "clean,s2hk"};
    static const char *const pieces[] = {
        "头发", "理发师的", "⿰虫", "⿲⿰⿰", "ASCII text, ", "里面", "闪存", "\xEF\xA8\x99",
        "\xFF", "\xE5\xA4", "亚历杭德罗·冈萨雷斯·", "伊纳里图", "改变量子比特", "\n",
        "\xE2\x80\x8B", "\xEF\xBC\xA1", "程式設計師", "計程車", "e\xCC\x81",
    };
    static const size_t largest[] = {1, 2, 5, 64, 700, 4096, 5000, 70000};
    dice d = {7};
    output text = {NULL, 0, 0};
    size_t r, i;

    (void)state;
    while (text.size < 100000 / SHARE) {
        const char *piece = pieces[dice_below(&d, sizeof pieces / sizeof *pieces)];
        output_append(&text, piece, strlen(piece));
    }
    for (r = 0; r < sizeof recipes / sizeof *recipes; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        zz_result *result = convert(recipe, output_bytes(&text), NULL);
        zz_stream *stream;

        check_ok(zz_stream_open(recipe, &stream));
        for (i = 0; i < sizeof largest / sizeof *largest; i++)
            check_random_chunks(stream, recipes[r], output_bytes(&text), result_bytes(result), &d,
                                largest[i]);
        zz_stream_close(stream);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
    output_free(&text);
}

/* Two streams of one recipe, fed in turn, know nothing of each other. */
static void test_two_streams(void **state)
{
    bytes text = LITERAL("头发与皇后，里面的闪存");
    zz_recipe *recipe = open_recipe("s2twp", NULL);
    zz_result *result = convert(recipe, text, NULL);
    output first = {NULL, 0, 0}, second = {NULL, 0, 0};
    zz_stream *a, *b;
    const char *got;
    size_t i, size;

    (void)state;
    check_ok(zz_stream_open(recipe, &a));
    check_ok(zz_stream_open(recipe, &b));
    for (i = 0; i < text.size; i++) {
        check_ok(zz_stream_feed(a, (const char *)text.at + i, 1, &got, &size));
        output_append(&first, got, size);
        check_ok(zz_stream_feed(b, (const char *)text.at + i, 1, &got, &size));
        output_append(&second, got, size);
    }
    check_ok(zz_stream_end(b, &got, &size, NULL));
    output_append(&second, got, size);
    check_ok(zz_stream_end(a, &got, &size, NULL));
    output_append(&first, got, size);
    check_bytes("first stream", text, result_bytes(result), output_bytes(&first));
    check_bytes("second stream", text, result_bytes(result), output_bytes(&second));
    output_free(&first);
    output_free(&second);
    zz_stream_close(a);
    zz_stream_close(b);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments), cmocka_unit_test(test_states),
        cmocka_unit_test(test_errors),    cmocka_unit_test(test_report),
        cmocka_unit_test(test_long_texts), cmocka_unit_test(test_two_streams),
    };
    return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
