/* SPDX-License-Identifier: Apache-2.0 */
/* Configurations in OpenCC's form: what they mean, and what is said of wrong ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"

/* Files: name, text, name, text, ..., NULL. */
static int32_t load(void *ctx, const char *name, const char **text, size_t *size)
{
    const char *const *files = ctx;
    size_t i;

    for (i = 0; files[i] != NULL; i += 2) {
        if (strcmp(files[i], name) == 0) {
            *text = files[i + 1];
            *size = strlen(*text);
            return ZZ_OK;
        }
    }
    return ZZ_ERROR_FILE;
}

static int32_t open_status(const char *json, const char *const *files, uint32_t flags,
                           zz_recipe **recipe, zz_error *error)
{
    zz_options options;

    check_ok(zz_options_init(&options, sizeof options));
    options.flags = flags;
    return zz_recipe_open_config(json, ZZ_TERMINATED, load, (void *)(uintptr_t)files, &options,
                                 recipe, error);
}

static zz_recipe *open_with(const char *json, const char *const *files, uint32_t flags)
{
    zz_recipe *recipe;
    zz_error error;
    int32_t status = open_status(json, files, flags, &recipe, &error);

    if (status != ZZ_OK)
        print_message("# %s\n", error.message);
    check_ok(status);
    assert_int_equal(error.status, ZZ_OK);
    return recipe;
}

static void check_text(const zz_recipe *recipe, const char *text, const char *expected)
{
    zz_result *result = convert(recipe, bytes_of_string(text), NULL);

    check_bytes(text, bytes_of_string(text), bytes_of_string(expected), result_bytes(result));
    zz_result_free(result);
}

static void check(const char *json, const char *const *files, const char *text,
                  const char *expected)
{
    zz_recipe *recipe = open_with(json, files, 0);

    check_text(recipe, text, expected);
    zz_recipe_close(recipe);
}

static const char *const no_files[] = {NULL};

#define STAGE(dict) "{\"conversion_chain\":[{\"dict\":" dict "}]}"
#define INLINE(entries) "{\"type\":\"inline\",\"entries\":{" entries "}}"
#define TEXT(file) "{\"type\":\"text\",\"file\":\"" file "\"}"
#define GROUP(policy, dicts) \
    "{\"type\":\"group\",\"match_policy\":\"" policy "\",\"dicts\":[" dicts "]}"

static void test_json(void **state)
{
    (void)state;
    check("\xEF\xBB\xBF// a comment\r\n{\"name\":\"x\",/* and one */\"$schema\":1,"
          "\"conversion_chain\":[{\"dict\":{\"type\":\"inline\",\"entries\":"
          "{\"a\":\"b\",},},},],}\n",
          no_files, "aa", "bb");
    check(STAGE(INLINE("\"\\u7532\\ud840\\udc00\":\"\\u4E59\",\"\\u0000\":\"nul\"")), no_files,
          "甲\xF0\xA0\x80\x80", "乙");
    /* a value is one, whatever is in it; of equal keys the first counts */
    check(STAGE(INLINE("\"#a\":\"b c\\td\",\"#a\":\"x\"")), no_files, "#a", "b c\td");
    check(STAGE(INLINE("")), no_files, "頭髮a", "頭髮a");
}

static void test_policies(void **state)
{
    (void)state;
    check(STAGE(GROUP("short_circuit", INLINE("\"甲\":\"1\"") "," INLINE("\"甲乙\":\"2\""))), no_files,
          "甲乙", "1乙");
    check(STAGE(GROUP("union", INLINE("\"甲\":\"1\"") "," INLINE("\"甲乙\":\"2\""))), no_files, "甲乙",
          "2");
    check(STAGE(GROUP("union", INLINE("\"甲\":\"1\"") "," INLINE("\"甲\":\"2\""))), no_files, "甲",
          "1");
    check("{\"conversion_chain\":[{\"dict\":{\"type\":\"group\",\"dicts\":["
          INLINE("\"甲\":\"1\"") "," INLINE("\"甲乙\":\"2\"") "]}}]}", no_files, "甲乙", "1乙");
}

