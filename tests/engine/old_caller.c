/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program that was compiled when the library was 0.1: what it knows of zhengzi.h is copied here
 * as it was, and must not follow the header when that grows. Each struct is asked for with the size
 * it had, everything in it is where it was, and what lies behind it stays as it is.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct old_error {
    int32_t status;
    uint32_t reserved;
    uint64_t offset;
    char message[240];
} old_error;

typedef struct old_options {
    uint32_t size, flags, invalid, reserved;
    const void *data;
    void *(*alloc)(void *ctx, void *ptr, size_t old_size, size_t new_size);
    void *alloc_ctx;
    const char *furniture;
    size_t furniture_size;
    const char *dictionary;
    size_t dictionary_size;
    const char *protect;
    size_t protect_size;
} old_options;

typedef struct old_report {
    uint32_t size, want;
    uint64_t invalid, invalid_offset, changes;
} old_report;

typedef struct old_range {
    uint64_t offset, size;
} old_range;

typedef struct old_edit {
    uint32_t size, step;
    uint64_t source, source_size, target, target_size, steps;
    const char *step_name, *operation;
} old_edit;

typedef struct old_scored_edit {
    old_edit edit;
    int32_t score;
    uint32_t alternatives;
} old_scored_edit;

typedef struct old_suggestion {
    uint32_t size, step;
    uint64_t source, source_size, target, target_size;
    const char *step_name;
    int32_t score;
    uint32_t forms;
} old_suggestion;

typedef struct old_detection {
    uint32_t size, script, script_score, region, region_score, reserved;
    uint64_t han, simplified, traditional, japanese, kana, taiwan, hong_kong;
} old_detection;

typedef struct handle handle;

int32_t zz_options_init(old_options *options, size_t size);
int32_t zz_recipe_open(const char *recipe, size_t size, const old_options *options, handle **out,
                       old_error *error);
void zz_recipe_close(handle *recipe);
int32_t zz_report_init(old_report *report, size_t size);
int32_t zz_convert(const handle *recipe, const char *text, size_t size, handle **out,
                   old_report *report);
int32_t zz_convert_keeping(const handle *recipe, const char *text, size_t size,
                           const old_range *kept, size_t count, handle **out, old_report *report);
const char *zz_result_text(const handle *result);
size_t zz_result_edit_count(const handle *result);
int32_t zz_result_edit(const handle *result, size_t index, old_edit *edit);
size_t zz_result_suggestion_count(const handle *result);
int32_t zz_result_suggestion(const handle *result, size_t index, old_suggestion *suggestion);
void zz_result_free(handle *result);
int32_t zz_stream_open(const handle *recipe, handle **out);
int32_t zz_stream_reset(handle *stream, uint32_t want);
int32_t zz_stream_feed(handle *stream, const char *chunk, size_t size, const char **output,
                       size_t *output_size);
int32_t zz_stream_end(handle *stream, const char **output, size_t *output_size,
                      old_report *report);
size_t zz_stream_edit_count(const handle *stream);
int32_t zz_stream_edit(const handle *stream, size_t index, old_edit *edit);
void zz_stream_close(handle *stream);
int32_t zz_detection_init(old_detection *detection, size_t size);
int32_t zz_detect(const handle *data, const char *text, size_t size, old_detection *detection);

/* A struct with what lies behind it in the program's memory. */
#define GUARD 64
#define GUARDED(type)                                                                              \
    struct {                                                                                       \
        type it;                                                                                   \
        uint8_t behind[GUARD];                                                                     \
    }
#define POISON(g) memset(&(g), 0xA5, sizeof(g))

static int faults;

static void expect(int right, const char *what)
{
    if (!right) {
        printf("wrong: %s\n", what);
        faults++;
    }
}

static void expect_untouched(const uint8_t *behind, const char *what)
{
    size_t i, touched = 0;

    for (i = 0; i < GUARD; i++)
        touched += behind[i] != 0xA5;
    expect(touched == 0, what);
}

static handle *open_recipe(void)
{
    GUARDED(old_options) options;
    GUARDED(old_error) error;
    handle *recipe = NULL;

    POISON(options);
    POISON(error);
    expect(zz_options_init(&options.it, sizeof options.it) == 0, "zz_options_init");
    expect_untouched(options.behind, "behind the options");
    options.it.dictionary = "面条\t麵麵\n";
    options.it.dictionary_size = strlen(options.it.dictionary);
    options.it.protect = "头发\n";
    options.it.protect_size = strlen(options.it.protect);
    expect(zz_recipe_open("nope", 4, &options.it, &recipe, &error.it) == -20, "a status");
    expect(error.it.status == -20 && strstr(error.it.message, "nope") != NULL, "an error");
    expect(zz_recipe_open("s2t", 3, &options.it, &recipe, &error.it) == 0, "zz_recipe_open");
    expect_untouched(error.behind, "behind the error");
    return recipe;
}

static void check_edits(size_t count, const handle *of,
                        int32_t (*get)(const handle *of, size_t index, old_edit *edit))
{
    GUARDED(old_edit) edit;

    expect(count == 2, "two edits");
    POISON(edit);
    edit.it.size = sizeof edit.it;
    expect(get(of, 1, &edit.it) == 0, "an edit");
    expect(edit.it.source == 13 && edit.it.source_size == 3 && edit.it.target == 13 &&
               edit.it.target_size == 3 && edit.it.step_name != NULL && edit.it.operation != NULL,
           "where it is");
    expect_untouched(edit.behind, "behind an edit");
}

