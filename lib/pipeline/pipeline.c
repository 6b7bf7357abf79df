/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline/pipeline.h"

#include <string.h>

/* Of a whole text, what the first of several steps is given at a time: what flows between steps
 * stays in the cache. */
#define SLICE ((size_t)32 * 1024)

static int32_t count_change(void *ctx, const zz__edit *edit)
{
    zz__pipeline *pipeline = ctx;

    (void)edit;
    pipeline->changes++;
    return ZZ_OK;
}

static void reset_counts(zz__pipeline *pipeline, uint32_t want)
{
    uint32_t i;

    memset(&pipeline->invalid, 0, sizeof pipeline->invalid);
    pipeline->changes = 0;
    for (i = 0; i < pipeline->recipe->step_count; i++) {
        zz__lane *lane = &pipeline->lanes[i];

        lane->input.size = 0;
        lane->start = 0;
        memset(&lane->sink, 0, sizeof lane->sink);
        lane->sink.recorder = want & ZZ_WANT_CHANGES ? &pipeline->recorder : NULL;
    }
}

int32_t zz__pipeline_init(zz__pipeline *pipeline, const zz_recipe *recipe, uint32_t want)
{
    uint32_t i;

    pipeline->recipe = recipe;
    pipeline->states = NULL;
    pipeline->recorder.edit = count_change;
    pipeline->recorder.ctx = pipeline;
    pipeline->recorder.choices = NULL;
    for (i = 0; i < recipe->step_count; i++)
        zz__buffer_init(&pipeline->lanes[i].input, &recipe->memory);
    reset_counts(pipeline, want);
    if (recipe->state_size != 0) {
        pipeline->states = zz__new(&recipe->memory, recipe->state_size);
        if (pipeline->states == NULL)
            return ZZ_ERROR_MEMORY;
        memset(pipeline->states, 0, recipe->state_size);
    }
    return ZZ_OK;
}

static void release_states(zz__pipeline *pipeline)
{
    const zz_recipe *recipe = pipeline->recipe;
    uint32_t i;

    if (pipeline->states == NULL)
        return;
    for (i = 0; i < recipe->step_count; i++) {
        const zz__step *step = &recipe->steps[i];
        if (step->type->release != NULL)
            step->type->release(pipeline->states + step->state);
    }
    memset(pipeline->states, 0, recipe->state_size);
}

void zz__pipeline_free(zz__pipeline *pipeline)
{
    uint32_t i;

    release_states(pipeline);
    zz__delete(&pipeline->recipe->memory, pipeline->states, pipeline->recipe->state_size);
    for (i = 0; i < pipeline->recipe->step_count; i++)
        zz__buffer_free(&pipeline->lanes[i].input);
}

void zz__pipeline_reset(zz__pipeline *pipeline, uint32_t want)
{
    release_states(pipeline);
    reset_counts(pipeline, want);
}

/* Runs one step over its input. */
static int32_t run_step(zz__pipeline *pipeline, uint32_t i, zz__input *in, zz__buffer *out)
{
    const zz__step *step = &pipeline->recipe->steps[i];
    zz__sink *sink = &pipeline->lanes[i].sink;
    void *state = step->type->state_size != 0 ? pipeline->states + step->state : NULL;
    int32_t status;

    sink->out = out;
    status = step->type->run(step->self, state, in, sink);
    if (status == ZZ_OK && in->final && in->start != in->end)
        status = ZZ_ERROR_IMAGE_DAMAGED; /* a step takes everything at the end */
    return status;
}

/* Forgets what a lane's step has used up, but for what it may look back at. */
static void forget(zz__lane *lane)
{
    size_t drop;

    if (lane->start <= 4 * ZZ__LOOK_BEHIND)
        return;
    drop = lane->start - ZZ__LOOK_BEHIND;
    memmove(lane->input.bytes, lane->input.bytes + drop, lane->input.size - drop);
    lane->input.size -= drop;
    lane->start = ZZ__LOOK_BEHIND;
}

static zz__buffer *output_of(zz__pipeline *pipeline, uint32_t i, zz__buffer *out)
{
    return i + 1 < pipeline->recipe->step_count ? &pipeline->lanes[i + 1].input : out;
}

static const uint8_t nothing[1]; /* steps are never handed NULL as text */

/* Runs the steps from `first` on over what their inputs hold. */
static int32_t run_from(zz__pipeline *pipeline, uint32_t first, bool final, zz__buffer *out)
{
    uint32_t i;

    for (i = first; i < pipeline->recipe->step_count; i++) {
        zz__lane *lane = &pipeline->lanes[i];
        const uint8_t *text = lane->input.bytes != NULL ? lane->input.bytes : nothing;
        zz__input in = {text, lane->start, lane->input.size, final};
        int32_t status = run_step(pipeline, i, &in, output_of(pipeline, i, out));

        lane->start = in.start;
        forget(lane);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

static int32_t check_invalid(zz__pipeline *pipeline, const uint8_t *chunk, size_t size, bool final)
{
    const zz_recipe *recipe = pipeline->recipe;

    if (recipe->steps[0].type->checks_utf8) {
        pipeline->invalid.count = pipeline->lanes[0].sink.invalid;
        pipeline->invalid.first = pipeline->lanes[0].sink.invalid_offset;
    } else {
        zz__invalid_count(&pipeline->invalid, chunk, size, final);
    }
    if (recipe->invalid == ZZ_INVALID_ERROR && pipeline->invalid.count != 0)
        return ZZ_ERROR_INVALID_UTF8;
    return ZZ_OK;
}

int32_t zz__pipeline_whole(zz__pipeline *pipeline, const uint8_t *text, size_t size,
                           zz__buffer *out)
{
    const zz_recipe *recipe = pipeline->recipe;
    zz__input in = {text != NULL ? text : nothing, 0, 0, false};
    int32_t status;

    do {
        size_t before = in.end;

        if (recipe->step_count == 1 || size - in.end <= SLICE) {
            in.end = size;
            in.final = true;
        } else {
            in.end += SLICE;
        }
        status = run_step(pipeline, 0, &in, output_of(pipeline, 0, out));
        if (status == ZZ_OK)
            status = check_invalid(pipeline, in.text + before, in.end - before, in.final);
        if (status == ZZ_OK)
            status = run_from(pipeline, 1, in.final, out);
    } while (status == ZZ_OK && !in.final);
    return status;
}

int32_t zz__pipeline_feed(zz__pipeline *pipeline, const uint8_t *chunk, size_t size, bool final,
                          zz__buffer *out)
{
    zz__lane *lane = &pipeline->lanes[0];
    int32_t status = zz__buffer_append(&lane->input, chunk, size);

    if (status == ZZ_OK)
        status = run_from(pipeline, 0, final, out);
    if (status == ZZ_OK)
        status = check_invalid(pipeline, chunk, size, final);
    return status;
}

void zz__pipeline_report(const zz__pipeline *pipeline, zz_report *report)
{
    if (report == NULL)
        return;
    report->invalid = pipeline->invalid.count;
    report->invalid_offset = pipeline->invalid.count != 0 ? pipeline->invalid.first : UINT64_MAX;
    report->changes = pipeline->changes;
}
