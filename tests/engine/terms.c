/* SPDX-License-Identifier: Apache-2.0 */
/* The caller's own words: replaced or kept before all steps, and untouched by them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"
#include "unit/allocator.h"
#include "unit/share.h"

static zz_options with(const char *dictionary, const char *protect)
{
    zz_options options;

    check_ok(zz_options_init(&options, sizeof options));
    options.dictionary = dictionary;
    options.dictionary_size = dictionary != NULL ? strlen(dictionary) : 0;
    options.protect = protect;
    options.protect_size = protect != NULL ? strlen(protect) : 0;
    return options;
}

static void check(const char *recipe_name, const char *dictionary, const char *protect,
                  const char *text, const char *expected)
{
    zz_options options = with(dictionary, protect);
    zz_recipe *recipe = open_recipe(recipe_name, &options);
    zz_result *result = convert(recipe, bytes_of_string(text), NULL);
    zz_stream *stream;

    check_bytes(recipe_name, bytes_of_string(text), bytes_of_string(expected),
                result_bytes(result));
    assert_true(zz_result_size(result) <= zz_bound(recipe, strlen(text)));
    check_ok(zz_stream_open(recipe, &stream));
    check_every_split(stream, recipe_name, bytes_of_string(text), bytes_of_string(expected));
    check_byte_by_byte(stream, recipe_name, bytes_of_string(text), bytes_of_string(expected));
    zz_stream_close(stream);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

static void test_dictionary(void **state)
{
    static const char words[] = "\xEF\xBB\xBF# ours\r\n"
                                "软件\t軟體程式 別的\r\n"
                                "软\t軟軟\n"
                                "\n"
                                "干部\t干部\n"
                                "软件\t後來的\n"
                                "里\t哩";

    (void)state;
    check("s2t", words, NULL, "用软件的干部", "用軟體程式的干部");
    check("s2t", words, NULL, "软软件软", "軟軟軟體程式軟軟");
    check("s2twp", words, NULL, "里面的软件和鼠标", "哩面的軟體程式和滑鼠");
    check("s2t", words, NULL, "", "");
    check("s2t", "a\tbcd\nab\tx\n", NULL, "aababa", "bcdxxbcd");
    /* what a value says no later step changes */
    check("s2t,t2s", "头发\t頭髮\n", NULL, "头发和头", "頭髮和头");
    check("clean,s2t", "Ａ\tＡＡ\n", NULL, "ＡＢ", "ＡＡB");
}

static void test_protect(void **state)
{
    static const char words[] = "# names\n中国移动\r\n干\n里\nlibcurl\n";

    (void)state;
    check("s2t", NULL, words, "中国移动在中国干什么，里面", "中国移动在中國干什麼，里面");
    check("s2twp", NULL, words, "用libcurl的软件", "用libcurl的軟體");
    check("s2t", "干\t幹\n", "干\n", "干部", "干部");
    check("clean,s2twp,clean", NULL, "软件\n", "软件与鼠标", "软件與滑鼠");
}

/* As long as a word may be, over chunks of every size; and longer, which is refused. */
static void test_long_words(void **state)
{
    char line[1200], text[2300], expected[1200];
    zz_options options;
    zz_recipe *recipe;
    zz_error error;

    (void)state;
    memset(line, 'a', 1024);
    strcpy(line + 1024, "\tx");
    memset(text, 'a', 2100);
    strcpy(text + 2100, "b");
    memset(text + 1024, 'b', 3);
    strcpy(expected, "xbbbx");
    strcat(expected, text + 1024 + 3 + 1024);
    check("t2s", line, NULL, text, expected);
    line[1024] = 'a';
    strcpy(line + 1025, "\tx");
    options = with(line, NULL);
    check_status(ZZ_ERROR_DICTIONARY,
                 zz_recipe_open("s2t", ZZ_TERMINATED, &options, &recipe, &error));
}

static void test_errors(void **state)
{
    static const struct {
        const char *dictionary, *protect, *message;
        uint64_t offset;
    } cases[] = {
        {"a\tb\n头发\n", NULL, "The user dictionary, line 2, column 3: a tab and a value", 10},
        {"\tb\n", NULL, "The user dictionary, line 1, column 1: a key must", 0},
        {"a\t\n", NULL, "The user dictionary, line 1, column 3: a value must", 2},
        {"a\t b\n", NULL, "The user dictionary, line 1, column 3: a value must", 2},
        {"头\xFF\tb\n", NULL, "The user dictionary, line 1, column 2: this is not UTF-8", 3},
        {NULL, "a\n\nb\xE5\x8F\n", "The protected words, line 3, column 2: this is not UTF-8", 4},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        zz_options options = with(cases[i].dictionary, cases[i].protect);
        zz_recipe *recipe = (zz_recipe *)1;
        zz_error error;

        check_status(ZZ_ERROR_DICTIONARY,
                     zz_recipe_open("s2t", ZZ_TERMINATED, &options, &recipe, &error));
        assert_null(recipe);
        if (strncmp(error.message, cases[i].message, strlen(cases[i].message)) != 0)
            assert_string_equal(error.message, cases[i].message);
        assert_int_equal(error.offset, cases[i].offset);
    }
}

