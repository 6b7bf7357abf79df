/* SPDX-License-Identifier: Apache-2.0 */
/* The steps for spaces and lines: random texts of what they look at, and what is long. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"
#include "drive.h"
#include "unit/share.h"

#define TEXTS (6000 / SHARE)
#define LIMIT 12000

static const zz__step_type *const steps[] = {
    &zz__step_furniture,       &zz__step_gloss,           &zz__step_nbsp,
    &zz__step_ideographic_space, &zz__step_repeated_spaces, &zz__step_trailing_spaces,
    &zz__step_join_lines,      &zz__step_han_spaces,      &zz__step_mark_spaces,
    &zz__step_spacing,
};
#define STEPS (sizeof steps / sizeof *steps)

/* Each group is as likely as another. */
static const char *const groups[][12] = {
    {"中", "文", "あ", "\xF0\xA0\xAE\xB7", "年", "\xEF\xA8\x99"},
    {"中文中文中文", "中 文 中 文", "a", "Z", "7", "é", "α", "я", "е\xCC\x81"},
    {" ", " ", "  ", "\t", "\xE3\x80\x80", "\xC2\xA0", "\xE2\x80\x83", "\xE2\x80\xAF"},
    {"\n", "\r\n", "\r", "\n\n", "\x0C", "\xE2\x80\xA8", "\xC2\x85", "  \n", "-\n"},
    {"，", "。", "「", "」", "（", "）", "《", "》", "：", "、"},
    {"“", "”", "‘", "’", "…", "—", "·", "～"},
    {",", ".", "(", ")", "*", "#", "-", ">", "```", "~~~", "|", "1."},
    {"(jīng)", "（rén）", "(ha\xCC\x8Co)", "(jīng", "(de)", ")", "(", "ǚ)"},
    {"人民網", ">>", "返回頂部", "返回顶部\n", "\n人民網>>吉林頻道\n", "\r返回頂部\r", "my own line"},
    {"\xCC\x81", "\xEF\xB8\x8F", "\xF3\xA0\x84\x80", "\xE2\x80\x8B", "👩", "한", "ا", "Ａ"},
    {"\xFF", "\x80", "\xE4\xB8", "\xE3\x80", "\xF0\xA0", "\xC2", "\xE2\x80"},
    {"一二三四五六七八九十一二三四五六七八九十\n", "一二三四五六七八九十一二\n", "中文字\n",
     "中文中文中文中文中文中文中文中文中文 ", "這 是 一 段 光 學 辨 識 的 文 字", "text text "},
};
#define GROUPS (sizeof groups / sizeof *groups)

static size_t make_text(dice *d, uint8_t *text, size_t pieces)
{
    size_t few[5], count = 1 + dice_below(d, 5), size = 0, i;

    for (i = 0; i < count; i++)
        few[i] = dice_below(d, GROUPS);
    for (i = 0; i < pieces; i++) {
        const char *const *group = groups[few[dice_below(d, count)]];
        size_t choice = 0, length, repeat = dice_below(d, 80) == 0 ? 1 + dice_below(d, 500) : 1;

        while (choice < 12 && group[choice] != NULL)
            choice++;
        choice = dice_below(d, choice);
        length = strlen(group[choice]);
        for (; repeat > 0 && size + length < LIMIT; repeat--, size += length)
            memcpy(text + size, group[choice], length);
    }
    return size;
}

static void check_text(const zz__step_type *step, bytes input, dice *d)
{
    output whole, again;

    drive(step, input, NULL, 0, true, &whole);
    check_cuts(step, input, output_bytes(&whole), d);
    drive_whole(step, output_bytes(&whole), &again);
    check_bytes(step->name, input, output_bytes(&whole), output_bytes(&again));
    output_free(&whole);
    output_free(&again);
}

/* However a text is cut, the result is the same; and a second time there is nothing to do. */
static void test_random_texts(void **unused)
{
    static uint8_t text[LIMIT];
    dice d = {1};
    size_t i, k;

    (void)unused;
    drive_lines(LITERAL("my own line\n\n  中文字 \r\n"));
    for (i = 0; i < TEXTS; i++) {
        bytes input = bytes_of(text, make_text(&d, text, 1 + dice_below(&d, i % 8 ? 40 : 150)));

        for (k = 0; k < STEPS; k++) {
            uint32_t value = 0;

            do {
                drive_value(value);
                check_text(steps[k], input, &d);
                value++;
            } while (steps[k]->values != NULL && steps[k]->values[value] != NULL);
        }
    }
    drive_value(0);
    drive_lines(bytes_of(NULL, 0));
}

