/* SPDX-License-Identifier: Apache-2.0 */
/*
 * linear [CHARACTERS]
 * No input takes more than linear time, nor a stream more than constant memory. Each pattern is run
 * with a tenth of the characters and with all of them (ten million by default): ten times the text
 * may take RATIO times as long, not a hundred. Times are the processor's, so that a busy machine
 * matters little.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/run.h"
#include "unit/allocator.h"
#include "unit/share.h"

#define RATIO 30.0
/* What anything may take at most, in seconds a million characters: far more than it should. A large
 * SHARE means a sanitizer. */
#define SECONDS_A_MILLION (SHARE > 4 ? 12.0 : 3.0)
#define CHUNK 65536

static size_t characters = 10000000;

typedef struct pattern {
    const char *name;
    const char *piece; /* repeated until there are enough characters */
    size_t piece_characters;
    const char *recipes;
} pattern;

static const pattern patterns[] = {
    {"unmatched characters", "あ", 1, "s2t s2twp t2s"},
    {"the same Han character", "一", 1, "s2t s2twp tw2sp"},
    {"a character that many keys begin with", "不", 1, "s2t s2twp"},
    {"a changed character", "发", 1, "s2t s2twp clean,s2hk"},
    {"a long key, but for its end", "亚历杭德罗·冈萨雷斯·伊纳里", 14, "s2t s2twp"},
    {"another, in Traditional", "亞歷杭德羅·岡薩雷斯·伊納裏", 14, "t2twp"},
    {"a key whose end begins it", "一不做", 3, "s2t s2twp"},
    {"segments of one word", "头发", 2, "s2tw s2twp"},
    {"description operators, two operands", "⿰", 1, "s2t s2twp hk2tw"},
    {"description operators, three operands", "⿲", 1, "s2t"},
    {"description operators, one operand", "\xE2\xBF\xBE", 1, "s2t s2twp"},
    {"descriptions that never end", "⿰⿱头", 3, "s2t s2twp"},
    {"compatibility ideographs", "\xEF\xA8\x99", 1, "s2t tw2sp"},
    {"ASCII", "a", 1, "s2t s2twp clean,s2twp"},
    {"NUL", "\0", 1, "s2t s2twp"},
    {"ill-formed bytes", "\xFF", 1, "s2t s2twp clean"},
    {"unfinished characters", "\xE5\xA4", 1, "s2t s2twp"},
    {"zero-width spaces", "\xE2\x80\x8B", 1, "clean clean,s2t"},
    {"combining accents", "\xCC\x81", 1, "clean"},
    {"combining accents out of order", "\xCC\x81\xCC\xA3", 2, "clean"},
    {"fullwidth letters", "\xEF\xBC\xA1", 1, "clean"},
    {"words that grow", "闪存", 2, "s2twp"},
};

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static bytes repeat(const pattern *p, size_t count)
{
    size_t size = p->piece[0] == '\0' ? 1 : strlen(p->piece);
    size_t times = count / p->piece_characters, i;
    uint8_t *text = malloc(size * times);

    assert_non_null(text);
    for (i = 0; i < times; i++)
        memcpy(text + i * size, p->piece, size);
    return bytes_of(text, size * times);
}

static double time_whole(const zz_recipe *recipe, bytes text)
{
    double start = seconds();
    zz_result_free(convert(recipe, text, NULL));
    return seconds() - start;
}

/* In chunks; *peak: the most bytes the stream held. */
static double time_stream(const zz_recipe *recipe, allocator *a, bytes text, size_t *peak)
{
    double start = seconds();
    size_t before = a->bytes, at, size;
    zz_stream *stream;
    const char *got;

    a->peak = a->bytes;
    check_ok(zz_stream_open(recipe, &stream));
    for (at = 0; at < text.size; at += CHUNK)
        check_ok(zz_stream_feed(stream, (const char *)text.at + at,
                                text.size - at < CHUNK ? text.size - at : CHUNK, &got, &size));
    check_ok(zz_stream_end(stream, &got, &size, NULL));
    zz_stream_close(stream);
    *peak = a->peak - before;
    return seconds() - start;
}

static void check_times(const char *what, const pattern *p, const char *recipe, double tenth,
                        double whole)
{
    double limit = SECONDS_A_MILLION * (double)characters / 1e6;

    if (whole > limit)
        fail_msg("%s, %s, %s: %.2f s, more than %.2f s", p->name, recipe, what, whole, limit);
    /* Under a fiftieth of a second it is the clock and the caches that are measured. */
    if (whole > 0.2 && whole > RATIO * (tenth < 0.02 ? 0.02 : tenth))
        fail_msg("%s, %s, %s: a tenth takes %.3f s, the whole %.3f s", p->name, recipe, what, tenth,
                 whole);
}

static void run(const pattern *p, const char *name)
{
    allocator a = {0};
    zz_options options;
    zz_recipe *recipe;
    bytes tenth = repeat(p, characters / 10), whole = repeat(p, characters);
    double first, second, streamed;
    size_t peak;

    check_ok(zz_options_init(&options, sizeof options));
    recipe = open_recipe(name, &options);
    first = time_whole(recipe, tenth);
    second = time_whole(recipe, whole);
    check_times("whole", p, name, first, second);
    zz_recipe_close(recipe);

    options.alloc = allocator_call;
    options.alloc_ctx = &a;
    recipe = open_recipe(name, &options);
    first = time_stream(recipe, &a, tenth, &peak);
    streamed = time_stream(recipe, &a, whole, &peak);
    check_times("in chunks", p, name, first, streamed);
    print_message("# %s, %s, %.0f MB: %.3f s, in chunks %.3f s with %zu KB\n", p->name, name,
                  (double)whole.size / 1e6, second, streamed, peak / 1000);
    if (peak > 32 * CHUNK)
        fail_msg("%s, %s: a stream fed %d bytes at a time holds %zu", p->name, name, CHUNK, peak);
    zz_recipe_close(recipe);
    assert_int_equal(a.bytes, 0);
    free((void *)(uintptr_t)tenth.at);
    free((void *)(uintptr_t)whole.at);
}

static void test_pattern(void **state)
{
    const pattern *p = *state;
    char names[64], *name;

    snprintf(names, sizeof names, "%s", p->recipes);
    for (name = strtok(names, " "); name != NULL; name = strtok(NULL, " "))
        run(p, name);
}

int main(int argc, char **argv)
{
    struct CMUnitTest tests[sizeof patterns / sizeof *patterns];
    size_t i;

    if (argc > 1)
        characters = (size_t)strtoul(argv[1], NULL, 10);
    if (argc > 2 || characters < 1000) {
        fprintf(stderr, "usage: linear [CHARACTERS]\n");
        return 2;
    }
    memset(tests, 0, sizeof tests);
    for (i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        tests[i].name = patterns[i].name;
        tests[i].test_func = test_pattern;
        tests[i].initial_state = (void *)(uintptr_t)&patterns[i];
    }
    return _cmocka_run_group_tests("linear", tests, sizeof tests / sizeof *tests, NULL, NULL);
}
