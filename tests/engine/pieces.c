/* SPDX-License-Identifier: Apache-2.0 */
/* A stream's output into buffers of any size, and through a function: the text of zz_convert, with
 * every split and every capacity, and nothing of it kept in the stream for longer than need be. */
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"

static const char *const recipes[] = {
    "s2t", "s2twp", "clean,tw2sp", "nfc,s2twp,t2s,spacing",
#ifdef ZZ_CONTEXT
    "s2tw:context",
#endif
};

static const char sample[] = "头发软件的发现，鼠标里﹐ＯＫ e\xCC\x81\xFF干部abc闪存 \xE2\x80\x8B、外键。\n";

/* Into a block of its very size, so that a byte too many is found. */
static size_t feed_block(zz_stream *stream, bytes chunk, size_t capacity, output *out)
{
    char *block = malloc(capacity ? capacity : 1);
    size_t taken, written;

    assert_non_null(block);
    check_ok(zz_stream_feed_into(stream, (const char *)chunk.at, chunk.size, &taken,
                                 capacity ? block : NULL, capacity, &written));
    assert_true(written <= capacity && taken <= chunk.size);
    assert_true(taken == chunk.size || written == capacity);
    output_append(out, block, written);
    free(block);
    return taken;
}

static void end_block(zz_stream *stream, size_t capacity, output *out, zz_report *report)
{
    char *block = malloc(capacity);
    size_t written, waiting = 0;

    assert_non_null(block);
    do {
        size_t before = waiting;
        check_ok(zz_stream_end_into(stream, block, capacity, &written, &waiting, report));
        assert_true(written == capacity || waiting == 0);
        assert_true(before == 0 || before == waiting + written);
        output_append(out, block, written);
    } while (waiting != 0);
    free(block);
    check_status(ZZ_ERROR_STATE, zz_stream_end_into(stream, NULL, 0, &written, &waiting, NULL));
}

/* chunk: bytes handed in at a time; capacity 0: one drawn for every call. */
static void check_into(zz_stream *stream, bytes text, bytes expected, size_t chunk,
                       size_t capacity, dice *d)
{
    output out = {NULL, 0, 0};
    size_t at = 0;

    check_ok(zz_stream_reset(stream, 0));
    while (at < text.size) {
        size_t n = chunk < text.size - at ? chunk : text.size - at;
        size_t room = capacity != 0 ? capacity : dice_below(d, 9);

        at += feed_block(stream, bytes_of(text.at + at, n), room, &out);
    }
    end_block(stream, capacity != 0 ? capacity : 1 + dice_below(d, 9), &out, NULL);
    check_bytes("into a buffer", text, expected, output_bytes(&out));
    output_free(&out);
}

