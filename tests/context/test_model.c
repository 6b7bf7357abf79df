/* SPDX-License-Identifier: Apache-2.0 */
/* test_model MODEL: candidates for an editor, suggestions, and that a damaged table is refused or
 * does no harm. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context/context.h"
#include "context/reading.h"
#include "context/model_file.h"
#include "unit/check.h"

static zz__memory memory;

static zz__choice choice_of(uint32_t region)
{
    zz__choice choice;

    memset(&choice, 0, sizeof choice);
    choice.kernels = zz__kernels_get(0);
    zz__context_locate_at(&choice.context, (const uint8_t *)model);
    choice.region = region;
    choice.memory = &memory;
    return choice;
}

static void test_candidates(void **state)
{
    zz__choice choice = choice_of(ZZ__REGION_TAIWAN);
    bytes text = LITERAL("下麵條和裡面");
    zz__option options[ZZ__CONTEXT_CANDIDATES];
    uint32_t count = zz__context_candidates(&choice, text.at, text.size, 3, options), i;

    (void)state;
    assert_int_equal(count, 2);
    assert_int_equal(options[0].code_point, 0x9EB5); /* as Taiwan writes it */
    assert_int_equal(options[1].code_point, 0x9762);
    assert_int_equal(options[0].score, 0);
    assert_true(options[1].score < 0);
    assert_int_equal(zz__context_candidates(&choice, text.at, text.size, 0, options), 0);
    assert_int_equal(zz__context_candidates(&choice, text.at, text.size, text.size, options), 0);
    count = zz__context_candidates(&choice, text.at, text.size, 12, options);
    assert_true(count >= 2);
    assert_int_equal(options[0].code_point, 0x88E1);
    for (i = 1; i < count; i++)
        assert_true(options[i].score <= options[i - 1].score);
}

typedef struct seen {
    int edits, made, suggested;
    int unsure; /* suggested, and less than 900 likely */
} seen;

static int32_t see_edit(void *ctx, const zz__edit *edit)
{
    seen *s = ctx;

    assert_true(edit->op >= ZZ__OP_CHOSEN && edit->op <= ZZ__OP_STRAY);
    s->edits++;
    return ZZ_OK;
}

static int32_t see_choices(void *ctx, const zz__choices *choices)
{
    seen *s = ctx;
    int32_t likelihoods[ZZ__MAX_OPTIONS];
    uint32_t i;

    assert_int_equal(choices->source_size, 3);
    assert_true(choices->count >= 1 && choices->count <= ZZ__MAX_OPTIONS);
    assert_int_equal(choices->options[0].score, 0);
    s->made += choices->made;
    s->suggested += !choices->made;
    zz__choices_weigh(choices, likelihoods);
    for (i = 0; i < choices->count; i++) {
        if (choices->options[i].score >= ZZ__NO_OPTION && !choices->made &&
            choices->options[i].code_point == choices->written)
            s->unsure += likelihoods[i] < 900;
    }
    return ZZ_OK;
}

/* Runs a step of the choice's over the text. */
static seen see(const zz__step_type *type, const zz__choice *choice, bytes text)
{
    seen s = {0, 0, 0, 0};
    zz__recorder recorder = {.edit = see_edit, .ctx = &s, .choices = see_choices};
    zz__buffer out;
    zz__sink sink;
    zz__input in = {text.at, 0, text.size, true};
    void *state = calloc(1, type->state_size + 1);

    assert_non_null(state);
    zz__buffer_init(&out, &memory);
    memset(&sink, 0, sizeof sink);
    sink.out = &out;
    sink.recorder = &recorder;
    check_ok(type->run(choice, state, &in, &sink));
    assert_int_equal(in.start, in.end);
    if (type->release != NULL)
        type->release(state);
    zz__buffer_free(&out);
    free(state);
    return s;
}

static seen look(bytes text, int32_t threshold)
{
    zz__choice choice = choice_of(ZZ__REGION_TAIWAN);

    choice.threshold = threshold;
    return see(&zz__step_repair, &choice, text);
}

