/* SPDX-License-Identifier: Apache-2.0 */
/* All that a stretch of text could become. */
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"
#include "unit/allocator.h"

static zz_alternatives *find(const zz_recipe *recipe, const char *text, size_t size)
{
    zz_alternatives *found;

    check_ok(zz_alternatives_find(recipe, text, size, &found));
    return found;
}

/* expected: with spaces between them. */
static void check_recipe(const zz_recipe *recipe, const char *text, const char *expected)
{
    zz_alternatives *found = find(recipe, text, strlen(text));
    char all[8192] = "";
    const char *one;
    size_t i, size;

    for (i = 0; i < zz_alternatives_count(found); i++) {
        check_ok(zz_alternatives_get(found, i, &one, &size));
        assert_int_equal(strlen(one), size);
        assert_true(strlen(all) + size + 2 < sizeof all);
        strcat(all, i > 0 ? " " : "");
        strcat(all, one);
    }
    check_bytes(text, bytes_of_string(text), bytes_of_string(expected), bytes_of_string(all));
    zz_alternatives_free(found);
}

static void check(const char *recipe_name, const char *text, const char *expected)
{
    zz_recipe *recipe = open_recipe(recipe_name, NULL);

    check_recipe(recipe, text, expected);
    zz_recipe_close(recipe);
}

static void test_dictionaries(void **state)
{
    (void)state;
    check("s2t", "发", "發 髮");
    check("s2t", "头发", "頭髮 頭發");
    check("s2t", "干", "幹 乾 干 榦");
    check("s2t", "的", "的");
    check("s2t", "", "");
    check("s2t", "abc", "abc");
    check("s2tw", "里", "裡 里 哩");
    check("s2hk", "里", "裏 里 哩");
    check("s2twp", "软件", "軟體 軟件");
    check("t2s", "乾", "干 乾");
    check("t2jp", "發", "発");
    /* U+2B127 is one character of two units */
    check("s2t", "\xF0\xAB\x84\xA7", "綖");
}

static void test_several_steps(void **state)
{
    (void)state;
    check("t2s,s2t", "發", "發 髮");
    check("clean,s2hk", "里\xEF\xBC\xA1", "裏A 里A 哩A");
    check("clean", "里", "里");
}

static void test_ill_formed(void **state)
{
    (void)state;
    check("s2t", "\xFF发\xE5", "\xFF發\xE5 \xFF髮\xE5");
}

/* Where the model chooses, what it did not choose is there still. */
static void test_context(void **state)
{
    const char *name;
    uint32_t i;

    (void)state;
    for (i = 0; zz_catalog(NULL, i, NULL, &name, NULL) == ZZ_OK; i++) {
        if (strcmp(name, "repair:tw") == 0) {
            check("s2tw:context", "发", "發 髮");
            check("repair:tw", "里面", "裡面 里面 哩面 里麵");
            return;
        }
    }
    print_message("# skipped: built without the context model\n");
}

/* The caller's own words are what they are; what has none of them could be what it always could. */
static void test_terms(void **state)
{
    zz_options options;
    zz_recipe *recipe;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.dictionary = "头\t頭頭\n";
    options.dictionary_size = strlen(options.dictionary);
    options.protect = "里面\n";
    options.protect_size = strlen(options.protect);
    recipe = open_recipe("clean,s2t", &options);
    check_recipe(recipe, "里", "裏 里 哩");
    check_recipe(recipe, "里面", "里面");
    check_recipe(recipe, "在里面发", "在里面發");
    check_recipe(recipe, "头", "頭頭");
    check_recipe(recipe, "\xE9\x87", "\xE9\x87");
    check_recipe(recipe, "", "");
    zz_recipe_close(recipe);
    options.dictionary = NULL;
    options.dictionary_size = 0;
    recipe = open_recipe("s2t", &options);
    check_recipe(recipe, "发", "發 髮");
    check_recipe(recipe, "里面", "里面");
    zz_recipe_close(recipe);
}

/* All values of the caller's words, and nothing that a later step would make of them. */
static void test_words(void **state)
{
    static const char words[] = "软件\t软体 軟體  程式\n云\t云 雲 云\n";
    static const char kept[] = "台\n";
    zz_options options;
    zz_recipe *recipe;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.dictionary = words;
    options.dictionary_size = sizeof words - 1;
    options.protect = kept;
    options.protect_size = sizeof kept - 1;
    recipe = open_recipe("s2t", &options);
    check_recipe(recipe, "软件", "软体 軟體 程式");
    check_recipe(recipe, "云", "云 雲");
    check_recipe(recipe, "台", "台");
    check_recipe(recipe, "发", "發 髮");
    zz_recipe_close(recipe);
}

/* Too many to have them all: the first, and those that differ from it in one place. */
static void test_many(void **state)
{
    static const char text[] = "干，里，发，面，后，系，台，复";
    zz_recipe *recipe = open_recipe("s2t", NULL);
    zz_alternatives *found = find(recipe, text, strlen(text));
    zz_result *first = convert(recipe, bytes_of_string(text), NULL);
    size_t count = zz_alternatives_count(found), i, k;

    (void)state;
    assert_true(count > 8 && count <= 64);
    for (i = 0; i < count; i++) {
        size_t differ = 0, size;
        const char *one;

        check_ok(zz_alternatives_get(found, i, &one, &size));
        assert_int_equal(size, zz_result_size(first));
        for (k = 0; k < size; k += 3)
            differ += memcmp(one + k, zz_result_text(first) + k, 3) != 0;
        assert_int_equal(differ, i == 0 ? 0 : 1);
    }
    zz_result_free(first);
    zz_alternatives_free(found);
    zz_recipe_close(recipe);
}

