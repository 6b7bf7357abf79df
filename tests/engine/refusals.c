/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused: recipes with the sentence that says why, and calls on objects out of order. */
#include <string.h>

#include "engine/run.h"

static void test_recipes(void **state)
{
    static const struct {
        const char *recipe;
        uint64_t offset;
        const char *message;
    } cases[] = {
        {"s2t=cn", 0, "A conversion takes no value"},
        {"clean,nfc=yes", 6, "The step \"nfc\" takes no value"},
        {"clean,quotes=tv", 6, "The step \"quotes\" does not know the value \"tv\"; it takes "},
        {"quotes=tw,quotes=cn", 10, "there already with another value"},
        {"web,unprotect=url+sky", 4,
         "The step \"unprotect\" does not know the value \"url+sky\"; it takes url"},
        {"web,unprotect", 4, "Say what is not to be protected"},
        {"web,-nfc=x", 4, "leave out the value"},
        {"web,-s2t", 4, "no such step before this one"},
        {"web,-nosuch", 4, "nosuch"},
        {"web=2", 0, "A preset takes no value"},
        {"nfc,-nfc", 4, "No step is left"},
        {" \t", 0, "The recipe is empty"},
        {"s2t,,t2s", 4, ""},
        {"clena", 0, "clean"},
        {"s2wt", 0, "s2tw"},
        {"tw2sq", 0, "tw2sp"},
        {"t2hp", 0, "t2hk"},
        {"a\x01\xFF", 0, "a\\x01\\xFF"},
        /* a long name is cut between two characters */
        {"頭頭頭頭頭頭頭頭頭頭頭頭頭頭頭", 0, "\"頭頭頭頭頭頭頭頭頭頭頭頭頭...\""},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        zz_recipe *recipe = (zz_recipe *)1;
        zz_error error;

        check_status(ZZ_ERROR_RECIPE,
                     zz_recipe_open(cases[i].recipe, ZZ_TERMINATED, NULL, &recipe, &error));
        assert_null(recipe);
        check_contains(error.message, cases[i].message);
        assert_int_equal(error.offset, cases[i].offset);
    }
}

/* What is left out of a library is told from what there never was. */
static void test_left_out(void **state)
{
#ifndef ZZ_CONTEXT
    static const char *const names[] = {"repair", "clean,repair:hk=900", "s2twp:context"};
    size_t i;
#endif
#ifndef ZZ_CONFIG
    static const char said[] = "built without yyjson: build it with that, by Meson's "
                               "-Dconfig=enabled";
#endif
    zz_recipe *recipe = (zz_recipe *)1;
    zz_error error;

    (void)state;
    check_status(ZZ_ERROR_RECIPE, zz_recipe_open("repaint", 7, NULL, &recipe, &error));
    check_contains(error.message, "There is no step \"repaint\"");
#ifndef ZZ_CONTEXT
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        check_status(ZZ_ERROR_RECIPE,
                     zz_recipe_open(names[i], ZZ_TERMINATED, NULL, &recipe, &error));
        check_contains(error.message, "built without it: build it with -Dcontext=true");
        assert_int_equal(error.offset, i == 1 ? 6 : 0);
    }
#endif
#ifndef ZZ_CONFIG
    recipe = (zz_recipe *)1;
    check_status(ZZ_ERROR_UNSUPPORTED,
                 zz_recipe_open_config("{}", 2, NULL, NULL, NULL, &recipe, &error));
    assert_null(recipe);
    check_contains(error.message, said);
    check_status(ZZ_ERROR_UNSUPPORTED,
                 zz_recipe_open_config_file("my.json", NULL, &recipe, &error));
    check_contains(error.message, said);
    check_contains(error.message, "my.json");
    check_status(ZZ_ERROR_ARGUMENT,
                 zz_recipe_open_config(NULL, 2, NULL, NULL, NULL, &recipe, &error));
    check_status(ZZ_ERROR_UNSUPPORTED, zz_recipe_open_config_file("x", NULL, &recipe, NULL));
#endif
}

/* A message that does not fit ends between two characters. */
static void test_long_names(void **state)
{
    char name[600];
    size_t shift, i;

    (void)state;
    for (shift = 0; shift < 3; shift++) {
        zz_data *data;
        zz_error error;
        bytes said;
        zz_result *result;
        zz_recipe *plain;
        zz_report report;

        memset(name, 'a', shift);
        for (i = shift; i + 3 < sizeof name; i += 3)
            memcpy(name + i, "頭", 3);
        name[i] = '\0';
        check_status(ZZ_ERROR_FILE, zz_data_open_file(name, NULL, &data, &error));
        said = bytes_of_string(error.message);
        assert_in_range(said.size, 200, sizeof error.message - 1);
        plain = open_recipe("s2t", NULL);
        check_ok(zz_report_init(&report, sizeof report));
        result = convert(plain, said, &report);
        assert_int_equal(report.invalid, 0);
        zz_result_free(result);
        zz_recipe_close(plain);
    }
}

