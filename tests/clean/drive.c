/* SPDX-License-Identifier: Apache-2.0 */
#include "drive.h"

#include <stdio.h>
#include <stdlib.h>

#include "clean/clean.h"

#define SHORT 48 /* a text up to this size is tried in every three chunks */

static zz__clean_options drive_options;

void drive_value(uint32_t value)
{
    drive_options.value = value;
}

void drive_lines(bytes lines)
{
    drive_options.lines = lines.at;
    drive_options.lines_size = lines.size;
}

typedef struct edit_list {
    zz__edit *at;
    size_t count, capacity;
} edit_list;

static int32_t take_edit(void *ctx, const zz__edit *edit)
{
    edit_list *list = ctx;

    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        list->at = realloc(list->at, list->capacity * sizeof *list->at);
        assert_non_null(list->at);
    }
    list->at[list->count++] = *edit;
    return ZZ_OK;
}

void output_free(output *o)
{
    free(o->at);
    free(o->edits);
}

bytes output_bytes(const output *o)
{
    return bytes_of(o->at, o->size);
}

static void fail_rule(const zz__step_type *step, bytes text, const char *rule)
{
    char what[200];
    snprintf(what, sizeof what, "step %s breaks a rule: %s", step->name, rule);
    check_bytes(what, text, LITERAL("(the rule kept)"), LITERAL("(the rule broken)"));
}

/* One call of the step: text[*done..end) is handed in, *done moves to what it consumed. */
static void feed(const zz__step_type *step, void *state, bytes text, size_t *done, size_t end,
                 bool final, zz__sink *sink)
{
    size_t before = *done < ZZ__LOOK_BEHIND ? *done : ZZ__LOOK_BEHIND;
    size_t size = before + end - *done;
    uint8_t *block = malloc(size == 0 ? 1 : size);
    zz__input in = {block, before, size, final};

    assert_non_null(block);
    if (size != 0)
        memcpy(block, text.at + *done - before, size);
    check_ok(step->run(&drive_options, state, &in, sink));
    if (in.text != block || in.start < before || in.start > size || in.end != size)
        fail_rule(step, text, "it moves start forward, up to end, and nothing else");
    if (final && in.start != size)
        fail_rule(step, text, "it consumes everything at the end");
    if (size - in.start > ZZ__LOOK_AHEAD)
        fail_rule(step, text, "it leaves no more than ZZ__LOOK_AHEAD bytes undecided");
    *done += in.start - before;
    free(block);
}

/* The edits, in order and apart, put into the text make the output. */
static void check_edits(const zz__step_type *step, bytes text, const output *out)
{
    uint8_t *rebuilt = malloc(out->size + 1);
    uint64_t source = 0, target = 0;
    size_t i;
    bool right = true;

    assert_non_null(rebuilt);
    for (i = 0; i <= out->edit_count && right; i++) {
        zz__edit end = {text.size, 0, out->size, 0, NULL, 1};
        const zz__edit *e = i < out->edit_count ? &out->edits[i] : &end;

        right = e->source >= source && e->source - source == e->target - target &&
                e->source + e->source_size <= text.size &&
                e->target + e->target_size <= out->size && e->op != 0;
        if (!right)
            break;
        memcpy(rebuilt + target, text.at + source, (size_t)(e->source - source));
        memcpy(rebuilt + e->target, out->at + e->target, (size_t)e->target_size);
        right = i == out->edit_count || e->source_size != e->target_size ||
                memcmp(text.at + e->source, out->at + e->target, (size_t)e->source_size) != 0;
        source = e->source + e->source_size;
        target = e->target + e->target_size;
    }
    if (!right)
        fail_rule(step, text, "its edits are in order, apart, and each changes something");
    check_bytes("edits put into the input", text, output_bytes(out),
                bytes_of(rebuilt, (size_t)target));
    free(rebuilt);
}

