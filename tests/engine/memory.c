/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory: every allocation is made to fail in turn, alone and with all that follow it. The call
 * must say ZZ_ERROR_MEMORY and leave nothing behind. And how much is held, by whom.
 *
 * usage: memory IMAGE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/failing.h"
#include "engine/run.h"

static const char *image_path;

static zz_options options_with(allocator *a)
{
    zz_options options;

    check_ok(zz_options_init(&options, sizeof options));
    options.alloc = allocator_call;
    options.alloc_ctx = a;
    return options;
}

static void check_nothing_left(const allocator *a)
{
    assert_int_equal(a->bytes, 0);
    assert_int_equal(a->blocks, 0);
    assert_false(a->wrong);
}

static int32_t call_open(allocator *a, void *ctx)
{
    zz_options options = options_with(a);
    zz_recipe *recipe = (zz_recipe *)1;
    zz_error error;
    int32_t status = zz_recipe_open(ctx, ZZ_TERMINATED, &options, &recipe, &error);

    assert_int_equal(error.status, status);
    if (status != ZZ_OK)
        assert_null(recipe);
    zz_recipe_close(recipe);
    return status;
}

static int32_t call_open_wrong(allocator *a, void *ctx)
{
    int32_t status = call_open(a, ctx);
    return status == ZZ_ERROR_RECIPE ? ZZ_OK : status;
}

static void test_open(void **state)
{
    static const char *const recipes[] = {"s2t", "s2twp", "hk2tw", "clean,s2tw",
                                          "clean,s2tw,hk2tw,tw2sp,letters,nfc,s2t,t2s,s2t,t2s"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        char recipe[64];
        allocator a = {0};
        snprintf(recipe, sizeof recipe, "%s", recipes[i]);
        fail_every_way(&a, call_open, recipe);
        check_nothing_left(&a);
    }
    {
        char wrong[] = "clean,s2tw,clena";
        allocator a = {0};
        fail_every_way(&a, call_open_wrong, wrong);
        check_nothing_left(&a);
    }
}

typedef struct job {
    const zz_recipe *recipe;
    bytes text, expected;
    size_t chunk;
} job;

static int32_t call_convert(allocator *a, void *ctx)
{
    const job *j = ctx;
    zz_result *result = (zz_result *)1;
    int32_t status = zz_convert(j->recipe, (const char *)j->text.at, j->text.size, &result, NULL);

    (void)a;
    if (status != ZZ_OK)
        assert_null(result);
    else
        check_bytes("zz_convert", j->text, j->expected, result_bytes(result));
    zz_result_free(result);
    return status;
}

static int32_t call_into(allocator *a, void *ctx)
{
    const job *j = ctx;
    char *buffer = malloc(j->expected.size);
    size_t needed = 7;
    int32_t status;

    (void)a;
    assert_non_null(buffer);
    status = zz_convert_into(j->recipe, (const char *)j->text.at, j->text.size, buffer,
                             j->expected.size, &needed, NULL);
    if (status != ZZ_OK)
        assert_int_equal(needed, 0);
    else
        check_bytes("zz_convert_into", j->text, j->expected, bytes_of(buffer, needed));
    free(buffer);
    return status;
}

/* A whole text through a stream; after a failure the stream refuses more, and a reset mends it. */
static int32_t call_stream(allocator *a, void *ctx)
{
    const job *j = ctx;
    zz_stream *stream = (zz_stream *)1;
    output out = {NULL, 0, 0};
    size_t cuts[256], count = 0, at;
    const char *got;
    size_t size;
    int32_t status = zz_stream_open(j->recipe, &stream);

    if (status != ZZ_OK) {
        assert_null(stream);
        return status;
    }
    for (at = j->chunk; at < j->text.size && count < 256; at += j->chunk)
        cuts[count++] = at;
    status = feed_cut(stream, j->text, cuts, count, &out, NULL);
    if (status == ZZ_OK) {
        check_bytes("stream", j->text, j->expected, output_bytes(&out));
    } else {
        size_t fail_at = a->fail_at;
        check_status(ZZ_ERROR_STATE, zz_stream_feed(stream, "a", 1, &got, &size));
        a->fail_at = 0;
        out.size = 0;
        check_ok(zz_stream_reset(stream, 0));
        check_ok(feed_cut(stream, j->text, cuts, count, &out, NULL));
        check_bytes("stream, after a failure", j->text, j->expected, output_bytes(&out));
        a->fail_at = fail_at;
    }
    output_free(&out);
    zz_stream_close(stream);
    return status;
}

/* Some text that makes the output grow, with everything in it that a step may hold back. */
static void make_text(output *text, size_t size)
{
    static const char piece[] = "闪存外键 ASCII 头发⿰虫里\xE2\x80\x8B"
                                "\xEF\xBC\xA1\xFF裏為説闪存显存e\xCC\x81";

    while (text->size < size)
        output_append(text, piece, sizeof piece - 1);
}

