/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every function of zhengzi.h that needs memory, with each of its allocations failing in turn; and
 * what needs none, which must do without. A new function is a line in `cases`.
 *
 * usage: allocations IMAGE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/failing.h"
#include "engine/run.h"

static const char *image_path;

/* What calls work on; all of it was made with the allocator, before anything fails. */
typedef struct world {
    allocator a;
    zz_options options; /* with words, protected words and furniture */
    uint8_t *image;     /* at a multiple of eight, and again one byte behind one */
    uint8_t *shifted;
    size_t image_size;
    zz_data *data;
    zz_recipe *recipe; /* of that data and those options */
    zz_recipe *weighing;
    zz_result *result; /* of the text, with edits and alternatives */
    zz_stream *stream; /* the same, before its end */
    bytes text;
} world;

static const char recipe_name[] = "web,furniture,s2twp,spacing";
#ifdef ZZ_CONTEXT
static const char weighing_name[] = "s2twp:context,repair:tw=999,spacing";
#else
static const char weighing_name[] = "s2t,t2tw,spacing";
#endif

static int32_t taken(int32_t status, const void *object)
{
    if (status == ZZ_OK)
        assert_non_null(object);
    else
        assert_null(object);
    return status;
}

static int32_t data_taken(int32_t status, zz_data *data, const zz_error *error)
{
    assert_int_equal(error->status, status);
    taken(status, data);
    zz_data_close(data);
    return status;
}

static int32_t open_file(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_data *data = (zz_data *)1;
    zz_error error;
    int32_t status = zz_data_open_file(image_path, &w->options, &data, &error);

    (void)a;
    return data_taken(status, data, &error);
}

static int32_t open_memory(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_data *data = (zz_data *)1;
    zz_error error;
    int32_t status = zz_data_open_memory(w->image, w->image_size, &w->options, &data, &error);

    (void)a;
    return data_taken(status, data, &error);
}

static int32_t open_shifted(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_data *data = (zz_data *)1;
    zz_error error;
    int32_t status =
        zz_data_open_memory(w->shifted + 1, w->image_size, &w->options, &data, &error);

    (void)a;
    return data_taken(status, data, &error);
}

static int32_t open_named(world *w, const char *name)
{
    zz_recipe *recipe = (zz_recipe *)1;
    zz_error error;
    int32_t status = zz_recipe_open(name, ZZ_TERMINATED, &w->options, &recipe, &error);

    assert_int_equal(error.status, status);
    taken(status, recipe);
    zz_recipe_close(recipe);
    return status;
}

static int32_t open_preset(allocator *a, void *ctx)
{
    (void)a;
    return open_named(ctx, recipe_name);
}

static int32_t open_long(allocator *a, void *ctx)
{
    (void)a;
    return open_named(ctx, "news-tw,unprotect=url+code,s2twp,t2s,s2hkp,hk2tw,-dash,quotes=cn");
}

/* Groups, text, inline and the library's own, a segmentation, two stages. */
static const char configuration[] =
    "{\"normalization\":[{\"dict\":{\"type\":\"builtin\",\"name\":\"TWVariants\"}}],"
    "\"segmentation\":{\"type\":\"mmseg\",\"dict\":{\"type\":\"text\",\"file\":\"d.txt\"}},"
    "\"conversion_chain\":[{\"dict\":{\"type\":\"group\",\"dicts\":["
    "{\"type\":\"text\",\"file\":\"d.txt\"},{\"type\":\"inline\",\"entries\":{\"发\":\"發\"}}]}},"
    "{\"dict\":{\"type\":\"inline\",\"entries\":{\"發髮\":\"头\"}}}]}";

static int32_t load(void *ctx, const char *name, const char **text, size_t *size)
{
    (void)ctx;
    assert_string_equal(name, "d.txt");
    *text = "头发\t頭髮 頭發\n头\t頭\n";
    *size = strlen(*text);
    return ZZ_OK;
}

static int32_t config_taken(int32_t status, zz_recipe *recipe, const zz_error *error)
{
    assert_int_equal(error->status, status);
    if (status == ZZ_ERROR_UNSUPPORTED)
        return ZZ_OK;
    taken(status, recipe);
    zz_recipe_close(recipe);
    return status;
}

