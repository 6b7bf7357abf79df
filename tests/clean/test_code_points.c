/* SPDX-License-Identifier: Apache-2.0 */
/* Every code point, alone and between two Han: only what a step names may change. */
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "clean/clean.h"
#include "drive.h"
#include "unit/share.h"

#define HAN "\xE4\xB8\xAD" /* U+4E2D */

/* What code point c becomes, as UTF-8 at out; returns its size. beside: it is between two Han. */
typedef size_t (*expectation)(uint32_t c, bool beside, uint8_t *out);

static size_t expect_letters(uint32_t c, bool beside, uint8_t *out)
{
    static const char *const ascii =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const char *p;

    (void)beside;
    for (p = ascii; *p != 0; p++) {
        if (c == 0xFF00u + (uint32_t)*p - 0x20u)
            return zz__utf8_encode((uint32_t)*p, out);
    }
    return zz__utf8_encode(c, out);
}

static size_t expect_small_forms(uint32_t c, bool beside, uint8_t *out)
{
    static const uint32_t pairs[][2] = {
        {0xFE50, 0xFF0C}, {0xFE51, 0x3001}, {0xFE52, 0xFF0E}, {0xFE54, 0xFF1B}, {0xFE55, 0xFF1A},
        {0xFE56, 0xFF1F}, {0xFE57, 0xFF01}, {0xFE58, 0x2014}, {0xFE59, 0xFF08}, {0xFE5A, 0xFF09},
        {0xFE5B, 0xFF5B}, {0xFE5C, 0xFF5D}, {0xFE5D, 0x3014}, {0xFE5E, 0x3015}, {0xFE5F, 0xFF03},
        {0xFE60, 0xFF06}, {0xFE61, 0xFF0A}, {0xFE62, 0xFF0B}, {0xFE63, 0xFF0D}, {0xFE64, 0xFF1C},
        {0xFE65, 0xFF1E}, {0xFE66, 0xFF1D}, {0xFE68, 0xFF3C}, {0xFE69, 0xFF04}, {0xFE6A, 0xFF05},
        {0xFE6B, 0xFF20},
    };
    size_t i;

    (void)beside;
    for (i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i][0] == c)
            return zz__utf8_encode(pairs[i][1], out);
    }
    return zz__utf8_encode(c, out);
}

static size_t expect_invisible(uint32_t c, bool beside, uint8_t *out)
{
    static const uint32_t gone[][2] = {
        {0x01, 0x08},     {0x0E, 0x1A},     {0x1C, 0x1F},       {0x7F, 0x7F},
        {0xAD, 0xAD},     {0x115F, 0x115F}, {0x180E, 0x180E},   {0x200B, 0x200F},
        {0x202A, 0x202E}, {0x2060, 0x2060}, {0x2066, 0x2069},   {0x3164, 0x3164},
        {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB},   {0xE0001, 0xE0001},
        {0xE0020, 0xE007F},
    };
    size_t i;

    for (i = 0; i < sizeof gone / sizeof *gone; i++) {
        if (c >= gone[i][0] && c <= gone[i][1] && (beside || c == 0xFEFF))
            return 0;
    }
    return zz__utf8_encode(c, out);
}

