/* SPDX-License-Identifier: Apache-2.0 */
/* Each allocation fails in its turn: the call says so, leaves nothing behind, and works after. */
#include <stdlib.h>
#include <string.h>

#include "opencc.h"
#include "unit/check.h"

#define FAILED ((opencc_t)-1)
#define MEMORY zz_status_string(ZZ_ERROR_MEMORY)

/* 0: none fails */
static size_t fail_at, calls;
static bool once, counting;
static long blocks;

void *__real_malloc(size_t size);
void *__real_realloc(void *ptr, size_t size);
void __real_free(void *ptr);
void *__wrap_malloc(size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void __wrap_free(void *ptr);

static bool fails(void)
{
    if (!counting)
        return false;
    calls++;
    return fail_at != 0 && (once ? calls == fail_at : calls >= fail_at);
}

void *__wrap_malloc(size_t size)
{
    void *got = fails() ? NULL : __real_malloc(size);

    blocks += counting && got != NULL;
    return got;
}

void *__wrap_realloc(void *ptr, size_t size)
{
    void *got = fails() ? NULL : __real_realloc(ptr, size);

    blocks += counting && ptr == NULL && got != NULL;
    return got;
}

void __wrap_free(void *ptr)
{
    blocks -= counting && ptr != NULL;
    __real_free(ptr);
}

static opencc_t converter;

/* false where it failed, which it must have said. */
typedef bool (*call)(void);

static bool call_open(void)
{
    opencc_t opened = opencc_open("s2twp.json");

    return opened != FAILED && opencc_close(opened) == 0;
}

static bool call_recipe(void)
{
    opencc_t opened = opencc_open("web,s2tw");

    return opened != FAILED && opencc_close(opened) == 0;
}

static bool call_convert(void)
{
    char *text = opencc_convert_utf8(converter, "闪存里的头发", (size_t)-1);

    if (text == NULL)
        return false;
    assert_string_equal(text, "快閃記憶體裡的頭髮");
    opencc_convert_utf8_free(text);
    return true;
}

/* longer than what is allocated first */
static bool call_growth(void)
{
    char input[40 * 6 + 1] = "", *text;
    size_t i;

    for (i = 0; i < 40; i++)
        memcpy(input + 6 * i, "闪存", 7);
    text = opencc_convert_utf8(converter, input, (size_t)-1);
    if (text == NULL)
        return false;
    assert_int_equal(strlen(text), 40 * 15);
    opencc_convert_utf8_free(text);
    return true;
}

static bool call_buffer(void)
{
    char buffer[64] = "untouched";
    size_t size = opencc_convert_utf8_to_buffer(converter, "闪存里的头发", (size_t)-1, buffer);

    if (size == (size_t)-1) {
        assert_string_equal(buffer, "untouched");
        return false;
    }
    assert_string_equal(buffer, "快閃記憶體裡的頭髮");
    return true;
}

static size_t fail_in_turn(call function)
{
    size_t n;

    for (n = 1; n < 1000; n++) {
        bool worked;

        opencc_close(FAILED); /* another message */
        blocks = 0;
        calls = 0;
        fail_at = n;
        counting = true;
        worked = function();
        counting = false;
        fail_at = 0;
        assert_int_equal(blocks, 0);
        if (calls < n) {
            assert_true(worked);
            return n - 1;
        }
        if (!worked)
            assert_string_equal(opencc_error(), MEMORY);
        else
            assert_true(once); /* it may do without one alone */
        assert_true(function());
    }
    fail_msg("more than 1000 allocations");
    return 0;
}

static void check_call(call function, size_t least)
{
    size_t failed;

    once = false;
    failed = fail_in_turn(function);
    once = true;
    failed += fail_in_turn(function);
    assert_in_range(failed, 2 * least, 2000);
}

static void test_opening(void **state)
{
    (void)state;
    check_call(call_open, 2);
    check_call(call_recipe, 2);
}

static void test_converting(void **state)
{
    (void)state;
    converter = opencc_open("s2twp");
    assert_ptr_not_equal(converter, FAILED);
    check_call(call_convert, 1);
    check_call(call_growth, 2);
    check_call(call_buffer, 1);
    opencc_close(converter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opening),
        cmocka_unit_test(test_converting),
    };
    return cmocka_run_group_tests_name("opencc allocations", tests, NULL, NULL);
}
