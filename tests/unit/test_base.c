/* SPDX-License-Identifier: Apache-2.0 */
/* lib/base: the buffer, the allocator's sizes, the checksum. */
#include <string.h>

#include "base/buffer.h"
#include "base/crc32.h"
#include "base/endian.h"
#include "unit/allocator.h"
#include "unit/check.h"

static zz__memory memory_of(allocator *a)
{
    zz__memory memory = {allocator_call, a};
    return memory;
}

static void test_buffer_grows(void **state)
{
    allocator a = {0};
    zz__memory memory = memory_of(&a);
    zz__buffer buffer;
    size_t i;

    (void)state;
    zz__buffer_init(&buffer, &memory);
    assert_int_equal(a.calls, 0);
    check_ok(zz__buffer_append(&buffer, NULL, 0));
    for (i = 0; i < 100000; i++) {
        uint8_t byte = (uint8_t)(i * 7);
        check_ok(zz__buffer_append(&buffer, &byte, 1));
    }
    assert_int_equal(buffer.size, 100000);
    for (i = 0; i < buffer.size; i++)
        assert_int_equal(buffer.bytes[i], (uint8_t)(i * 7));
    assert_true(a.calls < 40); /* in steps that grow with it */
    assert_int_equal(a.bytes, buffer.capacity);
    zz__buffer_free(&buffer);
    assert_int_equal(a.bytes, 0);
    assert_false(a.wrong);
    zz__buffer_free(&buffer); /* a second time does nothing */
}

static void test_buffer_borrows(void **state)
{
    allocator a = {0};
    zz__memory memory = memory_of(&a);
    uint8_t room[8];
    zz__buffer buffer;

    (void)state;
    zz__buffer_borrow(&buffer, &memory, room, sizeof room);
    check_ok(zz__buffer_append(&buffer, "12345678", 8));
    assert_int_equal(a.calls, 0);
    assert_ptr_equal(buffer.bytes, room);
    check_ok(zz__buffer_append(&buffer, "9", 1));
    assert_ptr_not_equal(buffer.bytes, room);
    assert_memory_equal(buffer.bytes, "123456789", 9);
    assert_memory_equal(room, "12345678", 8);
    zz__buffer_free(&buffer);
    assert_int_equal(a.bytes, 0);
}

static void test_buffer_fails(void **state)
{
    allocator a = {0};
    zz__memory memory = memory_of(&a);
    zz__buffer buffer;

    (void)state;
    zz__buffer_init(&buffer, &memory);
    check_ok(zz__buffer_append(&buffer, "abc", 3));
    check_status(ZZ_ERROR_TOO_LARGE, zz__buffer_reserve(&buffer, SIZE_MAX));
    check_status(ZZ_ERROR_TOO_LARGE, zz__buffer_reserve(&buffer, SIZE_MAX - 3));
    check_status(ZZ_ERROR_TOO_LARGE, zz__buffer_reserve(&buffer, SIZE_MAX / 2));
    a.fail_at = a.calls + 1;
    check_status(ZZ_ERROR_MEMORY, zz__buffer_reserve(&buffer, 10000));
    assert_int_equal(buffer.size, 3);
    assert_memory_equal(buffer.bytes, "abc", 3);
    a.fail_at = 0;
    check_ok(zz__buffer_append(&buffer, "def", 3));
    assert_memory_equal(buffer.bytes, "abcdef", 6);
    zz__buffer_free(&buffer);
    assert_int_equal(a.bytes, 0);
    assert_false(a.wrong);
}

static void test_sizes(void **state)
{
    allocator a = {0};
    zz__memory memory = memory_of(&a);
    size_t x;
    void *block;

    (void)state;
    assert_true(zz__add(SIZE_MAX - 1, 1, &x) && x == SIZE_MAX);
    assert_false(zz__add(SIZE_MAX, 1, &x));
    assert_false(zz__add(1, SIZE_MAX, &x));
    assert_true(zz__mul(SIZE_MAX / 2, 2, &x) && x == SIZE_MAX - 1);
    assert_false(zz__mul(SIZE_MAX / 2 + 1, 2, &x));
    assert_true(zz__mul(0, SIZE_MAX, &x) && x == 0);
    assert_true(zz__mul(SIZE_MAX, 0, &x) && x == 0);

    /* A block of no bytes is a block, and goes the way it came. */
    block = zz__new(&memory, 0);
    assert_non_null(block);
    zz__delete(&memory, block, 0);
    zz__delete(&memory, NULL, 5);
    assert_int_equal(a.blocks, 0);
    assert_false(a.wrong);
}

static void test_default_memory(void **state)
{
    zz__memory memory = zz__memory_from_options(NULL);
    char *block = zz__new(&memory, 10);

    (void)state;
    assert_non_null(block);
    memcpy(block, "123456789", 10);
    block = zz__resize(&memory, block, 10, 100000);
    assert_non_null(block);
    assert_string_equal(block, "123456789");
    zz__delete(&memory, block, 100000);
}

static void test_checksum(void **state)
{
    const uint8_t *check = (const uint8_t *)"123456789";

    (void)state;
    assert_int_equal(zz__crc32(0, check, 9), 0xCBF43926u); /* the check value of CRC-32/ISO-HDLC */
    assert_int_equal(zz__crc32(zz__crc32(0, check, 4), check + 4, 5), 0xCBF43926u);
    assert_int_equal(zz__crc32(0, check, 0), 0);
    assert_int_equal(zz__crc32(0, (const uint8_t *)"\0\0\0\0", 4), 0x2144DF1Cu);
}

/* Many bytes are taken eight at a time: as in pieces that are taken one by one, at any address. */
static void test_long_checksum(void **state)
{
    static uint8_t long_text[10000];
    size_t i, from, n;

    (void)state;
    for (i = 0; i < sizeof long_text; i++)
        long_text[i] = (uint8_t)(i * i >> 3 ^ i);
    for (from = 0; from < 9; from++) {
        for (n = 4090; n < 4110; n++) {
            uint32_t pieces = 0x12345678u;

            for (i = 0; i < n; i += 100)
                pieces = zz__crc32(pieces, long_text + from + i, n - i < 100 ? n - i : 100);
            assert_int_equal(zz__crc32(0x12345678u, long_text + from, n), pieces);
        }
    }
    for (i = 0, n = 0; i < sizeof long_text; i += 100)
        n = zz__crc32((uint32_t)n, long_text + i, 100);
    assert_int_equal(zz__crc32(0, long_text, sizeof long_text), (uint32_t)n);
}

static void test_little_endian(void **state)
{
    static const uint8_t raw[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint16_t two;
    uint32_t four;
    uint64_t eight;

    (void)state;
    memcpy(&two, raw, 2);
    memcpy(&four, raw, 4);
    memcpy(&eight, raw, 8);
    assert_int_equal(zz__le16(two), 0x0201);
    assert_int_equal(zz__le32(four), 0x04030201);
    assert_true(zz__le64(eight) == UINT64_C(0x0807060504030201));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buffer_grows),   cmocka_unit_test(test_buffer_borrows),
        cmocka_unit_test(test_buffer_fails),   cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_default_memory), cmocka_unit_test(test_checksum),
        cmocka_unit_test(test_long_checksum),
        cmocka_unit_test(test_little_endian),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
