/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps for marks with each of their values: random texts of what they look at, long lines,
 * spans that go on over chunks and those that don't end, and what is protected by itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"
#include "clean/protect.h"
#include "drive.h"
#include "unit/share.h"

#define TEXTS (2500 / SHARE)
#define LIMIT 12000

typedef struct subject {
    const zz__step_type *type;
    uint32_t value;
} subject;

static const subject subjects[] = {
    {&zz__step_punct, 0},  {&zz__step_brackets, 0}, {&zz__step_ascii_punct, 0},
    {&zz__step_curly, 0},  {&zz__step_quotes, 0},   {&zz__step_quotes, 1},
    {&zz__step_quotes, 2}, {&zz__step_ellipsis, 0}, {&zz__step_dash, 0},
    {&zz__step_dot, 0},    {&zz__step_dot, 1},      {&zz__step_repeats, 0},
};
#define SUBJECTS (sizeof subjects / sizeof *subjects)

static const char *const pieces[] = {
    "中", "文", "字", "\xF0\xA0\xAE\xB7", "あ", "한", "a", "b", "Vue", "foo", "1", "23", " ", "  ",
    "\n", "\n\n", "\r\n", "\t", "\xE3\x80\x80", ",", ":", ";", "?", "!", ".", "...", "..", "(",
    ")", "[", "]", "{", "}", "\"", "'", "`", "``", "```", "~~~", "~", "<", "<b>", "</b>", "<!--",
    "-->", "$", "$$", "\\", "\\(", "\\)", "\\[", "\\]", "\\frac{a}", "[[", "]]", "](",
    "http://a.b/c", "www.x.com", "a@b.cn", "C:\\", "./x/y", ":)", ":(", ";-)", "^_^", "/", "//",
    "=", "!=", "::", "-", "--", "---", "*", "**", "_", "|", "&", "&amp;", "#", "%", "°", "℃",
    "，", "：", "；", "？", "！", "。", "、", "（", "）", "“", "”", "‘", "’", "「", "」", "『",
    "』", "《", "》", "…", "……", "⋯", "—", "——", "－", "─", "·", "•", "‧", "・", "．", "🙂", "é",
    "\xFF", "\xE4", "\xE4\xB8", "\xEF\xBC", "\x80", "> ", "- ", "1. ", "title: ", "[x]: ",
    "\xE2\x80\x8B", "\xEF\xB8\x8F", "が", "\0",
};
#define PIECES (sizeof pieces / sizeof *pieces)

/* A text of few pieces, so that what belongs together meets; now and then long repeats. */
static size_t make_text(dice *d, uint8_t *text, size_t limit)
{
    size_t few[14], kinds = 2 + dice_below(d, 12), size = 0, i;
    size_t count = 1 + dice_below(d, dice_below(d, 8) == 0 ? 600 : 40);

    for (i = 0; i < kinds; i++)
        few[i] = dice_below(d, PIECES);
    for (; count > 0; count--) {
        const char *piece = pieces[dice_below(d, 10) < 8 ? few[dice_below(d, kinds)]
                                                         : dice_below(d, PIECES)];
        size_t length = *piece == 0 ? 1 : strlen(piece);
        size_t times = dice_below(d, 40) == 0 ? 1 + dice_below(d, 300) : 1;

        for (; times > 0 && size + length <= limit; times--) {
            memcpy(text + size, piece, length);
            size += length;
        }
    }
    return size;
}

/* Whole, cut at random, and a second time. */
static void check_properties(const subject *s, bytes input, dice *d)
{
    output whole, again;

    drive_value(s->value);
    drive(s->type, input, NULL, 0, true, &whole);
    check_cuts(s->type, input, output_bytes(&whole), d);
    drive_whole(s->type, output_bytes(&whole), &again);
    check_bytes(s->type->name, output_bytes(&whole), output_bytes(&whole), output_bytes(&again));
    output_free(&whole);
    output_free(&again);
    drive_value(0);
}

