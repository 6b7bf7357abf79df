/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vectors [--expect COUNT] FILE...
 * Every vector, in every way to run it: whole, into a buffer, cut at every place in two, byte by
 * byte and at random. One test a file; with --expect the files must hold that many.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"
#include "engine/vector_file.h"

/* Above this, not every split is tried but this many random ones. */
#define SPLITS 600

typedef struct file_test {
    const char *path;
    const char *name;
} file_test;

static void check_into(const zz_recipe *recipe, const char *what, bytes input, bytes expected)
{
    size_t needed = 0, bound = zz_bound(recipe, input.size), capacity;
    char *buffer = malloc(expected.size ? expected.size : 1);

    assert_non_null(buffer);
    if (expected.size > bound)
        fail_msg("%s: zz_bound(%zu) is %zu, the result has %zu bytes", what, input.size, bound,
                 expected.size);
    for (capacity = 0; capacity < expected.size; capacity = capacity * 2 + 1) {
        check_status(ZZ_ERROR_BUFFER,
                     zz_convert_into(recipe, (const char *)input.at, input.size, buffer, capacity,
                                     &needed, NULL));
        assert_int_equal(needed, expected.size);
    }
    check_ok(zz_convert_into(recipe, (const char *)input.at, input.size, buffer, expected.size,
                             &needed, NULL));
    check_bytes(what, input, expected, bytes_of(buffer, needed));
    free(buffer);
}

static void check_whole(const zz_recipe *recipe, const char *what, bytes input, bytes expected)
{
    zz_report report;
    zz_result *result;

    check_ok(zz_report_init(&report, sizeof report));
    result = convert(recipe, input, &report);
    check_bytes(what, input, expected, result_bytes(result));
    assert_int_equal(zz_result_text(result)[zz_result_size(result)], '\0');
    assert_int_equal(report.changes, 0); /* not asked for */
    zz_result_free(result);

    report.want = ZZ_WANT_CHANGES;
    result = convert(recipe, input, &report);
    check_bytes(what, input, expected, result_bytes(result));
    if (!bytes_equal(input, expected))
        assert_int_not_equal(report.changes, 0);
    zz_result_free(result);
}

static void run_vector(const file_test *test, const vector *v, dice *d)
{
    zz_recipe *recipe = open_recipe(v->recipe, NULL);
    zz_stream *stream;
    char what[512];
    size_t i;

    snprintf(what, sizeof what, "%s:%zu: %s", test->name, v->line, v->recipe);
    check_whole(recipe, what, v->input, v->expected);
    check_into(recipe, what, v->input, v->expected);
    check_ok(zz_stream_open(recipe, &stream));
    if (v->input.size <= SPLITS) {
        check_every_split(stream, what, v->input, v->expected);
    } else {
        for (i = 0; i < SPLITS; i++)
            check_random_chunks(stream, what, v->input, v->expected, d, v->input.size);
    }
    check_byte_by_byte(stream, what, v->input, v->expected);
    for (i = 0; i < 8; i++)
        check_random_chunks(stream, what, v->input, v->expected, d, 1 + i * 4);
    zz_stream_close(stream);
    zz_recipe_close(recipe);
}

static void test_file(void **state)
{
    const file_test *test = *state;
    dice d = {2026};
    vector_file file;
    size_t i;

    vector_file_read(&file, test->path);
    for (i = 0; i < file.count; i++)
        run_vector(test, &file.vectors[i], &d);
    vector_file_free(&file);
}

typedef struct count_test {
    file_test *files;
    size_t file_count;
    size_t expected;
} count_test;

static void test_count(void **state)
{
    const count_test *test = *state;
    size_t i, count = 0;

    for (i = 0; i < test->file_count; i++) {
        vector_file file;
        vector_file_read(&file, test->files[i].path);
        count += file.count;
        vector_file_free(&file);
    }
    assert_int_equal(count, test->expected);
}

int main(int argc, char **argv)
{
    static count_test counted;
    struct CMUnitTest *tests = calloc((size_t)argc + 1, sizeof *tests);
    file_test *files = calloc((size_t)argc + 1, sizeof *files);
    size_t count = 0, test_total;
    int i, failed;

    if (tests == NULL || files == NULL)
        return 2;
    for (i = 1; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        if (strcmp(argv[i], "--expect") == 0 && i + 1 < argc) {
            counted.expected = (size_t)strtoul(argv[++i], NULL, 10);
            continue;
        }
        files[count].path = argv[i];
        files[count].name = slash ? slash + 1 : argv[i];
        tests[count].name = files[count].name;
        tests[count].test_func = test_file;
        tests[count].initial_state = &files[count];
        count++;
    }
    if (count == 0) {
        fprintf(stderr, "usage: vectors [--expect COUNT] FILE...\n");
        return 2;
    }
    test_total = count;
    if (counted.expected != 0) {
        counted.files = files;
        counted.file_count = count;
        tests[count].name = "as many as expected";
        tests[count].test_func = test_count;
        tests[count].initial_state = &counted;
        test_total++;
    }
    failed = _cmocka_run_group_tests("vectors", tests, test_total, NULL, NULL);
    free(tests);
    free(files);
    return failed;
}
