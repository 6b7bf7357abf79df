/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Data images: what is whole opens and converts, what is damaged is refused, and what is damaged
 * with its checksum put right again is refused or harmless, but never followed out of bounds.
 *
 * usage: image IMAGE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crc32.h"
#include "base/endian.h"
#include "engine/run.h"
#include "engine/small_image.h"
#include "table/image.h"
#include "unit/share.h"

static const char *image_path;
static bytes image; /* the whole file; at a multiple of eight */

/* A copy of the image, in a block of just that size, at a multiple of eight plus shift. */
typedef struct copy {
    uint8_t *block;
    uint8_t *at;
} copy;

static copy copy_of(size_t size, size_t shift)
{
    copy c;
    c.block = malloc(size + shift + 1);
    assert_non_null(c.block);
    c.at = c.block + shift;
    memcpy(c.at, image.at, size < image.size ? size : image.size);
    return c;
}

static int32_t open_status(const void *at, size_t size, zz_data **data, zz_error *error)
{
    int32_t status = zz_data_open_memory(at, size, NULL, data, error);

    if (status == ZZ_OK) {
        assert_non_null(*data);
    } else {
        assert_null(*data);
        assert_int_equal(error->status, status);
        assert_true(error->message[0] != '\0');
        assert_non_null(memchr(error->message, '\0', sizeof error->message));
    }
    return status;
}

/* Converts some text by every conversion that the image has. */
static void use(const zz_data *data, bool must_work)
{
    bytes text = LITERAL("头发里面的闪存，亚历杭德罗·冈萨雷斯·伊纳里图 ⿰虫\xEF\xA8\x99頭髮裏面滑鼠\xFF");
    uint32_t index;
    const char *name, *summary;
    zz_options options;

    check_ok(zz_options_init(&options, sizeof options));
    options.data = data;
    assert_non_null(zz_data_version(data));
    for (index = 0; zz_catalog(data, index, NULL, &name, &summary) == ZZ_OK; index++) {
        zz_recipe *recipe;
        zz_result *result;
        int32_t status = zz_recipe_open(name, ZZ_TERMINATED, &options, &recipe, NULL);

        assert_non_null(summary);
        if (must_work)
            check_ok(status);
        if (status != ZZ_OK)
            continue;
        status = zz_convert(recipe, (const char *)text.at, text.size, &result, NULL);
        if (must_work)
            check_ok(status);
        if (must_work) /* an image made to harm may lie about its growth */
            assert_true(zz_result_size(result) <= zz_bound(recipe, text.size));
        zz_result_free(result);
        zz_recipe_close(recipe);
        if (index > 200)
            break;
    }
}

static void test_whole(void **state)
{
    zz_error error;
    zz_data *data;
    size_t shift;

    (void)state;
    check_ok(zz_data_open_file(image_path, NULL, &data, &error));
    assert_string_equal(zz_data_version(data), zz_data_version(NULL));
    use(data, true);
    zz_data_close(data);
    for (shift = 0; shift < 9; shift++) {
        copy c = copy_of(image.size, shift);
        check_ok(open_status(c.at, image.size, &data, &error));
        if (shift == 3) {
            /* Not aligned, so copied: what happens to the bytes does not matter any more. */
            memset(c.at, 0, image.size);
            use(data, true);
        }
        zz_data_close(data);
        free(c.block);
    }
}

static void test_same_as_inside(void **state)
{
    bytes text = LITERAL("鼠标和内存，软件程序，少数组织");
    zz_options options;
    zz_recipe *inside, *outside;
    zz_result *a, *b;
    zz_data *data;

    (void)state;
    check_ok(zz_data_open_file(image_path, NULL, &data, NULL));
    check_ok(zz_options_init(&options, sizeof options));
    options.data = data;
    inside = open_recipe("s2twp", NULL);
    outside = open_recipe("s2twp", &options);
    a = convert(inside, text, NULL);
    b = convert(outside, text, NULL);
    check_bytes("s2twp", text, result_bytes(a), result_bytes(b));
    zz_result_free(a);
    zz_result_free(b);
    zz_recipe_close(inside);
    zz_recipe_close(outside);
    zz_data_close(data);
}

