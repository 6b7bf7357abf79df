/* SPDX-License-Identifier: Apache-2.0 */
/* lib/step/sink, and the rules of a step shown on a small one: each `ab` becomes `ABC`. */
#include <string.h>

#include "unit/allocator.h"
#include "unit/step_check.h"

static int32_t run_toy(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    int32_t status = ZZ_OK;

    (void)self;
    (void)state;
    while (in->start < in->end && status == ZZ_OK) {
        const uint8_t *p = in->text + in->start;
        if (*p != 'a') {
            status = zz__sink_copy(sink, p, 1);
            in->start++;
        } else if (in->end - in->start < 2 && !in->final) {
            break;
        } else if (in->end - in->start >= 2 && p[1] == 'b') {
            status = zz__sink_replace(sink, 2, (const uint8_t *)"ABC", 3, 1);
            in->start += 2;
        } else {
            status = zz__sink_copy(sink, p, 1);
            in->start++;
        }
    }
    return status;
}

static const zz__step_type toy = {
    .name = "toy",
    .summary = "ab becomes ABC",
    .growth = 384,
    .run = run_toy,
};

static void test_step(void **state)
{
    (void)state;
    assert_int_equal(check_step(&toy, NULL, LITERAL(""), LITERAL(""), NULL), 0);
    assert_int_equal(check_step(&toy, NULL, LITERAL("ab"), LITERAL("ABC"), NULL), 1);
    assert_int_equal(check_step(&toy, NULL, LITERAL("xaabbaba"), LITERAL("xaABCbABCa"), NULL),
                     2);
    assert_int_equal(check_step(&toy, NULL, LITERAL("\xFF\0aba"), LITERAL("\xFF\0ABCa"), NULL),
                     1);
}

static int32_t refuse(void *ctx, const zz__edit *edit)
{
    memcpy(ctx, edit, sizeof *edit);
    return ZZ_ERROR_STATE;
}

static void test_recorder(void **state)
{
    zz__memory memory = zz__memory_default();
    zz__edit seen;
    zz__recorder recorder = {.edit = refuse, .ctx = &seen};
    zz__buffer out;
    zz__sink sink = {.out = &out, .recorder = &recorder};

    (void)state;
    zz__buffer_init(&out, &memory);
    check_ok(zz__sink_copy(&sink, (const uint8_t *)"four", 4));
    check_status(ZZ_ERROR_STATE, zz__sink_replace(&sink, 2, (const uint8_t *)"x", 1, 9));
    assert_int_equal(seen.source, 4);
    assert_int_equal(seen.source_size, 2);
    assert_int_equal(seen.target, 4);
    assert_int_equal(seen.target_size, 1);
    assert_int_equal(seen.op, 9);
    zz__buffer_free(&out);
}

static void test_no_memory(void **state)
{
    allocator a = {0};
    zz__memory memory = {allocator_call, &a};
    zz__buffer out;
    zz__sink sink = {.out = &out};

    (void)state;
    zz__buffer_init(&out, &memory);
    a.fail_at = 1;
    check_status(ZZ_ERROR_MEMORY, zz__sink_copy(&sink, (const uint8_t *)"four", 4));
    check_status(ZZ_ERROR_MEMORY, zz__sink_replace(&sink, 2, (const uint8_t *)"x", 1, 9));
    zz__buffer_free(&out);
    assert_int_equal(a.bytes, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step),
        cmocka_unit_test(test_recorder),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests_name("sink", tests, NULL, NULL);
}
