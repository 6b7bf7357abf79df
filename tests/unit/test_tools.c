/* SPDX-License-Identifier: Apache-2.0 */
/* The tests' own tools: escapes both ways, and an allocator that notices what it should. */
#include <stdlib.h>
#include <string.h>

#include "unit/allocator.h"
#include "unit/check.h"
#include "unit/escape.h"

static void test_readable(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *escaped;
    } cases[] = {
        {"正字 a~", 9, "正字 a~"},
        {"\t\n\r\0\\", 5, "\\t\\n\\r\\0\\\\"},
        {"\x01\x7F\xFF", 3, "\\x01\\x7F\\xFF"},
        {"正\xE5\xAD", 5, "正\\xE5\\xAD"},
        {"\xED\xA0\x80", 3, "\\xED\\xA0\\x80"},
        {"\xE2\x80\x8B\xEF\xBB\xBF", 6, "\\xE2\\x80\\x8B\\xEF\\xBB\\xBF"},
        {"\xF0\xA0\xAE\xB7", 4, "\xF0\xA0\xAE\xB7"},
        {"", 0, ""},
    };
    size_t i, size;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        escape_readable((const uint8_t *)cases[i].bytes, cases[i].size, text, sizeof text);
        assert_string_equal(text, cases[i].escaped);
        assert_true(unescape(text, strlen(text), &size));
        assert_int_equal(size, cases[i].size);
        assert_memory_equal(text, cases[i].bytes, size);
    }
}

static void test_all_bytes(void **state)
{
    uint8_t raw[256];
    char text[256 * 4 + 1], small[10];
    size_t i, size;

    (void)state;
    for (i = 0; i < 256; i++)
        raw[i] = (uint8_t)i;
    escape_all(raw, 256, text, sizeof text);
    assert_true(unescape(text, strlen(text), &size));
    assert_int_equal(size, 256);
    assert_memory_equal(text, raw, 256);
    escape_all(raw, 256, small, sizeof small); /* cut off, and no byte further */
    assert_true(strlen(small) < sizeof small);
}

static void test_bad_escapes(void **state)
{
    static const char *const bad[] = {"\\", "a\\", "\\x", "\\x1", "\\xG0", "\\q", "\\x0g"};
    size_t i, size;

    (void)state;
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[8];
        strcpy(text, bad[i]);
        assert_false(unescape(text, strlen(text), &size));
    }
}

static void test_allocator(void **state)
{
    allocator a = {0};
    char *block = allocator_call(&a, NULL, 0, 10), *kept;

    (void)state;
    assert_int_equal(a.bytes, 10);
    block = allocator_call(&a, block, 10, 20);
    assert_int_equal(a.bytes, 20);
    assert_int_equal(a.peak, 30); /* both are there while it moves */
    a.fail_at = 3;
    kept = block;
    assert_null(allocator_call(&a, block, 20, 30));
    assert_null(allocator_call(&a, NULL, 0, 30));
    assert_int_equal(a.bytes, 20);
    assert_false(a.wrong);
    assert_null(allocator_call(&a, kept, 19, 0));
    assert_true(a.wrong);
    a.wrong = false;
    allocator_call(&a, kept, 20, 0);
    assert_false(a.wrong);
    assert_int_equal(a.blocks, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readable),
        cmocka_unit_test(test_all_bytes),
        cmocka_unit_test(test_bad_escapes),
        cmocka_unit_test(test_allocator),
    };
    return cmocka_run_group_tests_name("the tests' tools", tests, NULL, NULL);
}
