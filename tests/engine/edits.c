/* SPDX-License-Identifier: Apache-2.0 */
/*
 * edits FILE...
 * Edits over all steps of a recipe: on the inputs of the vector files and on random texts; with
 * ranges kept, and in other units than bytes.
 */
#include <string.h>

#include "engine/edit_checks.h"
#include "engine/run.h"
#include "engine/vector_file.h"
#include "unit/share.h"

static char **paths;
static int path_count;

static const char *const recipes[] = {
    "s2t",       "s2twp",           "tw2sp",           "hk2tw",
    "clean,s2tw", "s2twp,t2s,s2hkp", "clean,tw2sp,clean",
    "letters,small-forms,nfc,invisible,t2s", "spacing,search",
#ifdef ZZ_CONTEXT
    "s2tw:context", "clean,s2twp:context,spacing", "repair:hk=990,t2s,s2tw:context",
    "s2t,repair:tw", "s2hk:context,s2tw:context",
#endif
};
#define RECIPES (sizeof recipes / sizeof *recipes)

static void test_vectors(void **state)
{
    dice d = {3};
    size_t r, v;
    int i;

    (void)state;
    for (r = 0; r < RECIPES; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        zz_stream *stream;

        check_ok(zz_stream_open(recipe, &stream));
        for (i = 0; i < path_count; i++) {
            vector_file file;
            vector_file_read(&file, paths[i]);
            for (v = 0; v < file.count; v++)
                check_edits(recipe, stream, file.vectors[v].input, &d);
            vector_file_free(&file);
        }
        zz_stream_close(stream);
        zz_recipe_close(recipe);
    }
}

static const char *const pieces[] = {
    "头发", "发现", "里面", "软件", "鼠标", "台湾", "干部", "Ａ", "１", "﹐", "﹔", "\xE2\x80\x8B",
    "皇后", "手術后", "范圍", "不准", "秀發", "e\xCC\x81", "\xFF", "\n", "a", "，",
    "記憶體", "髮", "裡", "\xE2\xBF\xB0", "😀", "\xEF\xA8\x99",
};

static size_t soup(dice *d, uint8_t *text, size_t room)
{
    size_t size = 0, count = dice_below(d, 60);

    while (count-- > 0 && size + 16 < room) {
        const char *piece = pieces[dice_below(d, sizeof pieces / sizeof *pieces)];
        memcpy(text + size, piece, strlen(piece));
        size += strlen(piece);
    }
    return size;
}

static void test_soup(void **state)
{
    static uint8_t text[1024];
    dice d = {4};
    size_t r;
    int round;

    (void)state;
    for (r = 0; r < RECIPES; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        zz_stream *stream;

        check_ok(zz_stream_open(recipe, &stream));
        for (round = 0; round < 300 / SHARE; round++)
            check_edits(recipe, stream, bytes_of(text, soup(&d, text, sizeof text)), &d);
        zz_stream_close(stream);
        zz_recipe_close(recipe);
    }
}

/* What is kept comes out as it is, whatever stands beside it; the rest as without. */
static void test_keeping(void **state)
{
    static uint8_t text[1024];
    dice d = {5};
    size_t r, k;
    int round;

    (void)state;
    for (r = 0; r < RECIPES; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        for (round = 0; round < 300 / SHARE; round++) {
            size_t size = soup(&d, text, sizeof text), count = 0, at = 0;
            zz_range kept[20];
            zz_report report;
            zz_result *result;

            while (count < 20 && at < size) {
                kept[count].offset = at + dice_below(&d, size - at);
                at = (size_t)kept[count].offset;
                kept[count].size = dice_below(&d, size - at < 12 ? size - at + 1 : 12);
                at += (size_t)kept[count++].size;
            }
            check_ok(zz_report_init(&report, sizeof report));
            report.want = ZZ_WANT_EDITS;
            check_ok(zz_convert_keeping(recipe, (const char *)text, size, kept, count, &result,
                                        &report));
            check_rebuild(bytes_of(text, size), result);
            for (k = 0; k < count; k++) {
                size_t i;
                for (i = 0; i < zz_result_edit_count(result); i++) {
                    zz_edit e = edit_of(result, i);
                    assert_true(kept[k].size == 0 || e.source >= kept[k].offset + kept[k].size ||
                                e.source + e.source_size <= kept[k].offset);
                }
            }
            zz_result_free(result);
        }
        zz_recipe_close(recipe);
    }
}

static void test_keeping_a_word(void **state)
{
    zz_recipe *recipe = open_recipe("s2twp", NULL);
    bytes text = LITERAL("用软件写软件的发现"), expected = LITERAL("用软件寫軟體的發現");
    zz_range kept = {3, 6}, wrong = {26, 9};
    zz_result *result;

    (void)state;
    check_ok(zz_convert_keeping(recipe, (const char *)text.at, text.size, &kept, 1, &result, NULL));
    check_bytes("kept", text, expected, result_bytes(result));
    assert_int_equal(zz_result_edit_count(result), 0);
    zz_result_free(result);
    check_status(ZZ_ERROR_ARGUMENT, zz_convert_keeping(recipe, (const char *)text.at, text.size,
                                                       &wrong, 1, &result, NULL));
    assert_null(result);
    zz_recipe_close(recipe);
}

