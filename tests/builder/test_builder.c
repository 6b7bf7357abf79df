/* SPDX-License-Identifier: Apache-2.0 */
/* The builder: what dictionaries and groups mean, and what is said of wrong ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "builder/build.h"
#include "convert/convert.h"
#include "engine/failing.h"
#include "table/image.h"
#include "unit/check.h"

typedef struct shelf {
    const char *const *books; /* name, text, name, text, ..., NULL */
} shelf;

static int32_t load(void *ctx, const char *name, const char **text, size_t *size, zz_error *error)
{
    const shelf *s = ctx;
    size_t i;

    for (i = 0; s->books[i] != NULL; i += 2) {
        if (strcmp(s->books[i], name) == 0) {
            *text = s->books[i + 1];
            *size = strlen(*text);
            return ZZ_OK;
        }
    }
    memset(error, 0, sizeof *error);
    error->status = ZZ_ERROR_FILE;
    snprintf(error->message, sizeof error->message, "no %s", name);
    return ZZ_ERROR_FILE;
}

static int32_t build_in(const zz__memory *memory, bool quick, const char *conversions,
                        const char *presets, const char *const *books, zz__buffer *image,
                        zz_error *error)
{
    shelf s = {books};
    zz__source source = {load, &s, NULL};
    zz__build_input input;

    memset(&input, 0, sizeof input);
    memset(error, 0, sizeof *error);
    input.conversions = conversions;
    input.conversions_size = strlen(conversions);
    input.presets = presets;
    input.presets_size = strlen(presets);
    input.data_version = "test";
    input.quick = quick;
    input.dictionaries = &source;
    zz__buffer_init(image, memory);
    return zz__build(&input, memory, image, error);
}

static int32_t build_either(bool quick, const char *conversions, const char *presets,
                            const char *const *books, zz__buffer *image, zz_error *error)
{
    static zz__memory memory;

    memory = zz__memory_default();
    return build_in(&memory, quick, conversions, presets, books, image, error);
}

static int32_t build(const char *conversions, const char *presets, const char *const *books,
                     zz__buffer *image, zz_error *error)
{
    return build_either(false, conversions, presets, books, image, error);
}

typedef struct wrong {
    const char *conversions;
    const char *presets;
    const char *dictionary; /* of the name D */
    const char *message;    /* what must be in it */
} wrong;