/* None of them is touched, though NFC would. */
static bool is_compatibility_ideograph(uint32_t c)
{
    return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

static size_t expect_nfc(uint32_t c, bool beside, uint8_t *out)
{
    uint8_t text[5] = {0};
    utf8proc_uint8_t *normal;
    size_t size;

    (void)beside;
    zz__utf8_encode(c, text);
    if (c == 0 || is_compatibility_ideograph(c))
        return zz__utf8_encode(c, out);
    normal = utf8proc_NFC(text);
    assert_non_null(normal);
    size = strlen((const char *)normal);
    assert_true(size <= 12);
    memcpy(out, normal, size);
    free(normal);
    return size;
}

static void check_one(const zz__step_type *step, expectation expect, uint32_t c, bool beside)
{
    uint8_t input[16], expected[32];
    size_t before = beside ? sizeof HAN - 1 : 0, input_size, expected_size;
    char what[60];
    output got;

    memcpy(input, HAN, sizeof HAN - 1);
    memcpy(expected, HAN, sizeof HAN - 1);
    input_size = before + zz__utf8_encode(c, input + before);
    expected_size = before + expect(c, beside, expected + before);
    memcpy(input + input_size, HAN, before);
    memcpy(expected + expected_size, HAN, before);
    drive_whole(step, bytes_of(input, input_size + before), &got);
    snprintf(what, sizeof what, "step %s, U+%04X %s", step->name, (unsigned)c,
             beside ? "between two Han" : "alone");
    check_bytes(what, bytes_of(input, input_size + before),
                bytes_of(expected, expected_size + before), output_bytes(&got));
    output_free(&got);
}

static void check_all(const zz__step_type *step, expectation expect)
{
    uint32_t c;

    for (c = 0; c <= 0x10FFFF; c = next_code_point(c)) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        check_one(step, expect, c, false);
        check_one(step, expect, c, true);
    }
}

static void test_letters(void **unused)
{
    (void)unused;
    check_all(&zz__step_letters, expect_letters);
}

static void test_small_forms(void **unused)
{
    (void)unused;
    check_all(&zz__step_small_forms, expect_small_forms);
}

static void test_invisible(void **unused)
{
    (void)unused;
    check_all(&zz__step_invisible, expect_invisible);
}

/* Holds while utf8proc's Unicode is the table's; a later one changes more characters. */
static void test_nfc(void **unused)
{
    (void)unused;
    if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0) {
        print_message("utf8proc is of Unicode %s, the table of 15.0.0\n",
                      utf8proc_unicode_version());
        skip();
    }
    check_all(&zz__step_nfc, expect_nfc);
}

/*
 * A block of text in which a character is the only one of interest is never skipped, and the Han
 * before it is found: each code point around byte 64, in a text long enough to be scanned.
 */
static void check_in_block(const zz__step_type *step, expectation expect, uint32_t c)
{
    uint8_t input[300], expected[400];
    size_t size, expected_size, lead;
    char what[60];
    output got;

    size = zz__utf8_encode(c, input);
    expected_size = expect(c, true, expected);
    if (size == expected_size && memcmp(input, expected, size) == 0)
        return;
    for (lead = 60; lead <= 67; lead++) {
        size_t in, out;

        memset(input, 'x', lead - 3);
        memcpy(input + lead - 3, HAN, 3);
        memcpy(expected, input, lead);
        in = lead + zz__utf8_encode(c, input + lead);
        out = lead + expect(c, true, expected + lead);
        memcpy(input + in, HAN, 3);
        memset(input + in + 3, 'x', 150);
        memcpy(expected + out, input + in, 153);
        drive_whole(step, bytes_of(input, in + 153), &got);
        snprintf(what, sizeof what, "step %s, U+%04X at byte %zu", step->name, (unsigned)c, lead);
        check_bytes(what, bytes_of(input, in + 153), bytes_of(expected, out + 153),
                    output_bytes(&got));
        output_free(&got);
    }
}

static void test_blocks(void **unused)
{
    bool same_unicode = strcmp(utf8proc_unicode_version(), "15.0.0") == 0;
    uint32_t c;

    (void)unused;
    for (c = 0; c <= 0x10FFFF; c = next_code_point(c)) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        check_in_block(&zz__step_letters, expect_letters, c);
        check_in_block(&zz__step_small_forms, expect_small_forms, c);
        check_in_block(&zz__step_invisible, expect_invisible, c);
        if (same_unicode)
            check_in_block(&zz__step_nfc, expect_nfc, c);
    }
}