static void test_random(void **unused)
{
    static uint8_t text[LIMIT];
    dice d = {11};
    size_t i, k;

    (void)unused;
    for (i = 0; i < TEXTS; i++) {
        bytes input = bytes_of(text, make_text(&d, text, dice_below(&d, 20) == 0 ? LIMIT : 1200));
        for (k = 0; k < SUBJECTS; k++)
            check_properties(&subjects[k], input, &d);
    }
}

/* Text without a Han, kana or mark of theirs alone is never changed, but by ascii-punct. */
static void test_no_contact(void **unused)
{
    static uint8_t text[1200];
    static const char *const latin[] = {"a", "Vue", "1", " ", "\n", ",", ":", ";", "?", "!", ".",
                                        "...", "(", ")", "\"", "'", "“", "”", "‘", "’", "…",
                                        "--", "·", "•", "é", "한", "-", "\xFF", "`", "$"};
    dice d = {12};
    size_t i, k;

    (void)unused;
    for (i = 0; i < TEXTS; i++) {
        size_t size = 0, count = dice_below(&d, 60);
        bytes input;

        for (; count > 0; count--) {
            const char *piece = latin[dice_below(&d, sizeof latin / sizeof *latin)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        input = bytes_of(text, size);
        for (k = 0; k < SUBJECTS; k++) {
            output got;
            drive_value(subjects[k].value);
            drive_whole(subjects[k].type, input, &got);
            check_bytes(subjects[k].type->name, input, input, output_bytes(&got));
            output_free(&got);
        }
        drive_value(0);
    }
}

/* n times the piece at to; returns where it ends. */
static uint8_t *repeat(uint8_t *to, const char *piece, size_t n)
{
    for (; n > 0; n--, to += strlen(piece))
        memcpy(to, piece, strlen(piece));
    return to;
}

typedef struct long_text {
    const char *first, *piece;
    size_t times;
    const char *last, *last_expected;
} long_text;

/* The first, and the piece behind it, are not changed by the step, however often it is there;
 * what comes last is. */
static void check_long(const zz__step_type *step, const long_text *v)
{
    static uint8_t text[60000], expected[60000];
    uint8_t *end = repeat(repeat(repeat(text, v->first, 1), v->piece, v->times), v->last, 1);
    uint8_t *expected_piece = repeat(expected, v->first, 1);
    uint8_t *expected_end =
        repeat(repeat(expected_piece, v->piece, v->times), v->last_expected, 1);
    bytes input = bytes_of(text, (size_t)(end - text)), want;
    dice d = {13};
    output got;
    int i;

    want = bytes_of(expected, (size_t)(expected_end - expected));
    drive(step, input, NULL, 0, true, &got);
    check_bytes(step->name, input, want, output_bytes(&got));
    output_free(&got);
    for (i = 0; i < (SHARE > 1 ? 4 : 16); i++)
        check_cuts(step, input, want, &d);
}

/* A line has no end, a span none within its bound; a fence goes on for ever. */
static void test_long(void **unused)
{
    static const long_text punct[] = {
        {"", "中文字", 4000, "，好,好", "，好，好"},
        {"", "word ", 4000, "中,好", "中，好"},
        {"", "中", 1, "`中,文", "`中，文"},
        {"", "中文字", 300, "`中,文`", "`中,文`"},
        {"", "<中文字", 900, "中,文", "中，文"},
        {"", "$中 ", 2000, "中,文", "中，文"},
        {"", "[", 9000, "中,文", "中，文"},
        {"", "\\", 9000, "中,文", "中，文"},
        {"", "x", 9000, "\n中,文", "\n中，文"},
        {"", " ", 9000, "中,文", "中，文"},
        {"", "，", 9000, "\n中,文", "\n中，文"},
        {"~~~\n中,文\n", "~~\n", 1, "~~~\n中,文", "~~~\n中，文"},
    };
    static const long_text fence = {"```\n", "中,文\n````x\n ``\n", 2000, "中,文\n",
                                    "中,文\n"};
    static const long_text quotes = {"", "中文。", 3000, "“好”", "「好」"};
    static const long_text brackets = {"", "中文字", 3000, "(好)", "（好）"};
    static const long_text nested = {"", "（", 300, "中(好)文", "中（好）文"};
    size_t i;

    (void)unused;
    for (i = 0; i < sizeof punct / sizeof *punct; i++)
        check_long(&zz__step_punct, &punct[i]);
    check_long(&zz__step_punct, &fence);
    check_long(&zz__step_quotes, &quotes);
    check_long(&zz__step_brackets, &brackets);
    check_long(&zz__step_brackets, &nested);
}

/* A fence whose end, or whose beginning, is cut by chunks of any size. */
static void test_fences(void **unused)
{
    bytes input = LITERAL("中,文\n> ~~\n中,文\n```py\n中,文\n~~~\n ``\n   ``` \n中,文\n"
                          "- ~~~~ a`b\n中,文\n~~~\n~~~~~\n中,文");
    bytes expected = LITERAL("中，文\n> ~~\n中，文\n```py\n中,文\n~~~\n ``\n   ``` \n中，文\n"
                             "- ~~~~ a`b\n中,文\n~~~\n~~~~~\n中，文");

    (void)unused;
    check_step(&zz__step_punct, input, expected);
}

/* What zz__protect_at says of each byte of a text: P where it is protected. */
static void check_protected(const char *text, const char *expected, uint32_t unprotected)
{
    zz__input in = {(const uint8_t *)text, 0, strlen(text), true};
    zz__protect protect = {0, 0};
    char got[200];
    size_t pos = 0, end = 0;

    assert_true(in.end < sizeof got);
    while (pos < in.end) {
        if (zz__protect_at(&protect, &in, pos, unprotected, &end) == ZZ__PROTECTED) {
            assert_true(end > pos && end <= in.end);
            for (; pos < end; pos++)
                got[pos] = 'P';
        } else {
            got[pos++] = '.';
        }
    }
    got[pos] = 0;
    check_bytes("what is protected", bytes_of_string(text), bytes_of_string(expected),
                bytes_of_string(got));
}

static void test_protected(void **unused)
{
    static const char *const vectors[][2] = {
        {"a ftp://b.c/d, e", "..PPPPPPPPPPP..."},
        {"(http://b.c/(d))", ".PPPPPPPPPPPPPP."},
        {"www.b.c.", "PPPPPPP."},
        {"go.dev/x:y;", "PPPPPPPPPP."},
        {"x.y@b.cn,", "PPPPPPPP."},
        {"/etc/x.", "PPPPPP."},
        {"C:\\x\\y", "PPPPPP"},
        {"a :-) b", "..PPP.."},
        {"x`a`y``b`c``", ".PPP.PPPPPPP"},
        {"<b>x</b>", "PPP.PPPP"},
        {"a<b", "..."},
        {"$a$ $5 $6", "PPP......"},
        {"\\a{b}c", "PPPPP."},
        {"[x](y z)", "..PPPPPP"},
        {"[[x]]y", "PPPPP."},
        {"[x]: y z", "PPPPPP.."},
        {"&lt;x", "PPPP."},
        {"3,000", ".PPPP"},
        {"14:11", "..PPP"},
    };
    size_t i;

    (void)unused;
    for (i = 0; i < sizeof vectors / sizeof *vectors; i++)
        check_protected(vectors[i][0], vectors[i][1], 0);
    check_protected("`a`", "...", ZZ__SPAN_CODE | ZZ__SPAN_FENCE);
    check_protected("$a$", "...", ZZ__SPAN_LATEX);
    check_protected("www.b.c", ".......", ZZ__SPAN_URL | ZZ__SPAN_PATH);
    check_protected("3,000", ".....", ZZ__SPAN_NUMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),    cmocka_unit_test(test_no_contact),
        cmocka_unit_test(test_long),      cmocka_unit_test(test_fences),
        cmocka_unit_test(test_protected),
    };
    return cmocka_run_group_tests_name("clean marks", tests, NULL, NULL);
}
