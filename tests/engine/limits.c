/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Configurations and texts made to take much: what they may take, in bytes at a time as a multiple
 * of their size, and how long a result may be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"
#include "unit/allocator.h"
#include "unit/share.h"

#define MEGABYTE ((size_t)1 << 20)
#define ALWAYS (64 * MEGABYTE) /* what a result may have, however short the text */

static uint32_t seed = 11;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static void add(output *json, const char *text)
{
    output_append(json, text, strlen(text));
}

static void add_character(output *json, uint32_t c)
{
    char utf8[3] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)),
                     (char)(0x80 | (c & 0x3F))};

    output_append(json, utf8, sizeof utf8);
}

/* An entry of one key that becomes so many of a character. */
static void add_growing(output *json, const char *key, const char *to, size_t times)
{
    size_t i;

    add(json, "\"");
    add(json, key);
    add(json, "\":\"");
    for (i = 0; i < times; i++)
        add(json, to);
    add(json, "\"");
}

static zz_recipe *open_json(allocator *a, const output *json)
{
    zz_options options;
    zz_recipe *recipe;
    zz_error error;
    int32_t status;

    check_ok(zz_options_init(&options, sizeof options));
    options.alloc = allocator_call;
    options.alloc_ctx = a;
    status = zz_recipe_open_config((const char *)json->at, json->size, NULL, NULL, &options,
                                   &recipe, &error);
    if (status != ZZ_OK)
        print_message("# %s\n", error.message);
    check_ok(status);
    return recipe;
}

static void close_all(zz_recipe *recipe, allocator *a, output *json)
{
    zz_recipe_close(recipe);
    assert_int_equal(a->bytes, 0);
    output_free(json);
}

/* It opens with no more than `times` its size at a time. */
static void check_opening(const char *what, output *json, size_t times)
{
    allocator a = {0};
    zz_recipe *recipe = open_json(&a, json);

    print_message("# %s: %lu bytes, %.1f times that at a time\n", what, (unsigned long)json->size,
                  (double)a.peak / (double)json->size);
    if (a.peak > times * json->size)
        fail_msg("%s: %lu bytes, %lu at a time", what, (unsigned long)json->size,
                 (unsigned long)a.peak);
    close_all(recipe, &a, json);
}

/* Groups of 250 dictionaries, merged with what all before them hold. */
static void test_groups(void **state)
{
    static const char *const policies[] = {"union", "short_circuit"};
    size_t p, i, k;

    (void)state;
    for (p = 0; p < 2; p++) {
        output json = {NULL, 0, 0};

        add(&json, "{\"conversion_chain\":[{\"dict\":{\"type\":\"group\",\"match_policy\":\"");
        add(&json, policies[p]);
        add(&json, "\",\"dicts\":[");
        for (i = 0; i < 250; i++) {
            add(&json, "{\"type\":\"inline\",\"entries\":{");
            for (k = 0; k < 200; k++) {
                add(&json, "\"");
                add_character(&json, 0x4E00 + below(20000));
                add_character(&json, 0x4E00 + below(20000));
                add(&json, "\":\"x\",");
            }
            add(&json, "}},");
        }
        add(&json, "]}}]}");
        check_opening(policies[p], &json, 40);
    }
}

/* A group in a group in a group: what is inside is merged again at each depth. */
static void test_nested_groups(void **state)
{
    output json = {NULL, 0, 0};
    uint32_t depth, k;

    (void)state;
    add(&json, "{\"conversion_chain\":[{\"dict\":");
    for (depth = 0; depth < 16; depth++) {
        add(&json, "{\"type\":\"group\",\"match_policy\":\"");
        add(&json, depth % 2 == 0 ? "union" : "short_circuit");
        add(&json, "\",\"dicts\":[{\"type\":\"inline\",\"entries\":{");
        for (k = 0; k < 2000; k++) {
            add(&json, "\"");
            add_character(&json, 0x4E00 + below(20000));
            add_character(&json, 0x4E00 + below(20000));
            add(&json, "\":\"x\",");
        }
        add(&json, "}},");
    }
    add(&json, "{\"type\":\"inline\",\"entries\":{\"a\":\"b\"}}");
    for (depth = 0; depth < 16; depth++)
        add(&json, "]}");
    add(&json, "}]}");
    check_opening("nested", &json, 60);
}

/* Nodes with so many children that few places have room for them. */
static void test_wide_nodes(void **state)
{
    output json = {NULL, 0, 0};
    uint32_t node, child;

    (void)state;
    add(&json, "{\"conversion_chain\":[{\"dict\":{\"type\":\"inline\",\"entries\":{");
    for (node = 0; node < 100; node++) {
        for (child = 0; child < 1000; child++) {
            add(&json, "\"");
            add_character(&json, 0x4E00 + node);
            add_character(&json, 0x1000 + below(0xC000));
            add(&json, "\":\"x\",");
        }
    }
    add(&json, "}}}]}");
    check_opening("wide nodes", &json, 90);
}

/* Two stages behind a segmentation, of which one table is made: many characters become one, and
 * many keys begin with two of that. */