static int32_t open_config(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_recipe *recipe = (zz_recipe *)1;
    zz_error error;
    int32_t status = zz_recipe_open_config(configuration, ZZ_TERMINATED, load, NULL, &w->options,
                                           &recipe, &error);

    (void)a;
    return config_taken(status, recipe, &error);
}

static int32_t open_config_file(allocator *a, void *ctx)
{
    static const char json[] = "{\"conversion_chain\":[{\"dict\":{\"type\":\"text\",\"file\":"
                               "\"zz-allocations.txt\"}}]}";
    world *w = ctx;
    zz_recipe *recipe = (zz_recipe *)1;
    FILE *f = fopen("zz-allocations.json", "wb");
    zz_error error;
    int32_t status;

    (void)a;
    assert_non_null(f);
    fputs(json, f);
    fclose(f);
    f = fopen("zz-allocations.txt", "wb");
    assert_non_null(f);
    fputs("甲\t乙\n", f);
    fclose(f);
    status = zz_recipe_open_config_file("zz-allocations.json", &w->options, &recipe, &error);
    remove("zz-allocations.json");
    remove("zz-allocations.txt");
    return config_taken(status, recipe, &error);
}

static zz_report wanting(uint32_t want)
{
    zz_report report;

    check_ok(zz_report_init(&report, sizeof report));
    report.want = want;
    return report;
}

static int32_t result_taken(const world *w, int32_t status, zz_result *result)
{
    taken(status, result);
    if (status == ZZ_OK)
        check_bytes("result", w->text, result_bytes(w->result), result_bytes(result));
    zz_result_free(result);
    return status;
}

static int32_t convert_plain(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_result *result = (zz_result *)1;
    int32_t status =
        zz_convert(w->recipe, (const char *)w->text.at, w->text.size, &result, NULL);

    (void)a;
    return result_taken(w, status, result);
}

static int32_t convert_edits(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_report report = wanting(ZZ_WANT_EDITS | ZZ_WANT_CHANGES);
    zz_result *result = (zz_result *)1;
    int32_t status = zz_convert(w->recipe, (const char *)w->text.at, w->text.size, &result,
                                &report);

    (void)a;
    if (status == ZZ_OK)
        assert_int_equal(zz_result_edit_count(result), zz_result_edit_count(w->result));
    return result_taken(w, status, result);
}

static size_t first_with_others(const zz_result *result)
{
    zz_edit edit;
    size_t i;

    edit.size = sizeof edit;
    for (i = 0; zz_result_edit(result, i, &edit) == ZZ_OK && edit.alternatives == 0; i++)
        ;
    return i;
}

/* With a model that is unsure of something, and steps behind it. */
static int32_t convert_weighed(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_report report = wanting(ZZ_WANT_ALTERNATIVES);
    zz_result *result = (zz_result *)1;
    int32_t status = zz_convert(w->weighing, (const char *)w->text.at, w->text.size, &result,
                                &report);

    (void)a;
    taken(status, result);
    if (status == ZZ_OK) {
        assert_true(first_with_others(result) < zz_result_edit_count(result));
#ifdef ZZ_CONTEXT
        assert_true(zz_result_suggestion_count(result) > 0);
#endif
    }
    zz_result_free(result);
    return status;
}

static int32_t convert_keeping(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_range kept[40];
    zz_report report = wanting(ZZ_WANT_EDITS);
    zz_result *result = (zz_result *)1;
    int32_t status;
    size_t i;

    (void)a;
    for (i = 0; i < 40; i++) {
        kept[i].offset = i * w->text.size / 40;
        kept[i].size = 6;
    }
    status = zz_convert_keeping(w->recipe, (const char *)w->text.at, w->text.size, kept, 40,
                                &result, &report);
    taken(status, result);
    if (status == ZZ_OK)
        assert_true(zz_result_edit_count(result) < zz_result_edit_count(w->result));
    zz_result_free(result);
    return status;
}