/* The step behind conversions, on text that need not be what one gives. */
static seen choose(bytes text, uint32_t region)
{
    zz__choice choice = choice_of(region);

    return see(&zz__step_choose, &choice, text);
}

/* What is not sure is suggested; a threshold makes more of it so. */
static void test_suggestions(void **state)
{
    bytes text = LITERAL("黨員干部的范圍");
    seen s = look(text, 0);

    (void)state;
    assert_int_equal(s.edits, 2);
    assert_int_equal(s.made, 2);
    s = look(text, 100000);
    assert_int_equal(s.edits, 0);
    assert_int_equal(s.made, 0);
    assert_true(s.suggested >= 2);
}

/* Forms that a region writes alike are one: no edit that changes nothing, no doubt between them. */
static void test_alike(void **state)
{
    static const char *const texts[] = {"房梁上的鼻梁", "嘴唇", "核實和核對", "三稜鏡的稜角",
                                        "香皂"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        bytes text = bytes_of((const uint8_t *)texts[i], strlen(texts[i]));
        seen s = look(text, 0);

        assert_int_equal(s.edits + s.made + s.suggested, 0);
        s = choose(text, ZZ__REGION_TAIWAN);
        assert_int_equal(s.edits + s.made + s.unsure, 0);
    }
}

static void test_damaged(void **state)
{
    static const uint8_t text[] = "發乾後裡面只有干部们说头发\n";
    zz__image image;
    dice d = {11};
    int round;

    (void)state;
    memset(&image, 0, sizeof image);
    image.context = (const uint8_t *)model;
    image.counts[ZZ__SECTION_CONTEXT] = (uint32_t)(model_size / 8);
    assert_true(zz__image_context_fits(&image));
    image.counts[ZZ__SECTION_CONTEXT]--;
    assert_false(zz__image_context_fits(&image));
    image.counts[ZZ__SECTION_CONTEXT] = 1;
    assert_false(zz__image_context_fits(&image));
    image.counts[ZZ__SECTION_CONTEXT] = 0;
    assert_true(zz__image_context_fits(&image));
    image.counts[ZZ__SECTION_CONTEXT] = (uint32_t)(model_size / 8);
    for (round = 0; round < 2000; round++) { /* what passes must still be safe to run */
        uint8_t *byte = (uint8_t *)model + dice_below(&d, round % 2 ? 60000 : 64), old = *byte;

        *byte = (uint8_t)dice_next(&d);
        if (zz__image_context_fits(&image)) {
            look(bytes_of(text, sizeof text - 1), 0);
            choose(bytes_of(text, sizeof text - 1), ZZ__REGION_STANDARD);
        }
        *byte = old;
    }
}

/* What each part names must be there. */
static void test_parts(void **state)
{
    zz__context_layout layout;
    zz__image image;
    uint64_t *chosen;
    uint16_t *folds;

    (void)state;
    memset(&image, 0, sizeof image);
    image.context = (const uint8_t *)model;
    image.counts[ZZ__SECTION_CONTEXT] = (uint32_t)(model_size / 8);
    zz__context_measure(&layout, (const zz__image_context *)(const void *)model);
    chosen = model + layout.chosen / 8;
    folds = (uint16_t *)(void *)(model + layout.folds / 8);
    assert_true(zz__image_context_fits(&image));
    chosen[0] ^= zz__le64(1); /* U+4E00 is no member */
    assert_false(zz__image_context_fits(&image));
    chosen[0] ^= zz__le64(1);
    folds[0] = zz__le16(0x4DFF); /* before the block */
    assert_false(zz__image_context_fits(&image));
    folds[0] = zz__le16(0x4E00);
    assert_true(zz__image_context_fits(&image));
}

