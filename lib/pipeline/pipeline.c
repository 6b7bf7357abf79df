/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline/pipeline.h"

#include <string.h>

#include "clean/interest.h"
#include "pipeline/alone.h"
#include "pipeline/growth.h"

/* What the first step is given at a time: what flows between steps stays in the cache, and what is
 * known of edits on their way through the steps stays small. */
#define SLICE ((size_t)32 * 1024)

/* Of the text that a step reads, what is at a place. */
static const uint8_t *text_at(const zz__lane *lane, uint64_t place)
{
    return lane->sink.text + (place - lane->sink.text_offset);
}

static uint32_t number_of(const zz__lane *lane)
{
    return (uint32_t)(lane - lane->pipeline->lanes);
}

static int32_t record(void *ctx, const zz__edit *edit)
{
    zz__lane *lane = ctx;
    zz__pipeline *pipeline = lane->pipeline;
    const zz__forms *forms = NULL;
    zz__composed composed = {0};
    int32_t status;

    pipeline->changes++;
    if (!(pipeline->want & ZZ_WANT_EDITS))
        return ZZ_OK;
    composed.source = edit->source;
    composed.source_size = edit->source_size;
    composed.target = edit->target;
    composed.target_size = edit->target_size;
    composed.last = number_of(lane);
    composed.steps = UINT64_C(1) << composed.last;
    composed.op = edit->op;
    if (pipeline->want & ZZ_WANT_ALTERNATIVES) {
        status = zz__weigh_edit(&pipeline->weigher, &pipeline->recipe->steps[composed.last], edit,
                                text_at(lane, edit->source));
        if (status != ZZ_OK)
            return status;
        forms = &pipeline->weigher.scratch.forms;
    }
    return zz__edit_list_add(&lane->composer.after, &composed, forms);
}

static int32_t record_choices(void *ctx, const zz__choices *choices)
{
    zz__lane *lane = ctx;
    zz__weigher *weigher = &lane->pipeline->weigher;
    zz__composed note = {0};
    int32_t status;

    if (lane->sink.kept != NULL &&
        zz__kept_touches(lane->sink.kept, choices->source, choices->source_size))
        return ZZ_OK;
    weigher->has_chosen = choices->made;
    if (choices->made) {
        weigher->chosen = *choices;
        return ZZ_OK;
    }
    note.source = choices->source;
    note.source_size = choices->source_size;
    note.last = number_of(lane);
    note.steps = UINT64_C(1) << note.last;
    status = zz__weigh_place(weigher, choices, text_at(lane, note.source));
    return status == ZZ_OK ? zz__edit_list_add(&lane->composer.after_notes, &note,
                                               &weigher->scratch.forms)
                           : status;
}

void zz__pipeline_was_read(zz__pipeline *pipeline)
{
    zz__edit_list_clear(&pipeline->edits);
    zz__edit_list_clear(&pipeline->suggestions);
    pipeline->read = pipeline->decided;
}

/* What composes edits is made for the first text of which they are wanted. */
static void reset_composers(zz__pipeline *pipeline)
{
    const zz__memory *memory = &pipeline->recipe->memory;
    uint32_t i;

    if (!pipeline->has_composers && (pipeline->want & ZZ_WANT_EDITS) == 0)
        return;
    if (!pipeline->has_composers)
        zz__weigher_init(&pipeline->weigher, memory);
    for (i = 0; i < pipeline->recipe->step_count; i++) {
        if (pipeline->has_composers)
            zz__composer_clear(&pipeline->lanes[i].composer);
        else
            zz__composer_init(&pipeline->lanes[i].composer, memory);
    }
    pipeline->has_composers = true;
}

static void reset_counts(zz__pipeline *pipeline, uint32_t want)
{
    const zz_recipe *recipe = pipeline->recipe;
    uint32_t i;

    memset(&pipeline->invalid, 0, sizeof pipeline->invalid);
    if (want & ZZ_WANT_ALTERNATIVES)
        want |= ZZ_WANT_EDITS;
    pipeline->want = want;
    pipeline->changes = 0;
    pipeline->decided.source = pipeline->decided.target = 0;
    zz__pipeline_was_read(pipeline);
    for (i = 0; i < recipe->step_count; i++) {
        zz__lane *lane = &pipeline->lanes[i];

        lane->input.size = 0;
        lane->start = 0;
        lane->has_seen = false;
        lane->origin = lane->composed = 0;
        memset(&lane->sink, 0, sizeof lane->sink);
        lane->sink.recorder = want != 0 || recipe->terms != NULL ? &lane->recorder : NULL;
        lane->sink.kept = recipe->terms != NULL ? &lane->kept : NULL;
        lane->recorder.choices = want & ZZ_WANT_ALTERNATIVES ? record_choices : NULL;
        zz__kept_clear(&lane->kept);
    }
    reset_composers(pipeline);
}