static size_t repeat(uint8_t *to, const char *piece, size_t n)
{
    size_t size = strlen(piece), i;

    for (i = 0; i < n; i++)
        memcpy(to + i * size, piece, size);
    return n * size;
}

/* left, n times the piece, right: is it changed? */
static void check_long(const zz__step_type *step, const char *left, const char *piece, size_t n,
                       const char *right, bool changes)
{
    static uint8_t text[4 * LIMIT];
    size_t size = repeat(text, left, 1);
    bytes input;
    output got;
    dice d = {3};

    size += repeat(text + size, piece, n);
    size += repeat(text + size, right, 1);
    input = bytes_of(text, size);
    drive_whole(step, input, &got);
    assert_int_equal(changes, !bytes_equal(input, output_bytes(&got)));
    output_free(&got);
    check_text(step, input, &d);
    check_text(step, input, &d);
}

/* Runs of 1,024 bytes are decided on, longer ones stay. */
static void test_long_runs(void **unused)
{
    (void)unused;
    check_long(&zz__step_nbsp, "中", "\xC2\xA0", 512, "a", true);
    check_long(&zz__step_nbsp, "中", "\xC2\xA0", 513, "a", false);
    check_long(&zz__step_nbsp, "a", "\xC2\xA0", 512, "中", true);
    check_long(&zz__step_repeated_spaces, "中", " ", 1024, "a", true);
    check_long(&zz__step_repeated_spaces, "中", " ", 1025, "a", false);
    check_long(&zz__step_repeated_spaces, "中", " ", 9000, "a  中", true);
    check_long(&zz__step_ideographic_space, "中", "\xE3\x80\x80", 341, "a", true);
    check_long(&zz__step_ideographic_space, "中", "\xE3\x80\x80", 342, "a", false);
    check_long(&zz__step_trailing_spaces, "中", " ", 1024, "\n", true);
    check_long(&zz__step_trailing_spaces, "中", " ", 5000, "\n", false);
    check_long(&zz__step_mark_spaces, "中", " ", 1024, "，", true);
    check_long(&zz__step_mark_spaces, "中", " ", 1025, "，", false);
}

static void test_long_lines(void **unused)
{
    (void)unused;
    /* Han within the last 512 bytes of the line */
    check_long(&zz__step_trailing_spaces, "中", "a", 509, " ", true);
    check_long(&zz__step_trailing_spaces, "中", "a", 600, " ", false);
    /* a line of 60 Han may have been broken there, one of 61 not */
    check_long(&zz__step_join_lines, "", "中", 60, "\n中", true);
    check_long(&zz__step_join_lines, "", "中", 61, "\n中", false);
    check_long(&zz__step_join_lines, "", "中", 10, "\n中", true);
    check_long(&zz__step_join_lines, "", "中", 9, "\n中", false);
    check_long(&zz__step_join_lines, "", "中", 9000, "\n中", false);
    /* lines of spaces on both sides of what is looked at */
    check_long(&zz__step_join_lines, "一二三四五六七八九十", " ", 256, "\n中", true);
    check_long(&zz__step_join_lines, "一二三四五六七八九十", " ", 257, "\n中", false);
    /* what is full of spaces within sight, and what only behind */
    check_long(&zz__step_han_spaces, "", "中 ", 4000, "中", true);
    check_long(&zz__step_han_spaces, "中 ", "中", 1000, " 中 文 中 文 中 文 中 文 中 文", false);
    check_long(&zz__step_furniture, "中\n返回頂部\n", "中", 9000, "\n中", true);
    check_long(&zz__step_furniture, "", " ", 1012, "返回頂部", true);
    check_long(&zz__step_furniture, "", " ", 1013, "返回頂部", false);
}

static void test_callers_lines(void **unused)
{
    (void)unused;
    drive_lines(LITERAL("廣告\r\n  責任編輯：某某\n\n本站聲明*"));
    check_step(&zz__step_furniture, LITERAL("正文\n 廣告\t\n\n責任編輯：某某\n廣告位\n本站聲明*"),
               LITERAL("正文\n\n廣告位"));
    check_step(&zz__step_furniture, LITERAL("本站聲明：\n"), LITERAL("本站聲明：\n"));
    drive_lines(LITERAL("\xEF\xBB\xBF廣告")); /* as some editors save a file */
    check_step(&zz__step_furniture, LITERAL("正文\n廣告\n"), LITERAL("正文\n"));
    drive_lines(LITERAL("\xEF\xBB\xBF"));
    check_step(&zz__step_furniture, LITERAL("正文\n廣告\n"), LITERAL("正文\n廣告\n"));
    drive_lines(bytes_of(NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_long_runs),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_callers_lines),
    };
    return cmocka_run_group_tests_name("clean spaces", tests, NULL, NULL);
}
