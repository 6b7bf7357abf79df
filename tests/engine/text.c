/* SPDX-License-Identifier: Apache-2.0 */
/* Converting whole texts: results, buffers, bounds, reports, ill-formed bytes, tofu. */
#include <stdlib.h>
#include <string.h>

#include <stdio.h>
#include <string.h>

#include "engine/run.h"

static void test_arguments(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    zz_result *result = (zz_result *)1;
    zz_report report;
    size_t needed = 7;
    char buffer[8];

    (void)state;
    check_status(ZZ_ERROR_ARGUMENT, zz_convert(NULL, "a", 1, &result, NULL));
    assert_null(result);
    result = (zz_result *)1;
    check_status(ZZ_ERROR_ARGUMENT, zz_convert(recipe, NULL, 1, &result, NULL));
    assert_null(result);
    check_status(ZZ_ERROR_ARGUMENT, zz_convert(recipe, "a", 1, NULL, NULL));

    check_ok(zz_report_init(&report, sizeof report));
    assert_int_equal(report.size, sizeof report);
    assert_int_equal(report.want, 0);
    check_status(ZZ_ERROR_ARGUMENT, zz_report_init(NULL, sizeof report));
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_report_init(&report, 8));
    report.size = 8;
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_convert(recipe, "a", 1, &result, &report));
    assert_null(result);
    check_ok(zz_report_init(&report, sizeof report));
    report.want = 0x80;
    check_status(ZZ_ERROR_ARGUMENT, zz_convert(recipe, "a", 1, &result, &report));
    assert_null(result);

    check_status(ZZ_ERROR_ARGUMENT, zz_convert_into(NULL, "a", 1, buffer, 8, &needed, NULL));
    assert_int_equal(needed, 0);
    check_status(ZZ_ERROR_ARGUMENT, zz_convert_into(recipe, NULL, 1, buffer, 8, &needed, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_convert_into(recipe, "a", 1, NULL, 8, &needed, NULL));
    zz_recipe_close(recipe);
}

static void test_empty(void **state)
{
    zz_recipe *recipe = open_recipe("clean,s2twp", NULL);
    zz_result *result = convert(recipe, bytes_of(NULL, 0), NULL);
    zz_report report;
    size_t needed = 7;

    (void)state;
    assert_int_equal(zz_result_size(result), 0);
    assert_string_equal(zz_result_text(result), "");
    zz_result_free(result);
    check_ok(zz_report_init(&report, sizeof report));
    check_ok(zz_convert_into(recipe, NULL, 0, NULL, 0, &needed, &report));
    assert_int_equal(needed, 0);
    assert_int_equal(report.invalid, 0);
    assert_int_equal(report.changes, 0);
    assert_true(report.invalid_offset == UINT64_MAX);
    zz_recipe_close(recipe);
}

