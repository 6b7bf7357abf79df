/* SPDX-License-Identifier: Apache-2.0 */
/* Random texts of what is awkward: properties that hold whatever a step does to them. */
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "clean/clean.h"
#include "drive.h"
#include "unit/share.h"

#define TEXTS (30000 / SHARE)
#define LIMIT 4000 /* bytes of the longest text made */

/* What texts are made of: each group is as likely as another. */
static const uint32_t groups[][16] = {
    {'a', 'e', 'q', '1', ' ', '<', 'K', ';'},
    {'\n', '\r', '\t', 0x85, 0x2029, 0x1B, 0x07, 0x01, 0x1C, 0x0B, 0x7F},
    {0x4E2D, 0x3402, 0x20BB7, 0x323B0, 0xF900, 0xFA19, 0x2F800, 0x9FFF},
    {0x3002, 0xFF0C, 0x300C, 0x3000, 0x304B, 0x30CF, 0x3105, 0x2329, 0x232A},
    {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD},
    {0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069},
    {0x180E, 0xFFF9, 0xFFFB, 0xE0001, 0xE0061, 0x115F, 0x3164, 0xFFA0},
    {0x0301, 0x0323, 0x0334, 0x0344, 0x0308, 0x3099, 0x309A, 0x302A, 0x302C, 0x0345, 0x0F73},
    {0xFE0F, 0xE0100, 0x20E3, 0x0338, 0x1D165},
    {0xFF21, 0xFF5A, 0xFF10, 0xFF1A, 0xFE50, 0xFE54, 0xFE58, 0xFE53},
    {0x1F468, 0x2764, 0x1F3FD, 0x2194, 0x1F1E8, 0x1F3F4, 0x1F201, 0xA9},
    {0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x11A7, 0x1175, 0x11C3},
    {0x05D0, 0x0645, 0xFB2A, 0x1E900, 0x10800, 0x0660, 0x061C},
    {0x0915, 0x094D, 0x0958, 0x09C7, 0x09BE, 0x0E01, 0x1820, 0x0B47, 0x0B3E},
    {0xE9, 0x1E69, 0x212A, 0x212B, 0x2126, 0x1F82, 0x0390, 0x1D160, 0x2ADC, 0x037E, 0x1FEF},
    {0x0378, 0xE000, 0x16D67, 0x11382, 0x105D2, 0x10FFFF},
};
#define GROUPS (sizeof groups / sizeof *groups)

static uint32_t pick(dice *d, size_t group)
{
    size_t count = 0;
    while (count < 16 && groups[group][count] != 0)
        count++;
    return groups[group][dice_below(d, count)];
}

static const char *const ill_formed[] = {"\xFF", "\x80", "\xE4\xB8", "\xEF\xBC", "\xED\xA0\x80",
                                         "\xF0\x9F", "\xC0\xAF", "\xF4\x90\x80\x80", "\xE2\x80"};

/* A text of few groups, so that what belongs together meets; now and then long repeats. */
static size_t make_text(dice *d, uint8_t *text, bool invalid)
{
    size_t few[5], count = 1 + dice_below(d, 5), length = 1 + dice_below(d, 40), size = 0, i;

    for (i = 0; i < count; i++)
        few[i] = dice_below(d, GROUPS);
    for (i = 0; i < length; i++) {
        uint32_t c = pick(d, few[dice_below(d, count)]);
        size_t repeat = dice_below(d, 60) == 0 ? 1 + dice_below(d, 400) : 1;

        if (invalid && dice_below(d, 12) == 0) {
            const char *bad = ill_formed[dice_below(d, sizeof ill_formed / sizeof *ill_formed)];
            memcpy(text + size, bad, strlen(bad));
            size += strlen(bad);
        }
        for (; repeat > 0 && size < LIMIT - 16; repeat--)
            size += zz__utf8_encode(c, text + size);
        if (size >= LIMIT - 16)
            break;
    }
    return size;
}

/* However a text is cut, the result is the same; and a second time there is nothing to do. */
static void test_cuts_and_idempotence(void **unused)
{
    static uint8_t text[LIMIT];
    dice d = {1};
    size_t i, k;

    (void)unused;
    for (i = 0; i < TEXTS; i++) {
        bytes input = bytes_of(text, make_text(&d, text, true));

        for (k = 0; k < ZZ__CLEAN_STEP_COUNT; k++) {
            const zz__step_type *step = zz__clean_steps[k];
            output whole, again;

            drive(step, input, NULL, 0, true, &whole);
            check_cuts(step, input, output_bytes(&whole), &d);
            drive_whole(step, output_bytes(&whole), &again);
            check_bytes(step->name, output_bytes(&whole), output_bytes(&whole),
                        output_bytes(&again));
            output_free(&whole);
            output_free(&again);
        }
    }
}

static void test_all_idempotent(void **unused)
{
    static uint8_t text[LIMIT];
    dice d = {2};
    size_t i;

    (void)unused;
    for (i = 0; i < TEXTS; i++) {
        bytes input = bytes_of(text, make_text(&d, text, true));
        output once, twice;

        drive_safe(input, &once);
        drive_safe(output_bytes(&once), &twice);
        check_bytes("safe, a second time", input, output_bytes(&once), output_bytes(&twice));
        output_free(&once);
        output_free(&twice);
    }
}

