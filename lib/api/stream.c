/* SPDX-License-Identifier: Apache-2.0 */
/* A text in chunks. What comes out lies in the stream until it is given to the caller, all at once,
 * as much as a buffer holds, or through a function. */
#include <string.h>

#include "api/edit.h"
#include "api/report.h"
#include "pipeline/pipeline.h"

/* What is taken of a chunk at a time where the output is not given all at once. */
#define SLICE ((size_t)16 * 1024)

typedef enum condition { OPEN, AT_END, FAILED } condition;

struct zz_stream {
    zz__pipeline pipeline;
    zz__buffer output;
    size_t given; /* of the output */
    condition condition;
};

int32_t zz_stream_open(const zz_recipe *recipe, zz_stream **out)
{
    zz_stream *stream;

    if (out != NULL)
        *out = NULL;
    if (recipe == NULL || out == NULL)
        return ZZ_ERROR_ARGUMENT;
    stream = zz__new(&recipe->memory, sizeof *stream);
    if (stream == NULL)
        return ZZ_ERROR_MEMORY;
    if (zz__pipeline_init(&stream->pipeline, recipe, 0) != ZZ_OK) {
        zz__delete(&recipe->memory, stream, sizeof *stream);
        return ZZ_ERROR_MEMORY;
    }
    zz__buffer_init(&stream->output, &recipe->memory);
    stream->given = 0;
    stream->condition = OPEN;
    *out = stream;
    return ZZ_OK;
}

static size_t waiting_size(const zz_stream *stream)
{
    return stream->output.size - stream->given;
}

/* Lets the text go on by a piece; what comes out waits behind what waits already. */
static int32_t advance(zz_stream *stream, const char *chunk, size_t size, bool final)
{
    int32_t status;

    if (waiting_size(stream) == 0)
        stream->output.size = stream->given = 0;
    status = zz__pipeline_feed(&stream->pipeline, (const uint8_t *)chunk, size, final,
                               &stream->output);
    stream->condition = status != ZZ_OK ? FAILED : final ? AT_END : OPEN;
    return status;
}

static int32_t check_feed(const zz_stream *stream, const char *chunk, size_t size)
{
    if (stream == NULL || (chunk == NULL && size != 0))
        return ZZ_ERROR_ARGUMENT;
    return stream->condition == OPEN ? ZZ_OK : ZZ_ERROR_STATE;
}

/* The same of a call that ends the text, which may go on while output waits, if it says so. After
 * a failure it still reports. */
static int32_t check_end(const zz_stream *stream, zz_report *report, bool goes_on)
{
    int32_t status = zz__report_check(report);

    if (stream == NULL)
        return ZZ_ERROR_ARGUMENT;
    if (status != ZZ_OK)
        return status;
    if (stream->condition == OPEN ||
        (goes_on && stream->condition == AT_END && waiting_size(stream) != 0))
        return ZZ_OK;
    zz__report_fill(report, &stream->pipeline);
    return ZZ_ERROR_STATE;
}

/* ---- All at once ---- */

static bool are_set(const char **output, size_t *output_size)
{
    if (output != NULL)
        *output = NULL;
    if (output_size != NULL)
        *output_size = 0;
    return output != NULL && output_size != NULL;
}

static int32_t feed(zz_stream *stream, const char *chunk, size_t size, bool final,
                    const char **output, size_t *output_size)
{
    int32_t status;

    zz__pipeline_was_read(&stream->pipeline);
    status = advance(stream, chunk, size, final);
    if (status != ZZ_OK)
        return status;
    *output_size = waiting_size(stream);
    *output = *output_size != 0 ? (const char *)stream->output.bytes + stream->given : "";
    stream->given = stream->output.size;
    return ZZ_OK;
}

int32_t zz_stream_feed(zz_stream *stream, const char *chunk, size_t size, const char **output,
                       size_t *output_size)
{
    bool set = are_set(output, output_size);
    int32_t status = set ? check_feed(stream, chunk, size) : ZZ_ERROR_ARGUMENT;

    return status == ZZ_OK ? feed(stream, chunk, size, false, output, output_size) : status;
}

