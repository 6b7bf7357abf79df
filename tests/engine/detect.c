/* SPDX-License-Identifier: Apache-2.0 */
/* Which script and region a text is in. */
#include <string.h>

#include "engine/run.h"

static zz_detection detect(const void *text, size_t size)
{
    zz_detection d;

    check_ok(zz_detection_init(&d, sizeof d));
    check_ok(zz_detect(NULL, text, size, &d));
    return d;
}

static void check(const char *text, uint32_t script, uint32_t region)
{
    zz_detection d = detect(text, strlen(text));

    if (d.script != script || d.region != region)
        fail_msg("%s: script %u, region %u; not %u, %u", text, (unsigned)d.script,
                 (unsigned)d.region, (unsigned)script, (unsigned)region);
    assert_true(d.script_score <= 1000 && d.region_score <= 1000);
    assert_true((d.region_score != 0) == (region != ZZ_REGION_NONE));
}

static void test_scripts(void **state)
{
    (void)state;
    check("", ZZ_SCRIPT_NONE, ZZ_REGION_NONE);
    check("plain English, 123.", ZZ_SCRIPT_NONE, ZZ_REGION_NONE);
    check("Русский 한국어", ZZ_SCRIPT_NONE, ZZ_REGION_NONE);
    check("\xFF\xE5\xA4", ZZ_SCRIPT_NONE, ZZ_REGION_NONE);
    check("你好，世界", ZZ_SCRIPT_EITHER, ZZ_REGION_NONE);
    check("后面 只有 干 里 台 系", ZZ_SCRIPT_EITHER, ZZ_REGION_NONE);
    check("计算机软件和网络", ZZ_SCRIPT_SIMPLIFIED, ZZ_REGION_NONE);
    check("電腦軟體與網路", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_NONE);
    check("计算机 電腦", ZZ_SCRIPT_MIXED, ZZ_REGION_NONE);
    check("これは日本語の文です", ZZ_SCRIPT_JAPANESE, ZZ_REGION_NONE);
    check("関東の駅", ZZ_SCRIPT_JAPANESE, ZZ_REGION_NONE);
    check("圏央道駅", ZZ_SCRIPT_JAPANESE, ZZ_REGION_NONE);
    check("鮮の每日電子報好看，臺灣經濟發展與環境問題研究報告", ZZ_SCRIPT_TRADITIONAL,
          ZZ_REGION_NONE);
}

static void test_regions(void **state)
{
    (void)state;
    check("在這裡寫著，大群人", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_TAIWAN);
    check("在這裏寫着，一大羣人", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_HONG_KONG);
    check("呢個係佢嘅電腦", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_HONG_KONG);
    check("這裡，這裏", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_NONE);
    check("群众在这里看着", ZZ_SCRIPT_SIMPLIFIED, ZZ_REGION_NONE);
}

static void test_counts(void **state)
{
    zz_detection d;

    (void)state;
    d = detect("头頭関の裡裏后A", strlen("头頭関の裡裏后A"));
    assert_int_equal(d.han, 6);
    assert_int_equal(d.simplified, 1);
    assert_int_equal(d.traditional, 3);
    assert_int_equal(d.japanese, 1);
    assert_int_equal(d.kana, 1);
    assert_int_equal(d.taiwan, 1);
    assert_int_equal(d.hong_kong, 1);
    /* beyond the BMP: U+2B127, 綖 in Simplified */
    d = detect("\xF0\xAB\x84\xA7", 4);
    assert_int_equal(d.han, 1);
    assert_int_equal(d.simplified, 1);
}

/* Pieces cut between characters add up to the whole. */
static void test_pieces(void **state)
{
    static const char text[] = "在這裡寫著，头发の圏 abc 嘅";
    zz_detection whole = detect(text, sizeof text - 1), pieces;
    size_t at, end;

    (void)state;
    check_ok(zz_detection_init(&pieces, sizeof pieces));
    for (at = 0; at < sizeof text - 1; at = end) {
        for (end = at + 1; ((unsigned char)text[end] & 0xC0) == 0x80; end++)
            continue;
        check_ok(zz_detect(NULL, text + at, end - at, &pieces));
    }
    assert_memory_equal(&whole, &pieces, sizeof whole);
}

/* What each conversion gives is told as what it is. */
static void test_conversions(void **state)
{
    static const char text[] = "我们在这里看着一大群孩子吃面，后来头发都湿了，真是烦恼。"
                               "软件说明写得很清楚：请先关闭计算机，再检查电线。";
    static const struct {
        const char *recipe;
        uint32_t script, region;
    } cases[] = {
        {"t2s", ZZ_SCRIPT_SIMPLIFIED, ZZ_REGION_NONE},
        {"s2tw", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_TAIWAN},
        {"s2twp", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_TAIWAN},
        {"s2hk", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_HONG_KONG},
        {"s2t", ZZ_SCRIPT_TRADITIONAL, ZZ_REGION_HONG_KONG}, /* OpenCC's standard: see the header */
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        zz_recipe *recipe = open_recipe(cases[i].recipe, NULL);
        zz_result *result = convert(recipe, bytes_of(text, sizeof text - 1), NULL);

        check(zz_result_text(result), cases[i].script, cases[i].region);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

static void test_arguments(void **state)
{
    zz_detection d;

    (void)state;
    check_status(ZZ_ERROR_ARGUMENT, zz_detection_init(NULL, sizeof d));
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_detection_init(&d, 4));
    check_ok(zz_detection_init(&d, sizeof d));
    check_status(ZZ_ERROR_ARGUMENT, zz_detect(NULL, NULL, 1, &d));
    check_status(ZZ_ERROR_ARGUMENT, zz_detect(NULL, "a", 1, NULL));
    check_ok(zz_detect(NULL, NULL, 0, &d));
    d.size = 8;
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_detect(NULL, "a", 1, &d));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scripts), cmocka_unit_test(test_regions),
        cmocka_unit_test(test_counts),  cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_conversions), cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests_name("detect", tests, NULL, NULL);
}
