/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions as the header promises them: arguments, options, errors, the catalog. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"

static void test_version(void **state)
{
    char text[32];

    (void)state;
    snprintf(text, sizeof text, "%d.%d.%d", ZZ_VERSION_MAJOR, ZZ_VERSION_MINOR, ZZ_VERSION_PATCH);
    assert_int_equal(zz_version(), ZZ_VERSION);
    assert_string_equal(zz_version_string(), text);
}

static void test_struct_layout(void **state)
{
    (void)state;
    assert_int_equal(sizeof(zz_error), 256);
    assert_int_equal(offsetof(zz_error, message), 16);
    assert_int_equal(sizeof(zz_report), 32);
    assert_int_equal(sizeof(zz_options), 16 + 9 * sizeof(void *));
}

static void test_status_strings(void **state)
{
    static const int32_t known[] = {
        ZZ_OK, ZZ_ERROR_ARGUMENT, ZZ_ERROR_MEMORY, ZZ_ERROR_TOO_LARGE, ZZ_ERROR_BUFFER,
        ZZ_ERROR_STRUCT_SIZE, ZZ_ERROR_STATE, ZZ_ERROR_RECIPE, ZZ_ERROR_INVALID_UTF8,
        ZZ_ERROR_FILE, ZZ_ERROR_IMAGE_DAMAGED, ZZ_ERROR_IMAGE_VERSION,
    };
    size_t count = sizeof known / sizeof *known, i, j;

    (void)state;
    for (i = 0; i < count; i++) {
        assert_true(strlen(zz_status_string(known[i])) > 1);
        for (j = 0; j < i; j++)
            assert_string_not_equal(zz_status_string(known[i]), zz_status_string(known[j]));
    }
    assert_non_null(zz_status_string(INT32_MIN));
    assert_string_equal(zz_status_string(1), zz_status_string(-9999));
}

static void test_options_init(void **state)
{
    struct {
        zz_options options;
        char tail[64];
    } newer;
    zz_options options;

    (void)state;
    memset(&options, 0xFF, sizeof options);
    check_ok(zz_options_init(&options, sizeof options));
    assert_int_equal(options.size, sizeof options);
    assert_int_equal(options.flags, 0);
    assert_int_equal(options.invalid, ZZ_INVALID_PASS);
    assert_int_equal(options.reserved, 0);
    assert_null(options.data);
    assert_true(options.alloc == NULL);
    assert_null(options.alloc_ctx);
    check_status(ZZ_ERROR_ARGUMENT, zz_options_init(NULL, sizeof options));
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_options_init(&options, 0));
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_options_init(&options, sizeof options - 1));

    memset(&newer, 0xFF, sizeof newer);
    check_ok(zz_options_init(&newer.options, sizeof newer));
    assert_int_equal(newer.options.size, sizeof newer);
    assert_int_equal(newer.tail[0] | newer.tail[63], 0);
}

/* Opens s2t with these options, and expects the status and, in the message, what is at fault. */
static void check_options(const zz_options *options, int32_t expected, const char *named)
{
    zz_recipe *recipe = (zz_recipe *)1;
    zz_error error;

    check_status(expected, zz_recipe_open("s2t", 3, options, &recipe, &error));
    assert_int_equal(error.status, expected);
    if (expected == ZZ_OK) {
        assert_non_null(recipe);
        zz_recipe_close(recipe);
    } else {
        assert_null(recipe);
        if (strstr(error.message, named) == NULL)
            fail_msg("\"%s\" does not name %s", error.message, named);
    }
}

