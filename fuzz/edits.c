/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text through any recipe: the edits rebuild the result, a stream tells the very same ones,
 * offsets map as an own walk over the edits says, applying all gives the result, none the input,
 * some what splicing gives, and other units count what an own count does. The same where it is
 * asked what else they could be: each form once, in order, and suggestions on text that stays.
 *
 * The first byte chooses the recipe, the second the chunks and which edits are applied; the rest is
 * the text.
 */
#include "common.h"

#include <stdlib.h>
#include <string.h>

static const char *const combinations[] = {
    "s2t", "s2twp", "tw2sp", "clean,s2tw", "s2twp,t2s,s2hkp", "clean,tw2sp,clean", "hk2tw",
#ifdef ZZ_CONTEXT
    "clean,s2twp:context,spacing", "repair:tw=990,t2s,s2hk:context", "s2t,repair:hk=300,web",
#endif
    NULL,
};
static fuzz_recipes recipes = {combinations, {NULL}, {{NULL}}, 0};

typedef struct job {
    const char *name;
    const zz_recipe *recipe;
    const char *text;
    size_t size;
    uint8_t choice;
    uint32_t want;
} job;

static zz_edit edit_at(const job *j, const zz_result *result, size_t i)
{
    zz_edit e;

    e.size = sizeof e;
    if (zz_result_edit(result, i, &e) != ZZ_OK)
        fuzz_fail(j->name, "an edit can't be had");
    return e;
}

/* What a stream says of a form is what the whole result says. */
static void same_forms(const job *j, const zz_stream *stream, const zz_result *result, size_t of,
                       size_t whole, bool suggests)
{
    const char *text, *other;
    int32_t score, other_score, status, other_status;
    size_t i, size, other_size;

    for (i = 0;; i++) {
        status = suggests ? zz_stream_suggestion_form(stream, of, i, &text, &size, &score)
                          : zz_stream_edit_alternative(stream, of, i, &text, &size, &score);
        other_status =
            suggests ? zz_result_suggestion_form(result, whole, i, &other, &other_size,
                                                 &other_score)
                     : zz_result_edit_alternative(result, whole, i, &other, &other_size,
                                                  &other_score);
        if (status != other_status || score != other_score)
            fuzz_fail(j->name, "a stream knows of other forms");
        if (status != ZZ_OK)
            return;
        fuzz_same(j->name, text, size, other, other_size, "a stream has other forms");
    }
}

/* The forms of an edit or a suggestion whose place holds to[0..to_size): none is that, each is
 * there once, and those weighed come first, the likeliest of them before all. */
static void check_forms(const job *j, const zz_result *result, size_t of, bool suggests,
                        const char *to, size_t to_size, uint32_t count)
{
    int32_t last = 1000, score;
    const char *text, *other;
    size_t i, k, size, other_size;

    for (i = 0; i < count; i++) {
        if ((suggests ? zz_result_suggestion_form(result, of, i, &text, &size, &score)
                      : zz_result_edit_alternative(result, of, i, &text, &size, &score)) != ZZ_OK)
            fuzz_fail(j->name, "a form can't be had");
        if (score > last || score < ZZ_SCORE_NONE)
            fuzz_fail(j->name, "forms are out of order");
        last = score;
        if (size == to_size && (size == 0 || memcmp(text, to, size) == 0))
            fuzz_fail(j->name, "what stands there is what else could");
        for (k = 0; k < i; k++) {
            if (suggests)
                zz_result_suggestion_form(result, of, k, &other, &other_size, NULL);
            else
                zz_result_edit_alternative(result, of, k, &other, &other_size, NULL);
            if (size == other_size && memcmp(text, other, size) == 0)
                fuzz_fail(j->name, "a form is there twice");
        }
    }
}

/* All of a result's forms; suggestions are in order, in text that is the same on both sides. */
static void check_weighed(const job *j, const zz_result *result)
{
    const char *out = zz_result_text(result);
    uint64_t last = 0;
    size_t i;

    for (i = 0; i < zz_result_edit_count(result); i++) {
        zz_edit e = edit_at(j, result, i);
        check_forms(j, result, i, false, out + e.target, (size_t)e.target_size, e.alternatives);
    }
    for (i = 0; i < zz_result_suggestion_count(result); i++) {
        zz_suggestion s;
        uint64_t mapped;

        s.size = sizeof s;
        if (zz_result_suggestion(result, i, &s) != ZZ_OK || s.source < last ||
            s.source + s.source_size > j->size || s.source_size != s.target_size || s.forms == 0)
            fuzz_fail(j->name, "a suggestion is nowhere");
        last = s.source;
        fuzz_same(j->name, j->text + s.source, (size_t)s.source_size, out + s.target,
                  (size_t)s.target_size, "a suggestion stands on other text");
        if (zz_result_map(result, ZZ_MAP_FORWARD, s.source + 1, &mapped) != ZZ_OK ||
            mapped != s.target + 1)
            fuzz_fail(j->name, "a suggestion is elsewhere");
        check_forms(j, result, i, true, out + s.target, (size_t)s.target_size, s.forms);
    }
}