int32_t zz_stream_end(zz_stream *stream, const char **output, size_t *output_size,
                      zz_report *report)
{
    bool set = are_set(output, output_size);
    int32_t status = set ? check_end(stream, report, false) : ZZ_ERROR_ARGUMENT;

    if (status != ZZ_OK)
        return status;
    status = feed(stream, NULL, 0, true, output, output_size);
    zz__report_fill(report, &stream->pipeline);
    return status;
}

/* ---- Into a buffer ---- */

typedef struct room {
    char *bytes;
    size_t capacity;
    size_t used;
} room;

/* Gives as much of the output as there is room for. */
static void give(zz_stream *stream, room *r)
{
    size_t n = waiting_size(stream);

    n = n < r->capacity - r->used ? n : r->capacity - r->used;
    if (n != 0)
        memcpy(r->bytes + r->used, stream->output.bytes + stream->given, n);
    stream->given += n;
    r->used += n;
}

int32_t zz_stream_feed_into(zz_stream *stream, const char *chunk, size_t size, size_t *taken,
                            char *buffer, size_t capacity, size_t *written)
{
    room r = {buffer, capacity, 0};
    size_t at = 0;
    int32_t status;

    if (taken != NULL)
        *taken = 0;
    if (written != NULL)
        *written = 0;
    if (taken == NULL || written == NULL || (buffer == NULL && capacity != 0))
        return ZZ_ERROR_ARGUMENT;
    status = check_feed(stream, chunk, size);
    if (status != ZZ_OK)
        return status;
    zz__pipeline_was_read(&stream->pipeline);
    give(stream, &r);
    while (status == ZZ_OK && at < size && waiting_size(stream) == 0) {
        size_t n = size - at < SLICE ? size - at : SLICE;

        status = advance(stream, chunk + at, n, false);
        at += n;
        if (status == ZZ_OK)
            give(stream, &r);
    }
    if (status != ZZ_OK)
        return status;
    *taken = at;
    *written = r.used;
    return ZZ_OK;
}

int32_t zz_stream_end_into(zz_stream *stream, char *buffer, size_t capacity, size_t *written,
                           size_t *waiting, zz_report *report)
{
    room r = {buffer, capacity, 0};
    int32_t status;

    if (written != NULL)
        *written = 0;
    if (waiting != NULL)
        *waiting = 0;
    if (written == NULL || waiting == NULL || (buffer == NULL && capacity != 0))
        return ZZ_ERROR_ARGUMENT;
    status = check_end(stream, report, true);
    if (status != ZZ_OK)
        return status;
    zz__pipeline_was_read(&stream->pipeline);
    if (stream->condition == OPEN)
        status = advance(stream, NULL, 0, true);
    zz__report_fill(report, &stream->pipeline);
    if (status != ZZ_OK)
        return status;
    give(stream, &r);
    *written = r.used;
    *waiting = waiting_size(stream);
    return ZZ_OK;
}

/* ---- Through a function ---- */

typedef struct writer {
    zz_write_fn write;
    void *ctx;
} writer;

static int32_t write_out(zz_stream *stream, const writer *w)
{
    size_t n = waiting_size(stream);

    if (n == 0)
        return ZZ_OK;
    if (w->write(w->ctx, (const char *)stream->output.bytes + stream->given, n) != ZZ_OK) {
        stream->condition = FAILED;
        return ZZ_ERROR_STOPPED;
    }
    stream->given = stream->output.size;
    return ZZ_OK;
}

int32_t zz_stream_feed_to(zz_stream *stream, const char *chunk, size_t size, zz_write_fn write,
                          void *ctx)
{
    writer w = {write, ctx};
    size_t at = 0;
    int32_t status = write != NULL ? check_feed(stream, chunk, size) : ZZ_ERROR_ARGUMENT;

    if (status != ZZ_OK)
        return status;
    zz__pipeline_was_read(&stream->pipeline);
    status = write_out(stream, &w);
    while (status == ZZ_OK && at < size) {
        size_t n = size - at < SLICE ? size - at : SLICE;

        status = advance(stream, chunk + at, n, false);
        at += n;
        if (status == ZZ_OK)
            status = write_out(stream, &w);
    }
    return status;
}