static void test_files(void **state)
{
    static const char *const files[] = {
        "a.txt", "\xEF\xBB\xBF# words\r\n\r\n甲\t乙 丙\r\n甲\t丁\r\nb\tc",
        "one.txt", "甲\t一\n", "two.txt", "甲乙\t二\n", "S.txt", "子\t丑\n",
        NULL,
    };
    zz_alternatives *found;
    zz_recipe *recipe = open_with(STAGE(TEXT("a.txt")), files, 0);

    (void)state;
    check_text(recipe, "甲b", "乙c");
    check_ok(zz_alternatives_find(recipe, "甲", 3, &found));
    assert_int_equal(zz_alternatives_count(found), 2);
    zz_alternatives_free(found);
    zz_recipe_close(recipe);
    check(STAGE(GROUP("union", TEXT("one.txt") "," TEXT("two.txt"))), files, "甲乙甲", "二一");
    /* of a compiled one, the text */
    check(STAGE("{\"type\":\"ocd2\",\"file\":\"S.ocd2\"}"), files, "子", "丑");
    check(STAGE("{\"type\":\"ocd\",\"file\":\"S.ocd\"}"), files, "子", "丑");
}

/* The second stage sees no further than the segments that the first dictionary cuts. */
static void test_segmentation(void **state)
{
#define CHAIN "\"conversion_chain\":[{\"dict\":" INLINE("\"甲\":\"子\"") "},{\"dict\":" \
              INLINE("\"子乙\":\"both\"") "}]}"
    (void)state;
    check("{" CHAIN, no_files, "甲乙", "both");
    check("{\"segmentation\":{\"type\":\"mmseg\",\"dict\":" INLINE("\"甲\":\"x\"") "}," CHAIN,
          no_files, "甲乙", "子乙");
    check("{\"normalization\":[{\"dict\":" INLINE("\"A\":\"B\"") "},{\"dict\":"
          INLINE("\"BB\":\"甲乙\"") "}]," CHAIN, no_files, "AA", "both");
#undef CHAIN
}

static void test_many_stages(void **state)
{
    char json[4096] = "{\"conversion_chain\":[";
    int i;

    (void)state;
    for (i = 0; i < 9; i++)
        sprintf(json + strlen(json), "%s{\"dict\":" INLINE("\"%c\":\"%c\"") "}", i > 0 ? "," : "",
                'a' + i, 'b' + i);
    strcat(json, "]}");
    check(json, no_files, "aj", "jj");
}

static void test_tofu(void **state)
{
#define TOFU "{\"type\":\"inline\",\"may_output_tofu\":true,\"entries\":{\"甲\":\"乙\"}}"
    static const char json[] = STAGE(GROUP("union", TOFU "," INLINE("\"丙\":\"丁\"")));
    static const char only[] =
        "{\"segmentation\":{\"type\":\"mmseg\",\"dict\":" TOFU "},\"conversion_chain\":[{\"dict\":"
        GROUP("union", TOFU) "}]}";
    zz_recipe *recipe = open_with(json, no_files, ZZ_NO_TOFU);

    (void)state;
    check_text(recipe, "甲丙", "甲丁");
    zz_recipe_close(recipe);
    check(json, no_files, "甲丙", "乙丁");
    recipe = open_with(only, no_files, ZZ_NO_TOFU);
    check_text(recipe, "甲丙", "甲丙");
    zz_recipe_close(recipe);
#undef TOFU
}

/* A word of the caller's joins the segmentation and the longest match of s2tw. */
static void test_own_words(void **state)
{
#define B(name) "{\"type\":\"builtin\",\"name\":\"" name "\"}"
#define PHRASES "{\"type\":\"group\",\"match_policy\":\"union\",\"dicts\":[" TEXT("mine.txt") "," \
                B("STPhrases") "," B("STPhrases_GeneratedFromRegionalPhrases") "]}"
    static const char json[] =
        "{\"normalization\":[{\"dict\":" B("CJK_Compatibility_Ideographs") "}],"
        "\"segmentation\":{\"type\":\"mmseg\",\"dict\":" PHRASES "},"
        "\"conversion_chain\":[{\"dict\":"
        GROUP("short_circuit", PHRASES "," B("STCharacters")) "},"
        "{\"dict\":" GROUP("short_circuit", B("TWVariantsPhrases") "," B("TWVariants")) "}]}";
    static const char *const mine[] = {"mine.txt", "少数组\t少數組\n组织里\t組織裏\n", NULL};
    static const char *const nothing[] = {"mine.txt", "", NULL};
    static const char text[] = "少数组织里面的头发\xEF\xA4\x80";
    zz_recipe *recipe = open_recipe("s2tw", NULL), *same = open_with(json, nothing, 0);
    zz_result *expected = convert(recipe, bytes_of_string(text), NULL);

    (void)state;
    check_text(same, text, zz_result_text(expected));
    check(json, mine, "少数组里面的头发", "少數組裡面的頭髮");
    check(json, mine, "组织里的", "組織裡的");
    zz_result_free(expected);
    zz_recipe_close(recipe);
    zz_recipe_close(same);
}

