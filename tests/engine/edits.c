/* SPDX-License-Identifier: Apache-2.0 */
/*
 * edits FILE...
 * Edits over all steps of a recipe: on the inputs of the vector files and on random texts. They
 * rebuild the output, streams tell the same ones, offsets map there and back, any subset applies.
 * The same with what else they could be, and with suggestions.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/run.h"
#include "engine/vector_file.h"
#include "unit/share.h"

static char **paths;
static int path_count;

static const char *const recipes[] = {
    "s2t",       "s2twp",           "tw2sp",           "hk2tw",
    "clean,s2tw", "s2twp,t2s,s2hkp", "clean,tw2sp,clean",
    "letters,small-forms,nfc,invisible,t2s", "spacing,search",
#ifdef ZZ_CONTEXT
    "s2tw:context", "clean,s2twp:context,spacing", "repair:hk=990,t2s,s2tw:context",
    "s2t,repair:tw", "s2hk:context,s2tw:context",
#endif
};
#define RECIPES (sizeof recipes / sizeof *recipes)

static zz_edit edit_of(const zz_result *result, size_t i)
{
    zz_edit edit;

    memset(&edit, 0, sizeof edit);
    edit.size = sizeof edit;
    check_ok(zz_result_edit(result, i, &edit));
    return edit;
}

/* In order, apart, and the text between them the same on both sides. */
static void check_rebuild(bytes text, const zz_result *result)
{
    bytes out = result_bytes(result);
    uint64_t source = 0, target = 0;
    size_t count = zz_result_edit_count(result), i;

    for (i = 0; i <= count; i++) {
        zz_edit e;
        memset(&e, 0, sizeof e);
        if (i < count) {
            e = edit_of(result, i);
            assert_true(e.steps >> e.step & 1);
            assert_true(e.source_size + e.target_size != 0);
            assert_non_null(e.step_name);
            assert_non_null(e.operation);
        } else {
            e.source = text.size;
            e.target = out.size;
        }
        assert_in_range(e.source, source, text.size);
        assert_int_equal(e.source - source, e.target - target);
        check_bytes("between edits", text,
                    bytes_of(text.at + source, (size_t)(e.source - source)),
                    bytes_of(out.at + target, (size_t)(e.target - target)));
        source = e.source + e.source_size;
        target = e.target + e.target_size;
        assert_true(source <= text.size && target <= out.size);
    }
}

static void check_same_edit(const zz_edit *a, const zz_edit *b)
{
    assert_int_equal(a->step, b->step);
    assert_int_equal(a->source, b->source);
    assert_int_equal(a->source_size, b->source_size);
    assert_int_equal(a->target, b->target);
    assert_int_equal(a->target_size, b->target_size);
    assert_int_equal(a->steps, b->steps);
    assert_string_equal(a->operation, b->operation);
}

static zz_suggestion suggestion_of(const zz_result *result, size_t i)
{
    zz_suggestion suggestion;

    memset(&suggestion, 0, sizeof suggestion);
    suggestion.size = sizeof suggestion;
    check_ok(zz_result_suggestion(result, i, &suggestion));
    return suggestion;
}

/* How many edits and suggestions of a result a stream has told of so far. */
typedef struct told {
    size_t edits, suggestions;
} told;

static void check_same_form(const char *text, size_t size, int32_t score, const char *other,
                            size_t other_size, int32_t other_score)
{
    assert_int_equal(score, other_score);
    assert_int_equal(size, other_size);
    assert_memory_equal(text, other, size);
    assert_int_equal(text[size], 0);
}

