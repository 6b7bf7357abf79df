/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/step_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text up to this long is cut at every place, a longer one at this many. */
#define CUTS 400

typedef struct edits {
    zz__edit *at;
    size_t count, capacity;
} edits;

typedef struct run {
    zz__memory memory;
    zz__buffer out;
    edits edits;
} run;

static int32_t keep_edit(void *ctx, const zz__edit *edit)
{
    edits *e = ctx;

    if (e->count == e->capacity) {
        e->capacity = e->capacity * 2 + 16;
        e->at = realloc(e->at, e->capacity * sizeof *e->at);
        assert_non_null(e->at);
    }
    e->at[e->count++] = *edit;
    return ZZ_OK;
}

static void run_free(run *r)
{
    zz__buffer_free(&r->out);
    free(r->edits.at);
}

/*
 * Hands text[0..end) to the step, of which text[0..consumed) is behind it: in a block that begins
 * where it may still look and ends where the input does. Returns how much it has consumed then.
 */
static size_t hand_in(const zz__step_type *type, const void *self, void *state, zz__sink *sink,
                      bytes text, size_t consumed, size_t end, bool final)
{
    size_t first = consumed > ZZ__LOOK_BEHIND ? consumed - ZZ__LOOK_BEHIND : 0;
    uint8_t *block = malloc(end - first ? end - first : 1);
    zz__input in = {block, consumed - first, end - first, final};

    assert_non_null(block);
    if (end != first)
        memcpy(block, text.at + first, end - first);
    check_ok(type->run(self, state, &in, sink));
    free(block);
    assert_in_range(in.start, consumed - first, end - first);
    if (final)
        assert_int_equal(in.start, end - first);
    else if (end - first - in.start > ZZ__LOOK_AHEAD)
        fail_msg("%s leaves %zu bytes undecided", type->name, end - first - in.start);
    return first + in.start;
}

/* Fed up to each cut, and to the end. */
static void run_cut(run *r, const zz__step_type *type, const void *self, bytes text,
                    const size_t *cuts, size_t count, bool record)
{
    zz__recorder recorder = {.edit = keep_edit, .ctx = &r->edits};
    void *state = calloc(1, type->state_size ? type->state_size : 1);
    zz__sink sink = {.out = &r->out, .recorder = record ? &recorder : NULL};
    size_t consumed = 0, i;

    assert_non_null(state);
    memset(r, 0, sizeof *r);
    r->memory = zz__memory_default();
    zz__buffer_init(&r->out, &r->memory);
    for (i = 0; i < count; i++)
        consumed = hand_in(type, self, state, &sink, text, consumed, cuts[i], false);
    hand_in(type, self, state, &sink, text, consumed, text.size, true);
    if (type->release != NULL)
        type->release(state);
    free(state);
}

/* Between the edits the input is copied: both sides are equal there. */
static void check_edits(const char *name, bytes text, bytes out, const edits *e)
{
    uint64_t source = 0, target = 0;
    size_t i;

    /* an empty buffer has no bytes to point at */
    if (out.at == NULL)
        out.at = (const uint8_t *)"";
    if (text.at == NULL)
        text.at = (const uint8_t *)"";
    for (i = 0; i <= e->count; i++) {
        zz__edit end = {text.size, 0, out.size, 0, NULL, 1};
        const zz__edit *edit = i < e->count ? &e->at[i] : &end;

        if (edit->source < source || edit->target < target || edit->op == 0 ||
            edit->source - source != edit->target - target ||
            edit->source + edit->source_size > text.size ||
            edit->target + edit->target_size > out.size)
            fail_msg("%s: edit %zu is out of order or does not fit: %llu+%llu to %llu+%llu", name,
                     i, (unsigned long long)edit->source, (unsigned long long)edit->source_size,
                     (unsigned long long)edit->target, (unsigned long long)edit->target_size);
        check_bytes(name, text, bytes_of(text.at + source, (size_t)(edit->source - source)),
                    bytes_of(out.at + target, (size_t)(edit->target - target)));
        source = edit->source + edit->source_size;
        target = edit->target + edit->target_size;
    }
}

static void check_run(run *r, const zz__step_type *type, bytes text, bytes expected, bool recorded,
                      size_t edit_count)
{
    bytes out = bytes_of(r->out.bytes, r->out.size);

    check_bytes(type->name, text, expected, out);
    if (recorded) {
        check_edits(type->name, text, out, &r->edits);
        assert_int_equal(r->edits.count, edit_count);
    }
    run_free(r);
}

uint64_t check_step(const zz__step_type *type, const void *self, bytes text, bytes expected,
                    zz__buffer *result)
{
    run whole, r;
    bytes out;
    size_t cuts = text.size <= CUTS ? text.size + 1 : CUTS, i, cut, count;
    size_t *every = malloc((text.size + 1) * sizeof *every);
    dice d = {1};

    assert_non_null(every);
    run_cut(&whole, type, self, text, NULL, 0, true);
    out = bytes_of(whole.out.bytes, whole.out.size);
    count = whole.edits.count;
    if (expected.at != NULL)
        check_bytes(type->name, text, expected, out);
    check_edits(type->name, text, out, &whole.edits);
    if (type->growth != 0 &&
        (uint64_t)out.size > (uint64_t)text.size * type->growth / 256 + type->growth_constant)
        fail_msg("%s: %zu bytes became %zu, more than its growth allows", type->name, text.size,
                 out.size);

    run_cut(&r, type, self, text, NULL, 0, false);
    check_run(&r, type, text, out, false, 0);
    for (i = 0; i < cuts; i++) {
        cut = text.size <= CUTS ? i : dice_below(&d, text.size);
        run_cut(&r, type, self, text, &cut, 1, i % 2 == 0);
        check_run(&r, type, text, out, i % 2 == 0, count);
    }
    for (i = 0; i < text.size; i++)
        every[i] = i;
    if (text.size <= 20000) {
        run_cut(&r, type, self, text, every, text.size, true);
        check_run(&r, type, text, out, true, count);
    }
    free(every);
    if (result != NULL)
        check_ok(zz__buffer_append(result, out.at, out.size));
    run_free(&whole);
    return count;
}
