/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every preset on random texts: cuts do not show; a second time changes nothing where a word of
 * Han stands between awkward things, as in prose. Where invisible characters, odd spaces and
 * marks are heaped up, what one step makes of them may be something for a step before it, though
 * each by itself is idempotent on any bytes: then the preset comes to rest after a few times.
 */
#include <stdio.h>
#include <string.h>

#include "unit/check.h"
#include "unit/share.h"

#define ROUNDS (6000 / SHARE)

static const char *const pieces[] = {
    "头", "发", "𠮷", "㐂", "中文", "a", "Latin", "1", "3,000", "14:11", ",", ":", ";", "?", "!", ".",
    "...", "......", "(", ")", "[", "]", "\"", "'", "“", "”", "‘", "’", "「", "」", "『", "』", "《",
    "》", "，", "。", "：", "；", "！", "？", "（", "）", "、", "…", "……", "—", "——", "--", "·", "•",
    "・", " ", "  ", "\t", "\n", "\r\n", "\r", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x83",
    "\xE2\x80\x8B", "\xE2\x80\x8D", "\xEF\xBB\xBF", "\xC2\xAD", "\xE2\x80\xAE", "ｱ", "ﾞ", "｡", "｢",
    "Ａ", "１", "％", "＠", "﹐", "﹔", "︵", "︰", "⼈", "⻅", "⿰", "\xEF\xA8\x99", "\xF3\xA0\x84\x80",
    "&amp;", "&#20013;", "&lt;", "&nbsp;", "http://a.b/c,d?e=f", "a@b.cn", "`x,y`", "```", "$x$",
    "<b>", "[[", "]]", "](", ":)", "**", "- ", "1. ", "經(jīng)", "é", "e\xCC\x81", "한", "か", "😀",
    "\xFF", "\xE5\xA4", "\x80", "%", "°", "小字號", "人民網", "々", "~", "——", "--", "\xEE\xA0\x95",
};
#define PIECES (sizeof pieces / sizeof *pieces)

static void append(char *text, size_t *size, const char *piece)
{
    memcpy(text + *size, piece, strlen(piece));
    *size += strlen(piece);
}

/* Of few pieces, so that what belongs together meets. In prose a word stands between them. */
static size_t soup(dice *d, char *text, size_t room, bool prose)
{
    static const char *const words[] = {"头", "发现", "中文字", "𠮷野家", "手術后", "里"};
    size_t few[12], count = 2 + dice_below(d, 11), length = 1 + dice_below(d, 50), size = 0, i;

    for (i = 0; i < count; i++)
        few[i] = dice_below(d, PIECES);
    for (i = 0; i < length && size + 64 < room; i++) {
        if (prose)
            append(text, &size, words[dice_below(d, sizeof words / sizeof *words)]);
        append(text, &size, pieces[few[dice_below(d, count)]]);
    }
    return size;
}

static zz_result *convert(const zz_recipe *recipe, bytes text)
{
    zz_result *result;

    check_ok(zz_convert(recipe, (const char *)text.at, text.size, &result, NULL));
    return result;
}

static bytes bytes_of_result(const zz_result *result)
{
    return bytes_of(zz_result_text(result), zz_result_size(result));
}

static void check_chunks(zz_stream *stream, const char *name, bytes text, bytes expected, dice *d)
{
    char out[16384];
    size_t at = 0, done = 0, size;
    const char *piece;

    check_ok(zz_stream_reset(stream, 0));
    while (at < text.size) {
        size_t n = 1 + dice_below(d, 9);
        n = n < text.size - at ? n : text.size - at;
        check_ok(zz_stream_feed(stream, (const char *)text.at + at, n, &piece, &size));
        assert_true(done + size <= sizeof out);
        memcpy(out + done, piece, size);
        done += size;
        at += n;
    }
    check_ok(zz_stream_end(stream, &piece, &size, NULL));
    assert_true(done + size <= sizeof out);
    memcpy(out + done, piece, size);
    check_bytes(name, text, expected, bytes_of(out, done + size));
}

/* How often the recipe has to be applied to its own result until that stays, 0: more than 8. */
static int rest(const zz_recipe *recipe, bytes text)
{
    zz_result *last = convert(recipe, text);
    int times = 0;

    while (times < 8) {
        zz_result *next = convert(recipe, bytes_of_result(last));
        bool same = zz_result_size(next) == zz_result_size(last) &&
                    memcmp(zz_result_text(next), zz_result_text(last), zz_result_size(last)) == 0;

        zz_result_free(last);
        last = next;
        times++;
        if (same) {
            zz_result_free(last);
            return times;
        }
    }
    zz_result_free(last);
    return 0;
}

static void check_text(const zz_recipe *recipe, zz_stream *stream, const char *name, bytes input,
                       bool prose, dice *d)
{
    zz_result *once = convert(recipe, input);

    check_chunks(stream, name, input, bytes_of_result(once), d);
    if (prose) {
        zz_result *twice = convert(recipe, bytes_of_result(once));
        check_bytes(name, input, bytes_of_result(once), bytes_of_result(twice));
        zz_result_free(twice);
    } else {
        assert_int_not_equal(rest(recipe, input), 0);
    }
    zz_result_free(once);
}

static void check_preset(const char *name)
{
    static char text[4096];
    dice d = {21};
    zz_recipe *recipe;
    zz_stream *stream;
    int round;

    check_ok(zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, NULL));
    check_ok(zz_stream_open(recipe, &stream));
    for (round = 0; round < ROUNDS; round++) {
        bool prose = round % 2 == 0;
        bytes input = bytes_of(text, soup(&d, text, sizeof text, prose));

        check_text(recipe, stream, name, input, prose, &d);
    }
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

static void test_preset(void **state)
{
    check_preset(*state);
}

int main(void)
{
    static struct CMUnitTest tests[32];
    size_t count = 0;
    uint32_t i, kind;
    const char *name;

    for (i = 0; zz_catalog(NULL, i, &kind, &name, NULL) == ZZ_OK && count < 32; i++) {
        if (kind == ZZ_CATALOG_PRESET) {
            tests[count].name = name;
            tests[count].test_func = test_preset;
            tests[count++].initial_state = (void *)(uintptr_t)name;
        }
    }
    return count == 0 ? 1 : _cmocka_run_group_tests("presets", tests, count, NULL, NULL);
}
