/* SPDX-License-Identifier: Apache-2.0 */
/* Every preset on random texts: a second time changes nothing, and cuts do not show. */
#include <stdio.h>
#include <string.h>

#include "unit/check.h"

#define ROUNDS 6000

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

/* Of few pieces, so that what belongs together meets. */
static size_t soup(dice *d, char *text, size_t room)
{
    size_t few[12], count = 2 + dice_below(d, 11), length = 1 + dice_below(d, 50), size = 0, i;

    for (i = 0; i < count; i++)
        few[i] = dice_below(d, PIECES);
    for (i = 0; i < length && size + 32 < room; i++) {
        const char *piece = pieces[few[dice_below(d, count)]];
        memcpy(text + size, piece, strlen(piece));
        size += strlen(piece);
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

static void check_preset(const char *name)
{
    static char text[2048];
    dice d = {21};
    zz_recipe *recipe;
    zz_stream *stream;
    char what[80];
    int round;

    snprintf(what, sizeof what, "%s, a second time", name);
    check_ok(zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, NULL));
    check_ok(zz_stream_open(recipe, &stream));
    for (round = 0; round < ROUNDS; round++) {
        bytes input = bytes_of(text, soup(&d, text, sizeof text));
        zz_result *once = convert(recipe, input);
        zz_result *twice = convert(recipe, bytes_of_result(once));

        check_bytes(what, input, bytes_of_result(once), bytes_of_result(twice));
        check_chunks(stream, name, input, bytes_of_result(once), &d);
        zz_result_free(once);
        zz_result_free(twice);
    }
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

static void test_presets(void **state)
{
    uint32_t i, kind;
    const char *name;
    int count = 0;

    (void)state;
    for (i = 0; zz_catalog(NULL, i, &kind, &name, NULL) == ZZ_OK; i++) {
        if (kind == ZZ_CATALOG_PRESET) {
            check_preset(name);
            count++;
        }
    }
    assert_true(count > 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_presets)};
    return cmocka_run_group_tests_name("presets", tests, NULL, NULL);
}