static void test_every_size(void **state)
{
    bytes text = bytes_of(sample, sizeof sample - 1);
    size_t r, chunk, capacity;
    dice d = {6};

    (void)state;
    for (r = 0; r < sizeof recipes / sizeof *recipes; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        zz_result *result = convert(recipe, text, NULL);
        zz_stream *stream;

        check_ok(zz_stream_open(recipe, &stream));
        for (chunk = 1; chunk <= text.size; chunk++) {
            for (capacity = 0; capacity <= 20; capacity++)
                check_into(stream, text, result_bytes(result), chunk, capacity, &d);
            check_into(stream, text, result_bytes(result), chunk, text.size * 2, &d);
        }
        zz_stream_close(stream);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

/* A long chunk at once, little by little, and the ways mixed. */
static void test_long(void **state)
{
    output text = {NULL, 0, 0}, out = {NULL, 0, 0};
    zz_recipe *recipe = open_recipe("clean,s2twp", NULL);
    size_t at = 0, size, waiting;
    zz_stream *stream;
    zz_result *result;
    zz_report report;
    const char *got;
    dice d = {7};

    (void)state;
    while (text.size < 200000)
        output_append(&text, sample, sizeof sample - 1);
    result = convert(recipe, output_bytes(&text), NULL);
    check_ok(zz_stream_open(recipe, &stream));
    check_into(stream, output_bytes(&text), result_bytes(result), text.size, 1000, &d);
    check_into(stream, output_bytes(&text), result_bytes(result), text.size, text.size * 2, &d);
    check_ok(zz_stream_reset(stream, ZZ_WANT_CHANGES));
    while (at < text.size) {
        size_t n = dice_below(&d, 40000);
        n = n < text.size - at ? n : text.size - at;
        if (dice_below(&d, 2) == 0) { /* gives what waits too */
            check_ok(zz_stream_feed(stream, (const char *)text.at + at, n, &got, &size));
            output_append(&out, got, size);
            at += n;
        } else {
            at += feed_block(stream, bytes_of(text.at + at, n), dice_below(&d, 3000), &out);
        }
    }
    check_ok(zz_report_init(&report, sizeof report));
    check_ok(zz_stream_end_into(stream, NULL, 0, &size, &waiting, &report));
    assert_true(size == 0 && waiting != 0 && report.invalid != 0 && report.changes != 0);
    end_block(stream, 100, &out, NULL);
    check_bytes("mixed", output_bytes(&text), result_bytes(result), output_bytes(&out));
    zz_stream_close(stream);
    zz_result_free(result);
    zz_recipe_close(recipe);
    output_free(&text);
    output_free(&out);
}

typedef struct sheet {
    output out;
    size_t calls;
    size_t stop_at; /* 0: never */
    size_t largest;
} sheet;

static int32_t write_sheet(void *ctx, const char *text, size_t size)
{
    sheet *s = ctx;

    assert_true(size != 0);
    if (size > s->largest)
        s->largest = size;
    if (++s->calls == s->stop_at)
        return 7;
    output_append(&s->out, text, size);
    return ZZ_OK;
}

static void test_function(void **state)
{
    zz_recipe *recipe = open_recipe("s2twp", NULL);
    output text = {NULL, 0, 0};
    zz_stream *stream;
    zz_result *result;
    size_t chunk;

    (void)state;
    while (text.size < 300000)
        output_append(&text, sample, sizeof sample - 1);
    result = convert(recipe, output_bytes(&text), NULL);
    check_ok(zz_stream_open(recipe, &stream));
    for (chunk = 1000; chunk < 2 * text.size; chunk *= 3) {
        sheet s = {{NULL, 0, 0}, 0, 0, 0};
        size_t at, n;

        check_ok(zz_stream_reset(stream, 0));
        for (at = 0; at < text.size; at += n) {
            n = chunk < text.size - at ? chunk : text.size - at;
            check_ok(zz_stream_feed_to(stream, (const char *)text.at + at, n, write_sheet, &s));
        }
        check_ok(zz_stream_end_to(stream, write_sheet, &s, NULL));
        check_bytes("through a function", output_bytes(&text), result_bytes(result),
                    output_bytes(&s.out));
        assert_in_range(s.largest, 1, 65536); /* however large the chunk */
        output_free(&s.out);
    }
    zz_stream_close(stream);
    zz_result_free(result);
    zz_recipe_close(recipe);
    output_free(&text);
}

/* What it said to stop is a failure like others. */
static void test_stopped(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    sheet s = {{NULL, 0, 0}, 0, 1, 0};
    zz_stream *stream;
    size_t taken, written, waiting;
    char buffer[8];

    (void)state;
    check_ok(zz_stream_open(recipe, &stream));
    check_status(ZZ_ERROR_STOPPED, zz_stream_feed_to(stream, sample, 60, write_sheet, &s));
    check_status(ZZ_ERROR_STATE, zz_stream_feed_to(stream, "a", 1, write_sheet, &s));
    check_status(ZZ_ERROR_STATE, zz_stream_end_to(stream, write_sheet, &s, NULL));
    check_status(ZZ_ERROR_STATE, zz_stream_feed_into(stream, "a", 1, &taken, buffer, 8, &written));
    check_status(ZZ_ERROR_STATE, zz_stream_end_into(stream, buffer, 8, &written, &waiting, NULL));
    s.stop_at = 2;
    check_ok(zz_stream_reset(stream, 0));
    check_ok(zz_stream_feed_to(stream, "\xE5\xA4\xB4", 3, write_sheet, &s));
    check_status(ZZ_ERROR_STOPPED, zz_stream_end_to(stream, write_sheet, &s, NULL));
    zz_stream_close(stream);
    zz_recipe_close(recipe);
    output_free(&s.out);
}

static void test_arguments(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    size_t taken = 7, written = 7, waiting = 7;
    zz_stream *stream;
    char buffer[8];

    (void)state;
    check_ok(zz_stream_open(recipe, &stream));
    check_status(ZZ_ERROR_ARGUMENT,
                 zz_stream_feed_into(NULL, "a", 1, &taken, buffer, 8, &written));
    assert_true(taken == 0 && written == 0);
    check_status(ZZ_ERROR_ARGUMENT,
                 zz_stream_feed_into(stream, NULL, 1, &taken, buffer, 8, &written));
    check_status(ZZ_ERROR_ARGUMENT,
                 zz_stream_feed_into(stream, "a", 1, &taken, NULL, 8, &written));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_feed_into(stream, "a", 1, NULL, buffer, 8, &written));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_feed_into(stream, "a", 1, &taken, buffer, 8, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_end_into(NULL, buffer, 8, &written, &waiting, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_end_into(stream, NULL, 8, &written, &waiting, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_end_into(stream, buffer, 8, NULL, &waiting, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_end_into(stream, buffer, 8, &written, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_feed_to(NULL, "a", 1, write_sheet, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_feed_to(stream, "a", 1, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_end_to(stream, NULL, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_decided(stream, NULL, NULL));
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size), cmocka_unit_test(test_long),
        cmocka_unit_test(test_function),   cmocka_unit_test(test_stopped),
        cmocka_unit_test(test_arguments),
    };

    return cmocka_run_group_tests_name("pieces", tests, NULL, NULL);
}