static void test_origins(void **state)
{
    output json = {NULL, 0, 0};
    uint32_t i, k;
    char key[3] = "";

    (void)state;
    add(&json, "{\"segmentation\":{\"type\":\"mmseg\",\"dict\":{\"type\":\"inline\",\"entries\":"
               "{\"zz\":\"y\"}}},");
    add(&json, "\"conversion_chain\":[{\"dict\":{\"type\":\"inline\",\"entries\":{");
    for (i = 0; i < 20; i++) {
        for (k = 0; k < 600; k++) {
            add(&json, "\"");
            add_character(&json, 0x4E00 + i * 600 + k);
            key[0] = (char)('a' + i);
            key[1] = '\0';
            add(&json, "\":\"");
            add(&json, key);
            add(&json, "\",");
        }
    }
    add(&json, "}}},{\"dict\":{\"type\":\"inline\",\"entries\":{");
    for (i = 0; i < 400; i++) {
        key[0] = (char)('a' + i / 20);
        key[1] = (char)('a' + i % 20);
        add_growing(&json, key, "z", 1);
        add(&json, ",");
    }
    add(&json, "}}}]}");
    check_opening("origins", &json, 80);
}

/* Stages that each make so many characters of one; the recipe. */
static zz_recipe *open_stages(allocator *a, output *json, uint32_t stages, size_t times,
                              bool segmented)
{
    uint32_t i;

    add(json, "{");
    if (segmented)
        add(json, "\"segmentation\":{\"type\":\"mmseg\",\"dict\":{\"type\":\"inline\",\"entries\":"
                  "{\"zz\":\"y\"}}},");
    add(json, "\"conversion_chain\":[");
    for (i = 0; i < stages; i++) {
        char key[2] = {(char)('a' + i % 20), '\0'}, to[2] = {(char)('a' + (i + 1) % 20), '\0'};

        add(json, i == 0 ? "" : ",");
        add(json, "{\"dict\":{\"type\":\"inline\",\"entries\":{");
        add_growing(json, key, to, times);
        add(json, "}}}");
    }
    add(json, "]}");
    return open_json(a, json);
}

/* The whole result, and that the bound holds. */
static void check_grown(uint32_t stages, size_t times, bool segmented, size_t expected)
{
    allocator a = {0};
    output json = {NULL, 0, 0};
    zz_recipe *recipe = open_stages(&a, &json, stages, times, segmented);
    zz_result *result = convert(recipe, LITERAL("a"), NULL);
    bytes got = result_bytes(result);
    size_t right = 0;

    while (right < got.size && got.at[right] == 'a' + stages)
        right++;
    assert_int_equal(right, expected);
    assert_int_equal(got.size, expected);
    assert_true(zz_bound(recipe, 1) >= expected);
    assert_true(zz_bound(recipe, 1) <= ALWAYS);
    zz_result_free(result);
    close_all(recipe, &a, &json);
}

static void test_growth(void **state)
{
    (void)state;
    check_grown(2, 300, false, 90000);
    check_grown(2, 300, true, 90000);     /* more than the value of a key may have */
    check_grown(2, 5000, true, 25000000); /* more than a byte's growth is told as */
    if (SHARE <= 4) /* under a sanitizer that takes long */
        check_grown(2, 8192, false, ALWAYS);
}

static int32_t stop_never(void *ctx, const char *text, size_t size)
{
    (void)ctx;
    (void)text;
    (void)size;
    return ZZ_OK;
}

/* It is too much, said before it has taken much. */
static void check_refused(uint32_t stages, size_t times, bool segmented, bytes text)
{
    allocator a = {0};
    output json = {NULL, 0, 0};
    zz_recipe *recipe = open_stages(&a, &json, stages, times, segmented);
    zz_result *result;

    assert_int_equal(zz_bound(recipe, text.size), ALWAYS);
    check_status(ZZ_ERROR_TOO_LARGE,
                 zz_convert(recipe, (const char *)text.at, text.size, &result, NULL));
    assert_null(result);
    if (a.peak > 4 * ALWAYS)
        fail_msg("%u stages: %lu bytes at a time", (unsigned)stages, (unsigned long)a.peak);
    close_all(recipe, &a, &json);
}

/* The same of every way to convert. */
static void check_all_refused(uint32_t stages, size_t times, bool segmented, bytes text)
{
    allocator a = {0};
    output json = {NULL, 0, 0};
    zz_recipe *recipe = open_stages(&a, &json, stages, times, segmented);
    const char *given = (const char *)text.at, *got;
    zz_report report = {.size = sizeof report, .want = ZZ_WANT_CHANGES};
    zz_alternatives *alternatives;
    zz_result *result;
    zz_stream *stream;
    size_t size;

    check_status(ZZ_ERROR_TOO_LARGE, zz_convert(recipe, given, text.size, &result, &report));
    assert_null(result);
    check_status(ZZ_ERROR_TOO_LARGE, zz_convert_into(recipe, given, text.size, NULL, 0, &size,
                                                     NULL));
    check_status(ZZ_ERROR_TOO_LARGE, zz_alternatives_find(recipe, given, text.size,
                                                          &alternatives));
    check_ok(zz_stream_open(recipe, &stream));
    check_status(ZZ_ERROR_TOO_LARGE, zz_stream_feed(stream, given, text.size, &got, &size));
    check_status(ZZ_ERROR_STATE, zz_stream_feed(stream, given, text.size, &got, &size));
    check_ok(zz_stream_reset(stream, 0));
    check_status(ZZ_ERROR_TOO_LARGE, zz_stream_feed_to(stream, given, text.size, stop_never, NULL));
    zz_stream_close(stream);
    close_all(recipe, &a, &json);
}