static void take_stream_edits(const job *j, zz_stream *stream, const zz_result *result,
                              size_t *count)
{
    size_t i;

    for (i = 0; i < zz_stream_edit_count(stream); i++) {
        zz_edit e, whole;

        e.size = sizeof e;
        if (*count == zz_result_edit_count(result) || zz_stream_edit(stream, i, &e) != ZZ_OK)
            fuzz_fail(j->name, "a stream tells more edits");
        whole = edit_at(j, result, (*count)++);
        if (e.step != whole.step || e.source != whole.source || e.target != whole.target ||
            e.source_size != whole.source_size || e.target_size != whole.target_size ||
            e.steps != whole.steps || e.operation != whole.operation || e.score != whole.score ||
            e.alternatives != whole.alternatives)
            fuzz_fail(j->name, "a stream tells other edits");
        same_forms(j, stream, result, i, *count - 1, false);
    }
}

static void take_stream_suggestions(const job *j, zz_stream *stream, const zz_result *result,
                                    size_t *count)
{
    size_t i;

    for (i = 0; i < zz_stream_suggestion_count(stream); i++, ++*count) {
        zz_suggestion s, whole;

        s.size = whole.size = sizeof s;
        if (zz_stream_suggestion(stream, i, &s) != ZZ_OK ||
            zz_result_suggestion(result, *count, &whole) != ZZ_OK)
            fuzz_fail(j->name, "a stream tells more suggestions");
        if (s.step != whole.step || s.source != whole.source || s.target != whole.target ||
            s.source_size != whole.source_size || s.target_size != whole.target_size ||
            s.score != whole.score || s.forms != whole.forms)
            fuzz_fail(j->name, "a stream tells other suggestions");
        same_forms(j, stream, result, i, *count, true);
    }
}

/* Stretches that a stream decides follow one another, and map as the whole does. */
static void check_decided(const job *j, zz_stream *stream, const zz_result *result,
                          zz_range *source, zz_range *target)
{
    uint64_t from = source->offset + source->size, to = target->offset + target->size, a, b, place;

    if (zz_stream_decided(stream, source, target) != ZZ_OK || source->offset != from ||
        target->offset != to)
        fuzz_fail(j->name, "what a stream decides leaves something out");
    place = from + source->size / 2;
    if (source->size != 0 && (zz_stream_map(stream, ZZ_MAP_FORWARD, place, &a) != ZZ_OK ||
                              zz_result_map(result, ZZ_MAP_FORWARD, place, &b) != ZZ_OK || a != b))
        fuzz_fail(j->name, "a stream maps elsewhere");
    place = to + target->size / 2;
    if (target->size != 0 && (zz_stream_map(stream, ZZ_MAP_BACK, place, &a) != ZZ_OK ||
                              zz_result_map(result, ZZ_MAP_BACK, place, &b) != ZZ_OK || a != b))
        fuzz_fail(j->name, "a stream maps back elsewhere");
}

static void check_stream(const job *j, const zz_result *result)
{
    size_t at, n, chunk = (size_t)j->choice + 1, count = 0, suggestions = 0;
    zz_range source = {0, 0}, target = {0, 0};
    const char *out;
    zz_stream *stream;

    if (zz_stream_open(j->recipe, &stream) != ZZ_OK)
        return;
    if (zz_stream_reset(stream, j->want) != ZZ_OK)
        fuzz_fail(j->name, "a stream is not reset");
    for (at = 0; at < j->size; at += chunk) {
        size_t step = j->size - at < chunk ? j->size - at : chunk;

        if (zz_stream_feed(stream, j->text + at, step, &out, &n) != ZZ_OK)
            fuzz_fail(j->name, "a stream fails");
        take_stream_edits(j, stream, result, &count);
        take_stream_suggestions(j, stream, result, &suggestions);
        check_decided(j, stream, result, &source, &target);
    }
    if (zz_stream_end(stream, &out, &n, NULL) != ZZ_OK)
        fuzz_fail(j->name, "a stream does not end");
    take_stream_edits(j, stream, result, &count);
    take_stream_suggestions(j, stream, result, &suggestions);
    check_decided(j, stream, result, &source, &target);
    if (count != zz_result_edit_count(result) ||
        suggestions != zz_result_suggestion_count(result))
        fuzz_fail(j->name, "a stream tells fewer edits");
    if (source.offset + source.size != j->size ||
        target.offset + target.size != zz_result_size(result))
        fuzz_fail(j->name, "a stream does not decide all");
    zz_stream_close(stream);
}

