/* SPDX-License-Identifier: Apache-2.0 */
/* What each function of opencc.h gives, and what it fails with: one behaviour a test. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "opencc.h"
#include "unit/check.h"

#define FAILED ((opencc_t)-1)
#define NO_SIZE ((size_t)-1)
#define HAN "汉字" /* six bytes */

static opencc_t open_converter(const char *config)
{
    opencc_t converter = opencc_open(config);

    if (converter == FAILED)
        fail_msg("%s: %s", config, opencc_error());
    assert_non_null(converter);
    return converter;
}

/* Both ways to convert give this. */
static void check_text(const char *config, const char *input, size_t length, const char *expected)
{
    opencc_t converter = open_converter(config);
    char *text = opencc_convert_utf8(converter, input, length);
    char buffer[256];
    size_t size;

    if (text == NULL)
        fail_msg("%s: %s", config, opencc_error());
    assert_string_equal(text, expected);
    opencc_convert_utf8_free(text);
    memset(buffer, 'x', sizeof buffer);
    size = opencc_convert_utf8_to_buffer(converter, input, length, buffer);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(buffer, expected, size + 1);
    assert_int_equal(buffer[size + 1], 'x');
    assert_int_equal(opencc_close(converter), 0);
}

/* Neither way works, the buffer stays, and this is why. */
static void check_failure(opencc_t converter, const char *input, size_t length, const char *why)
{
    char buffer[64];

    assert_null(opencc_convert_utf8(converter, input, length));
    check_contains(opencc_error(), why);
    assert_int_equal(opencc_close(FAILED), -1); /* so that the next message is a new one */
    memset(buffer, 'x', sizeof buffer);
    assert_int_equal(opencc_convert_utf8_to_buffer(converter, input, length, buffer), NO_SIZE);
    check_contains(opencc_error(), why);
    assert_int_equal(buffer[0], 'x');
}

static void test_no_error_at_first(void **state)
{
    (void)state;
    assert_string_equal(opencc_error(), "");
}

static void test_configurations(void **state)
{
    (void)state;
    check_text(NULL, HAN, NO_SIZE, "漢字");
    check_text(OPENCC_DEFAULT_CONFIG_SIMP_TO_TRAD, HAN, NO_SIZE, "漢字");
    check_text(OPENCC_DEFAULT_CONFIG_TRAD_TO_SIMP, "漢字", NO_SIZE, HAN);
    check_text("s2twp", "鼠标和内存", NO_SIZE, "滑鼠和記憶體");
    check_text("s2twp.json", "鼠标和内存", NO_SIZE, "滑鼠和記憶體");
    check_text("tw2tp.json", "快閃記憶體", NO_SIZE, "閃存"); /* not one of OpenCC's */
    check_text("clean,s2tw", "Ａ&amp;里面", NO_SIZE, "A&amp;裡面");
}