static int32_t convert_into(allocator *a, void *ctx)
{
    world *w = ctx;
    bytes expected = result_bytes(w->result);
    char *buffer = malloc(expected.size);
    size_t needed = 7;
    int32_t status = zz_convert_into(w->recipe, (const char *)w->text.at, w->text.size, buffer,
                                     expected.size, &needed, NULL);

    (void)a;
    if (status == ZZ_OK)
        check_bytes("zz_convert_into", w->text, expected, bytes_of(buffer, needed));
    else
        assert_int_equal(needed, 0);
    free(buffer);
    return status;
}

/* In every other edit nothing is applied. */
static int32_t apply(allocator *a, void *ctx)
{
    world *w = ctx;
    size_t count = zz_result_edit_count(w->result), i;
    uint8_t *chosen = malloc(count);
    zz_result *some = (zz_result *)1;
    int32_t status;

    (void)a;
    for (i = 0; i < count; i++)
        chosen[i] = i % 2;
    status = zz_result_apply(w->result, (const char *)w->text.at, w->text.size, chosen, &some);
    taken(status, some);
    if (status == ZZ_OK)
        assert_true(zz_result_size(some) > w->text.size / 2);
    zz_result_free(some);
    free(chosen);
    return status;
}

/* The text through a stream. After a failure the stream refuses more; reset, it does it all. */
static int32_t stream(const world *w, uint32_t want)
{
    allocator *a = w->options.alloc_ctx;
    zz_stream *made = (zz_stream *)1;
    size_t cuts[64], i, size, fail_at = a->fail_at;
    output out = {NULL, 0, 0};
    const char *got;
    int32_t status = zz_stream_open(w->recipe, &made);

    if (taken(status, made) != ZZ_OK)
        return status;
    for (i = 0; i < 64; i++)
        cuts[i] = w->text.size / 65 * (i + 1);
    check_ok(zz_stream_reset(made, want));
    status = feed_cut(made, w->text, cuts, 64, &out, NULL);
    if (status != ZZ_OK) {
        check_status(ZZ_ERROR_STATE, zz_stream_feed(made, "a", 1, &got, &size));
        check_status(ZZ_ERROR_STATE, zz_stream_end(made, &got, &size, NULL));
        a->fail_at = 0;
        out.size = 0;
        check_ok(zz_stream_reset(made, want));
        check_ok(feed_cut(made, w->text, cuts, 64, &out, NULL));
        a->fail_at = fail_at;
    }
    check_bytes("stream", w->text, result_bytes(w->result), output_bytes(&out));
    output_free(&out);
    zz_stream_close(made);
    return status;
}

static int32_t stream_plain(allocator *a, void *ctx)
{
    (void)a;
    return stream(ctx, 0);
}

static int32_t stream_edits(allocator *a, void *ctx)
{
    (void)a;
    return stream(ctx, ZZ_WANT_EDITS | ZZ_WANT_CHANGES);
}

static int32_t stream_weighed(allocator *a, void *ctx)
{
    (void)a;
    return stream(ctx, ZZ_WANT_ALTERNATIVES);
}

static int32_t append(void *ctx, const char *text, size_t size)
{
    output_append(ctx, text, size);
    return ZZ_OK;
}

static int32_t stream_function(allocator *a, void *ctx)
{
    world *w = ctx;
    output out = {NULL, 0, 0};
    zz_stream *made = (zz_stream *)1;
    int32_t status = zz_stream_open(w->recipe, &made);

    (void)a;
    if (taken(status, made) != ZZ_OK)
        return status;
    status = zz_stream_feed_to(made, (const char *)w->text.at, w->text.size, append, &out);
    if (status == ZZ_OK)
        status = zz_stream_end_to(made, append, &out, NULL);
    if (status == ZZ_OK)
        check_bytes("stream", w->text, result_bytes(w->result), output_bytes(&out));
    else
        check_status(ZZ_ERROR_STATE, zz_stream_end_to(made, append, &out, NULL));
    output_free(&out);
    zz_stream_close(made);
    return status;
}

