/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes in the double array: each at the first place where it fits, none on another. */
#include <stdlib.h>
#include <string.h>

#include "builder/slots.h"
#include "unit/check.h"

#define MOST 4096u
#define FURTHEST 600u

static uint32_t seed = 7;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

/* The same with a byte a slot. */
typedef struct model {
    uint8_t taken[MOST];
    uint8_t linked[MOST];
} model;

static bool fits(const model *m, uint32_t link, const uint16_t *codes, uint32_t count)
{
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (m->taken[link + codes[i]])
            return false;
    }
    return !m->linked[link];
}

/* A number of codes, ascending. */
static uint32_t make_codes(uint16_t *codes)
{
    uint32_t count = 0, most = 1 + below(30), code = below(3), step = 1 + below(20);

    for (; count < most && code < FURTHEST; code += 1 + below(step))
        codes[count++] = (uint16_t)code;
    return count;
}

static void fill(bool quick)
{
    static model m;
    zz__memory memory = zz__memory_default();
    zz__slots slots;
    uint16_t codes[32];

    memset(&m, 0, sizeof m);
    memset(m.taken, 1, ZZ__MAX_ROOTS);
    memset(m.linked, 1, ZZ__MAX_ROOTS);
    check_ok(zz__slots_init(&slots, &memory, quick));
    for (;;) {
        uint32_t count = make_codes(codes), expected = 1, link, i;

        while (expected + FURTHEST < MOST && !fits(&m, expected, codes, count))
            expected++;
        /* searches that took long make later ones begin higher: not in so few */
        if (expected + FURTHEST >= MOST / 2)
            break;
        check_ok(zz__slots_place(&slots, codes, count, &link));
        assert_int_equal(link, expected);
        m.linked[link] = 1;
        for (i = 0; i < count; i++)
            m.taken[link + codes[i]] = 1;
    }
    zz__slots_free(&slots);
}

static void test_first_fit(void **state)
{
    int round;

    (void)state;
    for (round = 0; round < 300; round++)
        fill(round % 2 != 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_first_fit)};

    return cmocka_run_group_tests_name("slots", tests, NULL, NULL);
}
