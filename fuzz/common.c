/* SPDX-License-Identifier: Apache-2.0 */
#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_fail(const char *name, const char *why)
{
    fprintf(stderr, "%s: %s\n", name, why);
    abort();
}

void fuzz_same(const char *name, const char *a, size_t a_size, const char *b, size_t b_size,
               const char *why)
{
    if (a_size != b_size || (a_size != 0 && memcmp(a, b, a_size) != 0))
        fuzz_fail(name, why);
}

static bool is_listed(const fuzz_recipes *recipes, const char *name)
{
    size_t i;

    for (i = 0; i < recipes->count; i++) {
        if (strcmp(recipes->names[i], name) == 0)
            return true;
    }
    return false;
}

static void list(fuzz_recipes *recipes)
{
    const char *name;
    uint32_t i;

    for (; recipes->first[recipes->count] != NULL; recipes->count++)
        recipes->names[recipes->count] = recipes->first[recipes->count];
    for (i = 0; zz_catalog(NULL, i, NULL, &name, NULL) == ZZ_OK; i++) {
        if (recipes->count == 256)
            fuzz_fail(name, "there are more recipes than a byte can choose from");
        if (!is_listed(recipes, name))
            recipes->names[recipes->count++] = name;
    }
}

const zz_recipe *fuzz_recipe(fuzz_recipes *recipes, size_t number, unsigned kind,
                             const char **name)
{
    zz_recipe **recipe;

    if (recipes->count == 0)
        list(recipes);
    number %= recipes->count;
    *name = recipes->names[number];
    recipe = &recipes->opened[number][kind & 3];
    if (*recipe == NULL) {
        zz_options options;
        zz_error error;

        zz_options_init(&options, sizeof options);
        options.flags = kind & 1 ? ZZ_NO_TOFU : 0;
        options.invalid = kind & 2 ? ZZ_INVALID_ERROR : ZZ_INVALID_PASS;
        if (zz_recipe_open(*name, ZZ_TERMINATED, &options, recipe, &error) != ZZ_OK)
            fuzz_fail(*name, error.message);
    }
    return *recipe;
}

void fuzz_rebuild(const char *name, const char *text, size_t size, const zz_result *result)
{
    const char *out = zz_result_text(result);
    uint64_t source = 0, target = 0;
    size_t i, count = zz_result_edit_count(result);

    for (i = 0; i <= count; i++) {
        zz_edit e;

        memset(&e, 0, sizeof e);
        e.size = sizeof e;
        if (i == count) {
            e.source = size;
            e.target = zz_result_size(result);
        } else if (zz_result_edit(result, i, &e) != ZZ_OK || e.step_name == NULL ||
                   e.operation == NULL) {
            fuzz_fail(name, "an edit can't be had");
        }
        if (e.source < source || e.source > size || e.target > zz_result_size(result) ||
            e.source - source != e.target - target ||
            (e.source != source &&
             memcmp(text + source, out + target, (size_t)(e.source - source)) != 0))
            fuzz_fail(name, "the edits do not rebuild the result");
        source = e.source + e.source_size;
        target = e.target + e.target_size;
    }
}

void fuzz_untouched(const char *name, const zz_result *result, zz_range range)
{
    size_t i;

    for (i = 0; i < zz_result_edit_count(result) && range.size != 0; i++) {
        zz_edit e;

        e.size = sizeof e;
        zz_result_edit(result, i, &e);
        if (e.source < range.offset + range.size && e.source + e.source_size > range.offset &&
            (e.source_size != 0 || e.source > range.offset))
            fuzz_fail(name, "what is kept is touched");
    }
}

/* The same into a buffer of so many bytes, with all that is left handed in each time. */
static void stream_into(const char *name, zz_stream *stream, const char *text, size_t size,
                        size_t capacity, const zz_result *whole)
{
    const char *expected = zz_result_text(whole);
    char *buffer = malloc(capacity);
    size_t at = 0, done = 0, taken, written, waiting = 1;

    if (zz_stream_reset(stream, 0) != ZZ_OK)
        fuzz_fail(name, "a stream is not reset");
    while (buffer != NULL && waiting != 0) {
        int32_t status = at == size
                             ? zz_stream_end_into(stream, buffer, capacity, &written, &waiting,
                                                  NULL)
                             : zz_stream_feed_into(stream, text + at, size - at, &taken, buffer,
                                                   capacity, &written);

        if (status != ZZ_OK)
            fuzz_fail(name, "a stream into a buffer fails");
        at += at == size ? 0 : taken;
        if (written > capacity || written > zz_result_size(whole) - done ||
            memcmp(buffer, expected + done, written) != 0)
            fuzz_fail(name, "a stream into a buffer gives other text");
        done += written;
    }
    if (buffer != NULL && done != zz_result_size(whole))
        fuzz_fail(name, "a stream into a buffer gives less");
    free(buffer);
}

void fuzz_stream(const char *name, const zz_recipe *recipe, const char *text, size_t size,
                 size_t chunk, const zz_result *whole)
{
    const char *expected = zz_result_text(whole), *out;
    size_t at = 0, done = 0, n;
    zz_stream *stream;

    if (zz_stream_open(recipe, &stream) != ZZ_OK)
        return;
    for (;;) {
        size_t step = size - at < chunk ? size - at : chunk;
        int32_t status = at == size ? zz_stream_end(stream, &out, &n, NULL)
                                    : zz_stream_feed(stream, text + at, step, &out, &n);

        if (status != ZZ_OK)
            fuzz_fail(name, "a stream fails where the whole text does not");
        if (n > zz_result_size(whole) - done || (n != 0 && memcmp(out, expected + done, n) != 0))
            fuzz_fail(name, "a stream gives other text than the whole");
        done += n;
        if (at == size)
            break;
        at += step;
    }
    if (done != zz_result_size(whole))
        fuzz_fail(name, "a stream gives less than the whole");
    stream_into(name, stream, text, size, chunk, whole);
    zz_stream_close(stream);
}