static void test_too_large(void **state)
{
    (void)state;
    if (SHARE > 4) { /* the same */
        check_refused(2, 60000, false, LITERAL("aa"));
        return;
    }
    check_refused(32, 4, false, LITERAL("aaaa"));
    check_refused(3, 60000, true, LITERAL("aa"));
    check_refused(4, 60000, true, LITERAL("aa"));
    check_all_refused(2, 8193, false, LITERAL("aa"));
}

/* Text that is all edits: through several steps, what is known of them is there once. */
static void check_edits(const char *name, bytes text, uint32_t want, size_t times)
{
    allocator a = {0};
    zz_report report = {.size = sizeof report, .want = want};
    zz_options options;
    zz_recipe *recipe;
    zz_result *result;
    zz_stream *stream;
    const char *got;
    size_t size, whole, before;

    check_ok(zz_options_init(&options, sizeof options));
    options.alloc = allocator_call;
    options.alloc_ctx = &a;
    recipe = open_recipe(name, &options);
    before = a.peak = a.bytes;
    result = convert(recipe, text, &report);
    assert_int_equal(zz_result_edit_count(result), text.size / 3);
    whole = a.peak - before;
    zz_result_free(result);
    a.peak = a.bytes;
    check_ok(zz_stream_open(recipe, &stream));
    check_ok(zz_stream_reset(stream, want));
    check_ok(zz_stream_feed(stream, (const char *)text.at, text.size, &got, &size));
    print_message("# %s: %.1f bytes for each of the text, %.1f as a chunk\n", name,
                  (double)whole / (double)text.size, (double)(a.peak - before) / (double)text.size);
    assert_true(whole <= times * text.size);
    assert_true(a.peak - before <= times * text.size);
    zz_stream_close(stream);
    zz_recipe_close(recipe);
    assert_int_equal(a.bytes, 0);
}

static void test_all_edits(void **state)
{
    output text = {NULL, 0, 0};

    (void)state;
    if (SHARE > 4) /* under a sanitizer that takes long, and bytes are the same */
        return;
    while (text.size < MEGABYTE)
        add(&text, "发");
    check_edits("s2t", output_bytes(&text), ZZ_WANT_EDITS, 36);
    check_edits("s2t", output_bytes(&text), ZZ_WANT_ALTERNATIVES, 60);
    check_edits("t2s,s2t,t2s,s2tw", output_bytes(&text), ZZ_WANT_EDITS, 40);
    check_edits("t2s,s2t,t2s,s2tw", output_bytes(&text), ZZ_WANT_ALTERNATIVES, 65);
#ifdef ZZ_CONTEXT
    check_edits("clean,s2twp:context,spacing", output_bytes(&text), ZZ_WANT_ALTERNATIVES, 65);
#endif
    output_free(&text);
}

/* What is ahead is found once, however small the chunks are: only the first asks for memory. */
#ifdef ZZ_CONTEXT
static void test_small_chunks(void **state)
{
    static const char text[] = "黨員干部手術后說，范圍和標准都不准改。";
    allocator a = {0};
    zz_options options;
    zz_recipe *recipe;
    zz_stream *stream;
    const char *got;
    size_t size, calls = 0, i, k;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.alloc = allocator_call;
    options.alloc_ctx = &a;
    recipe = open_recipe("repair:tw", &options);
    check_ok(zz_stream_open(recipe, &stream));
    for (i = 0; i < 1000; i++) {
        for (k = 0; k < sizeof text - 1; k += 9)
            check_ok(zz_stream_feed(stream, text + k, sizeof text - 1 - k < 9
                                                          ? sizeof text - 1 - k : 9, &got, &size));
        if (i == 500)
            calls = a.calls;
    }
    assert_int_equal(a.calls, calls);
    zz_stream_close(stream);
    zz_recipe_close(recipe);
    assert_int_equal(a.bytes, 0);
}
#endif

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),       cmocka_unit_test(test_nested_groups),
        cmocka_unit_test(test_wide_nodes),   cmocka_unit_test(test_origins),
        cmocka_unit_test(test_growth),       cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_all_edits),
#ifdef ZZ_CONTEXT
        cmocka_unit_test(test_small_chunks),
#endif
    };
    zz_recipe *recipe;

    if (zz_recipe_open_config("", 0, NULL, NULL, NULL, &recipe, NULL) == ZZ_ERROR_UNSUPPORTED) {
        printf("1..0 # SKIP built without configurations\n");
        return 0;
    }
    return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
