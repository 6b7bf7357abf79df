/* SPDX-License-Identifier: Apache-2.0 */
/* What else edits could be, and suggestions: by example, and what repair's threshold does. */
#include <stdio.h>
#include <string.h>

#include "engine/run.h"

static zz_result *weigh(const char *name, bytes text, zz_recipe **recipe)
{
    zz_report report;

    *recipe = open_recipe(name, NULL);
    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_ALTERNATIVES;
    return convert(*recipe, text, &report);
}

/* The edit that made `to`. */
static zz_edit edit_to(const zz_result *result, const char *to, size_t *index)
{
    size_t i;
    zz_edit e;

    memset(&e, 0, sizeof e);
    e.size = sizeof e;
    for (i = 0; i < zz_result_edit_count(result); i++) {
        check_ok(zz_result_edit(result, i, &e));
        if (bytes_equal(bytes_of(zz_result_text(result) + e.target, (size_t)e.target_size),
                        bytes_of(to, strlen(to)))) {
            *index = i;
            return e;
        }
    }
    fail_msg("no edit made %s", to);
    *index = 0;
    return e;
}

/* Of dictionaries: in their order, weighed by nobody; through both stages, and through steps. */
static void test_dictionaries(void **state)
{
    static const struct {
        const char *recipe, *text, *to, *others[3];
    } cases[] = {
        {"s2t", "里", "裏", {"里", "哩", NULL}},
        {"s2t", "头发", "頭髮", {"頭發", NULL}},
        {"s2twp", "软件", "軟體", {"軟件", NULL}},
        {"s2t,t2tw", "里", "裡", {"里", "哩", NULL}},
        {"s2t,spacing", "头发abc", "頭髮 ", {"頭發 ", NULL}},
        {"s2t", "东", "東", {NULL}},
    };
    size_t i, k, at;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        bytes text = bytes_of(cases[i].text, strlen(cases[i].text));
        zz_recipe *recipe;
        zz_result *result = weigh(cases[i].recipe, text, &recipe);
        zz_edit e = edit_to(result, cases[i].to, &at);

        assert_int_equal(e.score, ZZ_SCORE_NONE);
        for (k = 0; cases[i].others[k] != NULL; k++) {
            const char *form;
            int32_t score;
            size_t size;

            check_ok(zz_result_edit_alternative(result, at, k, &form, &size, &score));
            check_bytes("alternative", text,
                        bytes_of(cases[i].others[k], strlen(cases[i].others[k])),
                        bytes_of(form, size));
            assert_int_equal(score, ZZ_SCORE_NONE);
        }
        assert_int_equal(e.alternatives, k);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

/* An edit of the size that callers knew before scores were there. */
static void test_sizes(void **state)
{
    zz_recipe *recipe;
    zz_result *result = weigh("s2t", LITERAL("里"), &recipe);
    zz_suggestion suggestion;
    zz_edit e;

    (void)state;
    memset(&e, 0x55, sizeof e);
    e.size = (uint32_t)offsetof(zz_edit, score);
    check_ok(zz_result_edit(result, 0, &e));
    assert_int_equal(e.target_size, 3);
    assert_int_equal(e.alternatives, 0x55555555);
    e.size--;
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_result_edit(result, 0, &e));
    suggestion.size = sizeof suggestion;
    check_status(ZZ_ERROR_ARGUMENT, zz_result_suggestion(result, 0, &suggestion));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_suggestion(NULL, 0, &suggestion));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_suggestion_form(result, 0, 0, NULL, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_edit_alternative(NULL, 0, 0, NULL, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_edit_alternative(result, 1, 0, NULL, NULL, NULL));
    assert_int_equal(zz_result_suggestion_count(NULL), 0);
    assert_int_equal(zz_stream_suggestion_count(NULL), 0);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

#ifdef ZZ_CONTEXT
static bool has(const zz_result *result, size_t edit, const char *form, int32_t *score)
{
    const char *text;
    size_t i, size;

    for (i = 0; zz_result_edit_alternative(result, edit, i, &text, &size, score) == ZZ_OK; i++) {
        if (strcmp(text, form) == 0 && size == strlen(form))
            return true;
    }
    return false;
}

/* Of the model: with likelihoods, in the glyphs of the last step, those of a place come to all. */
static void test_model(void **state)
{
    bytes text = LITERAL("这块石头发亮，鼠标里的软件");
    zz_recipe *recipe;
    zz_result *result = weigh("s2tw:context", text, &recipe);
    int32_t score;
    size_t at;
    zz_edit e;

    (void)state;
    e = edit_to(result, "頭發", &at);
    assert_string_equal(e.operation, "by-context");
    assert_true(has(result, at, "頭髮", &score));
    assert_in_range(score, 1, 499);
    assert_in_range(e.score + score, 998, 1002);
    e = edit_to(result, "裡", &at);
    assert_true(e.score > 500);
    assert_true(has(result, at, "里", &score));
    assert_in_range(e.score + score, 990, 1002);
    assert_false(has(result, at, "裏", &score));
    zz_result_free(result);
    zz_recipe_close(recipe);
}

static const char damaged[] =
    "黨員干部手術后說，范圍和標准都不准改。秀發很長，皇后在里面。他出發了，頭发也剪了，只有一只貓，"
    "兩只狗，余下的面條在桌子上面，鐘表的表面。我們應該復習，回覆你的信，反複思考，復雜的系統關系，"
    "他系著領帶，準許與批准。制造業的製度，台風吹過舞臺，游泳和旅遊，松樹很鬆，征求意見，遠徵。";

/* What stands somewhere and all it could be instead are not likelier than anything can be. */
static void check_scores(const zz_result *result)
{
    size_t i, k, edits = zz_result_edit_count(result);

    for (i = 0; i < edits + zz_result_suggestion_count(result); i++) {
        int32_t all, score;
        zz_suggestion s;
        zz_edit e;

        e.size = sizeof e;
        s.size = sizeof s;
        if (i < edits)
            check_ok(zz_result_edit(result, i, &e));
        else
            check_ok(zz_result_suggestion(result, i - edits, &s));
        all = i < edits ? e.score : s.score;
        for (k = 0; (i < edits ? zz_result_edit_alternative(result, i, k, NULL, NULL, &score)
                               : zz_result_suggestion_form(result, i - edits, k, NULL, NULL,
                                                           &score)) == ZZ_OK;
             k++)
            all += score > 0 ? score : 0;
        assert_in_range(all + 1, 0, 1006);
    }
}

/* A Simplified character left in Traditional text, where less than certainty is not enough. */
static void test_unsure_stray(void **state)
{
    zz_recipe *recipe;
    zz_result *result = weigh("repair:tw=999", LITERAL("他們都参加了會議"), &recipe);
    zz_suggestion s;
    const char *form;
    int32_t score;

    (void)state;
    assert_int_equal(zz_result_suggestion_count(result), 1);
    s.size = sizeof s;
    check_ok(zz_result_suggestion(result, 0, &s));
    assert_int_equal(s.source, 9);
    assert_in_range(s.score, 1, 499);
    check_ok(zz_result_suggestion_form(result, 0, 0, &form, NULL, &score));
    assert_string_equal(form, "參");
    assert_in_range(score, 500, 999);
    check_scores(result);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

/* Where several steps are unsure of the same place, it is suggested once, in any units. */
static void test_unsure_twice(void **state)
{
    static const char *const recipes[] = {"repair:hk=999,repair:tw", "s2tw:context,repair:tw=950",
                                          "s2hk:context,s2tw:context",
                                          "repair:tw=999,repair:tw=999"};
    bytes text = bytes_of(damaged, strlen(damaged));
    size_t i, k, found = 0;

    (void)state;
    for (i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        zz_recipe *recipe;
        zz_result *result = weigh(recipes[i], text, &recipe);
        uint32_t units;

        check_scores(result);
        for (units = ZZ_UNITS_BYTES; units <= ZZ_UNITS_CODE_POINTS; units++) {
            uint64_t end = 0;

            check_ok(zz_result_use_units(result, (const char *)text.at, text.size, units));
            for (k = 0; k < zz_result_suggestion_count(result); k++, found++) {
                zz_suggestion s;

                s.size = sizeof s;
                check_ok(zz_result_suggestion(result, k, &s));
                assert_true(s.source >= end);
                assert_int_equal(s.source_size, units == ZZ_UNITS_BYTES ? 3 : 1);
                assert_int_equal(s.target_size, s.source_size);
                end = s.source + s.source_size;
            }
        }
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
    assert_true(found > 0);
}

/* With units of its own. */
static void test_suggestions(void **state)
{
    static const char prefix[] = "😀é";
    bytes text = LITERAL("😀é他出發，秀發很長。");
    uint32_t units;

    (void)state;
    for (units = ZZ_UNITS_BYTES; units <= ZZ_UNITS_UTF16; units++) {
        zz_recipe *recipe;
        zz_result *result = weigh("repair:tw=999", text, &recipe);
        const char *at = strstr((const char *)text.at, "秀");
        uint64_t place = (uint64_t)(at - (const char *)text.at) + 3, first = 0;
        size_t i, size, found = 0;
        const char *form;
        int32_t score;

        if (units != ZZ_UNITS_BYTES) /* as many units as the prefix has, and of 3 bytes each */
            place = (place - (sizeof prefix - 1)) / 3 + (units == ZZ_UNITS_UTF16 ? 3 : 2);
        check_ok(zz_result_use_units(result, (const char *)text.at, text.size, units));
        for (i = 0; i < zz_result_suggestion_count(result); i++) {
            zz_suggestion s;

            s.size = sizeof s;
            check_ok(zz_result_suggestion(result, i, &s));
            assert_string_equal(s.step_name, "repair:tw");
            first = s.source;
            if (s.source != place)
                continue;
            found++;
            assert_int_equal(s.source_size, units == ZZ_UNITS_BYTES ? 3 : 1);
            assert_int_equal(s.target, place);
            check_ok(zz_result_suggestion_form(result, i, 0, &form, &size, &score));
            assert_string_equal(form, "髮");
            assert_in_range(score + s.score, 990, 1002);
        }
        if (found != 1)
            fail_msg("%lu suggestions at %lu, the last at %lu", (unsigned long)found,
                     (unsigned long)place, (unsigned long)first);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

/* The higher the threshold, the fewer changes; what a lower one changes and a higher one does not
 * is suggested, if there is a doubt. */
static void test_threshold(void **state)
{
    static const int levels[] = {1, 300, 500, 700, 900, 990, 999};
    bytes text = bytes_of(damaged, sizeof damaged - 1);
    size_t changes[7], suggested[7], i, k, least, own;
    zz_recipe *recipe;
    zz_result *result;

    (void)state;
    for (i = 0; i < 7; i++) {
        char name[32];

        snprintf(name, sizeof name, "repair:tw=%d", levels[i]);
        result = weigh(name, text, &recipe);
        changes[i] = zz_result_edit_count(result);
        suggested[i] = zz_result_suggestion_count(result);
        for (k = 0; k < changes[i]; k++) {
            zz_edit e;
            e.size = sizeof e;
            check_ok(zz_result_edit(result, k, &e));
            assert_string_equal(e.step_name, "repair:tw");
        }
        assert_true(i == 0 || changes[i] <= changes[i - 1]);
        assert_true(i == 0 || suggested[i] >= suggested[i - 1]);
        zz_result_free(result);
        zz_recipe_close(recipe);
    }
    least = changes[6];
    assert_true(least < changes[0] && suggested[6] > suggested[0] && least > 0);
    result = weigh("repair:tw", text, &recipe);
    own = zz_result_edit_count(result);
    assert_true(own <= changes[2] && own >= changes[3]);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

static void test_bad_thresholds(void **state)
{
    static const char *const bad[] = {"repair=",      "repair:hk=0",   "repair=1000",
                                      "repair:tw=-1", "repair:tw=5.5", "repair:t=99999999999",
                                      "repair=sure",  "repair= 5"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        zz_recipe *recipe = (zz_recipe *)1;
        char name[64];
        zz_error error;

        snprintf(name, sizeof name, "s2t,%s", bad[i]);
        check_status(ZZ_ERROR_RECIPE,
                     zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, &error));
        assert_null(recipe);
        assert_int_equal(error.offset, 4);
        assert_non_null(strstr(error.message, "1 to 999"));
    }
    {
        zz_recipe *recipe;
        zz_error error;
        check_status(ZZ_ERROR_RECIPE, zz_recipe_open("s2tw:context=900", ZZ_TERMINATED, NULL,
                                                     &recipe, &error));
        assert_non_null(strstr(error.message, "takes no value"));
    }
}

/* A range that no step may touch has no suggestions either. */
static void test_kept(void **state)
{
    bytes text = bytes_of(damaged, sizeof damaged - 1);
    zz_recipe *recipe;
    zz_result *result = weigh("repair:tw=999", text, &recipe);
    zz_range all = {0, text.size};
    zz_report report;

    (void)state;
    assert_true(zz_result_suggestion_count(result) > 0);
    zz_result_free(result);
    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_ALTERNATIVES;
    check_ok(zz_convert_keeping(recipe, (const char *)text.at, text.size, &all, 1, &result,
                                &report));
    assert_int_equal(zz_result_edit_count(result), 0);
    assert_int_equal(zz_result_suggestion_count(result), 0);
    zz_result_free(result);
    zz_recipe_close(recipe);
}
#endif

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dictionaries), cmocka_unit_test(test_sizes),
#ifdef ZZ_CONTEXT
        cmocka_unit_test(test_model),        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_threshold),    cmocka_unit_test(test_bad_thresholds),
        cmocka_unit_test(test_kept),         cmocka_unit_test(test_unsure_twice),
        cmocka_unit_test(test_unsure_stray),
#endif
    };

    return cmocka_run_group_tests_name("suggestions", tests, NULL, NULL);
}