/* Walks over the edits once, with every offset of one side: the last edit that begins there or
 * before it tells. */
static void check_map(const job *j, const zz_result *result, uint32_t direction)
{
    bool forward = direction == ZZ_MAP_FORWARD;
    size_t end = forward ? j->size : zz_result_size(result), i = 0, offset;
    uint64_t begin = 0, size = 0, other = 0, other_size = 0, mapped;

    for (offset = 0; offset <= end; offset++) {
        uint64_t expected;

        for (; i < zz_result_edit_count(result); i++) {
            zz_edit e = edit_at(j, result, i);

            if ((forward ? e.source : e.target) > offset)
                break;
            begin = forward ? e.source : e.target;
            size = forward ? e.source_size : e.target_size;
            other = forward ? e.target : e.source;
            other_size = forward ? e.target_size : e.source_size;
        }
        expected = other;
        if (i == 0 || (offset >= begin + size && offset != begin))
            expected = other + other_size + (offset - begin - size);
        if (zz_result_map(result, direction, offset, &mapped) != ZZ_OK || mapped != expected)
            fuzz_fail(j->name, "an offset maps to another place");
    }
    if (zz_result_map(result, direction, end + 1, &mapped) != ZZ_ERROR_ARGUMENT)
        fuzz_fail(j->name, "an offset past the end maps");
}

/* The edits with a bit in the choice, over and over, spliced into a copy. */
static void check_some(const job *j, const zz_result *result, const uint8_t *chosen,
                       const zz_result *applied)
{
    const char *got = zz_result_text(applied);
    size_t at = 0, done = 0, i, count = zz_result_edit_count(result);

    for (i = 0; i <= count; i++) {
        zz_edit e = {0};
        const char *piece;
        size_t size, gap;

        if (i < count)
            e = edit_at(j, result, i);
        gap = (i < count ? (size_t)e.source : j->size) - at;
        piece = chosen[i] ? zz_result_text(result) + e.target : j->text + e.source;
        size = i == count ? 0 : (size_t)(chosen[i] ? e.target_size : e.source_size);
        if (gap + size > zz_result_size(applied) - done ||
            (gap != 0 && memcmp(got + done, j->text + at, gap) != 0) ||
            (size != 0 && memcmp(got + done + gap, piece, size) != 0))
            fuzz_fail(j->name, "some edits applied are not what splicing gives");
        done += gap + size;
        at = (size_t)(e.source + e.source_size);
    }
    if (done != zz_result_size(applied))
        fuzz_fail(j->name, "some edits applied give too much");
}

static void check_apply(const job *j, const zz_result *result)
{
    size_t count = zz_result_edit_count(result), i;
    uint8_t *chosen = calloc(count + 1, 1);
    zz_result *applied;
    int way;

    for (way = 0; way < 3 && chosen != NULL; way++) {
        for (i = 0; i < count; i++)
            chosen[i] = way == 0 ? 0 : way == 1 ? 1 : (uint8_t)(j->choice >> i % 8 & 1);
        if (zz_result_apply(result, j->text, j->size, chosen, &applied) != ZZ_OK)
            fuzz_fail(j->name, "edits can't be applied");
        if (way == 0)
            fuzz_same(j->name, j->text, j->size, zz_result_text(applied),
                      zz_result_size(applied), "no edit applied is not the input");
        if (way == 1)
            fuzz_same(j->name, zz_result_text(result), zz_result_size(result),
                      zz_result_text(applied), zz_result_size(applied),
                      "all edits applied are not the result");
        check_some(j, result, chosen, applied);
        zz_result_free(applied);
    }
    free(chosen);
}