static int32_t stream_buffer(allocator *a, void *ctx)
{
    world *w = ctx;
    output out = {NULL, 0, 0};
    zz_stream *made = (zz_stream *)1;
    size_t at = 0, used, written, waiting = 1;
    char buffer[500];
    int32_t status = zz_stream_open(w->recipe, &made);

    (void)a;
    if (taken(status, made) != ZZ_OK)
        return status;
    while (status == ZZ_OK && at < w->text.size) {
        status = zz_stream_feed_into(made, (const char *)w->text.at + at, w->text.size - at, &used,
                                     buffer, sizeof buffer, &written);
        output_append(&out, buffer, written);
        at += used;
    }
    while (status == ZZ_OK && waiting != 0) {
        status = zz_stream_end_into(made, buffer, sizeof buffer, &written, &waiting, NULL);
        output_append(&out, buffer, written);
    }
    if (status == ZZ_OK)
        check_bytes("stream", w->text, result_bytes(w->result), output_bytes(&out));
    output_free(&out);
    zz_stream_close(made);
    return status;
}

static int32_t find_alternatives(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_alternatives *found = (zz_alternatives *)1;
    int32_t status = zz_alternatives_find(w->recipe, "发面里", 9, &found);

    (void)a;
    taken(status, found);
    if (status == ZZ_OK)
        assert_true(zz_alternatives_count(found) > 1);
    zz_alternatives_free(found);
    return status;
}

/* None of these may need memory. */
static int32_t without(allocator *a, void *ctx)
{
    world *w = ctx;
    zz_report report;
    zz_options options;
    uint64_t mapped;
    zz_edit edit;
    zz_suggestion suggestion;
    zz_range decided;
    zz_detection detection;
    size_t calls = a->calls, edit_index;

    check_ok(zz_options_init(&options, sizeof options));
    check_ok(zz_report_init(&report, sizeof report));
    assert_true(zz_bound(w->recipe, w->text.size) >= zz_result_size(w->result));
    edit.size = sizeof edit;
    check_ok(zz_result_edit(w->result, 0, &edit));
    check_ok(zz_result_map(w->result, ZZ_MAP_FORWARD, w->text.size / 2, &mapped));
    edit_index = first_with_others(w->result);
    check_ok(zz_result_edit_alternative(w->result, edit_index, 0, NULL, NULL, NULL));
    check_ok(zz_stream_edit_alternative(w->stream, edit_index, 0, NULL, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_suggestion(w->result, 0, &suggestion));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_suggestion_form(w->result, 0, 0, NULL, NULL, NULL));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_suggestion(w->stream, 0, &suggestion));
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_suggestion_form(w->stream, 0, 0, NULL, NULL, NULL));
    assert_int_equal(zz_result_suggestion_count(w->result), 0);
    assert_int_equal(zz_stream_suggestion_count(w->stream), 0);
    check_ok(zz_stream_decided(w->stream, &decided, NULL));
    assert_true(decided.size > 100);
    check_ok(zz_stream_map(w->stream, ZZ_MAP_FORWARD, 100, &mapped));
    assert_non_null(zz_data_version(w->data));
    check_ok(zz_catalog(w->data, 0, NULL, NULL, NULL));
    check_ok(zz_detection_init(&detection, sizeof detection));
    check_ok(zz_detect(w->data, (const char *)w->text.at, w->text.size, &detection));
    assert_true(detection.han > 100);
    assert_int_equal(a->calls, calls);
    return ZZ_OK;
}

static const struct {
    const char *name;
    failing_call call;
    bool needs_none;
} cases[] = {
    {"zz_data_open_file", open_file, false},
    {"zz_data_open_memory", open_memory, false},
    {"zz_data_open_memory, not aligned", open_shifted, false},
    {"zz_recipe_open, a preset, words, furniture", open_preset, false},
    {"zz_recipe_open, many steps", open_long, false},
    {"zz_recipe_open_config", open_config, false},
    {"zz_recipe_open_config_file", open_config_file, false},
    {"zz_convert", convert_plain, false},
    {"zz_convert, edits", convert_edits, false},
    {"zz_convert, alternatives, suggestions", convert_weighed, false},
    {"zz_convert_keeping, edits", convert_keeping, false},
    {"zz_convert_into", convert_into, false},
    {"zz_result_apply", apply, false},
    {"zz_stream", stream_plain, false},
    {"zz_stream, edits", stream_edits, false},
    {"zz_stream, alternatives", stream_weighed, false},
    {"zz_stream_feed_into, zz_stream_end_into", stream_buffer, false},
    {"zz_stream_feed_to, zz_stream_end_to", stream_function, false},
    {"zz_alternatives_find", find_alternatives, false},
    {"zz_bound, zz_detect, zz_result_edit, zz_result_map, zz_catalog, alternatives", without, true},
};

