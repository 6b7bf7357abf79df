/* SPDX-License-Identifier: Apache-2.0 */
#include "api/edit.h"
#include "api/report.h"
#include "pipeline/pipeline.h"

typedef enum condition { OPEN, AT_END, FAILED } condition;

struct zz_stream {
    zz__pipeline pipeline;
    zz__buffer output;
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
    stream->condition = OPEN;
    *out = stream;
    return ZZ_OK;
}

static int32_t feed(zz_stream *stream, const char *chunk, size_t size, bool final,
                    const char **output, size_t *output_size)
{
    int32_t status;

    stream->output.size = 0;
    zz__edit_list_clear(&stream->pipeline.edits);
    status = zz__pipeline_feed(&stream->pipeline, (const uint8_t *)chunk, size, final,
                               &stream->output);
    stream->condition = status != ZZ_OK ? FAILED : final ? AT_END : OPEN;
    if (status != ZZ_OK)
        return status;
    *output = stream->output.size != 0 ? (const char *)stream->output.bytes : "";
    *output_size = stream->output.size;
    return ZZ_OK;
}

static int32_t check(const zz_stream *stream, const char **output, size_t *output_size)
{
    if (output != NULL)
        *output = NULL;
    if (output_size != NULL)
        *output_size = 0;
    if (stream == NULL || output == NULL || output_size == NULL)
        return ZZ_ERROR_ARGUMENT;
    return stream->condition == OPEN ? ZZ_OK : ZZ_ERROR_STATE;
}

int32_t zz_stream_feed(zz_stream *stream, const char *chunk, size_t size, const char **output,
                       size_t *output_size)
{
    int32_t status = check(stream, output, output_size);

    if (status != ZZ_OK)
        return status;
    if (chunk == NULL && size != 0)
        return ZZ_ERROR_ARGUMENT;
    return feed(stream, chunk, size, false, output, output_size);
}

int32_t zz_stream_end(zz_stream *stream, const char **output, size_t *output_size,
                      zz_report *report)
{
    int32_t status = check(stream, output, output_size);

    if (status == ZZ_ERROR_STATE && zz__report_check(report) == ZZ_OK)
        zz__report_fill(report, &stream->pipeline);
    if (status == ZZ_OK)
        status = zz__report_check(report);
    if (status != ZZ_OK)
        return status;
    status = feed(stream, NULL, 0, true, output, output_size);
    zz__report_fill(report, &stream->pipeline);
    return status;
}

int32_t zz_stream_reset(zz_stream *stream, uint32_t want)
{
    if (stream == NULL || (want & ~(ZZ_WANT_CHANGES | ZZ_WANT_EDITS)) != 0)
        return ZZ_ERROR_ARGUMENT;
    zz__pipeline_reset(&stream->pipeline, want);
    stream->output.size = 0;
    stream->condition = OPEN;
    return ZZ_OK;
}

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

void zz_stream_close(zz_stream *stream)
{
    if (stream != NULL) {
        const zz__memory memory = stream->pipeline.recipe->memory;
        zz__buffer_free(&stream->output);
        zz__pipeline_free(&stream->pipeline);
        zz__delete(&memory, stream, sizeof *stream);
    }
}