/* A text with everything in it, into buffers of every size from 0 to more than it needs. */
static void test_every_capacity(void **state)
{
    static const char *const recipes[] = {"s2t", "s2twp", "t2s", "hk2tw", "clean,s2twp"};
    bytes text = LITERAL("闪存 ASCII 头发\xFF⿰虫\0\xEF\xBC\xA1里\xE2\x80\x8B面显存 the end 盘符");
    size_t i, capacity, needed;

    (void)state;
    for (i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        zz_recipe *recipe = open_recipe(recipes[i], NULL);
        zz_result *result = convert(recipe, text, NULL);
        bytes expected = result_bytes(result);

        assert_true(expected.size <= zz_bound(recipe, text.size));
        for (capacity = 0; capacity < expected.size + 40; capacity++) {
            /* A block of that very size, so that a write past it is found. */
            char *buffer = malloc(capacity ? capacity : 1);
            int32_t status = zz_convert_into(recipe, (const char *)text.at, text.size, buffer,
                                             capacity, &needed, NULL);
            check_status(capacity < expected.size ? ZZ_ERROR_BUFFER : ZZ_OK, status);
            assert_int_equal(needed, expected.size);
            if (status == ZZ_OK)
                check_bytes(recipes[i], text, expected, bytes_of(buffer, needed));
            free(buffer);
        }
        check_status(ZZ_ERROR_BUFFER, zz_convert_into(recipe, (const char *)text.at, text.size,
                                                      NULL, 0, &needed, NULL));
        assert_int_equal(needed, expected.size);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

/* The words that grow most, over and over: the bound must hold for these first of all. */
static void test_bound(void **state)
{
    static const char *const words[] = {"闪存", "显存", "U盘", "B超", "PN结",
                                        "外键", "㑮",   "里",  "〇",  "a"};
    uint32_t index;
    const char *name;

    (void)state;
    for (index = 0; zz_catalog(NULL, index, NULL, &name, NULL) == ZZ_OK; index++) {
        zz_recipe *recipe = open_recipe(name, NULL);
        size_t w, last = zz_bound(recipe, 0), size;

        for (size = 1; size < 300; size++) {
            assert_true(zz_bound(recipe, size) >= last);
            last = zz_bound(recipe, size);
            assert_true(last >= size);
        }
        assert_true(zz_bound(recipe, SIZE_MAX) == SIZE_MAX);
        assert_true(zz_bound(recipe, SIZE_MAX - 1) >= SIZE_MAX - 1);
        for (w = 0; w < sizeof words / sizeof *words; w++) {
            size_t length = strlen(words[w]), repeats, i;
            char text[16 * 40];
            for (repeats = 1; repeats <= 40; repeats++) {
                zz_result *result;
                for (i = 0; i < repeats; i++)
                    memcpy(text + i * length, words[w], length);
                result = convert(recipe, bytes_of(text, repeats * length), NULL);
                assert_true(zz_result_size(result) <= zz_bound(recipe, repeats * length));
                zz_result_free(result);
            }
        }
        zz_recipe_close(recipe);
    }
}

static void test_report(void **state)
{
    bytes text = LITERAL("头\xFF发\xE5\xA4头发\xED\xA0\x80\xF0\x9F");
    zz_recipe *recipe = open_recipe("s2t", NULL);
    zz_report report;
    zz_result *result;

    (void)state;
    memset(&report, 0xFF, sizeof report);
    check_ok(zz_report_init(&report, sizeof report));
    result = convert(recipe, text, &report);
    check_bytes("s2t", text, LITERAL("頭\xFF發\xE5\xA4頭髮\xED\xA0\x80\xF0\x9F"),
                result_bytes(result));
    zz_result_free(result);
    /* FF; E5 A4; ED, A0, 80; F0 9F */
    assert_int_equal(report.invalid, 6);
    assert_int_equal(report.invalid_offset, 3);
    assert_int_equal(report.changes, 0);

    report.want = ZZ_WANT_CHANGES;
    result = convert(recipe, text, &report);
    assert_int_equal(report.changes, 3); /* 头, 发, 头发 */
    zz_result_free(result);
    result = convert(recipe, LITERAL("漢字 ASCII 皇后"), &report);
    assert_int_equal(report.changes, 0); /* 皇后 is matched, and stays as it is */
    assert_int_equal(report.invalid, 0);
    assert_true(report.invalid_offset == UINT64_MAX);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

/* Long runs of them, wherever an inner block may end: each maximal subpart counts once. */
static void test_many_invalid(void **state)
{
    static const struct {
        const char *name;
        bytes piece;
        uint64_t each;
    } cases[] = {
        {"unfinished, two bytes of three", {(const uint8_t *)"\xE5\xA4", 2}, 1},
        {"unfinished, three bytes of four", {(const uint8_t *)"\xF0\xA0\xAE", 3}, 1},
        {"a surrogate", {(const uint8_t *)"\xED\xA0\x80", 3}, 3},
        {"a lead byte and ASCII", {(const uint8_t *)"\xE5z", 2}, 1},
        {"FF", {(const uint8_t *)"\xFF", 1}, 1},
    };
    static const char *const recipes[] = {"s2t", "s2twp", "hk2tw", "clean", "clean,t2s"};
    size_t r, c, pad, i, repeats = 5000;

    (void)state;
    for (r = 0; r < sizeof recipes / sizeof *recipes; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        for (c = 0; c < sizeof cases / sizeof *cases; c++) {
            for (pad = 0; pad < 4; pad++) {
                output text = {NULL, 0, 0};
                zz_report report;
                zz_result *result;

                output_append(&text, "xxx", pad);
                for (i = 0; i < repeats; i++)
                    output_append(&text, (const char *)cases[c].piece.at, cases[c].piece.size);
                check_ok(zz_report_init(&report, sizeof report));
                result = convert(recipe, output_bytes(&text), &report);
                check_bytes(cases[c].name, output_bytes(&text), output_bytes(&text),
                            result_bytes(result));
                if (report.invalid != repeats * cases[c].each)
                    print_error("%s, %s, %zu in front\n", recipes[r], cases[c].name, pad);
                assert_int_equal(report.invalid, repeats * cases[c].each);
                assert_int_equal(report.invalid_offset, pad);
                zz_result_free(result);
                output_free(&text);
            }
        }
        zz_recipe_close(recipe);
    }
}

/* Changes are counted over all steps: the sum of what each alone counts on its own input. */
static void test_changes_add_up(void **state)
{
    bytes text = LITERAL("头\xE2\x80\x8B发\xEF\xB9\x90鼠标\xEF\xBC\xA1里面");
    zz_recipe *first = open_recipe("clean", NULL), *second = open_recipe("s2twp", NULL);
    zz_recipe *both = open_recipe("clean,s2twp", NULL);
    zz_report a, b, sum;
    zz_result *half, *whole, *direct;

    (void)state;
    check_ok(zz_report_init(&a, sizeof a));
    a.want = ZZ_WANT_CHANGES;
    sum = b = a;
    half = convert(first, text, &a);
    whole = convert(second, result_bytes(half), &b);
    direct = convert(both, text, &sum);
    check_bytes("clean,s2twp", text, result_bytes(whole), result_bytes(direct));
    assert_int_equal(a.changes, 3);
    assert_int_not_equal(b.changes, 0);
    assert_int_equal(sum.changes, a.changes + b.changes);
    zz_result_free(half);
    zz_result_free(whole);
    zz_result_free(direct);
    zz_recipe_close(first);
    zz_recipe_close(second);
    zz_recipe_close(both);
}

static void test_invalid_is_error(void **state)
{
    static const struct {
        bytes text;
        uint64_t offset;
    } cases[] = {
        {{(const uint8_t *)"\xFF", 1}, 0},
        {{(const uint8_t *)"头发\x80", 7}, 6},
        {{(const uint8_t *)"头\xE5\x8F", 5}, 3},
        {{(const uint8_t *)"abc\xED\xA0\x80", 6}, 3},
        {{(const uint8_t *)"\0\0\xC0\x80", 4}, 2},
        {{(const uint8_t *)"0123456789012345678901234567890123456789\xFE", 41}, 40},
        {{(const uint8_t *)"头发", 5}, 3},
    };
    static const char *const recipes[] = {"s2t", "s2tw", "clean", "hk2tw", "clean,t2s"};
    zz_options options;
    size_t i, r, needed;
    char buffer[256];

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.invalid = ZZ_INVALID_ERROR;
    for (r = 0; r < sizeof recipes / sizeof *recipes; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], &options);
        zz_result *result;
        for (i = 0; i < sizeof cases / sizeof *cases; i++) {
            const char *text = (const char *)cases[i].text.at;
            zz_report report;
            check_ok(zz_report_init(&report, sizeof report));
            result = (zz_result *)1;
            check_status(ZZ_ERROR_INVALID_UTF8,
                         zz_convert(recipe, text, cases[i].text.size, &result, &report));
            assert_null(result);
            assert_int_equal(report.invalid_offset, cases[i].offset);
            check_status(ZZ_ERROR_INVALID_UTF8,
                         zz_convert_into(recipe, text, cases[i].text.size, buffer, sizeof buffer,
                                         &needed, NULL));
            assert_int_equal(needed, 0);
        }
        zz_result_free(convert(recipe, LITERAL("头发\0里面"), NULL));
        zz_recipe_close(recipe);
    }
}

static void test_tofu(void **state)
{
    bytes text = LITERAL("㑮與頭髮"), plain = LITERAL("㑮与头发"), all = LITERAL("𫝈与头发");
    static const char *const recipes[] = {"t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"};
    zz_options options;
    size_t i;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    for (i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        zz_recipe *recipe;
        zz_result *result;

        options.flags = ZZ_NO_TOFU;
        recipe = open_recipe(recipes[i], &options);
        result = convert(recipe, text, NULL);
        check_bytes(recipes[i], text, plain, result_bytes(result));
        zz_result_free(result);
        zz_recipe_close(recipe);

        recipe = open_recipe(recipes[i], NULL);
        result = convert(recipe, text, NULL);
        check_bytes(recipes[i], text, all, result_bytes(result));
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

/* A text longer than every inner block: pieces before and behind each power of two meet well. */
/*
 * No key has a line end in it, so lines convert each for itself. Some of these lines can only be
 * converted stage by stage, which must end with them, and give what it would have given.
 */
static void test_lines_are_independent(void **state)
{
    static const char *const lines[] = {
        "\xE2\xBF\xB0\xFF",
        "头发里面的软件",
        "\xE2\xBF\xB2头发\xFF",
        "乾隆年間，鼠标内存",
        "\xE2\xBF\xB0\xE2\xBF\xB0\xFF",
        "他说：“发现后面。”",
        "记忆体與滑鼠\xE2\xBF\xB1\xFF",
        "plain text, 1,000",
        "\xE2\xBF\xB0这里\xE2\xBF\xB0\xFF有",
        "台湾的计算机程序",
        "\xE2\xBF\xB1金\xE2\xBF\xB0里\xFF面",
        "髮裡麵",
    };
    static const char *const recipes[] = {"s2t",   "s2tw", "s2twp", "s2hk",  "s2hkp", "t2s",
                                          "tw2sp", "hk2s", "tw2s",  "hk2sp", "t2jp",
                                          "clean,s2twp"};
    char expected[12][64], text[65536], wanted[65536 * 2];
    size_t r, i, round;
    dice d = {7};

    (void)state;
    for (r = 0; r < sizeof recipes / sizeof *recipes; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        for (i = 0; i < 12; i++) {
            zz_result *one = convert(recipe, bytes_of_string(lines[i]), NULL);
            assert_true(zz_result_size(one) < sizeof expected[i]);
            strcpy(expected[i], zz_result_text(one));
            zz_result_free(one);
        }
        for (round = 0; round < 6; round++) {
            size_t size = 0, wanted_size = 0, rare = 1 + round * round * 40;
            zz_result *all;
            while (size < sizeof text - 100) {
                size_t k = dice_below(&d, rare) == 0 ? 2 * dice_below(&d, 6)
                                                     : 1 + 2 * dice_below(&d, 6);
                size += (size_t)sprintf(text + size, "%s\n", lines[k]);
                wanted_size += (size_t)sprintf(wanted + wanted_size, "%s\n", expected[k]);
            }
            all = convert(recipe, bytes_of(text, size), NULL);
            check_bytes(recipes[r], bytes_of(text, size), bytes_of(wanted, wanted_size),
                        result_bytes(all));
            zz_result_free(all);
        }
        zz_recipe_close(recipe);
    }
}

static void test_long_texts(void **state)
{
    static const char word[] = "头发长，皇后在后面的 ASCII 里；", expected_word[] = "頭髮長，皇后在後面的 ASCII 裡；";
    zz_recipe *recipe = open_recipe("s2tw", NULL);
    size_t pad, repeats = 3000 / SHARE, i;

    (void)state;
    for (pad = 0; pad < 70; pad += 3) {
        output text = {NULL, 0, 0}, expected = {NULL, 0, 0};
        zz_result *result;
        for (i = 0; i < pad; i++) {
            output_append(&text, "x", 1);
            output_append(&expected, "x", 1);
        }
        for (i = 0; i < repeats; i++) {
            output_append(&text, word, sizeof word - 1);
            output_append(&expected, expected_word, sizeof expected_word - 1);
        }
        result = convert(recipe, output_bytes(&text), NULL);
        check_bytes("s2tw", output_bytes(&text), output_bytes(&expected), result_bytes(result));
        zz_result_free(result);
        output_free(&text);
        output_free(&expected);
    }
    zz_recipe_close(recipe);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments),        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_every_capacity),   cmocka_unit_test(test_bound),
        cmocka_unit_test(test_report),           cmocka_unit_test(test_changes_add_up),
        cmocka_unit_test(test_invalid_is_error), cmocka_unit_test(test_tofu),
        cmocka_unit_test(test_lines_are_independent),
        cmocka_unit_test(test_long_texts),       cmocka_unit_test(test_many_invalid),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