static void take_suggestions(const zz_stream *stream, const zz_result *result, told *seen)
{
    size_t count = zz_stream_suggestion_count(stream), i, k, size, other_size;
    int32_t score, other_score;
    const char *text, *other;

    for (i = 0; i < count; i++, seen->suggestions++) {
        zz_suggestion got, expected;

        memset(&got, 0, sizeof got);
        got.size = sizeof got;
        check_ok(zz_stream_suggestion(stream, i, &got));
        assert_true(seen->suggestions < zz_result_suggestion_count(result));
        expected = suggestion_of(result, seen->suggestions);
        assert_memory_equal(&got, &expected, sizeof got);
        for (k = 0; k < got.forms; k++) {
            check_ok(zz_stream_suggestion_form(stream, i, k, &text, &size, &score));
            check_ok(zz_result_suggestion_form(result, seen->suggestions, k, &other, &other_size,
                                               &other_score));
            check_same_form(text, size, score, other, other_size, other_score);
        }
    }
}

/* Edits and suggestions that a stream has told of so far are the result's. */
static void take_edits(const zz_stream *stream, const zz_result *result, told *seen)
{
    size_t count = zz_stream_edit_count(stream), i, k, size, other_size;
    int32_t score, other_score;
    const char *text, *other;

    for (i = 0; i < count; i++, seen->edits++) {
        zz_edit got, expected;

        memset(&got, 0, sizeof got);
        got.size = sizeof got;
        check_ok(zz_stream_edit(stream, i, &got));
        assert_true(seen->edits < zz_result_edit_count(result));
        expected = edit_of(result, seen->edits);
        check_same_edit(&got, &expected);
        for (k = 0; k < got.alternatives; k++) {
            check_ok(zz_stream_edit_alternative(stream, i, k, &text, &size, &score));
            check_ok(zz_result_edit_alternative(result, seen->edits, k, &other, &other_size,
                                                &other_score));
            check_same_form(text, size, score, other, other_size, other_score);
        }
    }
    take_suggestions(stream, result, seen);
}

/* The stretches that a stream decides follow each other; offsets there map as the result's. */
static void check_decided(const zz_stream *stream, const zz_result *result, zz_range *source,
                          zz_range *target, bool ended)
{
    uint64_t from = source->offset + source->size, to = target->offset + target->size, i;
    uint64_t got, want;

    check_ok(zz_stream_decided(stream, source, target));
    assert_int_equal(source->offset, from);
    assert_int_equal(target->offset, to);
    for (i = source->offset; i < source->offset + source->size + ended; i++) {
        check_ok(zz_stream_map(stream, ZZ_MAP_FORWARD, i, &got));
        check_ok(zz_result_map(result, ZZ_MAP_FORWARD, i, &want));
        assert_int_equal(got, want);
    }
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_map(stream, ZZ_MAP_FORWARD, i, &got));
    for (i = target->offset; i < target->offset + target->size + ended; i++) {
        check_ok(zz_stream_map(stream, ZZ_MAP_BACK, i, &got));
        check_ok(zz_result_map(result, ZZ_MAP_BACK, i, &want));
        assert_int_equal(got, want);
    }
    check_status(ZZ_ERROR_ARGUMENT, zz_stream_map(stream, ZZ_MAP_BACK, i, &got));
    if (source->offset > 0)
        check_status(ZZ_ERROR_ARGUMENT,
                     zz_stream_map(stream, ZZ_MAP_FORWARD, source->offset - 1, &got));
}

static void check_stream(zz_stream *stream, bytes text, const zz_result *result, dice *d,
                         size_t largest, uint32_t want)
{
    zz_range source = {0, 0}, target = {0, 0};
    told seen = {0, 0};
    size_t at = 0, size;
    const char *out;

    check_ok(zz_stream_reset(stream, want));
    while (at < text.size) {
        size_t n = 1 + dice_below(d, largest);
        n = n < text.size - at ? n : text.size - at;
        check_ok(zz_stream_feed(stream, (const char *)text.at + at, n, &out, &size));
        take_edits(stream, result, &seen);
        check_decided(stream, result, &source, &target, false);
        at += n;
    }
    check_ok(zz_stream_end(stream, &out, &size, NULL));
    take_edits(stream, result, &seen);
    check_decided(stream, result, &source, &target, true);
    assert_int_equal(seen.edits, zz_result_edit_count(result));
    assert_int_equal(seen.suggestions, zz_result_suggestion_count(result));
    assert_int_equal(source.offset + source.size, text.size);
    assert_int_equal(target.offset + target.size, zz_result_size(result));
}

