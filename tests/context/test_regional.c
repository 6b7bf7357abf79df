/* SPDX-License-Identifier: Apache-2.0 */
/* test_regional MODEL: the judge of regional words, what it is told, and that damage to its tables
 * does no harm. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* the library first: the tests' `bytes` would shadow its parameters */
#include "recipe/recipe.h"

#include "context/model_file.h"
#include "unit/step_check.h"

static zz__memory memory;

/* The conversion of an open recipe that asks a judge. */
static zz__conversion *judged(const zz_recipe *recipe)
{
    const zz__step *last = &recipe->steps[recipe->step_count - 1];
    zz__conversion *conversion = (zz__conversion *)(uintptr_t)last->self;

    assert_ptr_equal(last->type, &zz__step_blocks);
    assert_non_null(conversion->judge.ctx);
    return conversion;
}

static zz_recipe *open_recipe(const char *name)
{
    zz_recipe *recipe;

    check_ok(zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, NULL));
    return recipe;
}

static int32_t find_any(const void *ctx, const uint16_t *key, uint32_t key_size)
{
    (void)ctx;
    return (int32_t)(key[0] + key_size);
}

static bool never(const void *ctx, int32_t number, const zz__place *place)
{
    (void)ctx;
    (void)number;
    (void)place;
    return false;
}

/* Says yes half the time, by all that it is told. */
static bool by_all(const void *ctx, int32_t number, const zz__place *place)
{
    uint32_t h = (uint32_t)number, i;

    (void)ctx;
    for (i = 0; i < place->key_size; i++)
        h = zz__context_mix(h, place->key[i]);
    for (i = 0; i < ZZ__JUDGE_REACH; i++)
        h = zz__context_mix(zz__context_mix(h, place->before[i]), place->behind[i]);
    return (h >> 7 & 1) != 0;
}

static const char *const pieces[] = {
    "少數", "組織", "數組", "數據庫", "軟件", "的士", "內存", "打印", "程序", "着", "裏", "為",
    "\xEF\xA4\x80", "𠮷",   "⿰",   "\xE4\xB8", "\xFF", "\n", "，",   "a",    " ",    "以太網路由器", "羣",
    "long ascii, forty bytes of it, no less...",
};