static void test_configurations_that_are_none(void **state)
{
    static const struct {
        const char *config, *why;
    } cases[] = {
        {"", "empty"},
        {"nope", "There is no step \"nope\""},
        {"S2T", "did you mean s2t"},
        {".json", ".json"},
        {"nope.json", "nope.json"},
        {"s2t.json.json", "s2t.json.json"},
        {"clean.json", "clean.json"}, /* a preset is no configuration of OpenCC's */
        {"/nowhere/s2t.json", "/nowhere/s2t.json"},
        {"./s2t", "./s2t"},
        {"s2tw\xff", "s2tw\\xFF"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(opencc_close(FAILED), -1);
        assert_ptr_equal(opencc_open(cases[i].config), FAILED);
        check_contains(opencc_error(), cases[i].why);
    }
}

static void test_long_configuration(void **state)
{
    char name[5000];

    (void)state;
    memset(name, 'x', sizeof name);
    memcpy(name + sizeof name - 6, ".json", 6);
    assert_ptr_equal(opencc_open(name), FAILED);
    check_contains(opencc_error(), "xxx");
    name[sizeof name - 3] = '\0';
    assert_ptr_equal(opencc_open(name), FAILED);
    check_contains(opencc_error(), "xxx");
}

#define FILE_NAME "opencc-interface.json"

static void write_file(const char *text)
{
    FILE *file = fopen(FILE_NAME, "w");

    assert_non_null(file);
    assert_int_equal(fputs(text, file) < 0, 0);
    assert_int_equal(fclose(file), 0);
}

/* Files of one's own; where they name OpenCC's compiled dictionaries, those inside are meant. */
static void test_files(void **state)
{
    opencc_t handle;

    (void)state;
    write_file("{\"conversion_chain\":[{\"dict\":{\"type\":\"inline\",\"entries\":"
               "{\"面条\":\"麵麵\"}}}]}");
    handle = opencc_open(FILE_NAME);
#ifndef ZZ_CONFIG
    assert_ptr_equal(handle, FAILED);
    check_contains(opencc_error(), "built without yyjson");
    remove(FILE_NAME);
    print_message("# skipped: built without configurations\n");
    return;
#endif
    assert_int_equal(opencc_close(handle), 0);
    check_text(FILE_NAME, "面条和头发", NO_SIZE, "麵麵和头发");
    check_text("./" FILE_NAME, "面条和头发", NO_SIZE, "麵麵和头发");
    write_file("{\"conversion_chain\":[{\"dict\":{\"type\":\"ocd2\",\"file\":"
               "\"STPhrases.ocd2\"}}]}");
    check_text(FILE_NAME, "面条和头发", NO_SIZE, "麪條和頭髮");
    write_file("{");
    assert_ptr_equal(opencc_open(FILE_NAME), FAILED);
    check_contains(opencc_error(), "line 1");
    remove(FILE_NAME);
}

/* A file beside the program does not become what is inside. */
static void test_files_of_known_names(void **state)
{
    FILE *file = fopen("s2hkp.json", "w");

    (void)state;
    assert_non_null(file);
    fclose(file);
    check_text("s2hkp.json", HAN, NO_SIZE, "漢字");
    assert_ptr_equal(opencc_open("./s2hkp.json"), FAILED);
    remove("s2hkp.json");
}

/* The library uses the dictionaries of rare characters, as OpenCC's does. */
static void test_rare_characters(void **state)
{
    (void)state;
    check_text("t2s", "㑮", NO_SIZE, "𫝈");
}

static void test_length(void **state)
{
    (void)state;
    check_text("s2t", HAN, 0, "");
    check_text("s2t", NULL, 0, "");
    check_text("s2t", "", NO_SIZE, "");
    check_text("s2t", HAN, 3, "漢");
    check_text("s2t", HAN, 6, "漢字");
    check_text("s2t", "头发", 3, "頭"); /* what is behind has no part in it */
}

/* A block that ends inside a character: what there is of it is passed on. */
static void test_cut_character(void **state)
{
    (void)state;
    check_text("s2t", HAN, 4, "漢\xe5");
    check_text("s2t", HAN, 5, "漢\xe5\xad");
    check_text("s2twp", HAN, 4, "漢\xe5");
}

/* A NUL ends the text, so that a length may be too large. */
static void test_nul(void **state)
{
    (void)state;
    check_text("s2t", "汉\0汉", 7, "漢");
    check_text("s2tw", "汉\0汉", 7, "漢");
    check_text("s2t", HAN, 7, "漢字");
    check_text("s2t", HAN "\0\x80", 8, "漢字");
    check_text("s2t", "\0汉", 4, "");
}

static void test_length_beyond_the_end(void **state)
{
    char *text = malloc(sizeof HAN);

    (void)state;
    assert_non_null(text);
    memcpy(text, HAN, sizeof HAN); /* a reading past it is found by the tools that look for that */
    check_text("s2t", text, NO_SIZE - 1, "漢字");
    check_text("s2t", text, NO_SIZE / 2, "漢字");
    check_text("s2t", text, 100, "漢字");
    free(text);
}

static void test_text_without_nul(void **state)
{
    char *text = malloc(6);

    (void)state;
    assert_non_null(text);
    memcpy(text, HAN, 6);
    check_text("s2t", text, 6, "漢字");
    free(text);
}

static void test_refused_bytes(void **state)
{
    opencc_t converter = open_converter("s2t");

    (void)state;
    check_failure(converter, "a\x80z", NO_SIZE, "Invalid UTF8: ");
    check_failure(converter, "a\x80z", NO_SIZE, "0x80 at offset 1");
    check_failure(converter, "汉\xff汉", NO_SIZE, "0xFF at offset 3");
    check_failure(converter, "\xfe", 1, "0xFE at offset 0");
    check_failure(converter, "\xc2汉", NO_SIZE, "0xB1 at offset 2");
    check_failure(converter, "\xed\xa0\x80\xbf", NO_SIZE, "0xBF at offset 3");
    opencc_close(converter);
}

static void test_passed_bytes(void **state)
{
    (void)state;
    check_text("s2t", "汉\xc2", NO_SIZE, "漢\xc2");
    check_text("s2t", "\xed\xa0\x80汉", NO_SIZE, "\xed\xa0\x80漢");
    check_text("s2t", "\xc0\x80汉", NO_SIZE, "\xc0\x80漢");
    check_text("s2t", "\xf8\x88\x80\x80\x80汉", NO_SIZE, "\xf8\x88\x80\x80\x80漢");
    check_text("s2t", "\xe6"
                      "ab汉",
               NO_SIZE, "\xe6"
                        "ab漢");
}

/* A recipe says itself what becomes of them. */
static void test_recipes_and_bytes(void **state)
{
    (void)state;
    check_text("nfc,s2t", "a\x80汉", NO_SIZE, "a\x80漢");
    check_text("bytes=replace,s2t", "a\x80汉", NO_SIZE, "a\xef\xbf\xbd漢");
}

static void test_no_converter(void **state)
{
    (void)state;
    check_failure(NULL, "a", NO_SIZE, "not open");
    check_failure(FAILED, "a", NO_SIZE, "not open");
}

static void test_no_text(void **state)
{
    opencc_t converter = open_converter("s2t");

    (void)state;
    check_failure(converter, NULL, NO_SIZE, "input is NULL");
    check_failure(converter, NULL, 1, "input is NULL");
    assert_int_equal(opencc_convert_utf8_to_buffer(converter, "a", 1, NULL), NO_SIZE);
    check_contains(opencc_error(), "buffer is NULL");
    opencc_close(converter);
}

static void test_closing(void **state)
{
    (void)state;
    assert_int_equal(opencc_close(NULL), 0);
    assert_int_equal(opencc_close(FAILED), -1);
    check_contains(opencc_error(), "never open");
    opencc_convert_utf8_free(NULL);
}

/* OpenCC copies the input first, and so there are programs that do this. */
static void test_in_place(void **state)
{
    opencc_t converter = open_converter("s2twp");
    char text[64] = "闪存里的头发";

    (void)state;
    assert_int_equal(opencc_convert_utf8_to_buffer(converter, text, NO_SIZE, text),
                     strlen("快閃記憶體裡的頭髮"));
    assert_string_equal(text, "快閃記憶體裡的頭髮");
    opencc_close(converter);
}

/* More than the room that is made for most texts. */
static void test_growth(void **state)
{
    enum { WORDS = 1000 };
    opencc_t converter = open_converter("s2twp");
    char *input = malloc(WORDS * 6 + 1), *text;
    size_t i;

    (void)state;
    assert_non_null(input);
    for (i = 0; i < WORDS; i++)
        memcpy(input + 6 * i, "闪存", 7);
    text = opencc_convert_utf8(converter, input, NO_SIZE);
    assert_non_null(text);
    assert_int_equal(strlen(text), WORDS * 15);
    for (i = 0; i < WORDS; i++)
        assert_memory_equal(text + 15 * i, "快閃記憶體", 15);
    opencc_convert_utf8_free(text);
    opencc_close(converter);
    free(input);
}

/* Programs that call free instead are wrong, and common. */
static void test_free_of_c(void **state)
{
    opencc_t converter = open_converter("s2t");

    (void)state;
    free(opencc_convert_utf8(converter, HAN, NO_SIZE));
    opencc_close(converter);
}

static void test_error_stays(void **state)
{
    opencc_t converter = open_converter("s2t");

    (void)state;
    assert_ptr_equal(opencc_open("nope"), FAILED);
    free(opencc_convert_utf8(converter, HAN, NO_SIZE));
    check_contains(opencc_error(), "nope");
    opencc_close(converter);
}

/* What opencc.h says of the room that is needed. */
static void test_room_for_the_buffer(void **state)
{
    const char *name;
    uint32_t kind, i, seen = 0;

    (void)state;
    for (i = 0; zz_catalog(NULL, i, &kind, &name, NULL) == ZZ_OK; i++) {
        zz_recipe *recipe;
        size_t size;

        if (kind != ZZ_CATALOG_CONVERSION)
            continue;
        seen++;
        check_ok(zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, NULL));
        for (size = 0; size < 3000; size++)
            assert_in_range(zz_bound(recipe, size), size, 5 * size);
        zz_recipe_close(recipe);
    }
    assert_in_range(seen, 16, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_error_at_first),
        cmocka_unit_test(test_configurations),
        cmocka_unit_test(test_configurations_that_are_none),
        cmocka_unit_test(test_long_configuration),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_files_of_known_names),
        cmocka_unit_test(test_rare_characters),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_cut_character),
        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_length_beyond_the_end),
        cmocka_unit_test(test_text_without_nul),
        cmocka_unit_test(test_refused_bytes),
        cmocka_unit_test(test_passed_bytes),
        cmocka_unit_test(test_recipes_and_bytes),
        cmocka_unit_test(test_no_converter),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_closing),
        cmocka_unit_test(test_in_place),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_free_of_c),
        cmocka_unit_test(test_error_stays),
        cmocka_unit_test(test_room_for_the_buffer),
    };
    return cmocka_run_group_tests_name("opencc interface", tests, NULL, NULL);
}