static void init_lane(zz__pipeline *pipeline, uint32_t i)
{
    const zz__memory *memory = &pipeline->recipe->memory;
    zz__lane *lane = &pipeline->lanes[i];
    bool last = i + 1 == pipeline->recipe->step_count;

    zz__buffer_init(&lane->input, memory);
    lane->pipeline = pipeline;
    lane->recorder.edit = record;
    lane->recorder.ctx = lane;
    zz__kept_init(&lane->kept, memory, last ? NULL : &pipeline->lanes[i + 1].kept);
}

int32_t zz__pipeline_init(zz__pipeline *pipeline, const zz_recipe *recipe, uint32_t want)
{
    uint32_t i;

    pipeline->recipe = recipe;
    pipeline->states = NULL;
    zz__edit_list_init(&pipeline->edits, &recipe->memory);
    zz__edit_list_init(&pipeline->suggestions, &recipe->memory);
    pipeline->has_composers = false;
    for (i = 0; i < recipe->step_count; i++)
        init_lane(pipeline, i);
    reset_counts(pipeline, want);
    if (recipe->state_size != 0) {
        pipeline->states = zz__new(&recipe->memory, recipe->state_size);
        if (pipeline->states == NULL)
            return ZZ_ERROR_MEMORY;
        memset(pipeline->states, 0, recipe->state_size);
    }
    return ZZ_OK;
}

int32_t zz__pipeline_keep(zz__pipeline *pipeline, const zz_range *ranges, size_t count)
{
    int32_t status = ZZ_OK;
    uint32_t i;
    size_t k;

    for (k = 0; k < count && status == ZZ_OK; k++) {
        if (ranges[k].size != 0)
            status = zz__kept_add(&pipeline->lanes[0].kept, ranges[k].offset, ranges[k].size);
    }
    for (i = 0; i < pipeline->recipe->step_count; i++) {
        zz__lane *lane = &pipeline->lanes[i];
        lane->sink.kept = &lane->kept;
        lane->sink.recorder = &lane->recorder;
    }
    return status;
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
    for (i = 0; i < pipeline->recipe->step_count; i++) {
        zz__buffer_free(&pipeline->lanes[i].input);
        if (pipeline->has_composers)
            zz__composer_free(&pipeline->lanes[i].composer);
        zz__kept_free(&pipeline->lanes[i].kept);
    }
    zz__edit_list_free(&pipeline->edits);
    zz__edit_list_free(&pipeline->suggestions);
    if (pipeline->has_composers)
        zz__weigher_free(&pipeline->weigher);
}

void zz__pipeline_reset(zz__pipeline *pipeline, uint32_t want)
{
    release_states(pipeline);
    reset_counts(pipeline, want);
}

/* What a step makes of a piece by itself; ctx: its lane. */
static int32_t run_piece(void *ctx, const uint8_t *text, size_t n, zz__buffer *out)
{
    const zz__lane *lane = ctx;
    const zz_recipe *recipe = lane->pipeline->recipe;

    zz__growth_allow(out, lane->pipeline->most);
    return zz__step_alone(recipe, &recipe->steps[number_of(lane)], text, n, out);
}

/* Brings a step's edits together with those of the steps before it. */
static int32_t compose(zz__pipeline *pipeline, uint32_t i, bool final)
{
    zz__lane *lane = &pipeline->lanes[i], *next = lane + 1;
    bool last = i + 1 == pipeline->recipe->step_count;
    zz__composed_out out = {last ? &pipeline->edits : &next->composer.before,
                            last ? &pipeline->suggestions : &next->composer.before_notes, 0};
    bool weighs = pipeline->recipe->steps[i].type->weighs;
    zz__middle middle = {lane->sink.text, lane->sink.text_offset, last ? ZZ__SURE : 1001,
                         weighs ? NULL : run_piece, lane, &pipeline->weigher.scratch};
    uint64_t settled = lane->sink.source;
    int32_t status;

    if (i > 0 && lane->composed < settled)
        settled = lane->composed;
    status = zz__composer_run(&lane->composer, settled, final,
                              pipeline->want & ZZ_WANT_ALTERNATIVES ? &middle : NULL, &out);
    if (!last) {
        next->composed = out.sent;
    } else {
        pipeline->decided.target = out.sent;
        pipeline->decided.source = lane->composer.done - (uint64_t)lane->composer.before_shift;
    }
    return status;
}