static void test_convert(void **state)
{
    static const char *const recipes[] = {"s2t", "s2twp", "t2s", "hk2tw", "clean,s2twp", "clean"};
    static const size_t sizes[] = {1, 100, 5000, 50000};
    size_t i, s;

    (void)state;
    for (i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        for (s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            allocator a = {0};
            zz_options options = options_with(&a);
            zz_recipe *plain = open_recipe(recipes[i], NULL);
            zz_recipe *counted = open_recipe(recipes[i], &options);
            output text = {NULL, 0, 0};
            zz_result *result;
            job j;

            make_text(&text, sizes[s]);
            result = convert(plain, output_bytes(&text), NULL);
            j.recipe = counted;
            j.text = output_bytes(&text);
            j.expected = result_bytes(result);
            j.chunk = text.size < 3000 ? 7 + text.size / 256 : 333;
            fail_every_way(&a, call_convert, &j);
            fail_every_way(&a, call_into, &j);
            if (text.size < 256 * j.chunk)
                fail_every_way(&a, call_stream, &j);
            zz_recipe_close(counted);
            check_nothing_left(&a);
            zz_result_free(result);
            zz_recipe_close(plain);
            output_free(&text);
        }
    }
}

static int32_t call_image_file(allocator *a, void *ctx)
{
    zz_options options = options_with(a);
    zz_data *data = (zz_data *)1;
    int32_t status = zz_data_open_file(ctx, &options, &data, NULL);

    if (status != ZZ_OK)
        assert_null(data);
    zz_data_close(data);
    return status;
}

static int32_t call_image_memory(allocator *a, void *ctx)
{
    const bytes *image = ctx;
    zz_options options = options_with(a);
    zz_data *data = (zz_data *)1;
    int32_t status = zz_data_open_memory(image->at, image->size, &options, &data, NULL);

    if (status != ZZ_OK)
        assert_null(data);
    zz_data_close(data);
    return status;
}

static void test_image(void **state)
{
    allocator a = {0};
    char path[4096];
    FILE *f = fopen(image_path, "rb");
    uint8_t *block = malloc(8 << 20);
    bytes image;

    (void)state;
    assert_non_null(f);
    assert_non_null(block);
    image = bytes_of(block + 1, fread(block + 1, 1, (8 << 20) - 1, f));
    fclose(f);
    snprintf(path, sizeof path, "%s", image_path);
    fail_every_way(&a, call_image_file, path);
    check_nothing_left(&a);
    fail_every_way(&a, call_image_memory, &image); /* not aligned: it is copied */
    check_nothing_left(&a);
    free(block);
}

/* What a recipe and a stream hold: the project promises under a megabyte of its own. */
static void test_footprint(void **state)
{
    allocator a = {0};
    zz_options options = options_with(&a);
    zz_recipe *recipe = open_recipe("clean,s2twp", &options);
    output text = {NULL, 0, 0};
    char *buffer;
    size_t held, needed, bound;
    zz_stream *stream;
    const char *got;
    int i;

    (void)state;
    assert_true(a.bytes < 1 << 20);
    assert_int_not_equal(a.calls, 0);
    held = a.bytes;

    /* Into a large enough buffer, a conversion holds little beside what steps hand each other. */
    make_text(&text, 100000);
    bound = zz_bound(recipe, text.size);
    buffer = malloc(bound);
    assert_non_null(buffer);
    a.peak = a.bytes;
    check_ok(zz_convert_into(recipe, (const char *)text.at, text.size, buffer, bound, &needed,
                             NULL));
    assert_int_equal(a.bytes, held);
    assert_true(a.peak - held < 8 * bound);
    free(buffer);

    check_ok(zz_stream_open(recipe, &stream));
    for (i = 0; i < 20; i++)
        check_ok(zz_stream_feed(stream, (const char *)text.at, text.size, &got, &needed));
    assert_true(a.peak < 32 * text.size);
    zz_stream_close(stream);
    assert_int_equal(a.bytes, held);
    zz_recipe_close(recipe);
    check_nothing_left(&a);
    output_free(&text);
}

/* One recipe for plain ASCII and one change: nothing but the result itself is allocated. */
static void test_calls(void **state)
{
    allocator a = {0};
    zz_options options = options_with(&a);
    zz_recipe *recipe = open_recipe("s2t", &options);
    bytes text = LITERAL("The quick brown fox 头发 jumps over the lazy dog.");
    zz_result *result;

    (void)state;
    a.calls = 0;
    result = convert(recipe, text, NULL);
    assert_in_range(a.calls, 1, 4);
    zz_result_free(result);
    zz_recipe_close(recipe);
    check_nothing_left(&a);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open),      cmocka_unit_test(test_convert),
        cmocka_unit_test(test_image),     cmocka_unit_test(test_footprint),
        cmocka_unit_test(test_calls),
    };

    if (argc != 2) {
        fprintf(stderr, "usage: memory IMAGE\n");
        return 2;
    }
    image_path = argv[1];
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