static void test_options(void **state)
{
    struct {
        zz_options options;
        char tail[64];
    } newer;
    zz_options options;

    (void)state;
    check_options(NULL, ZZ_OK, NULL);
    check_ok(zz_options_init(&options, sizeof options));
    check_options(&options, ZZ_OK, NULL);
    options.flags = ZZ_NO_TOFU;
    options.invalid = ZZ_INVALID_ERROR;
    check_options(&options, ZZ_OK, NULL);

    options.flags = 0x80000000u;
    check_options(&options, ZZ_ERROR_ARGUMENT, "zz_options.flags");
    options.flags = 0;
    options.invalid = 7;
    check_options(&options, ZZ_ERROR_ARGUMENT, "zz_options.invalid");
    options.invalid = 0;
    options.reserved = 1;
    check_options(&options, ZZ_ERROR_ARGUMENT, "zz_options.reserved");
    options.reserved = 0;
    options.dictionary_size = 1;
    check_options(&options, ZZ_ERROR_ARGUMENT, "zz_options.dictionary");
    options.dictionary_size = 0;
    options.protect_size = 1;
    check_options(&options, ZZ_ERROR_ARGUMENT, "zz_options.protect");
    options.protect_size = 0;
    options.furniture_size = 1;
    check_options(&options, ZZ_ERROR_ARGUMENT, "zz_options.furniture");
    options.furniture_size = 0;
    options.size = 0;
    check_options(&options, ZZ_ERROR_STRUCT_SIZE, "zz_options_init");
    options.size = sizeof options - 1;
    check_options(&options, ZZ_ERROR_STRUCT_SIZE, "zz_options_init");

    check_ok(zz_options_init(&newer.options, sizeof newer));
    check_options(&newer.options, ZZ_OK, NULL);
    newer.tail[63] = 1;
    check_options(&newer.options, ZZ_ERROR_STRUCT_SIZE, "newer");
    newer.tail[63] = 0;
    newer.options.size = 0xFFFFFFFFu; /* not to be believed, let alone read */
    check_options(&newer.options, ZZ_ERROR_STRUCT_SIZE, "zz_options_init");
}

typedef struct recipe_case {
    const char *recipe;
    int32_t status;
    uint64_t offset;
    const char *named; /* what the message must name, NULL for nothing */
} recipe_case;

static void test_recipe_strings(void **state)
{
    static const recipe_case cases[] = {
        {"s2t", ZZ_OK, 0, NULL},
        {" \ts2t\t ", ZZ_OK, 0, NULL},
        {"clean , s2tw", ZZ_OK, 0, NULL},
        {"invisible,letters,nfc,small-forms,s2twp", ZZ_OK, 0, NULL},
        {"", ZZ_ERROR_RECIPE, 0, NULL},
        {"   ", ZZ_ERROR_RECIPE, 0, NULL},
        {",", ZZ_ERROR_RECIPE, 0, NULL},
        {"s2tw,", ZZ_ERROR_RECIPE, 5, NULL},
        {"s2tw,,clean", ZZ_ERROR_RECIPE, 5, NULL},
        {"s2twq", ZZ_ERROR_RECIPE, 0, "s2tw"},
        {"s2twq", ZZ_ERROR_RECIPE, 0, "s2twq"},
        {"clean,s2tqp", ZZ_ERROR_RECIPE, 6, "s2twp"},
        {"clean,  t2ss , s2t", ZZ_ERROR_RECIPE, 8, "t2s"},
        {"claen", ZZ_ERROR_RECIPE, 0, "clean"},
        {"invisble", ZZ_ERROR_RECIPE, 0, "invisible"},
        {"S2T", ZZ_ERROR_RECIPE, 0, "s2t"},
        {"s2t s2tw", ZZ_ERROR_RECIPE, 0, NULL},
        {"s2t\n", ZZ_ERROR_RECIPE, 0, NULL},
        {"汉字", ZZ_ERROR_RECIPE, 0, NULL},
        {"s2t,\xFF\xFE", ZZ_ERROR_RECIPE, 4, NULL},
        {"s2t,%s%n", ZZ_ERROR_RECIPE, 4, NULL},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        const recipe_case *c = &cases[i];
        zz_recipe *recipe = (zz_recipe *)1;
        zz_error error;
        int32_t status;

        memset(&error, 0xFF, sizeof error);
        status = zz_recipe_open(c->recipe, ZZ_TERMINATED, NULL, &recipe, &error);
        if (status != c->status || (status != ZZ_OK && error.offset != c->offset))
            print_error("recipe '%s': %s\n", c->recipe, error.message);
        check_status(c->status, status);
        assert_int_equal(error.status, status);
        assert_int_equal(error.reserved, 0);
        assert_int_equal(error.offset, c->offset);
        assert_non_null(memchr(error.message, '\0', sizeof error.message));
        if (c->named != NULL)
            check_contains(error.message, c->named);
        assert_true((status == ZZ_OK) == (recipe != NULL));
        zz_recipe_close(recipe);
        /* The same without a place for the error. */
        check_status(c->status, zz_recipe_open(c->recipe, strlen(c->recipe), NULL, &recipe, NULL));
        zz_recipe_close(recipe);
    }
}