static size_t draw_text(dice *d, char *text, size_t room)
{
    size_t n = 0;

    for (;;) {
        const char *piece = pieces[dice_below(d, sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece);

        if (n + size > room)
            return n;
        memcpy(text + n, piece, size);
        n += size;
    }
}

/* Random texts, by a conversion whose judge says that words stay as `judge_stays` does. What comes
 * out is what plain gives; NULL: anything. */
static void check_judged(bool (*judge_stays)(const void *, int32_t, const zz__place *),
                         unsigned seed, const zz_recipe *plain)
{
    zz_recipe *recipe = open_recipe("s2twp:context");
    zz__conversion *conversion = judged(recipe);
    dice d = {seed};
    static char text[9000];
    int round;

    conversion->judge.find = find_any;
    conversion->judge.stays = judge_stays;
    for (round = 0; round < 60; round++) {
        size_t size = draw_text(&d, text, round % 20 == 0 ? sizeof text : 150);
        zz__buffer expected;

        zz__buffer_init(&expected, &memory);
        if (plain != NULL)
            check_step(plain->steps[0].type, plain->steps[0].self, bytes_of(text, size),
                       bytes_of(NULL, 0), &expected);
        check_step(&zz__step_blocks, conversion, bytes_of(text, size),
                   bytes_of(expected.bytes, expected.size), NULL);
        zz__buffer_free(&expected);
    }
    zz_recipe_close(recipe);
}

/* What a judge is told depends on the text alone, not on how it is cut. */
static void test_told(void **state)
{
    (void)state;
    check_judged(by_all, 5, NULL);
}

/* Where the judge never says that a word stays, the conversion is what it is without one. */
static void test_never(void **state)
{
    zz_recipe *plain = open_recipe("t2twp");

    (void)state;
    check_judged(never, 6, plain);
    zz_recipe_close(plain);
}

/* What is in the way of the longest key may be a shorter one, and behind its first character others
 * may begin. */
static bool stays_long(const void *ctx, int32_t number, const zz__place *place)
{
    (void)ctx;
    (void)number;
    return place->key_size > 2;
}

static void test_shorter(void **state)
{
    zz_recipe *recipe = open_recipe("s2twp:context");
    zz__conversion *conversion = judged(recipe);

    (void)state;
    conversion->judge.find = find_any;
    conversion->judge.stays = stays_long;
    check_step(&zz__step_blocks, conversion, LITERAL("數據庫和應用程序"),
               LITERAL("資料庫和應用程式"), NULL);
    zz_recipe_close(recipe);
}

static const uint16_t key[] = {0x6578, 0x7D44}; /* 數組 */

static bool stays(const zz__judge *judge, uint32_t before, uint32_t behind)
{
    zz__place place;
    uint32_t i;

    place.key = key;
    place.key_size = 2;
    for (i = 0; i < ZZ__JUDGE_REACH; i++)
        place.before[i] = place.behind[i] = i == 1 ? '\n' : ZZ__JUDGE_UNKNOWN;
    place.before[0] = before;
    place.behind[0] = behind;
    return judge->stays(judge->ctx, judge->find(judge->ctx, key, 2), &place);
}

static void test_model(void **state)
{
    static const uint16_t others[] = {0x5929, 0x7D44, 0x6578, 0x6578, 0x7D44};
    zz__context context;
    zz__judge judge;

    (void)state;
    zz__context_locate_at(&context, (const uint8_t *)model);
    zz__regional_judge(&judge, &context);
    assert_true(judge.find(judge.ctx, key, 2) >= 0);
    assert_true(judge.find(judge.ctx, others, 2) < 0);
    assert_true(judge.find(judge.ctx, others, 5) < 0);
    assert_true(stays(&judge, 0x5C11, 0x7E54));  /* 少[]織 */
    assert_false(stays(&judge, 0x7DAD, 0x7684)); /* 維[]的 */
    assert_false(stays(&judge, '\n', '\n'));
    assert_false(stays(&judge, 0x1F600, 'x'));
}

static void test_damaged(void **state)
{
    zz__context_layout layout;
    zz__image image;
    zz__context context;
    zz__judge judge;
    dice d = {12};
    int round;

    (void)state;
    memset(&image, 0, sizeof image);
    image.context = (const uint8_t *)model;
    image.counts[ZZ__SECTION_CONTEXT] = (uint32_t)(model_size / 8);
    zz__context_measure(&layout, (const zz__image_context *)(const void *)model);
    for (round = 0; round < 3000; round++) {
        uint64_t from = round % 3 == 0 ? 0 : layout.regional;
        uint64_t size = round % 3 == 0 ? sizeof(zz__image_context) : layout.end - from;
        uint8_t *byte = (uint8_t *)model + from + dice_below(&d, (uint32_t)size), old = *byte;

        *byte = (uint8_t)dice_next(&d);
        if (zz__image_context_fits(&image)) {
            zz__context_locate_at(&context, (const uint8_t *)model);
            zz__regional_judge(&judge, &context);
            if (judge.find(judge.ctx, key, 2) >= 0)
                stays(&judge, 0x5C11, 0x7E54);
        }
        *byte = old;
    }
}

/* Every count must be one that the reader can follow. */
static void test_counts(void **state)
{
    zz__image_context *header = (zz__image_context *)(void *)model, old = *header;
    zz__image image;

    (void)state;
    memset(&image, 0, sizeof image);
    image.context = (const uint8_t *)model;
    image.counts[ZZ__SECTION_CONTEXT] = (uint32_t)(model_size / 8);
    assert_true(zz__image_context_fits(&image));
    header->regional_bucket_count = 0;
    assert_false(zz__image_context_fits(&image));
    *header = old;
    header->edge_bucket_count = 0;
    assert_false(zz__image_context_fits(&image));
    *header = old;
    header->regional_count = zz__le32(ZZ__REGIONAL_MOST + 1);
    assert_false(zz__image_context_fits(&image));
    *header = old;
    header->version = zz__le32(ZZ__CONTEXT_VERSION - 1);
    assert_false(zz__image_context_fits(&image));
    *header = old;
    assert_true(zz__image_context_fits(&image));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_told),    cmocka_unit_test(test_never),
        cmocka_unit_test(test_shorter), cmocka_unit_test(test_model),
        cmocka_unit_test(test_damaged), cmocka_unit_test(test_counts),
    };
    int failed;

    if (argc != 2 || read_model(argv[1]) != 0) {
        fputs("usage: test_regional MODEL\n", stderr);
        return 2;
    }
    memory = zz__memory_default();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(model);
    return failed;
}
