/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text through recipes of several steps: the edits rebuild the result, a stream tells the same
 * ones, what is kept is untouched. The first byte chooses the recipe, the second the chunks and
 * what is kept; the rest is the text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zhengzi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const recipes[] = {
    "s2t", "s2twp", "tw2sp", "clean,s2tw", "s2twp,t2s,s2hkp", "clean,tw2sp,clean", "hk2tw",
};
#define RECIPES (sizeof recipes / sizeof *recipes)

static zz_recipe *opened[RECIPES];

static void fail(size_t number, const char *why)
{
    fprintf(stderr, "recipe %s: %s\n", recipes[number], why);
    abort();
}

static void rebuild(size_t number, const char *text, size_t size, const zz_result *result,
                    zz_range kept)
{
    const char *out = zz_result_text(result);
    uint64_t source = 0, target = 0;
    size_t i, count = zz_result_edit_count(result);
    zz_edit e;

    memset(&e, 0, sizeof e);
    e.size = sizeof e;
    for (i = 0; i <= count; i++) {
        if (i == count) {
            e.source = size;
            e.target = zz_result_size(result);
            e.source_size = e.target_size = 0;
        } else if (zz_result_edit(result, i, &e) != ZZ_OK) {
            fail(number, "an edit can't be had");
        }
        if (e.source < source || e.source > size || e.target > zz_result_size(result) ||
            e.source - source != e.target - target ||
            (e.source != source &&
             memcmp(text + source, out + target, (size_t)(e.source - source)) != 0))
            fail(number, "the edits do not rebuild the result");
        if (i < count && kept.size != 0 && e.source < kept.offset + kept.size &&
            e.source + e.source_size > kept.offset)
            fail(number, "what is kept is touched");
        source = e.source + e.source_size;
        target = e.target + e.target_size;
    }
}

static size_t stream_edits(size_t number, const char *text, size_t size, size_t chunk)
{
    size_t at = 0, n, edits = 0;
    const char *out;
    zz_stream *stream;

    if (zz_stream_open(opened[number], &stream) != ZZ_OK ||
        zz_stream_reset(stream, ZZ_WANT_EDITS) != ZZ_OK)
        return 0;
    for (; at < size; at += chunk) {
        size_t step = size - at < chunk ? size - at : chunk;
        if (zz_stream_feed(stream, text + at, step, &out, &n) != ZZ_OK)
            fail(number, "a stream fails");
        edits += zz_stream_edit_count(stream);
    }
    if (zz_stream_end(stream, &out, &n, NULL) != ZZ_OK)
        fail(number, "a stream does not end");
    edits += zz_stream_edit_count(stream);
    zz_stream_close(stream);
    return edits;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zz_range kept = {0, 0};
    zz_report report;
    zz_result *result;
    size_t number, chunk;
    const char *text;

    if (size < 2)
        return 0;
    number = data[0] % RECIPES;
    chunk = data[1];
    text = (const char *)data + 2;
    size -= 2;
    if (opened[number] == NULL &&
        zz_recipe_open(recipes[number], ZZ_TERMINATED, NULL, &opened[number], NULL) != ZZ_OK)
        fail(number, "it does not open");
    zz_report_init(&report, sizeof report);
    report.want = ZZ_WANT_EDITS;
    if (zz_convert(opened[number], text, size, &result, &report) != ZZ_OK)
        fail(number, "it does not convert");
    rebuild(number, text, size, result, kept);
    if (stream_edits(number, text, size, chunk + 1) != zz_result_edit_count(result))
        fail(number, "a stream tells other edits");
    zz_result_free(result);
    kept.offset = chunk < size ? chunk : size;
    kept.size = (size - kept.offset) / 2;
    if (zz_convert_keeping(opened[number], text, size, &kept, 1, &result, &report) != ZZ_OK)
        fail(number, "it does not convert with something kept");
    rebuild(number, text, size, result, kept);
    zz_result_free(result);
    return 0;
}