static const char text[] = "面条头发\xFF汉";
static const char expected[] = "麵麵头发\xFF漢";

static void convert(const handle *recipe)
{
    old_range kept = {0, 6};
    GUARDED(old_report) report;
    handle *result;

    POISON(report);
    expect(zz_report_init(&report.it, sizeof report.it) == 0, "zz_report_init");
    report.it.want = 1 | 2; /* changes and edits */
    expect(zz_convert(recipe, text, sizeof text - 1, &result, &report.it) == 0, "zz_convert");
    expect(strcmp(zz_result_text(result), expected) == 0, "the text");
    expect(report.it.invalid == 1 && report.it.invalid_offset == 12 && report.it.changes == 2,
           "the report");
    expect_untouched(report.behind, "behind the report");
    check_edits(zz_result_edit_count(result), result, zz_result_edit);
    zz_result_free(result);
    expect(zz_convert_keeping(recipe, text, sizeof text - 1, &kept, 1, &result, NULL) == 0,
           "zz_convert_keeping");
    expect(strncmp(zz_result_text(result), "面条", 6) == 0, "what is kept");
    zz_result_free(result);
}

/* What the context model says; nothing where the library was built without it. */
static void suggest(void)
{
    static const char damaged[] = "理發后頭髮都亂了";
    GUARDED(old_scored_edit) edit;
    GUARDED(old_suggestion) suggestion;
    old_report report;
    handle *recipe, *result;

    if (zz_recipe_open("repair:tw=999", 13, NULL, &recipe, NULL) != 0) {
        printf("without suggestions: no context model\n");
        return;
    }
    zz_report_init(&report, sizeof report);
    report.want = 4;
    expect(zz_convert(recipe, damaged, sizeof damaged - 1, &result, &report) == 0, "weighing");
    POISON(edit);
    edit.it.edit.size = sizeof edit.it;
    expect(zz_result_edit(result, 0, &edit.it.edit) == 0, "an edit with its score");
    expect(edit.it.edit.source == 6 && edit.it.score > 500 && edit.it.score <= 1000 &&
               edit.it.alternatives > 0 && edit.it.alternatives < 64,
           "the score");
    expect_untouched(edit.behind, "behind an edit with its score");
    POISON(suggestion);
    suggestion.it.size = sizeof suggestion.it;
    expect(zz_result_suggestion_count(result) > 0 &&
               zz_result_suggestion(result, 0, &suggestion.it) == 0,
           "a suggestion");
    expect(suggestion.it.source == 3 && suggestion.it.source_size == 3 &&
               suggestion.it.score >= 0 && suggestion.it.score < 1000 && suggestion.it.forms > 0,
           "what it says");
    expect_untouched(suggestion.behind, "behind a suggestion");
    zz_result_free(result);
    zz_recipe_close(recipe);
}

/* The edits of one call on the stream. */
static size_t stream_edits(const handle *s)
{
    size_t count = zz_stream_edit_count(s);
    GUARDED(old_edit) edit;

    POISON(edit);
    edit.it.size = sizeof edit.it;
    if (count != 0) {
        expect(zz_stream_edit(s, count - 1, &edit.it) == 0, "a stream's edit");
        expect(edit.it.source == 13 || edit.it.source == 0, "where it is");
        expect_untouched(edit.behind, "behind a stream's edit");
    }
    return count;
}

static void stream(const handle *recipe)
{
    GUARDED(old_report) report;
    const char *out;
    handle *s;
    size_t size, edits;

    POISON(report);
    zz_report_init(&report.it, sizeof report.it);
    expect(zz_stream_open(recipe, &s) == 0 && zz_stream_reset(s, 2) == 0, "a stream");
    expect(zz_stream_feed(s, text, 3, &out, &size) == 0 && size == 0, "a part of a word");
    edits = stream_edits(s);
    expect(zz_stream_feed(s, text + 3, sizeof text - 4, &out, &size) == 0, "the rest");
    edits += stream_edits(s);
    expect(zz_stream_end(s, &out, &size, &report.it) == 0 && report.it.invalid == 1, "the end");
    edits += stream_edits(s);
    expect(edits == 2, "all edits of the stream");
    expect_untouched(report.behind, "behind the stream's report");
    zz_stream_close(s);
}

static void detect(void)
{
    GUARDED(old_detection) detection;

    POISON(detection);
    expect(zz_detection_init(&detection.it, sizeof detection.it) == 0, "zz_detection_init");
    expect(zz_detect(NULL, "汉语", 6, &detection.it) == 0, "zz_detect");
    expect(detection.it.script == 2 && detection.it.han == 2 && detection.it.simplified == 2,
           "Simplified");
    expect_untouched(detection.behind, "behind the detection");
}

int main(void)
{
    handle *recipe = open_recipe();

    if (recipe == NULL)
        return 1;
    convert(recipe);
    stream(recipe);
    suggest();
    detect();
    zz_recipe_close(recipe);
    printf("%d wrong\n", faults);
    return faults != 0;
}