static void test_files(void **state)
{
    zz_error error;
    zz_data *data = (zz_data *)1;

    (void)state;
    check_status(ZZ_ERROR_FILE, zz_data_open_file("no/such/file", NULL, &data, &error));
    assert_null(data);
    assert_int_equal(error.status, ZZ_ERROR_FILE);
    check_contains(error.message, "no/such/file");
    check_status(ZZ_ERROR_FILE, zz_data_open_file("no/\xFF\n", NULL, &data, &error));
    assert_non_null(strstr(error.message, "no/\\xFF\\x0A")); /* a message is UTF-8 on one line */
    check_status(ZZ_ERROR_FILE, zz_data_open_file(".", NULL, &data, &error)); /* a folder */
    check_status(ZZ_ERROR_ARGUMENT, zz_data_open_file(NULL, NULL, &data, &error));
    check_status(ZZ_ERROR_ARGUMENT, zz_data_open_file(image_path, NULL, NULL, &error));
    check_status(ZZ_ERROR_IMAGE_DAMAGED, zz_data_open_file("/dev/null", NULL, &data, &error));
    check_status(ZZ_ERROR_ARGUMENT, zz_data_open_memory(NULL, 100, NULL, &data, &error));
    check_status(ZZ_ERROR_ARGUMENT, zz_data_open_memory(image.at, image.size, NULL, NULL, &error));
    check_status(ZZ_ERROR_IMAGE_DAMAGED, zz_data_open_memory("", 0, NULL, &data, &error));
    check_status(ZZ_ERROR_IMAGE_DAMAGED,
                 zz_data_open_memory("not an image, just a text that is longer than a header is; "
                                     "and longer than that, to be quite sure of it.",
                                     105, NULL, &data, &error));
}

static void test_cut_short(void **state)
{
    static const size_t left_out[] = {1, 2, 8, 63, 64, 1000, 65536};
    zz_error error;
    zz_data *data;
    size_t size, i;

    (void)state;
    for (size = 0; size < 2 * sizeof(zz__image_header); size++) {
        copy c = copy_of(size, 0);
        check_status(ZZ_ERROR_IMAGE_DAMAGED, open_status(c.at, size, &data, &error));
        free(c.block);
    }
    for (i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        copy c = copy_of(image.size - left_out[i], 0);
        check_status(ZZ_ERROR_IMAGE_DAMAGED,
                     open_status(c.at, image.size - left_out[i], &data, &error));
        free(c.block);
    }
    {
        copy c = copy_of(image.size + 64, 0);
        memset(c.at + image.size, 0, 64);
        check_status(ZZ_ERROR_IMAGE_DAMAGED, open_status(c.at, image.size + 64, &data, &error));
        free(c.block);
    }
}

/* Where zz__image_header has its checksum. */
#define CHECKSUM offsetof(zz__image_header, checksum)

static void put_checksum_right(uint8_t *at, size_t size)
{
    uint32_t checksum = 0;

    memcpy(at + CHECKSUM, &checksum, 4);
    checksum = zz__le32(zz__crc32(0, at, size));
    memcpy(at + CHECKSUM, &checksum, 4);
}

static void test_one_bit(void **state)
{
    copy c = copy_of(image.size, 0);
    dice d = {3};
    zz_error error;
    zz_data *data;
    size_t i;

    (void)state;
    for (i = 0; i < 300; i++) {
        size_t at = i < 100 ? i : dice_below(&d, image.size);
        uint8_t bit = (uint8_t)(1u << dice_below(&d, 8));
        int32_t status;

        c.at[at] ^= bit;
        status = open_status(c.at, image.size, &data, &error);
        if (status != ZZ_ERROR_IMAGE_VERSION)
            check_status(ZZ_ERROR_IMAGE_DAMAGED, status);
        c.at[at] ^= bit;
    }
    check_ok(open_status(c.at, image.size, &data, &error));
    zz_data_close(data);
    free(c.block);
}

static void test_versions(void **state)
{
    copy c = copy_of(image.size, 0);
    zz__image_header header;
    zz_error error;
    zz_data *data;

    (void)state;
    memcpy(&header, c.at, sizeof header);
    header.major = zz__le16((uint16_t)(zz__le16(header.major) + 1));
    memcpy(c.at, &header, sizeof header);
    put_checksum_right(c.at, image.size);
    check_status(ZZ_ERROR_IMAGE_VERSION, open_status(c.at, image.size, &data, &error));
    memset(&header.major, 0, sizeof header.major);
    memcpy(c.at, &header, sizeof header);
    put_checksum_right(c.at, image.size);
    check_status(ZZ_ERROR_IMAGE_VERSION, open_status(c.at, image.size, &data, &error));
    free(c.block);
}