/* Compatibility ideographs; and U+11A7, right below the trailing consonants of Hangul: utf8proc
 * 2.8.0 takes it for one and drops it behind a syllable, which is not NFC. */
static bool is_kept(uint32_t c)
{
    return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F) || c == 0x11A7;
}

/* utf8proc's NFC of a well-formed text, with what must be kept hidden from it. */
static size_t reference_nfc(bytes text, uint8_t *out)
{
    static uint8_t hidden[2 * LIMIT];
    uint32_t kept[LIMIT];
    size_t count = 0, next = 0, size = 0, pos, length;
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t n;

    for (pos = 0; pos < text.size; pos += length) {
        uint32_t c = zz__utf8_decode(text.at + pos, text.size - pos, &length);
        if (is_kept(c)) {
            kept[count++] = c;
            c = 0xF0000;
        }
        size += zz__utf8_encode(c, hidden + size);
    }
    n = utf8proc_map(hidden, (utf8proc_ssize_t)size, &normal,
                     (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    assert_true(n >= 0);
    for (pos = 0, size = 0; pos < (size_t)n; pos += length) {
        uint32_t c = zz__utf8_decode(normal + pos, (size_t)n - pos, &length);
        size += zz__utf8_encode(c == 0xF0000 ? kept[next++] : c, out + size);
    }
    free(normal);
    return size;
}

/* Spans of more than 256 bytes apart, nfc is what utf8proc makes of the whole text. */
static void test_nfc_reference(void **unused)
{
    static uint8_t text[LIMIT], expected[3 * LIMIT];
    dice d = {3};
    size_t i, compared = 0;

    (void)unused;
    if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
        skip();
    for (i = 0; i < 4 * TEXTS; i++) {
        bytes input = bytes_of(text, make_text(&d, text, false));
        output got;

        if (input.size > 256)
            continue;
        drive_whole(&zz__step_nfc, input, &got);
        check_bytes("nfc beside utf8proc on the whole text", input,
                    bytes_of(expected, reference_nfc(input, expected)), output_bytes(&got));
        output_free(&got);
        compared++;
    }
    assert_true(compared > TEXTS);
}

/* Any characters at all, most of them assigned, one to thirty of them. */
static void test_nfc_any(void **unused)
{
    static uint8_t text[LIMIT], expected[3 * LIMIT];
    static const uint32_t ranges[][2] = {{0x41, 0x17F},     {0x300, 0x36F},    {0x370, 0x1FFF},
                                         {0x3041, 0x30FF},  {0x900, 0xDFF},    {0xAC00, 0xACFF},
                                         {0x11000, 0x11FFF}, {0x1D100, 0x1D200}};
    dice d = {4};
    size_t i, k;

    (void)unused;
    if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
        skip();
    for (i = 0; i < 4 * TEXTS; i++) {
        size_t size = 0, count = 1 + dice_below(&d, 30);
        bytes input;
        output got;

        for (k = 0; k < count; k++) {
            const uint32_t *range = ranges[dice_below(&d, sizeof ranges / sizeof *ranges)];
            uint32_t c = range[0] + (uint32_t)dice_below(&d, range[1] - range[0] + 1);
            size += zz__utf8_encode(c, text + size);
        }
        input = bytes_of(text, size);
        drive_whole(&zz__step_nfc, input, &got);
        check_bytes("nfc beside utf8proc on the whole text", input,
                    bytes_of(expected, reference_nfc(input, expected)), output_bytes(&got));
        output_free(&got);
    }
}

/* Bytes of no text at all: letters and small-forms change nothing but their three-byte forms. */
static void test_noise(void **unused)
{
    static const uint8_t likely[] = {0xEF, 0xBC, 0xBD, 0xB9, 0x90, 0xA1, 0xE4, 0xB8,
                                     0xAD, 0xE2, 0x80, 0x8B, 0xCC, 0x81, 0xF0, 0xFF};
    static uint8_t text[LIMIT];
    dice d = {5};
    size_t i, k;

    (void)unused;
    for (i = 0; i < TEXTS; i++) {
        size_t size = dice_below(&d, 200);
        for (k = 0; k < size; k++)
            text[k] = dice_below(&d, 8) == 0 ? (uint8_t)dice_below(&d, 256)
                                             : likely[dice_below(&d, sizeof likely)];
        for (k = 0; k < ZZ__CLEAN_STEP_COUNT; k++) {
            output whole;
            drive(zz__clean_steps[k], bytes_of(text, size), NULL, 0, true, &whole);
            check_cuts(zz__clean_steps[k], bytes_of(text, size), output_bytes(&whole), &d);
            output_free(&whole);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts_and_idempotence),
        cmocka_unit_test(test_all_idempotent),
        cmocka_unit_test(test_nfc_reference),
        cmocka_unit_test(test_nfc_any),
        cmocka_unit_test(test_noise),
    };
    return cmocka_run_group_tests_name("clean random", tests, NULL, NULL);
}
