/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void output_append(output *o, const char *at, size_t size)
{
    if (o->capacity - o->size < size) {
        size_t capacity = (o->size + size) * 2;
        uint8_t *grown = realloc(o->at, capacity);
        assert_non_null(grown);
        o->at = grown;
        o->capacity = capacity;
    }
    if (size != 0)
        memcpy(o->at + o->size, at, size);
    o->size += size;
}

void output_free(output *o)
{
    free(o->at);
    memset(o, 0, sizeof *o);
}

bytes output_bytes(const output *o)
{
    return bytes_of(o->at, o->size);
}

zz_recipe *open_recipe(const char *name, const zz_options *options)
{
    zz_recipe *recipe;
    zz_error error;

    if (zz_recipe_open(name, ZZ_TERMINATED, options, &recipe, &error) != ZZ_OK)
        fail_msg("recipe %s: %s", name, error.message);
    return recipe;
}

zz_result *convert(const zz_recipe *recipe, bytes text, zz_report *report)
{
    zz_result *result;

    check_ok(zz_convert(recipe, (const char *)text.at, text.size, &result, report));
    return result;
}

bytes result_bytes(const zz_result *result)
{
    return bytes_of(zz_result_text(result), zz_result_size(result));
}

/* One chunk, alone in its block. */
static int32_t feed_copy(zz_stream *stream, bytes chunk, output *out)
{
    char *copy = malloc(chunk.size ? chunk.size : 1);
    const char *got;
    size_t size;
    int32_t status;

    assert_non_null(copy);
    if (chunk.size != 0)
        memcpy(copy, chunk.at, chunk.size);
    status = zz_stream_feed(stream, copy, chunk.size, &got, &size);
    free(copy);
    if (status == ZZ_OK)
        output_append(out, got, size);
    return status;
}

int32_t feed_cut(zz_stream *stream, bytes text, const size_t *cuts, size_t count, output *out,
                 zz_report *report)
{
    const char *got;
    size_t from = 0, i, size;
    int32_t status;

    for (i = 0; i <= count; i++) {
        size_t to = i < count ? cuts[i] : text.size;
        status = feed_copy(stream, bytes_of(text.at + from, to - from), out);
        if (status != ZZ_OK)
            return status;
        from = to;
    }
    status = zz_stream_end(stream, &got, &size, report);
    if (status == ZZ_OK)
        output_append(out, got, size);
    return status;
}

static void check_cut(zz_stream *stream, const char *what, bytes text, bytes expected,
                      const size_t *cuts, size_t count)
{
    output out = {NULL, 0, 0};
    int32_t status;

    check_ok(zz_stream_reset(stream, 0));
    status = feed_cut(stream, text, cuts, count, &out, NULL);
    if (status != ZZ_OK || !bytes_equal(expected, output_bytes(&out))) {
        size_t i;
        print_error("streamed in %zu chunks, cut at", count + 1);
        for (i = 0; i < count && i < 20; i++)
            print_error(" %zu", cuts[i]);
        print_error("%s\n", count > 20 ? " ..." : "");
    }
    check_ok(status);
    check_bytes(what, text, expected, output_bytes(&out));
    output_free(&out);
}

void check_every_split(zz_stream *stream, const char *what, bytes text, bytes expected)
{
    size_t cut;

    for (cut = 0; cut <= text.size; cut++)
        check_cut(stream, what, text, expected, &cut, 1);
}

void check_byte_by_byte(zz_stream *stream, const char *what, bytes text, bytes expected)
{
    size_t *cuts = calloc(text.size + 1, sizeof *cuts), i;

    assert_non_null(cuts);
    for (i = 0; i < text.size; i++)
        cuts[i] = i;
    check_cut(stream, what, text, expected, cuts, text.size);
    free(cuts);
}

void check_random_chunks(zz_stream *stream, const char *what, bytes text, bytes expected, dice *d,
                         size_t largest)
{
    size_t *cuts = calloc(text.size + 1, sizeof *cuts), count = 0, at = 0;

    assert_non_null(cuts);
    for (;;) {
        at += 1 + dice_below(d, largest);
        if (at >= text.size)
            break;
        cuts[count++] = at;
    }
    check_cut(stream, what, text, expected, cuts, count);
    free(cuts);
}