static void test_units(void **state)
{
    zz_recipe *recipe = open_recipe("clean,s2t", NULL);
    bytes text = LITERAL("😀头\xFF发Ａ发");
    static const uint64_t expected[2][2] = {{1, 5}, {2, 6}}; /* where 头 and the last 发 are */
    uint32_t units;

    (void)state;
    for (units = ZZ_UNITS_CODE_POINTS; units <= ZZ_UNITS_UTF16; units++) {
        zz_report report;
        zz_result *result;
        uint64_t mapped;
        size_t last;

        check_ok(zz_report_init(&report, sizeof report));
        report.want = ZZ_WANT_EDITS;
        result = convert(recipe, text, &report);
        check_ok(zz_result_use_units(result, (const char *)text.at, text.size, units));
        last = zz_result_edit_count(result) - 1;
        assert_int_equal(edit_of(result, 0).source, expected[units - 1][0]);
        assert_int_equal(edit_of(result, last).source, expected[units - 1][1]);
        assert_int_equal(edit_of(result, last).source_size, 1);
        check_ok(zz_result_map(result, ZZ_MAP_FORWARD, expected[units - 1][1] + 1, &mapped));
        assert_int_equal(mapped, expected[units - 1][1] + 1);
        check_status(ZZ_ERROR_STATE,
                     zz_result_use_units(result, (const char *)text.at, text.size, units));
        zz_result_free(result);
    }
    zz_recipe_close(recipe);
}

/* An editor reads edits in its units, and then has some of them applied. */
static void test_apply_in_units(void **state)
{
    zz_recipe *recipe = open_recipe("clean,s2t", NULL);
    bytes text = LITERAL("😀头\xFF\xE2\x80\x8B发😀\xE6\xB1Ａ\x89发😀");
    uint32_t units;
    uint8_t chosen[5];
    unsigned set, i;

    (void)state;
    for (units = ZZ_UNITS_CODE_POINTS; units <= ZZ_UNITS_UTF16; units++) {
        for (set = 0; set < 32; set++) {
            zz_report report;
            zz_result *result, *expected, *made;

            check_ok(zz_report_init(&report, sizeof report));
            report.want = ZZ_WANT_EDITS;
            result = convert(recipe, text, &report);
            assert_in_range(zz_result_edit_count(result), 3, 5);
            for (i = 0; i < 5; i++)
                chosen[i] = (uint8_t)(set >> i & 1);
            check_ok(zz_result_apply(result, (const char *)text.at, text.size, chosen, &expected));
            check_ok(zz_result_use_units(result, (const char *)text.at, text.size, units));
            check_ok(zz_result_apply(result, (const char *)text.at, text.size, chosen, &made));
            check_bytes("applied", text, result_bytes(expected), result_bytes(made));
            zz_result_free(made);
            check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, (const char *)text.at,
                                                            text.size - 4, chosen, &made));
            assert_null(made);
            check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, "a", 1, chosen, &made));
            zz_result_free(expected);
            zz_result_free(result);
        }
    }
    zz_recipe_close(recipe);
}

static void test_names(void **state)
{
    zz_recipe *recipe = open_recipe("letters,hk2tw", NULL);
    bytes text = LITERAL("Ａ綫");
    zz_report report;
    zz_result *result;
    zz_edit edit;
    struct {
        zz_edit edit;
        uint64_t newer;
    } longer;

    (void)state;
    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_EDITS;
    result = convert(recipe, text, &report);
    assert_int_equal(zz_result_edit_count(result), 2);
    assert_string_equal(edit_of(result, 0).step_name, "letters");
    assert_string_equal(edit_of(result, 0).operation, "fullwidth-letter");
    assert_string_equal(edit_of(result, 1).operation, "character");
    edit.size = 8;
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_result_edit(result, 0, &edit));
    longer.edit.size = sizeof longer;
    longer.newer = 1;
    check_ok(zz_result_edit(result, 0, &longer.edit));
    assert_int_equal(longer.newer, 0);
    edit.size = sizeof edit;
    check_status(ZZ_ERROR_ARGUMENT, zz_result_edit(result, 2, &edit));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_edit(NULL, 0, &edit));
    assert_int_equal(zz_result_edit_count(NULL), 0);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),       cmocka_unit_test(test_soup),
        cmocka_unit_test(test_keeping),       cmocka_unit_test(test_keeping_a_word),
        cmocka_unit_test(test_units),         cmocka_unit_test(test_apply_in_units),
        cmocka_unit_test(test_names),
    };

    paths = argv + 1;
    path_count = argc - 1;
    return cmocka_run_group_tests_name("edits", tests, NULL, NULL);
}