/* A record at the very end of the pool, where its head alone is there, or not all of that. */
static void test_last_record(void **state)
{
    const uint16_t heads[] = {1u << ZZ__RECORD_VALUE_SHIFT,
                              ZZ__RECORD_DERIVED | 1u << ZZ__RECORD_TAIL_SHIFT,
                              ZZ__RECORD_DERIVED | ZZ__RECORD_LONG << ZZ__RECORD_TAIL_SHIFT,
                              ZZ__RECORD_DERIVED};
    copy c = copy_of(image.size, 0);
    zz__image opened;
    zz_error error;
    zz_data *data;
    uint32_t i = 0, last;
    size_t link, record;

    (void)state;
    zz__image_locate(&opened, c.at);
    last = opened.counts[ZZ__SECTION_POOL] - 1;
    while (zz__link_kind(zz__le32(opened.links[i])) != ZZ__NODE_RECORD)
        i++;
    link = (size_t)((const uint8_t *)(opened.links + i) - c.at);
    record = (size_t)((const uint8_t *)(opened.pool + last) - c.at);
    last = zz__le32((uint32_t)ZZ__NODE_RECORD << ZZ__LINK_BITS | last);
    memcpy(c.at + link, &last, sizeof last);
    for (i = 0; i < sizeof heads / sizeof *heads; i++) {
        uint16_t head = zz__le16(heads[i]);
        int32_t status;

        memcpy(c.at + record, &head, sizeof head);
        put_checksum_right(c.at, image.size);
        status = open_status(c.at, image.size, &data, &error);
        assert_int_equal(status, i < 3 ? ZZ_ERROR_IMAGE_DAMAGED : ZZ_OK);
        if (status == ZZ_OK)
            zz_data_close(data);
    }
    free(c.block);
}

/* A map whose page is the last that there is room for, and the first that is outside. */
static void test_last_page(void **state)
{
    const uint32_t row = 300;
    copy c = copy_of(image.size, 0);
    zz__image opened;
    zz_error error;
    zz_data *data;
    uint32_t last, past;
    size_t at;

    (void)state;
    zz__image_locate(&opened, c.at);
    last = (opened.counts[ZZ__SECTION_PAGES] - ZZ__PAGE) / ZZ__PAGE_STEP;
    at = (size_t)((const uint8_t *)(opened.maps + row) - c.at);
    for (past = 0; past < 2; past++) {
        uint16_t way = zz__le16((uint16_t)(last + past - row * (ZZ__PAGE / ZZ__PAGE_STEP)));
        int32_t status;

        memcpy(c.at + at, &way, sizeof way);
        put_checksum_right(c.at, image.size);
        status = open_status(c.at, image.size, &data, &error);
        assert_int_equal(status, past ? ZZ_ERROR_IMAGE_DAMAGED : ZZ_OK);
        if (status == ZZ_OK)
            zz_data_close(data);
    }
    assert_int_equal(error.offset, at);
    free(c.block);
}

/* A key whose value is nothing: what no dictionary can say, and no code expects. */
static void test_empty_value(void **state)
{
    copy c = copy_of(image.size, 0);
    zz__image opened;
    zz_error error;
    zz_data *data;
    uint32_t i, count;
    bool found = false;

    (void)state;
    zz__image_locate(&opened, c.at);
    count = opened.counts[ZZ__SECTION_LINKS];
    for (i = 0; i < count && !found; i++) {
        uint32_t link = zz__le32(opened.links[i]);
        size_t at = (size_t)((const uint8_t *)(opened.pool + (link & ZZ__LINK_MASK)) - c.at);

        uint16_t head;

        if (zz__link_kind(link) != ZZ__NODE_RECORD)
            continue;
        memcpy(&head, c.at + at, sizeof head);
        found = (zz__le16(head) & ZZ__RECORD_DERIVED) == 0 &&
                (zz__le16(head) >> ZZ__RECORD_TAIL_SHIFT & ZZ__RECORD_LONG) != ZZ__RECORD_LONG;
        if (found) {
            head &= zz__le16((uint16_t)~(ZZ__RECORD_LONG << ZZ__RECORD_VALUE_SHIFT));
            memcpy(c.at + at, &head, sizeof head);
        }
    }
    assert_true(found);
    put_checksum_right(c.at, image.size);
    check_status(ZZ_ERROR_IMAGE_DAMAGED, open_status(c.at, image.size, &data, &error));
    free(c.block);
}