/* A step that has nothing to do here: its input goes on as it is, and what is known of it too. */
static int32_t pass_on(zz__pipeline *pipeline, uint32_t i, zz__input *in)
{
    zz__lane *lane = &pipeline->lanes[i];
    size_t n = in->end - in->start, start = in->start;

    if (!in->final)
        n -= zz__utf8_unfinished(in->text + start, n);
    if (i + 1 < pipeline->recipe->step_count) {
        zz__lane *next = &pipeline->lanes[i + 1];
        next->has_seen = next->start == next->input.size;
        next->seen = lane->seen;
    }
    in->start += n;
    return zz__sink_copy(&lane->sink, in->text + start, n);
}

static bool has_nothing_to_do(zz__pipeline *pipeline, uint32_t i, const zz__input *in)
{
    uint32_t interest = pipeline->recipe->steps[i].type->interest;
    zz__lane *lane = &pipeline->lanes[i];
    bool seen = lane->has_seen;

    lane->has_seen = false;
    if (interest == 0 || pipeline->recipe->step_count == 1)
        return false;
    if (!seen)
        lane->seen = zz__interest_in(in->text + in->start, in->end - in->start);
    return (lane->seen & interest) == 0;
}

/* Runs one step over its input, which begins at `origin` in all of it. */
static int32_t run_step(zz__pipeline *pipeline, uint32_t i, zz__input *in, uint64_t origin,
                        zz__buffer *out)
{
    const zz__step *step = &pipeline->recipe->steps[i];
    zz__sink *sink = &pipeline->lanes[i].sink;
    void *state = step->type->state_size != 0 ? pipeline->states + step->state : NULL;
    int32_t status;

    sink->out = out;
    sink->text = in->text;
    sink->text_offset = origin;
    if (has_nothing_to_do(pipeline, i, in))
        status = pass_on(pipeline, i, in);
    else
        status = step->type->run(step->self, state, in, sink);
    if (status == ZZ_OK && in->final && in->start != in->end)
        status = ZZ_ERROR_IMAGE_DAMAGED; /* a step takes everything at the end */
    if (status == ZZ_OK && zz__growth_is_over(out))
        status = ZZ_ERROR_TOO_LARGE;
    if (status == ZZ_OK && pipeline->want & ZZ_WANT_EDITS)
        status = compose(pipeline, i, in->final);
    return status;
}

/* Forgets what a lane's step has used up, but for what it may look back at, and for what it has
 * not told of, or what was not sent on yet, where that may be asked for. */
static void forget(zz__lane *lane)
{
    size_t drop;

    if (lane->start <= 4 * ZZ__LOOK_BEHIND)
        return;
    drop = lane->start - ZZ__LOOK_BEHIND;
    if (lane->sink.kept != NULL && lane->sink.source - lane->origin < drop)
        drop = (size_t)(lane->sink.source - lane->origin);
    if (lane->pipeline->want & ZZ_WANT_ALTERNATIVES &&
        lane->composer.done - lane->origin < drop)
        drop = (size_t)(lane->composer.done - lane->origin);
    memmove(lane->input.bytes, lane->input.bytes + drop, lane->input.size - drop);
    lane->input.size -= drop;
    lane->start -= drop;
    lane->origin += drop;
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
        int32_t status = run_step(pipeline, i, &in, lane->origin, output_of(pipeline, i, out));

        lane->start = in.start;
        forget(lane);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

/* Counts what is ill-formed in the chunk, of which the steps said status. */
static int32_t check_invalid(zz__pipeline *pipeline, const uint8_t *chunk, size_t size, bool final,
                             int32_t status)
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
    return status;
}

/* Begins a call with a text of that size. */
static void allow(zz__pipeline *pipeline, size_t size, zz__buffer *out)
{
    uint32_t i;

    pipeline->most = zz__growth_most(size);
    for (i = 1; i < pipeline->recipe->step_count; i++)
        zz__growth_allow(&pipeline->lanes[i].input, pipeline->most);
    zz__growth_allow(out, pipeline->most);
}