static void test_long_text(void **state)
{
    zz_recipe *recipe = open_recipe("s2twp", NULL);
    char text[258];
    size_t i;

    (void)state;
    for (i = 0; i + 3 <= sizeof text; i += 3)
        memcpy(text + i, "里", 3);
    for (i = 255; i <= 258; i += 3) {
        zz_alternatives *found = find(recipe, text, i);
        zz_result *result = convert(recipe, bytes_of(text, i), NULL);
        const char *one;
        size_t size;

        assert_int_equal(zz_alternatives_count(found), i == 255 ? 64 : 1);
        check_ok(zz_alternatives_get(found, 0, &one, &size));
        check_bytes("first", bytes_of(text, i), result_bytes(result), bytes_of(one, size));
        zz_result_free(result);
        zz_alternatives_free(found);
    }
    zz_recipe_close(recipe);
}

/* Of any recipe and text: the first is what zz_convert gives, and there is none twice. */
static void check_random(const zz_recipe *recipe, dice *d)
{
    static const char *const pieces[] = {"发", "里", "干", "A", "，", ",", "\xFF", "軟體", "后",
                                         "⿰", "\xEF\xA4\x80", "\xEF\xBC\xA1", "\n", "裡", "髮"};
    char text[64] = "";
    size_t n = dice_below(d, 6), i, k, size, other_size;
    const char *one, *other;
    zz_alternatives *found;
    zz_result *result;

    for (i = 0; i < n; i++)
        strcat(text, pieces[dice_below(d, sizeof pieces / sizeof *pieces)]);
    found = find(recipe, text, strlen(text));
    result = convert(recipe, bytes_of_string(text), NULL);
    assert_true(zz_alternatives_count(found) >= 1);
    check_ok(zz_alternatives_get(found, 0, &one, &size));
    check_bytes("first", bytes_of_string(text), result_bytes(result), bytes_of(one, size));
    for (i = 0; zz_alternatives_get(found, i, &one, &size) == ZZ_OK; i++) {
        assert_int_equal(one[size], '\0');
        for (k = 0; k < i; k++) {
            check_ok(zz_alternatives_get(found, k, &other, &other_size));
            assert_false(bytes_equal(bytes_of(one, size), bytes_of(other, other_size)));
        }
    }
    assert_int_equal(i, zz_alternatives_count(found));
    zz_result_free(result);
    zz_alternatives_free(found);
}

static void test_every_recipe(void **state)
{
    dice d = {20};
    const char *name;
    uint32_t i, k;

    (void)state;
    for (i = 0; zz_catalog(NULL, i, NULL, &name, NULL) == ZZ_OK; i++) {
        zz_recipe *recipe = open_recipe(name, NULL);
        for (k = 0; k < 40; k++)
            check_random(recipe, &d);
        zz_recipe_close(recipe);
    }
}

static void test_memory(void **state)
{
    allocator a = {0};
    zz_options options;
    zz_recipe *recipe;
    size_t k;
    int32_t status = ZZ_ERROR_MEMORY;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.alloc = allocator_call;
    options.alloc_ctx = &a;
    recipe = open_recipe("clean,s2tw,hk2tw", &options);
    for (k = 1; status != ZZ_OK; k++) {
        zz_alternatives *found = (zz_alternatives *)1;
        size_t before = a.blocks;

        a.calls = 0;
        a.fail_at = k;
        status = zz_alternatives_find(recipe, "头发", 6, &found);
        if (status != ZZ_OK) {
            check_status(ZZ_ERROR_MEMORY, status);
            assert_null(found);
        }
        zz_alternatives_free(found);
        assert_int_equal(a.blocks, before);
    }
    assert_true(k > 8);
    a.fail_at = 0;
    check_recipe(recipe, "头发", "頭髮 頭發");
    zz_recipe_close(recipe);
    assert_int_equal(a.blocks, 0);
    assert_false(a.wrong);
}

static void test_arguments(void **state)
{
    zz_recipe *recipe = open_recipe("s2t", NULL);
    zz_alternatives *found = (zz_alternatives *)1;
    const char *text = "x";
    size_t size = 7;

    (void)state;
    check_status(ZZ_ERROR_ARGUMENT, zz_alternatives_find(NULL, "a", 1, &found));
    assert_null(found);
    check_status(ZZ_ERROR_ARGUMENT, zz_alternatives_find(recipe, NULL, 1, &found));
    check_status(ZZ_ERROR_ARGUMENT, zz_alternatives_find(recipe, "a", 1, NULL));
    check_ok(zz_alternatives_find(recipe, NULL, 0, &found));
    check_status(ZZ_ERROR_ARGUMENT, zz_alternatives_get(found, 1, &text, &size));
    assert_null(text);
    assert_int_equal(size, 0);
    check_ok(zz_alternatives_get(found, 0, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_alternatives_get(NULL, 0, &text, &size));
    assert_int_equal(zz_alternatives_count(NULL), 0);
    zz_alternatives_free(found);
    zz_alternatives_free(NULL);
    zz_recipe_close(recipe);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dictionaries), cmocka_unit_test(test_several_steps),
        cmocka_unit_test(test_ill_formed),   cmocka_unit_test(test_many),
        cmocka_unit_test(test_context),      cmocka_unit_test(test_terms),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_long_text),    cmocka_unit_test(test_every_recipe),
        cmocka_unit_test(test_memory),       cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests_name("alternatives", tests, NULL, NULL);
}