/* Files of OpenCC's that are not there may be the library's, where the caller says so. */
static void test_builtin(void **state)
{
    static const char json[] =
        STAGE(GROUP("short_circuit", "{\"type\":\"ocd2\",\"file\":\"STPhrases.ocd2\"},"
                                     TEXT("STCharacters.txt")));
    static const char *const mine[] = {"STPhrases.txt", "头发\t天發\n", NULL};
    zz_recipe *recipe = open_with(json, no_files, ZZ_BUILTIN_DICTIONARIES);
    zz_error error;

    (void)state;
    check_text(recipe, "头发发", "頭髮發");
    zz_recipe_close(recipe);
    recipe = open_with(json, mine, ZZ_BUILTIN_DICTIONARIES);
    check_text(recipe, "头发发", "天發發");
    zz_recipe_close(recipe);
    check_status(ZZ_ERROR_CONFIG, open_status(json, no_files, 0, &recipe, &error));
    check_contains(error.message, "STPhrases.ocd2 is compiled");
    check_contains(error.message, "opencc_dict");
}

static const struct {
    const char *json;
    int32_t status;
    uint64_t offset;
    const char *message;
} wrong[] = {
    {"", ZZ_ERROR_CONFIG, 0, "line 1, column 1: this is no JSON"},
    {"{\n \"name\": }", ZZ_ERROR_CONFIG, 11, "line 2, column 10: this is no JSON"},
    {"[]", ZZ_ERROR_CONFIG, 0, "this must be an object"},
    {"{\"name\":\"\xFF\"}", ZZ_ERROR_CONFIG, 9, "this is no JSON"},
    {"{}", ZZ_ERROR_CONFIG, 0, "the member \"conversion_chain\" is missing"},
    {"{\n\"名\":1,\"chain\":[]}", ZZ_ERROR_CONFIG, 2,
     "line 2, column 1: there is no member \"名\" here"},
    {"{\"name\":1}", ZZ_ERROR_CONFIG, 1, "this must be a string"},
    {"{\"name\":\"a\",\"name\":\"b\"}", ZZ_ERROR_CONFIG, 12, "this member is there twice"},
    {"{\"conversion_chain\":[]}", ZZ_ERROR_CONFIG, 1, "there must be a stage in it"},
    {"{\"conversion_chain\":[1]}", ZZ_ERROR_CONFIG, 1,
     "conversion_chain[0]: this must be an object"},
    {"{\"conversion_chain\":[{}]}", ZZ_ERROR_CONFIG, 1, "conversion_chain[0]: the member \"dict\""},
    {STAGE("{}"), ZZ_ERROR_CONFIG, 22, "conversion_chain[0].dict: this must be an object with"},
    {STAGE("{\"type\":\"nothing\"}"), ZZ_ERROR_CONFIG, 37, ".dict.type: there are the types text"},
    {STAGE("{\"type\":\"text\"}"), ZZ_ERROR_CONFIG, 22, "the member \"file\" is missing"},
    {STAGE("{\"type\":\"text\",\"file\":\"\"}"), ZZ_ERROR_CONFIG, 51, "a name must not be empty"},
    {STAGE("{\"type\":\"text\",\"file\":\"a\\u0000b\"}"), ZZ_ERROR_CONFIG, 51,
     "the name of a file"},
    {STAGE(TEXT("none.txt")), ZZ_ERROR_CONFIG, 51, "none.txt can't be read"},
    {STAGE("{\"type\":\"ocd2\",\"file\":\"a.ocd2\"}"), ZZ_ERROR_CONFIG, 51,
     "opencc_dict -f ocd2 -t text -i a.ocd2 -o a.txt"},
    {STAGE("{\"type\":\"ocd\",\"file\":\"a.ocd\"}"), ZZ_ERROR_CONFIG, 50,
     "opencc_dict -f ocd -t text -i a.ocd -o a.txt"},
    {STAGE(TEXT("STPhrases.txt")), ZZ_ERROR_CONFIG, 51, "built-in dictionaries"},
    {STAGE("{\"type\":\"builtin\",\"name\":\"ST\"}"), ZZ_ERROR_CONFIG, 54,
     "no dictionary of the library's"},
    {STAGE("{\"type\":\"group\",\"dicts\":[]}"), ZZ_ERROR_CONFIG, 45,
     "there must be a dictionary in it"},
    {STAGE(GROUP("best", INLINE(""))), ZZ_ERROR_CONFIG, 60, "neither short_circuit nor union"},
    {STAGE(GROUP("union", INLINE("") ",{\"type\":\"inline\"}")), ZZ_ERROR_CONFIG, 68,
     "conversion_chain[0].dict.dicts[1]: the member \"entries\""},
    {STAGE(INLINE("\"a\":1")), ZZ_ERROR_CONFIG, 57, "an entry is a key and a string"},
    {STAGE(INLINE("\"a\":\"\"")), ZZ_ERROR_CONFIG, 57, "an entry is a key and a string"},
    {STAGE(INLINE("\"\":\"a\"")), ZZ_ERROR_CONFIG, 57, "an entry is a key and a string"},
    {STAGE(TEXT("bad.txt")), ZZ_ERROR_DICTIONARY, 15, "bad.txt, line 2, column 4: there is no TAB"},
    {STAGE(TEXT("utf.txt")), ZZ_ERROR_DICTIONARY, 1,
     "utf.txt, line 1, column 2: this is not UTF-8"},
    {STAGE(TEXT("fails.txt")), ZZ_ERROR_TOO_LARGE, 0, ""},
    {"{\"segmentation\":{\"type\":\"jieba\"},\"conversion_chain\":[]}", ZZ_ERROR_CONFIG, 33,
     "a stage in it"},
    {"{\"segmentation\":{\"type\":\"jieba\"},\"conversion_chain\":[{\"dict\":" INLINE("") "}]}",
     ZZ_ERROR_CONFIG, 24, "segmentation.type: only mmseg is known"},
};