int32_t zz__pipeline_whole(zz__pipeline *pipeline, const uint8_t *text, size_t size,
                           zz__buffer *out)
{
    const zz_recipe *recipe = pipeline->recipe;
    bool at_once = recipe->step_count == 1 && (pipeline->want & ZZ_WANT_EDITS) == 0;
    zz__input in = {text != NULL ? text : nothing, 0, 0, false};
    int32_t status;

    allow(pipeline, size, out);
    do {
        size_t before = in.end;

        if (at_once || size - in.end <= SLICE) {
            in.end = size;
            in.final = true;
        } else {
            in.end += SLICE;
        }
        status = run_step(pipeline, 0, &in, 0, output_of(pipeline, 0, out));
        if (status == ZZ_OK || status == ZZ_ERROR_INVALID_UTF8)
            status = check_invalid(pipeline, in.text + before, in.end - before, in.final, status);
        if (status == ZZ_OK)
            status = run_from(pipeline, 1, in.final, out);
    } while (status == ZZ_OK && !in.final);
    return status;
}

#define SMALL_STATE 64

/* A recipe of one step with a small state that counts ill-formed bytes itself; nobody records. */
static int32_t run_alone(const zz_recipe *recipe, const uint8_t *text, size_t size,
                         zz__buffer *out, zz_report *report)
{
    const zz__step *step = &recipe->steps[0];
    uint64_t state[SMALL_STATE / 8] = {0};
    zz__input in = {text, 0, size, true};
    zz__sink sink = {.out = out};
    int32_t status;

    zz__growth_allow(out, zz__growth_most(size));
    status = step->type->run(step->self, state, &in, &sink);
    if (step->type->release != NULL)
        step->type->release(state);
    if (status == ZZ_OK && zz__growth_is_over(out))
        status = ZZ_ERROR_TOO_LARGE;
    if (status == ZZ_OK && in.start != in.end)
        status = ZZ_ERROR_IMAGE_DAMAGED; /* a step takes everything at the end */
    if (status == ZZ_OK && recipe->invalid == ZZ_INVALID_ERROR && sink.invalid != 0)
        status = ZZ_ERROR_INVALID_UTF8;
    if (report != NULL) {
        report->invalid = sink.invalid;
        report->invalid_offset = sink.invalid != 0 ? sink.invalid_offset : UINT64_MAX;
        report->changes = 0;
    }
    return status;
}

int32_t zz__pipeline_once(const zz_recipe *recipe, const zz__once *once, zz__buffer *out,
                          zz_report *report)
{
    const uint8_t *text = once->text != NULL ? once->text : nothing;
    uint32_t want = report != NULL ? report->want : 0;
    zz__pipeline pipeline;
    int32_t status;

    if (recipe->step_count == 1 && recipe->state_size <= SMALL_STATE && want == 0 &&
        once->kept_count == 0 && recipe->steps[0].type->checks_utf8)
        return run_alone(recipe, text, once->size, out, report);
    status = zz__pipeline_init(&pipeline, recipe, want);
    if (status == ZZ_OK && once->kept_count != 0)
        status = zz__pipeline_keep(&pipeline, once->kept, once->kept_count);
    if (status == ZZ_OK)
        status = zz__pipeline_whole(&pipeline, text, once->size, out);
    zz__pipeline_report(&pipeline, report);
    if (status == ZZ_OK && once->edits != NULL) {
        zz__edit_list_move(once->edits, &pipeline.edits, &recipe->memory);
        zz__edit_list_move(once->suggestions, &pipeline.suggestions, &recipe->memory);
    }
    zz__pipeline_free(&pipeline);
    return status;
}

static int32_t feed_slice(zz__pipeline *pipeline, const uint8_t *slice, size_t size, bool final,
                          zz__buffer *out)
{
    int32_t status = zz__buffer_append(&pipeline->lanes[0].input, slice, size);

    if (status == ZZ_OK)
        status = run_from(pipeline, 0, final, out);
    if (status == ZZ_OK || status == ZZ_ERROR_INVALID_UTF8)
        status = check_invalid(pipeline, slice, size, final, status);
    return status;
}

int32_t zz__pipeline_feed(zz__pipeline *pipeline, const uint8_t *chunk, size_t size, bool final,
                          zz__buffer *out)
{
    int32_t status = ZZ_OK;

    allow(pipeline, size, out);
    for (; size > SLICE && status == ZZ_OK; chunk += SLICE, size -= SLICE)
        status = feed_slice(pipeline, chunk, SLICE, false, out);
    return status == ZZ_OK ? feed_slice(pipeline, chunk, size, final, out) : status;
}

void zz__pipeline_report(const zz__pipeline *pipeline, zz_report *report)
{
    if (report == NULL)
        return;
    report->invalid = pipeline->invalid.count;
    report->invalid_offset = pipeline->invalid.count != 0 ? pipeline->invalid.first : UINT64_MAX;
    report->changes = pipeline->changes;
}
