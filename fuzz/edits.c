/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text through any recipe: the edits rebuild the result, a stream tells the very same ones,
 * offsets map as an own walk over the edits says, applying all gives the result, none the input,
 * some what splicing gives, and other units count what an own count does.
 *
 * The first byte chooses the recipe, the second the chunks and which edits are applied; the rest is
 * the text.
 */
#include "common.h"

#include <stdlib.h>
#include <string.h>

static const char *const combinations[] = {
    "s2t", "s2twp", "tw2sp", "clean,s2tw", "s2twp,t2s,s2hkp", "clean,tw2sp,clean", "hk2tw", NULL,
};
static fuzz_recipes recipes = {combinations, {NULL}, {{NULL}}, 0};

typedef struct job {
    const char *name;
    const zz_recipe *recipe;
    const char *text;
    size_t size;
    uint8_t choice;
} job;

static zz_edit edit_at(const job *j, const zz_result *result, size_t i)
{
    zz_edit e;

    e.size = sizeof e;
    if (zz_result_edit(result, i, &e) != ZZ_OK)
        fuzz_fail(j->name, "an edit can't be had");
    return e;
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
            e.steps != whole.steps || e.operation != whole.operation)
            fuzz_fail(j->name, "a stream tells other edits");
    }
}

static void check_stream(const job *j, const zz_result *result)
{
    size_t at, n, chunk = (size_t)j->choice + 1, count = 0;
    const char *out;
    zz_stream *stream;

    if (zz_stream_open(j->recipe, &stream) != ZZ_OK)
        return;
    if (zz_stream_reset(stream, ZZ_WANT_EDITS) != ZZ_OK)
        fuzz_fail(j->name, "a stream is not reset");
    for (at = 0; at < j->size; at += chunk) {
        size_t step = j->size - at < chunk ? j->size - at : chunk;

        if (zz_stream_feed(stream, j->text + at, step, &out, &n) != ZZ_OK)
            fuzz_fail(j->name, "a stream fails");
        take_stream_edits(j, stream, result, &count);
    }
    if (zz_stream_end(stream, &out, &n, NULL) != ZZ_OK)
        fuzz_fail(j->name, "a stream does not end");
    take_stream_edits(j, stream, result, &count);
    if (count != zz_result_edit_count(result))
        fuzz_fail(j->name, "a stream tells fewer edits");
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

    for (i = 0; before != NULL && i < count; i++)
        before[i] = edit_at(j, result, i);
    if (zz_result_use_units(result, j->text, j->size, units) != ZZ_OK)
        fuzz_fail(j->name, "the units can't be changed");
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
    report.want = ZZ_WANT_EDITS;
    if (zz_convert(j.recipe, j.text, j.size, &result, &report) != ZZ_OK)
        fuzz_fail(j.name, "it does not convert");
    fuzz_rebuild(j.name, j.text, j.size, result);
    check_stream(&j, result);
    check_map(&j, result, ZZ_MAP_FORWARD);
    check_map(&j, result, ZZ_MAP_BACK);
    check_apply(&j, result);
    check_units(&j, result, j.choice & 1 ? ZZ_UNITS_UTF16 : ZZ_UNITS_CODE_POINTS);
    return 0;
}
