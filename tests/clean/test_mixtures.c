/* SPDX-License-Identifier: Apache-2.0 */
/* Random texts of what the steps for bytes and characters look at. */
#include <string.h>

#include "clean/clean.h"
#include "drive.h"
#include "unit/share.h"

#define HAN "\xE4\xB8\xAD"      /* U+4E2D */
#define HAN_COPY "\xEF\xA4\x80" /* U+F900 */

/* What the steps look at, each group as likely as another, some ill-formed. */
static const char *const groups[][12] = {
    {HAN, HAN_COPY, "\xF0\xA0\xAE\xB7", "\xE3\x80\x82", "\xEF\xBC\x8C", "\xE3\x80\x8C", "\n"},
    {"a", "Z", "7", " ", ";", "\xE2\x84\xAA", "\xC3\xA9", "\n", "."},
    {"&", "&amp;", "&lt;", "lt;", "&#108;", "&#x3B;", "&semi;", "&num;", "#65;", "&Afr;", "amp;"},
    {"\r", "\n", "\r\n", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xC2\x85", "\x0B", "\x01", "\x7F"},
    {"\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE2\x80\x8E", "\xC2\xAD", "\xCC\x81", "\n", "a", HAN},
    {"\xEE\xA0\x95", "\xEE\x80\x80", "\xEF\xA1\x88", "\xEF\x8C\xA5", "\xEE\x9D\xA6",
     "\xEE\xBA\xB8"},
    {"\xEF\xB8\xB0", "\xEF\xB8\xB5", "\xEF\xB9\x81", "\xEF\xB8\x99", "\xEF\xB8\xB4", HAN, "a"},
    {"\xEF\xBD\xA1", "\xEF\xBD\xB6", "\xEF\xBE\x9E", "\xEF\xBE\x9F", "\xEF\xBE\x8A", "\xE3\x82\xAB",
     "\xE3\x82\x99"},
    {"\xEF\xBC\x85", "\xEF\xBC\xA0", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\x8E", "\xEF\xBC\x83",
     "5", "a", HAN, "+"},
    {"\xE2\xBC\x88", "\xE2\xBC\x80", "\xE2\xBB\x85", "\xE2\xBA\xA9", "\xE3\x87\x90", "\xE2\xBF\xB0",
     HAN, "\xE3\x80\x81", "\n", "\xE2\xBF\xB2"},
    {"\xEF\xB8\x8F", "\xF3\xA0\x84\x80", HAN, "\xE2\x9D\xA4", "\xE2\xBC\x88", "\xE3\x81\x8B"},
    {"\xEF\xB7\xBA", "\xCD\x84", "\xE1\x85\xA1", "\xE3\x84\xB1", "\xE3\x85\x8F", "\xC4\xB0",
     "\xCD\x85", "\xE1\xBE\x82", "\xEA\xB0\x80", "\xE1\x86\xA7", "\xE1\x86\xA8", "\xC3\x9F"},
    {"\xFF", "\x80", "\xE4\xB8", "\xF0\x9F", "\xED\xA0\x80", "\xE2", "\xF4\x90", "\xC0"},
};
#define GROUPS (sizeof groups / sizeof *groups)
#define LIMIT 3000

/* `most`: repeats of a piece. */
static size_t make_text(dice *d, uint8_t *text, size_t most)
{
    size_t few[3], count = 1 + dice_below(d, 3), length = 1 + dice_below(d, 30), size = 0, i, k;

    for (i = 0; i < count; i++)
        few[i] = dice_below(d, GROUPS);
    for (i = 0; i < length; i++) {
        const char *const *group = groups[few[dice_below(d, count)]];
        size_t choices = 0, repeat = dice_below(d, 40) == 0 ? 1 + dice_below(d, most) : 1;
        const char *piece;

        while (choices < 12 && group[choices] != NULL)
            choices++;
        piece = group[dice_below(d, choices)];
        for (k = 0; k < repeat && size + strlen(piece) < LIMIT; k++) {
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
    }
    return size;
}

static bool is_for_characters(const zz__step_type *step)
{
    static const zz__step_type *const those[] = {
        &zz__step_bytes,    &zz__step_entities,  &zz__step_newlines, &zz__step_bom,
        &zz__step_controls, &zz__step_pua,       &zz__step_vertical, &zz__step_halfwidth,
        &zz__step_symbols,  &zz__step_radicals,  &zz__step_compat,   &zz__step_variation,
        &zz__step_fold,
    };
    size_t i = 0;

    while (i < sizeof those / sizeof *those && those[i] != step)
        i++;
    return i < sizeof those / sizeof *those;
}

static void check_values(const zz__step_type *step, bytes input, dice *d)
{
    uint32_t value = 0;

    do {
        output whole, again;

        if (step->values != NULL && strcmp(step->values[value], "error") == 0)
            continue; /* ends with a status */
        drive_value(value);
        drive(step, input, NULL, 0, true, &whole);
        check_cuts(step, input, output_bytes(&whole), d);
        drive_whole(step, output_bytes(&whole), &again);
        check_bytes(step->name, input, output_bytes(&whole), output_bytes(&again));
        output_free(&whole);
        output_free(&again);
    } while (step->values != NULL && step->values[++value] != NULL);
}

/* However a text is cut the result is the same, and a second time there is nothing to do. */
static void test_random(void **unused)
{
    static uint8_t text[LIMIT];
    dice d = {7};
    size_t i, k;

    (void)unused;
    for (i = 0; i < 20000 / SHARE; i++) {
        bytes input = bytes_of(text, make_text(&d, text, 90));

        for (k = 0; k < ZZ__CLEAN_STEP_COUNT; k++) {
            if (is_for_characters(zz__clean_steps[k]))
                check_values(zz__clean_steps[k], input, &d);
        }
    }
    drive_value(0);
}

/* The steps that text flows through before those for spaces and lines, in their order. */
static void drive_characters(bytes text, output *out)
{
    output last = {NULL, 0, NULL, 0};
    size_t i;

    for (i = 0; zz__clean_steps[i] != &zz__step_nbsp; i++) {
        if (zz__clean_steps[i] == &zz__step_furniture || zz__clean_steps[i] == &zz__step_gloss)
            continue;
        drive_whole(zz__clean_steps[i], last.at == NULL ? text : output_bytes(&last), out);
        output_free(&last);
        last = *out;
    }
}

/*
 * All steps for characters, twice. Not with references, which any later step may spell; nor of long
 * repeats: a step looks past so many marks, and where another deletes some of more it sees further
 * the second time.
 */
static void test_together(void **unused)
{
    static uint8_t text[LIMIT];
    dice d = {8};
    size_t i;

    (void)unused;
    for (i = 0; i < 20000 / SHARE; i++) {
        bytes input = bytes_of(text, make_text(&d, text, 3));
        output once, twice;

        if (memchr(text, '&', input.size) != NULL)
            continue;
        drive_characters(input, &once);
        drive_characters(output_bytes(&once), &twice);
        check_bytes("the steps for characters, a second time", input, output_bytes(&once),
                    output_bytes(&twice));
        output_free(&once);
        output_free(&twice);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_together),
    };
    return cmocka_run_group_tests_name("clean mixtures", tests, NULL, NULL);
}