/* For every offset the units of what begins before it: written apart from the library. */
static uint64_t *count_units(const char *text, size_t size, uint32_t units)
{
    const uint8_t *p = (const uint8_t *)text;
    uint64_t *at = calloc(size + 1, sizeof *at), count = 0;
    size_t i = 0, k;

    while (at != NULL && i < size) {
        size_t need = p[i] < 0x80 ? 0 : p[i] >= 0xC2 && p[i] < 0xE0 ? 1
                    : p[i] >= 0xE0 && p[i] < 0xF0 ? 2 : p[i] >= 0xF0 && p[i] < 0xF5 ? 3 : 0;
        uint8_t low = p[i] == 0xE0 ? 0xA0 : p[i] == 0xF0 ? 0x90 : 0x80;
        uint8_t high = p[i] == 0xED ? 0x9F : p[i] == 0xF4 ? 0x8F : 0xBF;
        size_t from = i++;
        bool two = need == 3 && units == ZZ_UNITS_UTF16;

        for (; need > 0 && i < size && p[i] >= low && p[i] <= high; need--) {
            i++;
            low = 0x80;
            high = 0xBF;
        }
        count += two && need == 0 ? 2 : 1;
        for (k = from + 1; k <= i; k++)
            at[k] = count;
    }
    return at;
}

/* Takes the result over: its units can be changed once only. */
static void check_units(const job *j, zz_result *result, uint32_t units)
{
    uint64_t *source = count_units(j->text, j->size, units);
    uint64_t *target = count_units(zz_result_text(result), zz_result_size(result), units);
    size_t count = zz_result_edit_count(result), i;
    zz_edit *before = malloc((count + 1) * sizeof *before);
    uint8_t *chosen = calloc(count + 1, 1);
    zz_result *in_bytes = NULL, *in_units = NULL;

    for (i = 0; before != NULL && i < count; i++)
        before[i] = edit_at(j, result, i);
    for (i = 0; chosen != NULL && i < count; i++)
        chosen[i] = (j->choice >> i % 8 & 1) != 0;
    if (chosen != NULL && zz_result_apply(result, j->text, j->size, chosen, &in_bytes) != ZZ_OK)
        fuzz_fail(j->name, "some edits can't be applied");
    if (zz_result_use_units(result, j->text, j->size, units) != ZZ_OK)
        fuzz_fail(j->name, "the units can't be changed");
    if (chosen != NULL && (zz_result_apply(result, j->text, j->size, chosen, &in_units) != ZZ_OK ||
                           zz_result_size(in_bytes) != zz_result_size(in_units) ||
                           memcmp(zz_result_text(in_bytes), zz_result_text(in_units),
                                  zz_result_size(in_bytes)) != 0))
        fuzz_fail(j->name, "some edits applied give another text in other units");
    zz_result_free(in_bytes);
    zz_result_free(in_units);
    free(chosen);
    for (i = 0; before != NULL && source != NULL && target != NULL && i < count; i++) {
        zz_edit e = edit_at(j, result, i), b = before[i];

        if (e.source != source[b.source] || e.target != target[b.target] ||
            e.source + e.source_size != source[b.source + b.source_size] ||
            e.target + e.target_size != target[b.target + b.target_size])
            fuzz_fail(j->name, "an edit is elsewhere in other units");
    }
    free(before);
    free(source);
    free(target);
    zz_result_free(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zz_report report;
    zz_result *result;
    job j;

    if (size < 2)
        return 0;
    j.recipe = fuzz_recipe(&recipes, data[0], 0, &j.name);
    j.choice = data[1];
    j.text = (const char *)data + 2;
    j.size = size - 2;
    zz_report_init(&report, sizeof report);
    report.want = j.want = j.choice & 2 ? ZZ_WANT_ALTERNATIVES : ZZ_WANT_EDITS;
    if (zz_convert(j.recipe, j.text, j.size, &result, &report) != ZZ_OK)
        fuzz_fail(j.name, "it does not convert");
    fuzz_rebuild(j.name, j.text, j.size, result);
    check_weighed(&j, result);
    check_stream(&j, result);
    fuzz_stream(j.name, j.recipe, j.text, j.size, (size_t)j.choice % 19 + 1, result);
    check_map(&j, result, ZZ_MAP_FORWARD);
    check_map(&j, result, ZZ_MAP_BACK);
    check_apply(&j, result);
    check_units(&j, result, j.choice & 1 ? ZZ_UNITS_UTF16 : ZZ_UNITS_CODE_POINTS);
    return 0;
}