static int32_t load_wrong(void *ctx, const char *name, const char **text, size_t *size)
{
    static const char *const files[] = {"bad.txt", "甲\t乙\n甲x乙", "utf.txt", "a\xFF\tb\n", NULL};

    (void)ctx;
    if (strcmp(name, "fails.txt") == 0)
        return ZZ_ERROR_TOO_LARGE;
    return load((void *)(uintptr_t)files, name, text, size);
}

static void test_wrong(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        zz_recipe *recipe = (zz_recipe *)1;
        zz_error error;
        int32_t status = zz_recipe_open_config(wrong[i].json, ZZ_TERMINATED, load_wrong, NULL, NULL,
                                               &recipe, &error);

        if (status != wrong[i].status || error.offset != wrong[i].offset)
            print_message("# %s\n# %s, offset %lu\n", wrong[i].json, error.message,
                          (unsigned long)error.offset);
        assert_int_equal(status, wrong[i].status);
        assert_int_equal(error.status, status);
        assert_null(recipe);
        check_contains(error.message, wrong[i].message);
        assert_int_equal(error.offset, wrong[i].offset);
    }
}

/* A configuration with `count` of what a limit is for. */
static void make_large(char *json, int kind, int count)
{
    static const char inside[] = INLINE("\"a\":\"b\"");
    static const char named[] = "{\"type\":\"builtin\",\"name\":\"TWVariants\"}";
    const char *one = kind == 5 ? named : inside;
    static const char *const begins[] = {
        "{\"type\":\"group\",\"dicts\":[", "{\"type\":\"group\",\"dicts\":[", "", "",
        "{\"type\":\"inline\",\"entries\":{\"", "{\"type\":\"group\",\"dicts\":[",
    };
    static const char *const ends[] = {"]}", "]}", "", "", "\":\"b\"}}", "]}"};
    int i;

    strcpy(json, "{");
    if (kind == 3)
        strcat(json, "\"segmentation\":{\"type\":\"mmseg\",\"dict\":" INLINE("\"x\":\"y\"") "},");
    strcat(json, "\"conversion_chain\":[{\"dict\":");
    for (i = 0; i < (kind == 0 ? count : 1); i++)
        strcat(json, begins[kind]);
    for (i = 0; i < (kind == 0 ? 1 : count); i++) {
        strcat(json, i == 0 || kind == 4 ? "" : kind == 1 || kind == 5 ? "," : "},{\"dict\":");
        strcat(json, kind == 4 ? "a" : one);
    }
    for (i = 0; i < (kind == 0 ? count : 1); i++)
        strcat(json, ends[kind]);
    strcat(json, "}]}");
}

/* What may be there, and one more of it. */
static void test_limits(void **state)
{
    static const struct {
        int most;
        const char *message;
    } limits[] = {{16, "nest deeper than 16"}, {250, "more than 250"}, {32, "more than 32 stages"},
                  {4, "can be four stages"}, {1024, "longer than 1,024 bytes"},
                  {250, "more than 250"}};
    char *json = malloc(1 << 20);
    zz_recipe *recipe;
    zz_error error;
    int kind;

    (void)state;
    assert_non_null(json);
    for (kind = 0; kind < 6; kind++) {
        make_large(json, kind, limits[kind].most);
        zz_recipe_close(open_with(json, no_files, 0));
        make_large(json, kind, limits[kind].most + 1);
        check_status(ZZ_ERROR_CONFIG, open_status(json, no_files, 0, &recipe, &error));
        check_contains(error.message, limits[kind].message);
    }
    free(json);
}