static void read_image(world *w)
{
    FILE *f = fopen(image_path, "rb");

    w->image = malloc(8 << 20);
    w->shifted = malloc(8 << 20);
    assert_non_null(f);
    assert_non_null(w->image);
    assert_non_null(w->shifted);
    w->image_size = fread(w->image, 1, (8 << 20) - 1, f);
    memcpy(w->shifted + 1, w->image, w->image_size);
    fclose(f);
}

static void make_text(output *text)
{
    static const char piece[] = "闪存外键,ASCII 头发⿰虫里(http://a.b/c?d)\xE2\x80\x8B"
                                "\xEF\xBC\xA1\xFF裏為説闪存显存e\xCC\x81 &amp; 干部秀發皇后 (里)(面)(只)\n分享到\n";

    while (text->size < 3000)
        output_append(text, piece, sizeof piece - 1);
}

static void open_world(world *w, bytes text)
{
    zz_report report = wanting(ZZ_WANT_ALTERNATIVES);
    const char *out;
    size_t size;

    memset(w, 0, sizeof *w);
    check_ok(zz_options_init(&w->options, sizeof w->options));
    w->options.alloc = allocator_call;
    w->options.alloc_ctx = &w->a;
    w->options.dictionary = "外键\t外來鍵\nASCII\tasc\n";
    w->options.dictionary_size = strlen(w->options.dictionary);
    w->options.protect = "显存\n干部\n";
    w->options.protect_size = strlen(w->options.protect);
    w->options.furniture = "分享到";
    w->options.furniture_size = strlen(w->options.furniture);
    read_image(w);
    check_ok(zz_data_open_memory(w->image, w->image_size, &w->options, &w->data, NULL));
    w->options.data = w->data;
    w->recipe = open_recipe(recipe_name, &w->options);
    w->weighing = open_recipe(weighing_name, &w->options);
    w->text = text;
    w->result = convert(w->recipe, text, &report);
    check_ok(zz_stream_open(w->recipe, &w->stream));
    check_ok(zz_stream_reset(w->stream, ZZ_WANT_ALTERNATIVES));
    check_ok(zz_stream_feed(w->stream, (const char *)text.at, text.size, &out, &size));
}

static void close_world(world *w)
{
    zz_stream_close(w->stream);
    zz_result_free(w->result);
    zz_recipe_close(w->weighing);
    zz_recipe_close(w->recipe);
    zz_data_close(w->data);
    assert_int_equal(w->a.bytes, 0);
    assert_int_equal(w->a.blocks, 0);
    assert_false(w->a.wrong);
    free(w->image);
    free(w->shifted);
}

static void test_all(void **state)
{
    output text = {NULL, 0, 0};
    size_t i, sum = 0;
    zz_recipe *none;
    bool has_configs;
    world w;

    (void)state;
    make_text(&text);
    open_world(&w, output_bytes(&text));
    has_configs = zz_recipe_open_config("{}", 2, NULL, NULL, NULL, &none, NULL) !=
                  ZZ_ERROR_UNSUPPORTED;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t points = fail_every_way(&w.a, cases[i].call, &w);

        print_message("# %6lu failing allocations: %s\n", (unsigned long)points, cases[i].name);
        if (cases[i].call == open_config || cases[i].call == open_config_file)
            assert_true(has_configs == (points != 0));
        else
            assert_true(cases[i].needs_none == (points == 0));
        sum += points;
    }
    print_message("# %6lu failing allocations, all refused with ZZ_ERROR_MEMORY or done without\n",
                  (unsigned long)sum);
    close_world(&w);
    output_free(&text);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};

    if (argc != 2 && (argc != 3 || strcmp(argv[2], "all") != 0)) {
        fprintf(stderr, "usage: allocations IMAGE [all]\n");
        return 2;
    }
    image_path = argv[1];
    if (argc == 3)
        failing_share = 1;
    return cmocka_run_group_tests_name("allocations", tests, NULL, NULL);
}