static void check_map(bytes text, const zz_result *result)
{
    bytes out = result_bytes(result);
    uint64_t last = 0, mapped, back, i;

    for (i = 0; i <= text.size; i++) {
        check_ok(zz_result_map(result, ZZ_MAP_FORWARD, i, &mapped));
        assert_in_range(mapped, last, out.size);
        last = mapped;
        check_ok(zz_result_map(result, ZZ_MAP_BACK, mapped, &back));
        assert_true(back <= text.size);
    }
    check_status(ZZ_ERROR_ARGUMENT, zz_result_map(result, ZZ_MAP_FORWARD, i, &mapped));
    check_ok(zz_result_map(result, ZZ_MAP_BACK, out.size, &mapped));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_map(result, ZZ_MAP_BACK, out.size + 1, &mapped));
}

static void check_apply(bytes text, const zz_result *result, dice *d)
{
    size_t count = zz_result_edit_count(result), i, size = 0;
    uint8_t *chosen = malloc(count + 1);
    zz_result *made;
    int round;

    assert_non_null(chosen);
    for (round = 0; round < 3; round++) {
        size = text.size;
        for (i = 0; i < count; i++) {
            zz_edit e = edit_of(result, i);
            chosen[i] = round == 0 ? 0 : round == 1 ? 1 : dice_below(d, 2) == 0;
            if (chosen[i])
                size += (size_t)(e.target_size - e.source_size);
        }
        check_ok(zz_result_apply(result, (const char *)text.at, text.size, chosen, &made));
        if (round < 2)
            check_bytes("none or all applied", text, round == 0 ? text : result_bytes(result),
                        result_bytes(made));
        assert_int_equal(zz_result_size(made), size);
        zz_result_free(made);
    }
    free(chosen);
}

/* A form by number, of either kind. */
typedef int32_t (*form_fn)(const zz_result *, size_t, size_t, const char **, size_t *, int32_t *);

/* The likeliest first, those that nobody weighed last; each once, and none what stands there. */
static void check_forms(form_fn form, const zz_result *result, size_t which, size_t count,
                        bytes stands)
{
    int32_t last = 1000, score;
    const char *text, *other;
    size_t i, k, size, other_size;

    for (i = 0; i < count; i++) {
        check_ok(form(result, which, i, &text, &size, &score));
        assert_true(score >= ZZ_SCORE_NONE && score <= last);
        last = score;
        assert_false(bytes_equal(stands, bytes_of(text, size)));
        for (k = 0; k < i; k++) {
            check_ok(form(result, which, k, &other, &other_size, NULL));
            assert_false(bytes_equal(bytes_of(other, other_size), bytes_of(text, size)));
        }
    }
    check_status(ZZ_ERROR_ARGUMENT, form(result, which, i, &text, &size, &score));
    assert_null(text);
    assert_int_equal(score, ZZ_SCORE_NONE);
}

/* Suggestions are in order, stand on text that is the same on both sides, and touch no edit. */
static void check_suggestions(bytes text, const zz_result *result)
{
    bytes out = result_bytes(result);
    size_t count = zz_result_suggestion_count(result), e = 0, i;
    uint64_t last = 0;

    for (i = 0; i < count; i++) {
        zz_suggestion s = suggestion_of(result, i);
        uint64_t mapped;

        assert_true(s.source >= last && s.source_size == s.target_size && s.source_size != 0);
        last = s.source + s.source_size;
        assert_true(s.source + s.source_size <= text.size);
        assert_true(s.target + s.target_size <= out.size);
        check_bytes("a suggestion", text, bytes_of(text.at + s.source, (size_t)s.source_size),
                    bytes_of(out.at + s.target, (size_t)s.target_size));
        check_ok(zz_result_map(result, ZZ_MAP_BACK, s.target, &mapped));
        for (; e < zz_result_edit_count(result) && edit_of(result, e).source < s.source; e++)
            ;
        if (e > 0) {
            zz_edit before = edit_of(result, e - 1);
            assert_true(before.source + before.source_size <= s.source);
        }
        if (e < zz_result_edit_count(result))
            assert_true(edit_of(result, e).source >= s.source + s.source_size ||
                        edit_of(result, e).source_size == 0);
        assert_true(s.forms >= 1 && s.score >= 0 && s.score < 900);
        check_forms(zz_result_suggestion_form, result, i, s.forms,
                    bytes_of(out.at + s.target, (size_t)s.target_size));
    }
}