static void test_large(void **state)
{
    static const char small[] = STAGE(INLINE(""));
    size_t most = (size_t)16 << 20;
    char *json = malloc(most + 1);
    zz_recipe *recipe;
    zz_error error;

    (void)state;
    assert_non_null(json);
    memset(json, ' ', most + 1);
    memcpy(json, small, sizeof small - 1);
    check_ok(zz_recipe_open_config(json, most, NULL, NULL, NULL, &recipe, &error));
    zz_recipe_close(recipe);
    check_status(ZZ_ERROR_CONFIG,
                 zz_recipe_open_config(json, most + 1, NULL, NULL, NULL, &recipe, &error));
    check_contains(error.message, "larger than 16 MB");
    free(json);
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void test_beside(void **state)
{
    zz_recipe *recipe;
    zz_error error;

    (void)state;
    write_file("zz-config-test.json", STAGE(TEXT("zz-config-test.txt")));
    write_file("zz-config-test.txt", "甲\t乙\n");
    check_ok(zz_recipe_open_config_file("zz-config-test.json", NULL, &recipe, &error));
    check_text(recipe, "甲", "乙");
    zz_recipe_close(recipe);
    check_ok(zz_recipe_open_config_file("./zz-config-test.json", NULL, &recipe, NULL));
    zz_recipe_close(recipe);
    /* replaced: the next one opened has the new words */
    write_file("zz-config-test.txt", "甲\t丙\n");
    check_ok(zz_recipe_open_config_file("zz-config-test.json", NULL, &recipe, &error));
    check_text(recipe, "甲", "丙");
    zz_recipe_close(recipe);
    remove("zz-config-test.txt");
    check_status(ZZ_ERROR_CONFIG,
                 zz_recipe_open_config_file("zz-config-test.json", NULL, &recipe, &error));
    check_contains(error.message, "zz-config-test.json, line 1, column 52");
    assert_null(recipe);
    remove("zz-config-test.json");
    check_status(ZZ_ERROR_FILE,
                 zz_recipe_open_config_file("zz-config-test.json", NULL, &recipe, &error));
    check_contains(error.message, "zz-config-test.json");
    check_status(ZZ_ERROR_ARGUMENT, zz_recipe_open_config_file(NULL, NULL, &recipe, &error));
    check_status(ZZ_ERROR_ARGUMENT, zz_recipe_open_config_file("x", NULL, NULL, &error));
}

/* The caller's words go before a configuration's steps as before any others. */
static void test_options(void **state)
{
    static const char json[] = STAGE(INLINE("\"甲\":\"乙\",\"a\":\"b\""));
    zz_options options;
    zz_recipe *recipe = (zz_recipe *)1;

    (void)state;
    check_ok(zz_options_init(&options, sizeof options));
    options.dictionary = "甲\ta\n";
    options.dictionary_size = strlen(options.dictionary);
    options.invalid = ZZ_INVALID_REPLACE;
    check_ok(zz_recipe_open_config(json, sizeof json - 1, NULL, NULL, &options, &recipe, NULL));
    check_text(recipe, "甲a\xFF", "ab\xEF\xBF\xBD");
    zz_recipe_close(recipe);
    options.flags = 4;
    check_status(ZZ_ERROR_ARGUMENT, zz_recipe_open_config(json, sizeof json - 1, NULL, NULL,
                                                          &options, &recipe, NULL));
    assert_null(recipe);
    check_status(ZZ_ERROR_ARGUMENT,
                 zz_recipe_open_config(NULL, 0, NULL, NULL, NULL, &recipe, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_recipe_open_config(json, 1, NULL, NULL, NULL, NULL, NULL));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),        cmocka_unit_test(test_policies),
        cmocka_unit_test(test_files),       cmocka_unit_test(test_segmentation),
        cmocka_unit_test(test_many_stages), cmocka_unit_test(test_tofu),
        cmocka_unit_test(test_own_words),   cmocka_unit_test(test_builtin),
        cmocka_unit_test(test_wrong),       cmocka_unit_test(test_limits),
        cmocka_unit_test(test_beside),      cmocka_unit_test(test_options),
        cmocka_unit_test(test_large),
    };
#ifdef ZZ_CONFIG
    const bool has_configs = true;
#else
    const bool has_configs = false; /* what is said then: refusals.c */
#endif

    if (!has_configs) {
        puts("1..0 # SKIP built without configurations");
        return 0;
    }
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
