/* SPDX-License-Identifier: Apache-2.0 */
/*
 * texts FILE...
 * Every vector through opencc.h, but those with a NUL, which ends a text there, and with ill-formed
 * UTF-8, which may be refused: it gives what they expect, under both names of a configuration.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"
#include "engine/vector_file.h"
#include "opencc.h"

#define FAILED ((opencc_t)-1)

static bool is_plain(bytes text, const zz_recipe *any)
{
    zz_report report;
    zz_result *result;

    if (text.size != 0 && memchr(text.at, '\0', text.size) != NULL)
        return false;
    check_ok(zz_report_init(&report, sizeof report));
    result = convert(any, text, &report);
    zz_result_free(result);
    return report.invalid == 0;
}

static void check_both_ways(opencc_t converter, const char *what, const vector *v)
{
    char *input = malloc(v->input.size + 1), *buffer = malloc(v->expected.size + 1), *text;
    size_t size;

    assert_non_null(input);
    assert_non_null(buffer);
    memcpy(input, v->input.at, v->input.size);
    input[v->input.size] = '\0';
    text = opencc_convert_utf8(converter, input, (size_t)-1);
    if (text == NULL)
        fail_msg("%s: %s", what, opencc_error());
    check_bytes(what, v->input, v->expected, bytes_of_string(text));
    opencc_convert_utf8_free(text);
    size = opencc_convert_utf8_to_buffer(converter, input, v->input.size, buffer);
    assert_int_equal(size, v->expected.size);
    check_bytes(what, v->input, v->expected, bytes_of(buffer, size));
    assert_int_equal(buffer[size], '\0');
    free(buffer);
    free(input);
}

static void run_vector(const vector *v, const char *configuration)
{
    opencc_t converter = opencc_open(configuration);
    char what[512];

    if (converter == FAILED)
        fail_msg("%s: %s", configuration, opencc_error());
    snprintf(what, sizeof what, "line %zu: %s", v->line, configuration);
    check_both_ways(converter, what, v);
    opencc_close(converter);
}

static bool is_name(const char *recipe)
{
    return strcspn(recipe, ",=: ") == strlen(recipe);
}

static bool is_conversion(const char *recipe)
{
    const char *name;
    uint32_t kind, i;

    for (i = 0; is_name(recipe) && zz_catalog(NULL, i, &kind, &name, NULL) == ZZ_OK; i++)
        if (kind == ZZ_CATALOG_CONVERSION && strcmp(name, recipe) == 0)
            return true;
    return false;
}

static void test_file(void **state)
{
    zz_recipe *any = open_recipe("t2jp", NULL);
    vector_file file;
    size_t i, run = 0;

    vector_file_read(&file, *state);
    for (i = 0; i < file.count; i++) {
        const vector *v = &file.vectors[i];
        char name[64];

        if (!is_plain(v->input, any))
            continue;
        run++;
        run_vector(v, v->recipe);
        if (is_conversion(v->recipe)) {
            snprintf(name, sizeof name, "%s.json", v->recipe);
            run_vector(v, name);
        }
    }
    /* most texts are plain, but in the file of those that are not */
    if (strstr(*state, "ill-formed") == NULL)
        assert_in_range(run, file.count / 2, file.count);
    vector_file_free(&file);
    zz_recipe_close(any);
}

int main(int argc, char **argv)
{
    struct CMUnitTest *tests = calloc((size_t)argc, sizeof *tests);
    int i, failed;

    if (tests == NULL || argc < 2)
        return 2;
    for (i = 1; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');

        tests[i - 1].name = slash != NULL ? slash + 1 : argv[i];
        tests[i - 1].test_func = test_file;
        tests[i - 1].initial_state = argv[i];
    }
    failed = _cmocka_run_group_tests("opencc texts", tests, (size_t)argc - 1, NULL, NULL);
    free(tests);
    return failed;
}
