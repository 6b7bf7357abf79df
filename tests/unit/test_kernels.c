/* SPDX-License-Identifier: Apache-2.0 */
/* Every set of inner loops that this processor runs gives what the plain one gives. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert/convert.h"
#include "recipe/recipe.h"
#include "unit/check.h"

#define ROUNDS 3000

/* Characters of all lengths, the rare rows and their neighbours, and bytes that are none. */
static size_t make_text(dice *d, uint8_t *out, size_t room)
{
    static const char *const pieces[] = {
        "发", "头", "里", "面", "软件", "，", "“", "。", "a", "\n", "0123456789", "é", "·", "𠀾", "丫",
        "\xE2\xBF\xB0", "\xE2\xBE\x80", "\xEF\xA8\x8E", "\xEF\xA4\x80", "\xEF\xAC\x80",
        "\xED\x9F\xBF", "\xEE\x80\x80", "\xE0\xA0\x80", "\xEF\xBF\xBF", "\xED\xA0\x80",
        "\xE0\x80\x80", "\xFF", "\x80",
        "\xE5\xA4", "\xF0\x9F\x98\x80", "\xF0\xAF\xA0\x80", "\xC0\x80", "数据", "干部", "瞭",
        "The quick brown fox jumps over the lazy dog and then some more of it. "};
    size_t size = 0, kinds = sizeof pieces / sizeof *pieces;
    bool common = dice_below(d, 2) == 0;
    size_t length = dice_below(d, 3) == 0 ? 12 : 200; /* short texts, too */

    while (size + 80 < room && dice_below(d, length) != 0) {
        const char *piece = pieces[dice_below(d, common && dice_below(d, 40) != 0 ? 10 : kinds)];
        size_t n = strlen(piece);
        memcpy(out + size, piece, n);
        size += n;
    }
    return size;
}

static void convert(const zz__conversion *conversion, const zz__kernels *kernels, bytes text,
                    zz__buffer *out)
{
    zz__conversion other = *conversion;
    const zz__step_type *type = zz__conversion_type(&other);
    uint64_t *held = calloc(1, type->state_size + 8);
    zz__input in = {text.at, 0, text.size, true};
    zz__sink sink;

    assert_non_null(held);
    memset(&sink, 0, sizeof sink);
    sink.out = out;
    other.kernels = kernels;
    check_ok(type->run(&other, held, &in, &sink));
    assert_int_equal(in.start, in.end);
    if (type->release != NULL)
        type->release(held);
    free(held);
}

static void test_conversions(void **state)
{
    static const char *const recipes[] = {"s2t", "s2twp", "t2s", "tw2sp", "t2jp"};
    zz__memory memory = zz__memory_default();
    dice d = {11};
    size_t round, r;

    (void)state;
    for (r = 0; r < sizeof recipes / sizeof *recipes; r++) {
        zz_recipe *recipe;

        check_ok(zz_recipe_open(recipes[r], ZZ_TERMINATED, NULL, &recipe, NULL));
        for (round = 0; round < ROUNDS / 10; round++) {
            static uint8_t room[8192];
            bytes text = bytes_of(room, make_text(&d, room, sizeof room));
            zz__buffer plain, other;
            unsigned k;

            zz__buffer_init(&plain, &memory);
            convert(recipe->steps[0].self, &zz__kernels_scalar, text, &plain);
            for (k = 0; zz__kernels_get(k) != NULL; k++) {
                zz__buffer_init(&other, &memory);
                convert(recipe->steps[0].self, zz__kernels_get(k), text, &other);
                check_bytes(zz__kernels_get(k)->name, text, bytes_of(plain.bytes, plain.size),
                            bytes_of(other.bytes, other.size));
                zz__buffer_free(&other);
            }
            zz__buffer_free(&plain);
        }
        zz_recipe_close(recipe);
    }
}

/* Units as a block holds them: no half of a pair alone but raw bytes. */
static uint32_t make_units(dice *d, uint16_t *units, uint32_t room)
{
    uint32_t count = 0, size = (uint32_t)dice_below(d, room - 2);

    while (count < size) {
        switch (dice_below(d, 12)) {
        case 0: units[count++] = (uint16_t)dice_below(d, 0x80); break;
        case 1: units[count++] = (uint16_t)(0x80 + dice_below(d, 0x780)); break;
        case 2: units[count++] = (uint16_t)(ZZ__RAW + 0x80 + dice_below(d, 0x80)); break;
        case 3:
            units[count++] = (uint16_t)(0xD800 + dice_below(d, 0x400));
            units[count++] = (uint16_t)(0xDC00 + dice_below(d, 0x400));
            break;
        case 4: units[count++] = (uint16_t)(0xE000 + dice_below(d, 0x2000)); break;
        default: units[count++] = (uint16_t)(0x4E00 + dice_below(d, 0x5200)); break;
        }
    }
    return count;
}

static void test_loops(void **state)
{
    static uint16_t units[700], plain[700], other[700];
    static uint8_t plain_bytes[2400], other_bytes[2400];
    dice d = {12};
    zz_recipe *recipe;
    const zz__conversion *conversion;
    const zz__table *table;
    size_t round;

    (void)state;
    check_ok(zz_recipe_open("s2t", ZZ_TERMINATED, NULL, &recipe, NULL));
    conversion = recipe->steps[0].self;
    table = &conversion->stages[0];
    for (round = 0; round < ROUNDS; round++) {
        uint32_t count = make_units(&d, units, 600), found, refined;
        const zz__kernels *one = &zz__kernels_scalar;
        size_t size = one->encode(units, count, plain_bytes);
        unsigned k;

        memset(units + count, 0, ZZ__UNITS_BEHIND * sizeof *units);
        for (k = 0; zz__kernels_get(k) != NULL; k++) {
            const zz__kernels *set = zz__kernels_get(k);

            assert_int_equal(set->encode(units, count, other_bytes), size);
            assert_memory_equal(other_bytes, plain_bytes, size);
            assert_int_equal(set->map(table->pages, table->map, units, count, other),
                             one->map(table->pages, table->map, units, count, plain));
            assert_memory_equal(other, plain, count * sizeof *plain);
            found = one->filter(table, units, count, plain);
            assert_int_equal(set->filter(table, units, count, other), found);
            assert_memory_equal(other, plain, found * sizeof *plain);
            refined = one->refine(table, units, count, plain, found);
            assert_int_equal(set->refine(table, units, count, other, found), refined);
            assert_memory_equal(other, plain, refined * sizeof *plain);
        }
    }
    zz_recipe_close(recipe);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conversions),
        cmocka_unit_test(test_loops),
    };
    unsigned k;

    for (k = 0; zz__kernels_get(k) != NULL; k++)
        fprintf(stderr, "kernels: %s\n", zz__kernels_get(k)->name);
    return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