static void test_edits(void **state)
{
    zz_options options = with("软件\t軟體\n", "鼠标\n");
    zz_recipe *recipe = open_recipe("s2t", &options);
    bytes text = LITERAL("软件和鼠标发");
    zz_report report;
    zz_result *result;
    zz_edit edit;

    (void)state;
    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_EDITS;
    result = convert(recipe, text, &report);
    assert_int_equal(zz_result_edit_count(result), 2);
    edit.size = sizeof edit;
    check_ok(zz_result_edit(result, 0, &edit));
    assert_string_equal(edit.operation, "user-dictionary");
    assert_int_equal(edit.source_size, 6);
    check_ok(zz_result_edit(result, 1, &edit));
    assert_string_equal(edit.step_name, "s2t");
    assert_int_equal(edit.source, 15);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

/* Random words and texts of few letters, against the plainest way to do it. */
static void test_random(void **state)
{
    static const char letters[] = "ab c";
    dice d = {9};
    int round;

    (void)state;
    for (round = 0; round < 2000 / SHARE; round++) {
        char words[400], text[60], expected[4000], keys[8][8], values[8][8], *p = words;
        size_t count = 1 + dice_below(&d, 8), i, k, out = 0, n = dice_below(&d, 50);

        for (i = 0; i < count; i++) {
            size_t size = 1 + dice_below(&d, 5), value = 1 + dice_below(&d, 3);
            for (k = 0; k < size; k++)
                keys[i][k] = letters[dice_below(&d, 4)];
            keys[i][k] = '\0';
            for (k = 0; k < value; k++)
                values[i][k] = "xyz"[dice_below(&d, 3)];
            values[i][k] = '\0';
            p += sprintf(p, "%s\t%s\n", keys[i], values[i]);
        }
        for (i = 0; i < n; i++)
            text[i] = letters[dice_below(&d, 4)];
        text[n] = '\0';
        for (i = 0; i < n;) {
            size_t best = count;
            for (k = 0; k < count; k++) {
                if (strncmp(text + i, keys[k], strlen(keys[k])) == 0 &&
                    (best == count || strlen(keys[k]) > strlen(keys[best])))
                    best = k;
            }
            if (best == count)
                expected[out++] = text[i++];
            else
                out += (size_t)sprintf(expected + out, "%s", values[best]);
            i += best == count ? 0 : strlen(keys[best]);
        }
        expected[out] = '\0';
        check("s2t", words, NULL, text, expected);
    }
}

/* A word that touches one which a later step has passed by then; found by fuzzing. */
static void test_touching(void **state)
{
    (void)state;
    check("bytes,t2s", "发\t髮\n", "头发\n", "发发\xB4", "髮髮\xEF\xBF\xBD");
    check("bytes,letters,spacing", NULL, "中\na\n", "中a中\xB4", "中a中\xEF\xBF\xBD");
    check("bytes,s2t", NULL, "头\n发\n", "头发发头发面\xB4", "头发发头发面\xEF\xBF\xBD");
}

/* What a stream knows of words does not grow with the text. */
static void test_bounded(void **state)
{
    allocator a = {0};
    zz_options options = with("软件\t軟體\n", "干\n");
    zz_recipe *recipe;
    zz_stream *stream;
    const char *got;
    size_t size, early = 0;
    int i;

    (void)state;
    options.alloc = allocator_call;
    options.alloc_ctx = &a;
    recipe = open_recipe("s2tw,clean", &options);
    check_ok(zz_stream_open(recipe, &stream));
    for (i = 0; i < 20000; i++) {
        check_ok(zz_stream_feed(stream, "软件和干部", 15, &got, &size));
        if (i == 1000)
            early = a.peak;
    }
    assert_int_equal(a.peak, early);
    check_ok(zz_stream_end(stream, &got, &size, NULL));
    zz_stream_close(stream);
    zz_recipe_close(recipe);
    assert_int_equal(a.bytes, 0);
}

/* A value so long that the bound of fewer than 256 bytes does not fit in 32 bits on the way. */
static void test_long_value(void **state)
{
    const size_t size = 65794; /* 255 times that: some more than 1 << 24 */
    char *dictionary = malloc(size + 3);
    zz_options options;
    zz_recipe *recipe;
    char text[255];
    zz_result *result;

    (void)state;
    assert_non_null(dictionary);
    memcpy(dictionary, "a\t", 2);
    memset(dictionary + 2, 'b', size);
    dictionary[size + 2] = '\0';
    options = with(dictionary, NULL);
    recipe = open_recipe("bytes", &options);
    free(dictionary);
    memset(text, 'a', sizeof text);
    check_ok(zz_convert(recipe, text, sizeof text, &result, NULL));
    assert_int_equal(zz_result_size(result), size * sizeof text);
    assert_true(zz_bound(recipe, sizeof text) >= zz_result_size(result));
    zz_result_free(result);
    zz_recipe_close(recipe);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dictionary), cmocka_unit_test(test_protect),
        cmocka_unit_test(test_long_words), cmocka_unit_test(test_errors),
        cmocka_unit_test(test_edits),      cmocka_unit_test(test_random),
        cmocka_unit_test(test_touching),   cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_long_value),
    };
    return cmocka_run_group_tests_name("terms", tests, NULL, NULL);
}
