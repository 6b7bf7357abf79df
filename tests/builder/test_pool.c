/* SPDX-License-Identifier: Apache-2.0 */
/* The pool: what is stored in it once, and how long that takes. */
#include <time.h>

#include "builder/pool.h"
#include "unit/check.h"

#define FEW 10000 /* items */
#define TIMES 4   /* so many more */

typedef struct filled {
    zz__memory memory;
    zz__buffer units;
    zz__pool pool;
} filled;

static void begin(filled *f, bool shares)
{
    f->memory = zz__memory_default();
    zz__buffer_init(&f->units, &f->memory);
    check_ok(zz__pool_init(&f->pool, &f->memory, &f->units, shares));
}

static void end(filled *f)
{
    zz__pool_free(&f->pool);
    zz__buffer_free(&f->units);
}

static size_t store(filled *f, const uint16_t *units, size_t count)
{
    size_t place = SIZE_MAX;

    check_ok(zz__pool_add(&f->pool, units, count));
    check_ok(zz__pool_store(&f->pool, &place));
    return place;
}

static void test_sharing(void **state)
{
    static const uint16_t first[] = {1, 2, 3, 4}, second[] = {5, 6, 0xFFFF};
    static const uint16_t over[] = {3, 4, 5, 6}, longer[] = {6, 0xFFFF, 7};
    int shares;

    (void)state;
    for (shares = 0; shares < 2; shares++) {
        filled f;

        begin(&f, shares != 0);
        assert_int_equal(store(&f, first, 4), 0);
        assert_int_equal(store(&f, second, 3), 4);
        assert_int_equal(store(&f, first, 4), shares ? 0 : 7);
        assert_int_equal(store(&f, first + 1, 2), shares ? 1 : 11);
        assert_int_equal(store(&f, over, 4), shares ? 2 : 13);
        assert_int_equal(store(&f, second, 1), shares ? 7 : 17); /* one unit is not looked for */
        assert_int_equal(store(&f, longer, 3), shares ? 8 : 18);
        assert_int_equal(f.units.size, (shares ? 11 : 21) * sizeof(uint16_t));
        end(&f);
    }
}

/* Items that all begin alike and go on otherwise, as values of many keys do. */
static double time_of(size_t count)
{
    filled f;
    clock_t begun = clock();
    size_t i;

    begin(&f, true);
    for (i = 0; i < count; i++) {
        uint16_t item[4] = {1, 2, (uint16_t)(i & 0xFF), (uint16_t)(i >> 8)};

        item[2] = (uint16_t)(item[2] | 0x4000);
        item[3] = (uint16_t)(item[3] | 0x8000);
        assert_int_equal(store(&f, item, 4), 4 * i);
    }
    end(&f);
    return (double)(clock() - begun) / CLOCKS_PER_SEC;
}

/* TIMES as many items may take a few times TIMES as long, not TIMES times that. */
static void test_time(void **state)
{
    double few = time_of(FEW), many = time_of((size_t)FEW * TIMES);

    (void)state;
    if (many > 0.1 && many > 2.5 * TIMES * few)
        fail_msg("%d items took %.3f s, %d of them %.3f s", FEW, few, FEW * TIMES, many);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sharing),
        cmocka_unit_test(test_time),
    };

    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