/* Ill-formed text by options alone: the step for it comes first, whatever the recipe is. */
static void test_invalid(void **state)
{
    static const struct {
        uint32_t invalid;
        const char *expected;
    } cases[] = {
        {ZZ_INVALID_PASS, "\xFF頭\xE5\x8F"},
        {ZZ_INVALID_REPLACE, "\xEF\xBF\xBD頭\xEF\xBF\xBD"},
        {ZZ_INVALID_DROP, "頭"},
    };
    bytes text = LITERAL("\xFF头\xE5\x8F");
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        zz_options options;
        zz_recipe *recipe;
        zz_result *result;

        check_ok(zz_options_init(&options, sizeof options));
        options.invalid = cases[i].invalid;
        recipe = open_recipe("s2t", &options);
        result = convert(recipe, text, NULL);
        check_bytes("invalid", text, bytes_of_string(cases[i].expected), result_bytes(result));
        assert_true(zz_result_size(result) <= zz_bound(recipe, text.size));
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

static void test_data_options(void **state)
{
    zz_options options;
    zz_data *data = (zz_data *)1;
    zz_error error;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.size = 3;
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_data_open_file("x", &options, &data, &error));
    assert_null(data);
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_data_open_memory("x", 1, &options, &data, &error));
    assert_null(data);
    assert_int_equal(error.status, ZZ_ERROR_STRUCT_SIZE);
    assert_true(strlen(zz_status_string(ZZ_ERROR_DICTIONARY)) > 10);
    assert_string_not_equal(zz_status_string(ZZ_ERROR_DICTIONARY), zz_status_string(-9999));
}

static void test_results(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    bytes text = LITERAL("头发a");
    const char *at = (const char *)text.at;
    uint8_t chosen[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    zz_result *result, *plain, *some = (zz_result *)1;
    zz_report report;
    uint64_t mapped;

    (void)state;
    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_EDITS;
    result = convert(recipe, text, &report);
    plain = convert(recipe, text, NULL);

    check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(NULL, at, text.size, chosen, &some));
    assert_null(some);
    check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, at, text.size, chosen, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, NULL, text.size, chosen, &some));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, at, text.size - 1, chosen, &some));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, at, text.size, NULL, &some));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(plain, at, text.size, chosen, &some));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_map(plain, ZZ_MAP_BACK, 0, &mapped));

    check_status(ZZ_ERROR_ARGUMENT, zz_result_use_units(NULL, at, text.size, ZZ_UNITS_UTF16));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_use_units(result, NULL, 3, ZZ_UNITS_UTF16));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_use_units(result, at, text.size, 3));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_use_units(result, at, 3, ZZ_UNITS_UTF16));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_use_units(plain, at, text.size, ZZ_UNITS_UTF16));
    check_ok(zz_result_use_units(result, at, text.size, ZZ_UNITS_BYTES));
    check_ok(zz_result_use_units(result, at, text.size, ZZ_UNITS_CODE_POINTS));
    check_status(ZZ_ERROR_STATE, zz_result_use_units(result, at, text.size, ZZ_UNITS_BYTES));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, at, text.size - 1, chosen, &some));
    check_ok(zz_result_map(result, ZZ_MAP_FORWARD, 3, &mapped));
    assert_int_equal(mapped, 3);

    zz_result_free(plain);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

static void test_sizes(void **state)
{
    zz_recipe *recipe = open_recipe("s2twp,entities", NULL);
    zz_result *result = (zz_result *)1;
    zz_report report;
    size_t needed;
    char text[4] = "abc";

    (void)state;
    assert_int_equal(zz_bound(NULL, 1), SIZE_MAX);
    assert_int_equal(zz_bound(recipe, SIZE_MAX - 1), SIZE_MAX);
    check_ok(zz_report_init(&report, sizeof report));
    report.size = 1;
    check_status(ZZ_ERROR_STRUCT_SIZE,
                 zz_convert_into(recipe, text, 3, NULL, 0, &needed, &report));
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_convert(recipe, text, 3, &result, &report));
    assert_null(result);
    /* The size alone says no: not a byte of it is read. */
    check_status(ZZ_ERROR_TOO_LARGE, zz_convert(recipe, text, SIZE_MAX - 8, &result, NULL));
    assert_null(result);
    zz_recipe_close(recipe);
}

static void test_streams(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    zz_stream *stream;
    zz_edit edit;
    const char *got;
    size_t size;

    (void)state;
    check_ok(zz_stream_open(recipe, &stream));
    edit.size = sizeof edit;
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_feed(stream, NULL, 1, &got, &size));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_edit(NULL, 0, &edit));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_edit(stream, 0, &edit));
    assert_int_equal(zz_stream_edit_count(NULL), 0);
    check_ok(zz_stream_end(stream, &got, &size, NULL));
    assert_int_equal(size, 0);
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recipes),      cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_invalid),      cmocka_unit_test(test_data_options),
        cmocka_unit_test(test_results),      cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_streams),      cmocka_unit_test(test_left_out),
    };

    return cmocka_run_group_tests_name("refusals", tests, NULL, NULL);
}