int32_t zz_stream_end_to(zz_stream *stream, zz_write_fn write, void *ctx, zz_report *report)
{
    writer w = {write, ctx};
    int32_t status = write != NULL ? check_end(stream, report, false) : ZZ_ERROR_ARGUMENT;

    if (status != ZZ_OK)
        return status;
    zz__pipeline_was_read(&stream->pipeline);
    status = advance(stream, NULL, 0, true);
    zz__report_fill(report, &stream->pipeline);
    return status == ZZ_OK ? write_out(stream, &w) : status;
}

int32_t zz_stream_reset(zz_stream *stream, uint32_t want)
{
    if (stream == NULL || (want & ~ZZ__WANTS) != 0)
        return ZZ_ERROR_ARGUMENT;
    zz__pipeline_reset(&stream->pipeline, want);
    stream->output.size = stream->given = 0;
    stream->condition = OPEN;
    return ZZ_OK;
}

void zz_stream_close(zz_stream *stream)
{
    if (stream != NULL) {
        const zz__memory memory = stream->pipeline.recipe->memory;
        zz__buffer_free(&stream->output);
        zz__pipeline_free(&stream->pipeline);
        zz__delete(&memory, stream, sizeof *stream);
    }
}

/* ---- What the last call has decided ---- */

size_t zz_stream_edit_count(const zz_stream *stream)
{
    return stream != NULL ? zz__edit_list_count(&stream->pipeline.edits) : 0;
}

int32_t zz_stream_edit(const zz_stream *stream, size_t index, zz_edit *edit)
{
    if (stream == NULL)
        return ZZ_ERROR_ARGUMENT;
    return zz__edit_give(&stream->pipeline.edits, stream->pipeline.recipe, index, edit);
}

int32_t zz_stream_edit_alternative(const zz_stream *stream, size_t edit, size_t index,
                                   const char **text, size_t *size, int32_t *score)
{
    zz__form_out out = {text, size, score};

    return zz__form_give(stream != NULL ? &stream->pipeline.edits : NULL, edit, index, &out);
}

size_t zz_stream_suggestion_count(const zz_stream *stream)
{
    return stream != NULL ? zz__edit_list_count(&stream->pipeline.suggestions) : 0;
}

int32_t zz_stream_suggestion(const zz_stream *stream, size_t index, zz_suggestion *suggestion)
{
    if (stream == NULL)
        return ZZ_ERROR_ARGUMENT;
    return zz__suggestion_give(&stream->pipeline.suggestions, stream->pipeline.recipe, index,
                               suggestion);
}

int32_t zz_stream_suggestion_form(const zz_stream *stream, size_t suggestion, size_t index,
                                  const char **text, size_t *size, int32_t *score)
{
    zz__form_out out = {text, size, score};

    return zz__form_give(stream != NULL ? &stream->pipeline.suggestions : NULL, suggestion, index,
                         &out);
}

static bool has_edits(const zz_stream *stream)
{
    return stream != NULL && (stream->pipeline.want & ZZ_WANT_EDITS) != 0;
}

int32_t zz_stream_decided(const zz_stream *stream, zz_range *source, zz_range *target)
{
    const zz__pipeline *p = stream != NULL ? &stream->pipeline : NULL;
    bool there = has_edits(stream);

    if (source != NULL) {
        source->offset = there ? p->read.source : 0;
        source->size = there ? p->decided.source - p->read.source : 0;
    }
    if (target != NULL) {
        target->offset = there ? p->read.target : 0;
        target->size = there ? p->decided.target - p->read.target : 0;
    }
    return there ? ZZ_OK : ZZ_ERROR_ARGUMENT;
}

int32_t zz_stream_map(const zz_stream *stream, uint32_t direction, uint64_t offset,
                      uint64_t *mapped)
{
    zz_range side[2];
    bool ended = stream != NULL && stream->condition == AT_END;

    if (mapped != NULL)
        *mapped = 0;
    if (mapped == NULL || direction > ZZ_MAP_BACK ||
        zz_stream_decided(stream, &side[ZZ_MAP_FORWARD], &side[ZZ_MAP_BACK]) != ZZ_OK ||
        offset < side[direction].offset ||
        offset - side[direction].offset >= side[direction].size + (ended ? 1 : 0))
        return ZZ_ERROR_ARGUMENT;
    *mapped = zz__edits_map(&stream->pipeline.edits, &stream->pipeline.read, direction, offset);
    return ZZ_OK;
}