static void test_wrong(void **state)
{
    static const wrong cases[] = {
        {"conversion a\n stage D\n", "", "甲\t乙\n丙丁\n", "D, line 2, column 3: there is no TAB"},
        {"conversion a\n stage D\n", "", "甲\t乙\n\t丁\n", "D, line 2, column 1: there is nothing"},
        {"conversion a\n stage D\n", "", "甲\t\n", "D, line 1, column 3: there is nothing"},
        {"conversion a\n stage D\n", "", "甲\t 乙\n", "D, line 1, column 3: there is nothing"},
        {"conversion a\n stage D\n", "", "甲\t乙\n甲\xFF\t乙\n", "line 2, column 2: this is not UTF-8"},
        {"conversion a\n stage D\n", "", "甲\t乙\n丙\t丁\n甲\t丁\n",
         "D, line 3: a key stands in it twice"},
        {"conversion a\n stage E\n", "", "甲\t乙\n", "no E"},
        {"conversion a\n stage (D\n", "", "甲\t乙\n", "a closing parenthesis is missing"},
        {"conversion a\n stage D D\n", "", "甲\t乙\n", "nothing may follow here"},
        {"conversion a\n stage D > D | D\n", "", "甲\t乙\n", "put parentheses"},
        {"conversion a\n stage D >\n", "", "甲\t乙\n", "the name of a dictionary is missing"},
        {"conversion a\n stage ?D\n", "", "甲\t乙\n", "no dictionary is left"},
        {"conversion a\n stage ((((((((((((((((((D))))))))))))))))))\n", "", "甲\t乙\n",
         "nest too deep"},
        {"conversion a\n staeg D\n", "", "甲\t乙\n", "conversions.txt, line 2: this word is unknown"},
        {" stage D\n", "", "甲\t乙\n", "line 1: this line stands before"},
        {"conversion\n stage D\n", "", "甲\t乙\n", "line 1: something must follow"},
        {"conversion a\n summary x\n", "", "甲\t乙\n",
         "\"a\": a conversion has stages or a sequence"},
        {"conversion a\n sequence a\n", "", "甲\t乙\n", "takes conversions defined before"},
        {"conversion a\n stage D\n stage D\n stage D\n stage D\n stage D\n", "", "甲\t乙\n",
         "line 6: this word is unknown, or once too often"},
        {"conversion a\n stage D\n", "preset p\n summary s\n", "甲\t乙\n",
         "\"p\": a preset has steps"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *books[] = {"D", cases[i].dictionary, NULL};
        zz__buffer image;
        zz_error error;
        int32_t status = build(cases[i].conversions, cases[i].presets, books, &image, &error);

        assert_int_not_equal(status, ZZ_OK);
        assert_int_equal(status, error.status);
        check_contains(error.message, cases[i].message);
        zz__buffer_free(&image);
    }
}

/* Runs a conversion of a built image by one of the two steps. */
static void convert(const zz__buffer *image, uint32_t number, const zz__step_type *type,
                    const char *text, zz__buffer *out)
{
    static zz__memory memory;
    zz__image opened;
    zz__conversion conversion;
    zz_error error;
    zz__input in = {(const uint8_t *)text, 0, strlen(text), true};
    zz__sink sink;
    void *aligned;

    memory = zz__memory_default();
    memset(&sink, 0, sizeof sink);
    zz__buffer_init(out, &memory);
    sink.out = out;
    aligned = calloc(1, image->size);
    assert_non_null(aligned);
    memcpy(aligned, image->bytes, image->size);
    check_ok(zz__image_open(&opened, aligned, image->size, &error));
    zz__conversion_locate(&conversion, &opened, &opened.conversions[number].program[0], &memory);
    if (type == NULL)
        type = zz__conversion_type(&conversion);
    {
        void *held = calloc(1, type->state_size + 1);
        assert_non_null(held);
        check_ok(type->run(&conversion, held, &in, &sink));
        if (type->release != NULL)
            type->release(held);
        free(held);
    }
    check_ok(zz__buffer_append(out, "", 1));
    free(aligned);
}

/* The step that a conversion of a built image would be run by. */
static const zz__step_type *type_of(const zz__buffer *image, uint32_t number)
{
    static zz__memory memory;
    zz__image opened;
    zz__conversion conversion;

    memory = zz__memory_default();
    zz__image_locate(&opened, image->bytes);
    zz__conversion_locate(&conversion, &opened, &opened.conversions[number].program[0], &memory);
    return zz__conversion_type(&conversion);
}

typedef struct meaning {
    const char *group;
    const char *text;
    const char *expected;
} meaning;

/* A and B are made so that every rule of the groups shows. */
static void test_groups(void **state)
{
    static const char *const books[] = {
        "A", "\xEF\xBB\xBF# a comment\r\n甲乙\tAB A2\r\n丙\tC\r\n丁戊己\tDEF\n",
        "B", "甲\ta\n甲乙丙\tabc\n丁\td\n戊\te\n丁戊\tde\n\n庚\t庚", NULL};
    static const meaning cases[] = {
        {"A", "甲乙丙丁戊己庚", "ABCDEF庚"},
        {"A | B", "甲乙丙丁戊己庚", "abcDEF庚"},
        {"A > B", "甲乙丙丁戊己庚", "ABCDEF庚"},
        {"B > A", "甲乙丙丁戊己庚", "abcde己庚"},
        {"A > B", "甲丁戊庚", "ade庚"},
        {"A > B", "甲甲乙", "aAB"},
        {"(A > B)", "丁戊丁", "ded"},
        {"(A | B) > A", "甲乙丙", "abc"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char conversions[128];
        zz__buffer image, blocks, staged;
        zz_error error;

        snprintf(conversions, sizeof conversions, "conversion x\n stage %s\n", cases[i].group);
        check_ok(build(conversions, "", books, &image, &error));
        convert(&image, 0, &zz__step_blocks, cases[i].text, &blocks);
        convert(&image, 0, &zz__step_staged, cases[i].text, &staged);
        assert_string_equal((const char *)blocks.bytes, cases[i].expected);
        assert_string_equal((const char *)staged.bytes, cases[i].expected);
        zz__buffer_free(&blocks);
        zz__buffer_free(&staged);
        zz__buffer_free(&image);
    }
}

/* A later stage sees what the one before gave, but not across a segment's edge. */
static void test_segments(void **state)
{
    static const char *const books[] = {
        "S", "甲乙\t甲乙\n", "A", "丙\t乙\n甲乙\tXY\n", "B", "乙丁\t一\nY丁\t二\n丁丁\t三\n", NULL};
    static const char conversions[] = "conversion cut\n segment S\n stage A\n stage B\n"
                                      "conversion whole\n stage A\n stage B\n";
    zz__buffer image, out;
    zz_error error;

    (void)state;
    check_ok(build(conversions, "", books, &image, &error));
    convert(&image, 0, NULL, "丙丁甲乙丁丁丁", &out);
    assert_string_equal((const char *)out.bytes, "一XY三丁");
    zz__buffer_free(&out);
    convert(&image, 1, NULL, "丙丁甲乙丁丁丁", &out);
    assert_string_equal((const char *)out.bytes, "一X二三");
    zz__buffer_free(&out);
    zz__buffer_free(&image);
}

typedef struct joining {
    const char *conversion;
    const char *const *books;
    const char *const *texts;
    const zz__step_type *type;
} joining;

/* Where two stages are joined they give what they give one after the other, and where they can't
 * be they are not. */
static void test_joined(void **state)
{
    static const char shared[] = "conversion x\n segment S\n stage S > A\n stage B\n";
    static const char own[] = "conversion x\n segment S\n stage A\n stage B\n";
    static const char *const texts[] = {
        "甲乙丙丁戊己庚辛", "甲乙甲乙丙甲丙丁丁丁", "丙丁甲乙", "丙甲乙丁", "己庚辛己庚己辛庚", "𠀀𠀁甲𠀀乙",
        "丙丙丙丙丙丁丁", "戊戊己己", "", "甲", "辛", "⿰丙丁丙丁", "丙\xFF丁丙丁", "a丙b丁c", NULL};
    static const char *const plain[] = {
        "S", "甲乙\t天地\n庚辛\t玄黃\n甲乙丙\t宇宙洪\n", "A", "丙\t一\n戊\t二\n己庚\t三四五\n𠀀\t六\n",
        "B", "一丁\t東西\n二二\t南\n地一\t北\n天\t上\n六甲\t下\n三\t左\n五辛\t右\n", NULL};
    static const char *const several[] = {
        "S", "甲乙\t甲乙\n", "A", "丙\t東西\n", "B", "南北\t一\n", NULL};
    static const char *const not_alone[] = {
        "S", "甲乙\t甲乙\n", "A", "丙\t東西\n", "B", "西北\t一\n丁\t二\n", NULL};
    static const char *const beyond[] = {
        "S", "甲乙\t甲乙\n", "A", "丙\t一\n", "B", "一𠀀\t二\n", NULL};
    static const char *const described[] = {
        "S", "甲⿰乙\t甲乙\n", "A", "丙\t一\n", "B", "一\t二\n", NULL};
    static const char *const single[] = {
        "S", "甲\t天\n", "A", "丙\t一\n", "B", "一\t二\n", NULL};
    const joining cases[] = {
        {shared, plain, texts, &zz__step_joined},    {own, plain, texts, &zz__step_joined},
        {shared, several, texts, &zz__step_joined},  {own, several, texts, &zz__step_joined},
        {own, not_alone, texts, &zz__step_staged},   {shared, beyond, texts, &zz__step_staged},
        {own, described, texts, &zz__step_staged},   {own, single, texts, &zz__step_staged},
    };
    size_t i, j;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        const joining *c = &cases[i];
        zz__buffer image;
        zz_error error;

        check_ok(build(c->conversion, "", c->books, &image, &error));
        assert_ptr_equal(type_of(&image, 0), c->type);
        for (j = 0; c->texts[j] != NULL; j++) {
            zz__buffer joined, staged;

            convert(&image, 0, NULL, c->texts[j], &joined);
            convert(&image, 0, &zz__step_staged, c->texts[j], &staged);
            assert_string_equal((const char *)joined.bytes, (const char *)staged.bytes);
            zz__buffer_free(&joined);
            zz__buffer_free(&staged);
        }
        zz__buffer_free(&image);
    }
}

/* Stages whose keys interlock for ever: the joined form hands over to the staged one. */
static void test_tangled(void **state)
{
    static const char *const books[] = {
        "S", "天地\t天地\n", "A", "甲乙\t甲乙\n", "B", "乙甲\t丙\n甲\t丁\n", NULL};
    static char text[20000], expected[20000];
    zz__buffer image, out;
    zz_error error;
    size_t i;

    (void)state;
    strcpy(text, "天地");
    strcpy(expected, "天地丁");
    for (i = 0; i < 3000; i++) {
        strcat(text, "甲乙");
        strcat(expected, i + 1 < 3000 ? "丙" : "乙");
    }
    check_ok(build("conversion x\n segment S\n stage A\n stage B\n", "", books, &image, &error));
    assert_ptr_equal(type_of(&image, 0), &zz__step_joined);
    convert(&image, 0, NULL, text, &out);
    assert_string_equal((const char *)out.bytes, expected);
    zz__buffer_free(&out);
    zz__buffer_free(&image);
}

/* Keys and values of every shape: one unit or two, within or beyond the BMP, ASCII, long. */
static void test_shapes(void **state)
{
    static const char *const books[] = {
        "A",
        "甲\t𠀀\n𠀁\t乙\n𠀂𠀃\t𠀄\n丙\tthree chars\nab\tc\nx\ty\n⿰\t左右\n丁丁丁丁丁丁\t六\n\xC2\xA2\t分\n", NULL};
    static const char text[] = "甲甲𠀁𠀂𠀂𠀃丙 abxa⿰甲丁丁丁丁丁丁丁¢𠀄";
    static const char expected[] = "𠀀𠀀乙𠀂𠀄three cya左右𠀀六丁分𠀄";
    zz__buffer image, out;
    zz_error error;

    (void)state;
    check_ok(build("conversion x\n stage A\n", "", books, &image, &error));
    convert(&image, 0, &zz__step_staged, text, &out);
    assert_string_equal((const char *)out.bytes, expected);
    zz__buffer_free(&out);
    convert(&image, 0, NULL, text, &out);
    assert_string_equal((const char *)out.bytes, expected);
    zz__buffer_free(&out);
    zz__buffer_free(&image);
}

#define MADE 40 /* entries of a dictionary */
#define LONGEST 12

/* Numbers of characters, which are all BMP. */
typedef struct made {
    uint8_t key[MADE][LONGEST], value[MADE][LONGEST];
    size_t key_size[MADE], value_size[MADE], count;
} made;

static size_t put_characters(char *out, const uint8_t *numbers, size_t count)
{
    size_t i, size = 0;

    for (i = 0; i < count; i++)
        size += zz__utf8_encode(0x4E00u + numbers[i], (uint8_t *)out + size);
    return size;
}

static size_t make_some(dice *d, uint8_t *numbers, size_t most)
{
    size_t count = 1 + dice_below(d, most), i;

    for (i = 0; i < count; i++)
        numbers[i] = (uint8_t)dice_below(d, 3);
    return count;
}

/* Different keys of few characters, so that they begin alike; values that are parts of others. */
static void make_dictionary(made *m, dice *d, char *text)
{
    size_t i, size = 0;

    m->count = 0;
    while (m->count < MADE) {
        size_t n = m->count, key_size = make_some(d, m->key[n], LONGEST);

        for (i = 0; i < n; i++) {
            if (m->key_size[i] == key_size && memcmp(m->key[i], m->key[n], key_size) == 0)
                break;
        }
        m->key_size[n] = key_size;
        m->value_size[n] = make_some(d, m->value[n], LONGEST);
        m->count++;
        if (i < n) {
            m->count--;
            continue;
        }
        size += put_characters(text + size, m->key[n], key_size);
        text[size++] = '\t';
        size += put_characters(text + size, m->value[n], m->value_size[n]);
        text[size++] = '\n';
    }
    text[size] = '\0';
}

/* The longest key at each place, found by trying all. */
static void convert_plainly(const made *m, const uint8_t *numbers, size_t count, char *out)
{
    size_t at = 0, size = 0, i;

    while (at < count) {
        size_t best = m->count, longest = 0;

        for (i = 0; i < m->count; i++) {
            if (m->key_size[i] > longest && m->key_size[i] <= count - at &&
                memcmp(m->key[i], numbers + at, m->key_size[i]) == 0) {
                best = i;
                longest = m->key_size[i];
            }
        }
        size += longest == 0 ? put_characters(out + size, numbers + at, 1)
                             : put_characters(out + size, m->value[best], m->value_size[best]);
        at += longest == 0 ? 1 : longest;
    }
    out[size] = '\0';
}

/* Two dictionaries in one image, their tries placed together and their records shared, against a
 * search that knows neither; sizes around those that a record's head holds. */
static void test_random(void **state)
{
    static const char conversions[] = "conversion a\n stage A\nconversion b\n stage B\n";
    static char texts[2][MADE * LONGEST * 8], text[800], expected[8000];
    static made dictionaries[2];
    const char *books[] = {"A", texts[0], "B", texts[1], NULL};
    dice d = {11};
    int round, i, quick;

    (void)state;
    for (round = 0; round < 60; round++) {
        uint8_t numbers[200];

        for (i = 0; i < 2; i++)
            make_dictionary(&dictionaries[i], &d, texts[i]);
        for (i = 0; i < 200; i++)
            numbers[i] = (uint8_t)dice_below(&d, dice_below(&d, 20) == 0 ? 4 : 3);
        text[put_characters(text, numbers, 200)] = '\0';
        for (quick = 0; quick < 2; quick++) {
            zz__buffer image, out;
            zz_error error;

            check_ok(build_either(quick != 0, conversions, "", books, &image, &error));
            for (i = 0; i < 2; i++) {
                convert_plainly(&dictionaries[i], numbers, 200, expected);
                convert(&image, (uint32_t)i, &zz__step_blocks, text, &out);
                assert_string_equal((const char *)out.bytes, expected);
                zz__buffer_free(&out);
                convert(&image, (uint32_t)i, &zz__step_staged, text, &out);
                assert_string_equal((const char *)out.bytes, expected);
                zz__buffer_free(&out);
            }
            zz__buffer_free(&image);
        }
    }
}

static int32_t build_failing(allocator *a, void *ctx)
{
    static const char *const books[] = {
        "S", "甲乙\t天地\n庚辛\t玄黃\n甲乙丙\t宇宙洪\n", "A", "丙\t一\n戊\t二\n己庚\t三四五\n𠀀\t六\n",
        "B", "一丁\t東西\n二二\t南\n地一\t北\n天\t上\n六甲\t下\n三\t左\n五辛\t右\n", NULL};
    zz__memory memory;
    zz__buffer image;
    zz_error error;
    int32_t status;

    (void)ctx;
    memory.alloc = allocator_call;
    memory.ctx = a;
    status = build_in(&memory, false,
                      "conversion x\n segment S\n stage S > A\n stage B\n"
                      "conversion y\n stage ?A | (S > B)\nconversion z\n sequence x y\n",
                      "preset p\n steps nfc\n", books, &image, &error);
    if (status != ZZ_OK)
        assert_int_equal(error.status, status);
    zz__buffer_free(&image);
    return status;
}

static void test_memory(void **state)
{
    allocator a = {0};

    (void)state;
    assert_true(fail_every_way(&a, build_failing, NULL) > 50);
    assert_int_equal(a.bytes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_segments),
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_tangled),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests_name("builder", tests, NULL, NULL);
}
