/* SPDX-License-Identifier: Apache-2.0 */
/* The edits of a result: reading, mapping offsets, applying some, other units than bytes. */
#include <string.h>

#include "api/edit.h"
#include "api/result.h"
#include "base/utf8.h"

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

int32_t zz_result_edit_alternative(const zz_result *result, size_t edit, size_t index,
                                   const char **text, size_t *size, int32_t *score)
{
    zz__form_out out = {text, size, score};

    return zz__form_give(result != NULL ? &result->edits : NULL, edit, index, &out);
}

size_t zz_result_suggestion_count(const zz_result *result)
{
    return result != NULL ? zz__edit_list_count(&result->suggestions) : 0;
}

int32_t zz_result_suggestion(const zz_result *result, size_t index, zz_suggestion *suggestion)
{
    if (result == NULL)
        return ZZ_ERROR_ARGUMENT;
    return zz__suggestion_give(&result->suggestions, result->recipe, index, suggestion);
}

int32_t zz_result_suggestion_form(const zz_result *result, size_t suggestion, size_t index,
                                  const char **text, size_t *size, int32_t *score)
{
    zz__form_out out = {text, size, score};

    return zz__form_give(result != NULL ? &result->suggestions : NULL, suggestion, index, &out);
}

int32_t zz_result_map(const zz_result *result, uint32_t direction, uint64_t offset,
                      uint64_t *mapped)
{
    static const zz__decided beginning = {0, 0};

    if (mapped != NULL)
        *mapped = 0;
    if (result == NULL || mapped == NULL || direction > ZZ_MAP_BACK || !result->has_edits ||
        offset > (direction == ZZ_MAP_FORWARD ? result->source_end : result->target_end))
        return ZZ_ERROR_ARGUMENT;
    *mapped = zz__edits_map(&result->edits, &beginning, direction, offset);
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

static void count_one(counter *c)
{
    size_t size;
    uint32_t code_point = zz__utf8_decode(c->text + c->at, c->size - c->at, &size);
    bool two = c->units == ZZ_UNITS_UTF16 && code_point >= 0x10000 && code_point < ZZ__TRUNCATED;

    c->at += size;
    c->count += two ? 2 : 1;
}

/* What a byte is in units. */
static uint64_t count_to(counter *c, uint64_t offset)
{
    while (c->at < offset)
        count_one(c);
    return c->count;
}

/* Which byte so many units are, inside the text whatever they say. */
static size_t byte_at(counter *c, uint64_t count)
{
    if (c->units == ZZ_UNITS_BYTES)
        return count < c->size ? (size_t)count : c->size;
    while (c->count < count && c->at < c->size)
        count_one(c);
    return c->at;
}

/* The chosen edits' targets and the others' sources, with what is between. */
static int32_t apply(const zz_result *result, counter source, const uint8_t *chosen,
                     zz__buffer *out)
{
    const zz__composed *edits = zz__edit_list_at(&result->edits);
    counter target = {result->buffer.bytes, result->buffer.size, result->units, 0, 0};
    size_t count = zz__edit_list_count(&result->edits), at = 0, i;

    for (i = 0; i < count; i++) {
        const zz__composed *e = &edits[i];
        size_t from = byte_at(&source, e->source);
        size_t to = byte_at(&source, e->source + e->source_size);
        size_t made_from = byte_at(&target, e->target);
        size_t made_to = byte_at(&target, e->target + e->target_size);
        int32_t status = zz__buffer_append(out, source.text + at, from - at);

        if (status == ZZ_OK && chosen[i])
            status = zz__buffer_append(out, target.text + made_from, made_to - made_from);
        else if (status == ZZ_OK)
            status = zz__buffer_append(out, source.text + from, to - from);
        if (status != ZZ_OK)
            return status;
        at = to;
    }
    if (source.units != ZZ_UNITS_BYTES && count_to(&source, source.size) != result->source_end)
        return ZZ_ERROR_ARGUMENT; /* another text */
    return zz__buffer_append(out, source.text + at, source.size - at);
}

int32_t zz_result_apply(const zz_result *result, const char *text, size_t size,
                        const uint8_t *chosen, zz_result **out)
{
    counter source = {(const uint8_t *)(text != NULL ? text : ""), size, 0, 0, 0};
    zz_result *made;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (result == NULL || out == NULL || (text == NULL && size != 0) || !result->has_edits ||
        (result->units == ZZ_UNITS_BYTES && size != result->source_end) ||
        (chosen == NULL && zz__edit_list_count(&result->edits) != 0))
        return ZZ_ERROR_ARGUMENT;
    source.units = result->units;
    made = zz__result_new(result->recipe, 64);
    if (made == NULL)
        return ZZ_ERROR_MEMORY;
    status = apply(result, source, chosen, &made->buffer);
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

/* Makes the ranges of a list count other units. */
static void convert_list(zz__edit_list *list, counter source, counter target)
{
    zz__composed *edits = (zz__composed *)(void *)list->bytes.bytes;
    size_t count = zz__edit_list_count(list), i;

    for (i = 0; i < count; i++) {
        zz__composed *e = &edits[list->head + i];
        uint64_t source_end = e->source + e->source_size, target_end = e->target + e->target_size;

        e->source = count_to(&source, e->source);
        e->source_size = count_to(&source, source_end) - e->source;
        e->target = count_to(&target, e->target);
        e->target_size = count_to(&target, target_end) - e->target;
    }
}

int32_t zz_result_use_units(zz_result *result, const char *text, size_t size, uint32_t units)
{
    counter source = {(const uint8_t *)text, size, units, 0, 0};
    counter target = {NULL, 0, units, 0, 0};

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
    convert_list(&result->edits, source, target);
    convert_list(&result->suggestions, source, target);
    result->source_end = count_to(&source, size);
    result->target_end = count_to(&target, result->buffer.size);
    result->units = units;
    return ZZ_OK;
}