static void test_recipe_arguments(void **state)
{
    static const char with_nul[] = "s2t\0w";
    zz_recipe *recipe = (zz_recipe *)1;
    zz_error error;
    char *many = malloc(100000 * 4);
    int i;

    (void)state;
    check_status(ZZ_ERROR_ARGUMENT, zz_recipe_open("s2t", 3, NULL, NULL, &error));
    assert_int_equal(error.status, ZZ_ERROR_ARGUMENT);
    check_status(ZZ_ERROR_ARGUMENT, zz_recipe_open(NULL, 3, NULL, &recipe, &error));
    assert_null(recipe);
    recipe = (zz_recipe *)1;
    check_status(ZZ_ERROR_ARGUMENT, zz_recipe_open(NULL, ZZ_TERMINATED, NULL, &recipe, NULL));
    assert_null(recipe);

    /* The size counts, not a NUL; what lies behind the size is not looked at. */
    check_ok(zz_recipe_open("s2twXYZ", 4, NULL, &recipe, NULL));
    zz_recipe_close(recipe);
    check_status(ZZ_ERROR_RECIPE, zz_recipe_open(with_nul, 5, NULL, &recipe, &error));
    assert_null(recipe);

    /* A recipe as long as nobody writes one is an error or works, whatever its length. */
    assert_non_null(many);
    for (i = 0; i < 100000; i++)
        memcpy(many + 4 * i, "s2t,", 4);
    if (zz_recipe_open(many, 4 * 100000 - 1, NULL, &recipe, &error) == ZZ_OK)
        zz_recipe_close(recipe);
    else
        assert_null(recipe);
    memset(many, 'x', 4 * 100000);
    check_status(ZZ_ERROR_RECIPE, zz_recipe_open(many, 4 * 100000, NULL, &recipe, &error));
    assert_non_null(memchr(error.message, '\0', sizeof error.message));
    free(many);
}

static void test_freeing_null(void **state)
{
    (void)state;
    zz_recipe_close(NULL);
    zz_result_free(NULL);
    zz_stream_close(NULL);
    zz_data_close(NULL);
}

static void test_catalog(void **state)
{
    static const char *const conversions[] = {
        "s2t",  "t2s",  "s2tw",  "tw2s",  "s2twp", "tw2sp", "s2hk",  "hk2s",
        "s2hkp", "hk2sp", "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t",
        "t2twp", "tw2tp", "t2hkp", "hk2tp", "hk2tw", "tw2hk",
    };
    uint32_t index, kind, found = 0, presets = 0;
    const char *name, *summary;
    size_t i;

    (void)state;
    for (index = 0; zz_catalog(NULL, index, &kind, &name, &summary) == ZZ_OK; index++) {
        zz_recipe_close(open_recipe(name, NULL));
        assert_true(strlen(summary) > 10);
        assert_null(strchr(summary, '\n'));
        assert_null(strchr(name, ','));
        presets += kind == ZZ_CATALOG_PRESET;
        for (i = 0; i < sizeof conversions / sizeof *conversions; i++) {
            if (strcmp(name, conversions[i]) == 0) {
                assert_int_equal(kind, ZZ_CATALOG_CONVERSION);
                found++;
            }
        }
        if (kind != ZZ_CATALOG_CONVERSION)
            assert_true(kind == ZZ_CATALOG_STEP || kind == ZZ_CATALOG_PRESET);
        check_ok(zz_catalog(NULL, index, NULL, NULL, NULL));
    }
    assert_int_equal(found, sizeof conversions / sizeof *conversions);
    assert_true(presets >= 1 && index > found + presets);
    check_status(ZZ_ERROR_ARGUMENT, zz_catalog(NULL, index, &kind, &name, &summary));
    assert_null(name);
    assert_null(summary);
    assert_int_equal(kind, 0);
    check_status(ZZ_ERROR_ARGUMENT, zz_catalog(NULL, UINT32_MAX, NULL, NULL, NULL));
    assert_string_equal(zz_data_version(NULL), "OpenCC 1.4.2");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_struct_layout),
        cmocka_unit_test(test_status_strings),
        cmocka_unit_test(test_options_init),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_recipe_strings),
        cmocka_unit_test(test_recipe_arguments),
        cmocka_unit_test(test_freeing_null),
        cmocka_unit_test(test_catalog),
    };
    return cmocka_run_group_tests_name("api", tests, NULL, NULL);
}
