/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/edit_checks.h"

#include <stdlib.h>
#include <string.h>

#include "engine/run.h"

zz_edit edit_of(const zz_result *result, size_t i)
{
    zz_edit edit;

    memset(&edit, 0, sizeof edit);
    edit.size = sizeof edit;
    check_ok(zz_result_edit(result, i, &edit));
    return edit;
}

void check_rebuild(bytes text, const zz_result *result)
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

/* A form by number, of an edit or a suggestion. */
typedef int32_t (*form_fn)(const zz_result *, size_t, size_t, const char **, size_t *, int32_t *);
typedef int32_t (*stream_form_fn)(const zz_stream *, size_t, size_t, const char **, size_t *,
                                  int32_t *);

typedef struct form {
    const char *text;
    size_t size;
    int32_t score;
} form;

/* What one of the stream's could be is what one of the result's could. */
static void check_same_forms(const zz_stream *stream, stream_form_fn get, size_t which,
                             const zz_result *result, form_fn get_whole, size_t which_whole,
                             size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        form a, b;

        check_ok(get(stream, which, i, &a.text, &a.size, &a.score));
        check_ok(get_whole(result, which_whole, i, &b.text, &b.size, &b.score));
        assert_int_equal(a.score, b.score);
        assert_int_equal(a.size, b.size);
        assert_memory_equal(a.text, b.text, a.size);
        assert_int_equal(a.text[a.size], 0);
    }
}

static void take_suggestions(const zz_stream *stream, const zz_result *result, told *seen)
{
    size_t count = zz_stream_suggestion_count(stream), i;

    for (i = 0; i < count; i++, seen->suggestions++) {
        zz_suggestion got, expected;

        memset(&got, 0, sizeof got);
        got.size = sizeof got;
        check_ok(zz_stream_suggestion(stream, i, &got));
        assert_true(seen->suggestions < zz_result_suggestion_count(result));
        expected = suggestion_of(result, seen->suggestions);
        assert_memory_equal(&got, &expected, sizeof got);
        check_same_forms(stream, zz_stream_suggestion_form, i, result, zz_result_suggestion_form,
                         seen->suggestions, got.forms);
    }
}

/* Edits and suggestions that a stream has told of so far are the result's. */
static void take_edits(const zz_stream *stream, const zz_result *result, told *seen)
{
    size_t count = zz_stream_edit_count(stream), i;

    for (i = 0; i < count; i++, seen->edits++) {
        zz_edit got, expected;

        memset(&got, 0, sizeof got);
        got.size = sizeof got;
        check_ok(zz_stream_edit(stream, i, &got));
        assert_true(seen->edits < zz_result_edit_count(result));
        expected = edit_of(result, seen->edits);
        check_same_edit(&got, &expected);
        check_same_forms(stream, zz_stream_edit_alternative, i, result,
                         zz_result_edit_alternative, seen->edits, got.alternatives);
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

/* The likeliest first, those that nobody weighed last; each once, and none what stands there. */
static void check_forms(form_fn get, const zz_result *result, size_t which, size_t count,
                        bytes stands)
{
    int32_t last = 1000, score;
    const char *text, *other;
    size_t i, k, size, other_size;

    for (i = 0; i < count; i++) {
        check_ok(get(result, which, i, &text, &size, &score));
        assert_true(score >= ZZ_SCORE_NONE && score <= last);
        last = score;
        assert_false(bytes_equal(stands, bytes_of(text, size)));
        for (k = 0; k < i; k++) {
            check_ok(get(result, which, k, &other, &other_size, NULL));
            assert_false(bytes_equal(bytes_of(other, other_size), bytes_of(text, size)));
        }
    }
    check_status(ZZ_ERROR_ARGUMENT, get(result, which, i, &text, &size, &score));
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

void check_edits(const zz_recipe *recipe, zz_stream *stream, bytes text, dice *d)
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
