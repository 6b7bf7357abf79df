/* SPDX-License-Identifier: Apache-2.0 */
/* The edits of a result: reading, mapping offsets, applying some, other units than bytes. */
#include <string.h>

#include "api/edit.h"
#include "api/result.h"
#include "base/utf8.h"

int32_t zz__edit_give(const zz__edit_list *edits, const zz_recipe *recipe, size_t index,
                      zz_edit *edit)
{
    const zz__composed *e;

    if (edit == NULL || index >= zz__edit_list_count(edits))
        return ZZ_ERROR_ARGUMENT;
    if (edit->size < sizeof *edit || edit->size > 4096)
        return ZZ_ERROR_STRUCT_SIZE;
    e = zz__edit_list_at(edits) + index;
    edit->step = e->last;
    edit->source = e->source;
    edit->source_size = e->source_size;
    edit->target = e->target;
    edit->target_size = e->target_size;
    edit->steps = e->steps;
    edit->step_name = recipe->steps[e->last].name;
    edit->operation = recipe->steps[e->last].type->operations[e->op - 1];
    return ZZ_OK;
}

size_t zz_result_edit_count(const zz_result *result)
{
    return result != NULL ? zz__edit_list_count(&result->edits) : 0;
}

int32_t zz_result_edit(const zz_result *result, size_t index, zz_edit *edit)
{
    if (result == NULL)
        return ZZ_ERROR_ARGUMENT;
    return zz__edit_give(&result->edits, result->recipe, index, edit);
}

/* An edit seen from one side. */
typedef struct side {
    uint64_t begin, size, other_begin, other_size;
} side;

static side side_of(const zz__composed *e, uint32_t direction)
{
    side forward = {e->source, e->source_size, e->target, e->target_size};
    side back = {e->target, e->target_size, e->source, e->source_size};

    return direction == ZZ_MAP_FORWARD ? forward : back;
}

int32_t zz_result_map(const zz_result *result, uint32_t direction, uint64_t offset,
                      uint64_t *mapped)
{
    const zz__composed *edits;
    size_t low = 0, high;
    side s;

    if (mapped != NULL)
        *mapped = 0;
    if (result == NULL || mapped == NULL || direction > ZZ_MAP_BACK || !result->has_edits ||
        offset > (direction == ZZ_MAP_FORWARD ? result->source_end : result->target_end))
        return ZZ_ERROR_ARGUMENT;
    edits = zz__edit_list_at(&result->edits);
    high = zz__edit_list_count(&result->edits);
    while (low < high) { /* the first edit that begins behind offset */
        size_t middle = low + (high - low) / 2;
        if (side_of(&edits[middle], direction).begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) {
        *mapped = offset;
        return ZZ_OK;
    }
    s = side_of(&edits[low - 1], direction);
    if (offset < s.begin + s.size || (s.size == 0 && offset == s.begin))
        *mapped = s.other_begin;
    else
        *mapped = s.other_begin + s.other_size + (offset - s.begin - s.size);
    return ZZ_OK;
}

int32_t zz_result_apply(const zz_result *result, const char *text, size_t size,
                        const uint8_t *chosen, zz_result **out)
{
    const zz__composed *edits;
    zz_result *made;
    size_t count, at = 0, i;
    int32_t status = ZZ_OK;

    if (out != NULL)
        *out = NULL;
    if (result == NULL || out == NULL || (text == NULL && size != 0))
        return ZZ_ERROR_ARGUMENT;
    count = zz__edit_list_count(&result->edits);
    if (result->units != ZZ_UNITS_BYTES)
        return ZZ_ERROR_STATE;
    if (!result->has_edits || size != result->source_end || (chosen == NULL && count != 0))
        return ZZ_ERROR_ARGUMENT;
    made = zz__result_new(result->recipe, 64);
    if (made == NULL)
        return ZZ_ERROR_MEMORY;
    edits = zz__edit_list_at(&result->edits);
    for (i = 0; i < count && status == ZZ_OK; i++) {
        const zz__composed *e = &edits[i];

        status = zz__buffer_append(&made->buffer, text + at, (size_t)e->source - at);
        at = (size_t)(e->source + e->source_size);
        if (status == ZZ_OK && chosen[i])
            status = zz__buffer_append(&made->buffer, result->buffer.bytes + e->target,
                                       (size_t)e->target_size);
        else if (status == ZZ_OK)
            status = zz__buffer_append(&made->buffer, text + e->source, (size_t)e->source_size);
    }
    if (status == ZZ_OK)
        status = zz__buffer_append(&made->buffer, text + at, size - at);
    if (status == ZZ_OK)
        status = zz__buffer_append(&made->buffer, "", 1);
    if (status != ZZ_OK) {
        zz_result_free(made);
        return status;
    }
    made->buffer.size--;
    *out = made;
    return ZZ_OK;
}

/* Counts through a text once, from one ascending offset to the next. */
typedef struct counter {
    const uint8_t *text;
    size_t size;
    uint32_t units;
    size_t at;
    uint64_t count;
} counter;

static uint64_t count_to(counter *c, uint64_t offset)
{
    while (c->at < offset) {
        size_t size;
        uint32_t code_point = zz__utf8_decode(c->text + c->at, c->size - c->at, &size);
        bool two = c->units == ZZ_UNITS_UTF16 && code_point >= 0x10000 &&
                   code_point < ZZ__TRUNCATED;

        c->at += size;
        c->count += two ? 2 : 1;
    }
    return c->count;
}

int32_t zz_result_use_units(zz_result *result, const char *text, size_t size, uint32_t units)
{
    counter source = {(const uint8_t *)text, size, units, 0, 0};
    counter target = {NULL, 0, units, 0, 0};
    zz__composed *edits;
    size_t count, i;

    if (result == NULL || (text == NULL && size != 0) || units > ZZ_UNITS_UTF16)
        return ZZ_ERROR_ARGUMENT;
    if (result->units != ZZ_UNITS_BYTES)
        return ZZ_ERROR_STATE;
    if (!result->has_edits || size != result->source_end)
        return ZZ_ERROR_ARGUMENT;
    if (units == ZZ_UNITS_BYTES)
        return ZZ_OK;
    target.text = result->buffer.bytes;
    target.size = result->buffer.size;
    edits = (zz__composed *)(void *)result->edits.bytes.bytes;
    count = zz__edit_list_count(&result->edits);
    for (i = 0; i < count; i++) {
        zz__composed *e = &edits[result->edits.head + i];
        uint64_t source_end = e->source + e->source_size, target_end = e->target + e->target_size;

        e->source = count_to(&source, e->source);
        e->source_size = count_to(&source, source_end) - e->source;
        e->target = count_to(&target, e->target);
        e->target_size = count_to(&target, target_end) - e->target;
    }
    result->source_end = count_to(&source, size);
    result->target_end = count_to(&target, result->buffer.size);
    result->units = units;
    return ZZ_OK;
}
