/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Structs that begin with their size, as callers of other versions have them. A newer caller's is
 * longer: what it asks for there is refused, what it wants told there is 0. Shorter ones than the
 * first version's are refused. That older ones go on being taken when the structs have grown is
 * what single/check_growth.py tries.
 */
#include <string.h>

#include "engine/run.h"

#define MORE 24

typedef union newer {
    uint32_t size;
    zz_options options;
    zz_report report;
    zz_edit edit;
    zz_suggestion suggestion;
    zz_detection detection;
    uint8_t bytes[4096 + MORE];
} newer;

/* What every case needs. */
typedef struct world {
    zz_recipe *recipe;
    zz_result *result; /* with edits; with a suggestion, where there is a model */
    bool has_suggestion;
} world;

static int32_t init_options(newer *n, size_t size)
{
    return zz_options_init(&n->options, size);
}

static int32_t init_report(newer *n, size_t size)
{
    return zz_report_init(&n->report, size);
}

static int32_t init_detection(newer *n, size_t size)
{
    return zz_detection_init(&n->detection, size);
}

static int32_t set_size(newer *n, size_t size)
{
    n->size = (uint32_t)size;
    return ZZ_OK;
}

static int32_t use_options(const world *w, newer *n)
{
    zz_recipe *recipe;
    int32_t status = zz_recipe_open("s2t", 3, &n->options, &recipe, NULL);

    (void)w;
    zz_recipe_close(recipe);
    return status;
}

static int32_t use_report(const world *w, newer *n)
{
    zz_result *result;
    int32_t status = zz_convert(w->recipe, "汉", 3, &result, &n->report);

    zz_result_free(result);
    return status;
}

static int32_t use_report_at_end(const world *w, newer *n)
{
    zz_stream *stream;
    const char *got;
    size_t size;
    int32_t status;

    check_ok(zz_stream_open(w->recipe, &stream));
    status = zz_stream_end(stream, &got, &size, &n->report);
    zz_stream_close(stream);
    return status;
}

static int32_t use_edit(const world *w, newer *n)
{
    return zz_result_edit(w->result, 0, &n->edit);
}

static int32_t use_suggestion(const world *w, newer *n)
{
    return zz_result_suggestion(w->result, 0, &n->suggestion);
}

static int32_t use_detection(const world *w, newer *n)
{
    (void)w;
    return zz_detect(NULL, "汉", 3, &n->detection);
}

typedef struct sized {
    const char *name;
    size_t first; /* the size in 0.1 */
    size_t known; /* the header's */
    bool asks;    /* what is unknown is refused unless it is 0; else it becomes 0 */
    int32_t (*init)(newer *n, size_t size);
    int32_t (*use)(const world *w, newer *n);
} sized;

/* The sizes of 0.1: never to be changed. The first zz_edit had no scores. */
#define POINTERS(count) ((count) * sizeof(void *))
#define FIRST_OPTIONS (16 + POINTERS(9))
#define FIRST_REPORT 32
#define FIRST_EDIT (48 + POINTERS(2))
#define FIRST_SUGGESTION (40 + POINTERS(1) + 8)
#define FIRST_DETECTION 80

static const sized structs[] = {
    {"zz_options", FIRST_OPTIONS, sizeof(zz_options), true, init_options, use_options},
    {"zz_report", FIRST_REPORT, sizeof(zz_report), false, init_report, use_report},
    {"zz_report", FIRST_REPORT, sizeof(zz_report), false, init_report, use_report_at_end},
    {"zz_edit", FIRST_EDIT, sizeof(zz_edit), false, set_size, use_edit},
    {"zz_suggestion", FIRST_SUGGESTION, sizeof(zz_suggestion), false, set_size, use_suggestion},
    {"zz_detection", FIRST_DETECTION, sizeof(zz_detection), false, init_detection, use_detection},
};

static world open_world(void)
{
    bytes text = LITERAL("理發后頭髮都亂了");
    zz_options options;
    zz_report report;
    world w = {NULL, NULL, true};

    check_ok(zz_options_init(&options, sizeof options));
    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_ALTERNATIVES;
    if (zz_recipe_open("repair:tw=999", ZZ_TERMINATED, &options, &w.recipe, NULL) != ZZ_OK) {
        print_message("# zz_suggestion: skipped, built without the context model\n");
        w.recipe = open_recipe("s2t", NULL);
        w.has_suggestion = false;
    }
    w.result = convert(w.recipe, text, &report);
    assert_true(zz_result_edit_count(w.result) > 0);
    assert_int_equal(w.has_suggestion, zz_result_suggestion_count(w.result) > 0);
    return w;
}

static void close_world(world *w)
{
    zz_result_free(w->result);
    zz_recipe_close(w->recipe);
}

/* Sets it up for as many bytes, and writes 0xA5 behind them. */
static newer made(const sized *s, size_t size)
{
    newer n;

    memset(&n, 0xA5, sizeof n);
    if (s->init == set_size)
        memset(&n, 0, size);
    check_ok(s->init(&n, size));
    return n;
}

static void check_behind(const newer *n, size_t size)
{
    size_t i;

    for (i = size; i < sizeof *n; i++)
        assert_int_equal(n->bytes[i], 0xA5);
}

static void check_older(const world *w, const sized *s)
{
    size_t sizes[2], i;
    newer n;

    sizes[0] = s->first;
    sizes[1] = s->known;
    for (i = 0; i < 2; i++) {
        n = made(s, sizes[i]);
        check_ok(s->use(w, &n));
        check_behind(&n, sizes[i]);
        assert_int_equal(n.size, sizes[i]);
    }
    for (i = 0; i < s->first; i++) {
        memset(&n, 0, sizeof n);
        if (s->init != set_size)
            check_status(ZZ_ERROR_STRUCT_SIZE, s->init(&n, i));
        set_size(&n, i);
        check_status(ZZ_ERROR_STRUCT_SIZE, s->use(w, &n));
    }
}

static void check_newer(const world *w, const sized *s)
{
    size_t size = s->known + MORE, i;
    newer n = made(s, size);

    check_ok(s->use(w, &n));
    check_behind(&n, size);
    for (i = s->known; i < size; i++) {
        n = made(s, size);
        n.bytes[i] = 1;
        check_status(s->asks ? ZZ_ERROR_STRUCT_SIZE : ZZ_OK, s->use(w, &n));
        assert_int_equal(n.bytes[i], s->asks ? 1 : 0);
    }
    n = made(s, 4096);
    check_ok(s->use(w, &n));
    set_size(&n, 4097); /* not to be believed, let alone read */
    check_status(ZZ_ERROR_STRUCT_SIZE, s->use(w, &n));
    set_size(&n, 0xFFFFFFFFu);
    check_status(ZZ_ERROR_STRUCT_SIZE, s->use(w, &n));
}

static void test_sizes(void **state)
{
    world w = open_world();
    size_t i;

    (void)state;
    for (i = 0; i < sizeof structs / sizeof *structs; i++) {
        if (structs[i].use == use_suggestion && !w.has_suggestion)
            continue;
        print_message("# %s\n", structs[i].name);
        check_older(&w, &structs[i]);
        check_newer(&w, &structs[i]);
    }
    close_world(&w);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_sizes)};

    return cmocka_run_group_tests_name("sizes", tests, NULL, NULL);
}