static void check_alternatives(const zz_recipe *recipe, bytes text, const zz_result *plain,
                               zz_result **weighed)
{
    bytes out = result_bytes(plain);
    zz_report report;
    size_t i;

    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_ALTERNATIVES;
    *weighed = convert(recipe, text, &report);
    check_bytes("alternatives wanted", text, out, result_bytes(*weighed));
    assert_int_equal(zz_result_edit_count(plain), zz_result_edit_count(*weighed));
    assert_int_equal(zz_result_suggestion_count(plain), 0);
    for (i = 0; i < zz_result_edit_count(plain); i++) {
        zz_edit a = edit_of(plain, i), b = edit_of(*weighed, i);

        assert_int_equal(a.alternatives, 0);
        assert_int_equal(a.score, ZZ_SCORE_NONE);
        check_forms(zz_result_edit_alternative, *weighed, i, b.alternatives,
                    bytes_of(out.at + b.target, (size_t)b.target_size));
        a.alternatives = b.alternatives;
        a.score = b.score;
        assert_memory_equal(&a, &b, sizeof a);
    }
    check_suggestions(text, *weighed);
}

static void check_text(const zz_recipe *recipe, zz_stream *stream, bytes text, dice *d)
{
    zz_report report;
    zz_result *result, *weighed;

    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_EDITS;
    result = convert(recipe, text, &report);
    check_rebuild(text, result);
    check_stream(stream, text, result, d, 7, ZZ_WANT_EDITS);
    check_stream(stream, text, result, d, 1 + text.size / 2, ZZ_WANT_EDITS);
    check_map(text, result);
    check_apply(text, result, d);
    check_alternatives(recipe, text, result, &weighed);
    check_stream(stream, text, weighed, d, 7, ZZ_WANT_ALTERNATIVES);
    check_stream(stream, text, weighed, d, 1 + text.size / 2, ZZ_WANT_ALTERNATIVES);
    zz_result_free(weighed);
    zz_result_free(result);
}

static void test_vectors(void **state)
{
    dice d = {3};
    size_t r, v;
    int i;

    (void)state;
    for (r = 0; r < RECIPES; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        zz_stream *stream;

        check_ok(zz_stream_open(recipe, &stream));
        for (i = 0; i < path_count; i++) {
            vector_file file;
            vector_file_read(&file, paths[i]);
            for (v = 0; v < file.count; v++)
                check_text(recipe, stream, file.vectors[v].input, &d);
            vector_file_free(&file);
        }
        zz_stream_close(stream);
        zz_recipe_close(recipe);
    }
}

static const char *const pieces[] = {
    "头发", "发现", "里面", "软件", "鼠标", "台湾", "干部", "Ａ", "１", "﹐", "﹔", "\xE2\x80\x8B",
    "皇后", "手術后", "范圍", "不准", "秀發", "e\xCC\x81", "\xFF", "\n", "a", "，",
    "記憶體", "髮", "裡", "\xE2\xBF\xB0", "😀", "\xEF\xA8\x99",
};

static size_t soup(dice *d, uint8_t *text, size_t room)
{
    size_t size = 0, count = dice_below(d, 60);

    while (count-- > 0 && size + 16 < room) {
        const char *piece = pieces[dice_below(d, sizeof pieces / sizeof *pieces)];
        memcpy(text + size, piece, strlen(piece));
        size += strlen(piece);
    }
    return size;
}