/* Data that was made without the context model says so, whatever the library is built with. */
static void test_no_model(void **state)
{
    size_t size = 0;
    uint8_t *small = small_image(&size);
    zz_options options;
    zz_recipe *recipe;
    zz_error error;
    zz_data *data;

    (void)state;
    assert_non_null(small);
    check_ok(zz_data_open_memory(small, size, NULL, &data, &error));
    check_ok(zz_options_init(&options, sizeof options));
    options.data = data;
    check_status(ZZ_ERROR_RECIPE, zz_recipe_open("repair:tw", 9, &options, &recipe, &error));
    check_contains(error.message, "The step \"repair:tw\" needs the context model");
    check_status(ZZ_ERROR_RECIPE, zz_recipe_open("s2t:contex", 10, &options, &recipe, &error));
    check_contains(error.message, "There is no step");
    zz_data_close(data);
    free(small);
}

/* The nastiest values for a field of 1, 2 or 4 bytes. */
static const uint32_t nasty[] = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000,
                                 0x7FFFFFFF, 0x80000000u, 0xFFFFFFF0u, 0xFFFFFFFEu, 0xFFFFFFFFu};

static void damage(uint8_t *at, dice *d, size_t limit)
{
    size_t width = (size_t)1 << dice_below(d, 3);
    size_t where = dice_below(d, limit - width) & ~(width - 1);
    uint32_t value = dice_below(d, 2) ? nasty[dice_below(d, sizeof nasty / sizeof *nasty)]
                                      : (uint32_t)dice_next(d);

    value = zz__le32(value);
    memcpy(at + where, &value, width);
}

/* With the checksum right, a wrong number must be found by the other checks, or do no harm. */
static void test_hostile(void **state)
{
    dice d = {5};
    size_t round, refused = 0, sections = sizeof(zz__image_header) + 8 * ZZ__SECTION_COUNT;

    (void)state;
    for (round = 0; round < 300 / SHARE; round++) {
        copy c = copy_of(image.size, 0);
        size_t times = 1 + dice_below(&d, 3);
        zz_error error;
        zz_data *data;

        while (times-- > 0) {
            /* By turns: the header and the directory, the small tables at the end, anywhere. */
            switch (round % 3) {
            case 0: damage(c.at, &d, sections); break;
            case 1: damage(c.at + image.size - 8192, &d, 8192); break;
            default: damage(c.at, &d, image.size); break;
            }
        }
        put_checksum_right(c.at, image.size);
        if (open_status(c.at, image.size, &data, &error) == ZZ_OK) {
            use(data, false);
            zz_data_close(data);
        } else {
            refused++;
            assert_true(error.status == ZZ_ERROR_IMAGE_DAMAGED ||
                        error.status == ZZ_ERROR_IMAGE_VERSION);
            assert_true(error.offset <= image.size);
        }
        free(c.block);
    }
    assert_true(refused > 300 / SHARE / 6);
}

static int read_image(void **state)
{
    FILE *f = fopen(image_path, "rb");
    static uint64_t *block;
    long size;

    (void)state;
    if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 8192)
        return -1;
    rewind(f);
    block = malloc((size_t)size + 8);
    if (block == NULL || fread(block, 1, (size_t)size, f) != (size_t)size)
        return -1;
    fclose(f);
    image = bytes_of(block, (size_t)size);
    return 0;
}

static int forget_image(void **state)
{
    (void)state;
    free((void *)(uintptr_t)image.at);
    return 0;
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),     cmocka_unit_test(test_same_as_inside),
        cmocka_unit_test(test_files),     cmocka_unit_test(test_cut_short),
        cmocka_unit_test(test_one_bit),   cmocka_unit_test(test_versions),
        cmocka_unit_test(test_hostile),   cmocka_unit_test(test_empty_value),
        cmocka_unit_test(test_last_record), cmocka_unit_test(test_last_page),
        cmocka_unit_test(test_no_model),
    };

    if (argc != 2) {
        fprintf(stderr, "usage: image IMAGE\n");
        return 2;
    }
    image_path = argv[1];
    return cmocka_run_group_tests_name("image", tests, read_image, forget_image);
}