/* Text of all that is read in ways of its own, ill-formed bytes too. */
static size_t draw_text(uint8_t *text, size_t room)
{
    static const char *const pieces[] = {
        "发", "面", "里", "乾", "的", "漢", "，",      "\n",   "a",
        "9",  "か", "é",  "𠀀", "豈", "⿰", "\xE4\xB8", "\xE4", "\x9F",
        "long ascii, forty bytes of it, no less..."};
    size_t count = (size_t)rand() % 300, n = 0, i;

    for (i = 0; i < count; i++) {
        const char *piece = pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece);

        if (n + size > room)
            break;
        memcpy(text + n, piece, size);
        n += size;
    }
    return n;
}

/* Reads text[0..n) in stretches; each place must be seen as zz__context_look sees it. */
static size_t read_through(const zz__context *context, const zz__kernels *kernels,
                           const uint8_t *text, size_t n, bool final)
{
    size_t at = 0, place = 0;

    for (;;) {
        zz__reading reading;
        zz__window window;
        size_t next = zz__context_read(context, kernels, context->chosen, text, at, n, final,
                                       &reading);
        uint32_t i;

        for (i = 0; i < reading.count; i++) {
            place = zz__context_find(context->chosen, NULL, text, place, n);
            assert_int_equal(reading.at[i], place);
            assert_true(zz__context_look(context, text, place, n, final, &window));
            assert_memory_equal(reading.units + reading.places[i] - ZZ__CONTEXT_REACH,
                                window.units, sizeof window.units);
            place += ZZ__CONTEXT_BYTES;
        }
        if (next == at || next == n) {
            place = zz__context_find(context->chosen, NULL, text, place, n);
            assert_true(place >= next);
            assert_true(place == n || !zz__context_look(context, text, place, n, final, &window));
            return next;
        }
        at = next;
    }
}

static void test_reading(void **state)
{
    zz__choice choice = choice_of(ZZ__REGION_TAIWAN);
    static uint8_t text[4096];
    int i;

    (void)state;
    srand(7);
    for (i = 0; i < 4000; i++) {
        size_t n = draw_text(text, sizeof text), cut = n > 0 ? (size_t)rand() % n : 0;
        const zz__kernels *kernels;
        unsigned k;

        for (k = 0; (kernels = zz__kernels_get(k)) != NULL; k++) {
            assert_int_equal(read_through(&choice.context, kernels, text, n, true), n);
            assert_true(read_through(&choice.context, kernels, text, cut, false) <= cut);
        }
    }
}

/* As many more units than were asked for as a kernel may write. */
static void decode_more(const uint8_t *text, size_t n, size_t *at, uint16_t *units,
                        uint32_t *count, uint32_t stop)
{
    zz__kernels_scalar.decode(text, n, at, units, count, stop + ZZ__OVERSHOOT);
}

/* Line feeds take the most units of a stretch: here behind one that is nearly full. */
static void test_line_feeds(void **state)
{
    zz__choice choice = choice_of(ZZ__REGION_TAIWAN);
    zz__kernels kernels = zz__kernels_scalar;
    struct {
        zz__reading reading;
        uint8_t behind[1024];
    } room;
    static uint8_t text[4096], untouched[sizeof room.behind];
    size_t letters, n, i;

    (void)state;
    kernels.decode = decode_more;
    for (letters = ZZ__READING_PLACES - 2; letters <= ZZ__READING_PLACES; letters++) {
        memset(text, '\n', sizeof text);
        for (i = 0; i < letters; i++)
            memcpy(text + 2 * i, "é", 2);
        n = 2 * letters + 2 * ZZ__CONTEXT_REACH + 1;
        memcpy(text + n, "发", 3);
        n += 3 + ZZ__READING_MORE;
        memset(room.behind, 0, sizeof room.behind);
        for (; n > 2 * letters; n--) {
            assert_true(zz__context_read(&choice.context, &kernels, choice.context.chosen, text,
                                         0, n, true, &room.reading) > 0);
            assert_memory_equal(room.behind, untouched, sizeof untouched);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_candidates),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_alike),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_line_feeds),
    };
    int failed;

    if (argc != 2 || read_model(argv[1]) != 0) {
        fputs("usage: test_model MODEL\n", stderr);
        return 2;
    }
    memory = zz__memory_default();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(model);
    return failed;
}