static void test_soup(void **state)
{
    static uint8_t text[1024];
    dice d = {4};
    size_t r;
    int round;

    (void)state;
    for (r = 0; r < RECIPES; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        zz_stream *stream;

        check_ok(zz_stream_open(recipe, &stream));
        for (round = 0; round < 300 / SHARE; round++)
            check_text(recipe, stream, bytes_of(text, soup(&d, text, sizeof text)), &d);
        zz_stream_close(stream);
        zz_recipe_close(recipe);
    }
}

/* What is kept comes out as it is, whatever stands beside it; the rest as without. */
static void test_keeping(void **state)
{
    static uint8_t text[1024];
    dice d = {5};
    size_t r, k;
    int round;

    (void)state;
    for (r = 0; r < RECIPES; r++) {
        zz_recipe *recipe = open_recipe(recipes[r], NULL);
        for (round = 0; round < 300 / SHARE; round++) {
            size_t size = soup(&d, text, sizeof text), count = 0, at = 0;
            zz_range kept[20];
            zz_report report;
            zz_result *result;

            while (count < 20 && at < size) {
                kept[count].offset = at + dice_below(&d, size - at);
                at = (size_t)kept[count].offset;
                kept[count].size = dice_below(&d, size - at < 12 ? size - at + 1 : 12);
                at += (size_t)kept[count++].size;
            }
            check_ok(zz_report_init(&report, sizeof report));
            report.want = ZZ_WANT_EDITS;
            check_ok(zz_convert_keeping(recipe, (const char *)text, size, kept, count, &result,
                                        &report));
            check_rebuild(bytes_of(text, size), result);
            for (k = 0; k < count; k++) {
                size_t i;
                for (i = 0; i < zz_result_edit_count(result); i++) {
                    zz_edit e = edit_of(result, i);
                    assert_true(kept[k].size == 0 || e.source >= kept[k].offset + kept[k].size ||
                                e.source + e.source_size <= kept[k].offset);
                }
            }
            zz_result_free(result);
        }
        zz_recipe_close(recipe);
    }
}

static void test_keeping_a_word(void **state)
{
    zz_recipe *recipe = open_recipe("s2twp", NULL);
    bytes text = LITERAL("用软件写软件的发现"), expected = LITERAL("用软件寫軟體的發現");
    zz_range kept = {3, 6}, wrong = {26, 9};
    zz_result *result;

    (void)state;
    check_ok(zz_convert_keeping(recipe, (const char *)text.at, text.size, &kept, 1, &result, NULL));
    check_bytes("kept", text, expected, result_bytes(result));
    assert_int_equal(zz_result_edit_count(result), 0);
    zz_result_free(result);
    check_status(ZZ_ERROR_ARGUMENT, zz_convert_keeping(recipe, (const char *)text.at, text.size,
                                                       &wrong, 1, &result, NULL));
    assert_null(result);
    zz_recipe_close(recipe);
}

static void test_units(void **state)
{
    zz_recipe *recipe = open_recipe("clean,s2t", NULL);
    bytes text = LITERAL("😀头\xFF发Ａ发");
    static const uint64_t expected[2][2] = {{1, 5}, {2, 6}}; /* where 头 and the last 发 are */
    uint32_t units;

    (void)state;
    for (units = ZZ_UNITS_CODE_POINTS; units <= ZZ_UNITS_UTF16; units++) {
        zz_report report;
        zz_result *result;
        uint64_t mapped;
        size_t last;

        check_ok(zz_report_init(&report, sizeof report));
        report.want = ZZ_WANT_EDITS;
        result = convert(recipe, text, &report);
        check_ok(zz_result_use_units(result, (const char *)text.at, text.size, units));
        last = zz_result_edit_count(result) - 1;
        assert_int_equal(edit_of(result, 0).source, expected[units - 1][0]);
        assert_int_equal(edit_of(result, last).source, expected[units - 1][1]);
        assert_int_equal(edit_of(result, last).source_size, 1);
        check_ok(zz_result_map(result, ZZ_MAP_FORWARD, expected[units - 1][1] + 1, &mapped));
        assert_int_equal(mapped, expected[units - 1][1] + 1);
        check_status(ZZ_ERROR_STATE,
                     zz_result_use_units(result, (const char *)text.at, text.size, units));
        zz_result_free(result);
    }
    zz_recipe_close(recipe);
}