/* A right-to-left letter, in a block where nothing else is of interest, keeps a bidi control. */
static void test_right_to_left(void **unused)
{
    static const char bidi[] = " " HAN "\xE2\x80\x8E" HAN, plain[] = " " HAN HAN;
    uint32_t c;

    (void)unused;
    if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
        skip();
    for (c = 0x80; c <= 0x10FFFF; c = next_code_point(c)) {
        const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)c);
        bool letter = (property->bidi_class == UTF8PROC_BIDI_CLASS_R ||
                       property->bidi_class == UTF8PROC_BIDI_CLASS_AL) &&
                      property->category >= UTF8PROC_CATEGORY_LU &&
                      property->category <= UTF8PROC_CATEGORY_LO;
        uint8_t input[300], expected[300];
        char what[60];
        output got;

        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        memset(input, 'q', 200);
        zz__utf8_encode(c, input + 100);
        memcpy(expected, input, 200);
        memcpy(input + 200, bidi, sizeof bidi - 1);
        memcpy(expected + 200, letter ? bidi : plain, letter ? sizeof bidi : sizeof plain);
        drive_whole(&zz__step_invisible, bytes_of(input, 200 + sizeof bidi - 1), &got);
        snprintf(what, sizeof what, "U+%04X before a bidi control", (unsigned)c);
        check_bytes(what, bytes_of(input, 200 + sizeof bidi - 1),
                    bytes_of(expected, 200 + (letter ? sizeof bidi : sizeof plain) - 1),
                    output_bytes(&got));
        output_free(&got);
    }
}

/* n bytes of text, byte `at` of them at byte 64 of a longer one, with utf8proc's answer. */
static void check_at_edge(const uint8_t *text, size_t n, size_t at, const char *what)
{
    uint8_t input[300] = {0};
    utf8proc_uint8_t *normal;
    output got;

    memset(input, 'q', 250);
    memcpy(input + 64 - at, text, n);
    normal = utf8proc_NFC(input);
    assert_non_null(normal);
    drive_whole(&zz__step_nfc, bytes_of(input, 250), &got);
    check_bytes(what, bytes_of(input, 250), bytes_of_string((const char *)normal),
                output_bytes(&got));
    output_free(&got);
    free(normal);
}

/*
 * nfc sees every mark and everything that composes in a block where nothing else is of interest.
 * Where it missed one it would begin again with the character right before byte 64. And it finds
 * the base in the block before, or cut by the edge.
 */
static void test_blocks_nfc(void **unused)
{
    uint32_t c;

    (void)unused;
    if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
        skip();
    for (c = 0x80; c <= 0x10FFFF; c = next_code_point(c)) {
        uint8_t text[40] = {0}, *parts;
        char what[60];
        size_t size, parts_size, base, cut;

        if ((c >= 0xD800 && c <= 0xDFFF) || is_compatibility_ideograph(c))
            continue;
        snprintf(what, sizeof what, "U+%04X before the edge of a block", (unsigned)c);
        size = zz__utf8_encode(c, text);
        parts = utf8proc_NFD(text);
        assert_non_null(parts);
        parts_size = strlen((const char *)parts);
        check_at_edge(parts, parts_size, parts_size, what);
        (void)zz__utf8_decode(parts, parts_size, &base);
        for (cut = 1; cut <= base && base < parts_size; cut++)
            check_at_edge(parts, parts_size, cut, what);
        free(parts);
        if (utf8proc_get_property((utf8proc_int32_t)c)->combining_class > 1) {
            memcpy(text + size, text, size);
            memcpy(text + 2 * size, "\xCC\xB4", 2); /* U+0334, of class 1, comes first */
            check_at_edge(text, 2 * size + 2, 2 * size, what);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_small_forms),
        cmocka_unit_test(test_invisible),
        cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_blocks_nfc),
        cmocka_unit_test(test_right_to_left),
    };
    return cmocka_run_group_tests_name("clean code points", tests, NULL, NULL);
}