void drive(const zz__step_type *step, bytes text, const size_t *cuts, size_t count, bool record,
           output *out)
{
    zz__memory memory = zz__memory_default();
    edit_list edits = {NULL, 0, 0};
    zz__recorder recorder = {.edit = take_edit, .ctx = &edits};
    zz__buffer buffer;
    zz__sink sink = {.out = &buffer, .recorder = record ? &recorder : NULL};
    void *state = calloc(1, step->state_size == 0 ? 1 : step->state_size);
    size_t done = 0, i;

    assert_non_null(state);
    zz__buffer_init(&buffer, &memory);
    for (i = 0; i < count; i++)
        feed(step, state, text, &done, cuts[i], false, &sink);
    feed(step, state, text, &done, text.size, true, &sink);
    free(state);
    if (buffer.size > text.size * step->growth / 256 + step->growth_constant)
        fail_rule(step, text, "its result is no longer than growth says");
    out->at = malloc(buffer.size + 1);
    assert_non_null(out->at);
    if (buffer.size != 0)
        memcpy(out->at, buffer.bytes, buffer.size);
    out->size = buffer.size;
    out->edits = edits.at;
    out->edit_count = edits.count;
    zz__buffer_free(&buffer);
    if (record)
        check_edits(step, text, out);
}

void drive_whole(const zz__step_type *step, bytes text, output *out)
{
    drive(step, text, NULL, 0, false, out);
}

void drive_safe(bytes text, output *out)
{
    static const zz__step_type *const safe[] = {
        &zz__step_invisible, &zz__step_small_forms, &zz__step_vertical, &zz__step_halfwidth,
        &zz__step_letters,   &zz__step_radicals,    &zz__step_nfc,
    };
    output last = {NULL, 0, NULL, 0};
    size_t i;

    for (i = 0; i < sizeof safe / sizeof *safe; i++) {
        drive_whole(safe[i], i == 0 ? text : output_bytes(&last), out);
        output_free(&last);
        last = *out;
    }
}

static void check_with_cuts(const zz__step_type *step, bytes text, bytes expected,
                            const size_t *cuts, size_t count)
{
    char what[200];
    output got;

    drive(step, text, cuts, count, false, &got);
    snprintf(what, sizeof what, "step %s, cut at %zu places, the first at %zu, the last at %zu",
             step->name, count, count > 0 ? cuts[0] : 0, count > 0 ? cuts[count - 1] : 0);
    check_bytes(what, text, expected, output_bytes(&got));
    output_free(&got);
}

static void check_every_byte(const zz__step_type *step, bytes text, bytes expected)
{
    size_t *cuts = malloc((text.size + 1) * sizeof *cuts);
    size_t i;

    assert_non_null(cuts);
    for (i = 0; i < text.size; i++)
        cuts[i] = i;
    check_with_cuts(step, text, expected, cuts, text.size);
    free(cuts);
}

static int compare_sizes(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

void check_cuts(const zz__step_type *step, bytes text, bytes expected, dice *d)
{
    size_t cuts[9], count, i;

    count = dice_below(d, 10);
    for (i = 0; i < count; i++)
        cuts[i] = dice_below(d, text.size + 1);
    qsort(cuts, count, sizeof *cuts, compare_sizes);
    check_with_cuts(step, text, expected, cuts, count);
    if (count == 0)
        check_every_byte(step, text, expected);
}

void check_step(const zz__step_type *step, bytes text, bytes expected)
{
    char what[100];
    output got, again;
    size_t cuts[2] = {0, 0};

    snprintf(what, sizeof what, "step %s", step->name);
    drive(step, text, NULL, 0, true, &got);
    check_bytes(what, text, expected, output_bytes(&got));
    snprintf(what, sizeof what, "step %s, a second time", step->name);
    drive(step, output_bytes(&got), NULL, 0, true, &again);
    check_bytes(what, output_bytes(&got), output_bytes(&got), output_bytes(&again));
    output_free(&got);
    output_free(&again);

    check_with_cuts(step, text, expected, cuts, 0);
    check_every_byte(step, text, expected);
    for (cuts[0] = 0; cuts[0] <= text.size; cuts[0]++) {
        check_with_cuts(step, text, expected, cuts, 1);
        for (cuts[1] = cuts[0]; text.size <= SHORT && cuts[1] <= text.size; cuts[1]++)
            check_with_cuts(step, text, expected, cuts, 2);
    }
}