/* An editor reads edits in its units, and then has some of them applied. */
static void test_apply_in_units(void **state)
{
    zz_recipe *recipe = open_recipe("clean,s2t", NULL);
    bytes text = LITERAL("😀头\xFF\xE2\x80\x8B发😀\xE6\xB1Ａ\x89发😀");
    uint32_t units;
    uint8_t chosen[5];
    unsigned set, i;

    (void)state;
    for (units = ZZ_UNITS_CODE_POINTS; units <= ZZ_UNITS_UTF16; units++) {
        for (set = 0; set < 32; set++) {
            zz_report report;
            zz_result *result, *expected, *made;

            check_ok(zz_report_init(&report, sizeof report));
            report.want = ZZ_WANT_EDITS;
            result = convert(recipe, text, &report);
            assert_in_range(zz_result_edit_count(result), 3, 5);
            for (i = 0; i < 5; i++)
                chosen[i] = (uint8_t)(set >> i & 1);
            check_ok(zz_result_apply(result, (const char *)text.at, text.size, chosen, &expected));
            check_ok(zz_result_use_units(result, (const char *)text.at, text.size, units));
            check_ok(zz_result_apply(result, (const char *)text.at, text.size, chosen, &made));
            check_bytes("applied", text, result_bytes(expected), result_bytes(made));
            zz_result_free(made);
            check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, (const char *)text.at,
                                                            text.size - 4, chosen, &made));
            assert_null(made);
            check_status(ZZ_ERROR_ARGUMENT, zz_result_apply(result, "a", 1, chosen, &made));
            zz_result_free(expected);
            zz_result_free(result);
        }
    }
    zz_recipe_close(recipe);
}

static void test_names(void **state)
{
    zz_recipe *recipe = open_recipe("letters,hk2tw", NULL);
    bytes text = LITERAL("Ａ綫");
    zz_report report;
    zz_result *result;
    zz_edit edit;
    struct {
        zz_edit edit;
        uint64_t newer;
    } longer;

    (void)state;
    check_ok(zz_report_init(&report, sizeof report));
    report.want = ZZ_WANT_EDITS;
    result = convert(recipe, text, &report);
    assert_int_equal(zz_result_edit_count(result), 2);
    assert_string_equal(edit_of(result, 0).step_name, "letters");
    assert_string_equal(edit_of(result, 0).operation, "fullwidth-letter");
    assert_string_equal(edit_of(result, 1).operation, "character");
    edit.size = 8;
    check_status(ZZ_ERROR_STRUCT_SIZE, zz_result_edit(result, 0, &edit));
    longer.edit.size = sizeof longer;
    longer.newer = 1;
    check_ok(zz_result_edit(result, 0, &longer.edit));
    assert_int_equal(longer.newer, 0);
    edit.size = sizeof edit;
    check_status(ZZ_ERROR_ARGUMENT, zz_result_edit(result, 2, &edit));
    check_status(ZZ_ERROR_ARGUMENT, zz_result_edit(NULL, 0, &edit));
    assert_int_equal(zz_result_edit_count(NULL), 0);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),       cmocka_unit_test(test_soup),
        cmocka_unit_test(test_keeping),       cmocka_unit_test(test_keeping_a_word),
        cmocka_unit_test(test_units),         cmocka_unit_test(test_apply_in_units),
        cmocka_unit_test(test_names),
    };

    paths = argv + 1;
    path_count = argc - 1;
    return cmocka_run_group_tests_name("edits", tests, NULL, NULL);
}
