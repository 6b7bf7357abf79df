/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "api/data.h"
#include "api/report.h"
#include "api/result.h"
#include "base/error.h"
#include "pipeline/growth.h"
#include "pipeline/pipeline.h"

int32_t zz_recipe_open(const char *recipe, size_t size, const zz_options *options, zz_recipe **out,
                       zz_error *error)
{
    zz_options taken;
    zz__image image;
    zz__memory memory;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || recipe == NULL)
        return zz__error_status(error, ZZ_ERROR_ARGUMENT);
    status = zz__options_take(options, &taken, error);
    if (status != ZZ_OK)
        return status;
    if (size == ZZ_TERMINATED)
        size = strlen(recipe);
    memory = zz__memory_from_options(&taken);
    zz__data_image(taken.data, &image);
    status = zz__recipe_compile(out, &image, &memory, &taken, recipe, size, error);
    return status == ZZ_OK ? zz__error_status(error, ZZ_OK) : status;
}

void zz_recipe_close(zz_recipe *recipe)
{
    zz__recipe_free(recipe);
}

zz_result *zz__result_new(const zz_recipe *recipe, size_t room)
{
    zz_result *result;
    size_t block;

    if (!zz__add(sizeof *result, room, &block))
        return NULL;
    result = zz__new(&recipe->memory, block);
    if (result == NULL)
        return NULL;
    result->memory = recipe->memory;
    result->size = block;
    result->recipe = recipe;
    result->has_edits = false;
    result->units = ZZ_UNITS_BYTES;
    zz__edit_list_init(&result->edits, &result->memory);
    zz__edit_list_init(&result->suggestions, &result->memory);
    zz__buffer_borrow(&result->buffer, &result->memory, result + 1, room);
    return result;
}

static bool are_ranges(const zz_range *ranges, size_t count, size_t size)
{
    uint64_t end = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        if (ranges[i].offset < end || ranges[i].offset > size ||
            ranges[i].size > size - ranges[i].offset)
            return false;
        end = ranges[i].offset + ranges[i].size;
    }
    return true;
}

static int32_t run(zz_result *result, const zz__once *what, zz_report *report)
{
    bool wants_edits =
        (zz__report_want(report) & (ZZ_WANT_EDITS | ZZ_WANT_ALTERNATIVES)) != 0;
    zz__once once = *what;
    zz__edit_list edits, suggestions;
    int32_t status;

    once.edits = wants_edits ? &edits : NULL;
    once.suggestions = &suggestions;
    status = zz__pipeline_once(result->recipe, &once, &result->buffer, report);
    if (status == ZZ_OK && wants_edits) {
        zz__edit_list_move(&result->edits, &edits, &result->memory);
        zz__edit_list_move(&result->suggestions, &suggestions, &result->memory);
        result->has_edits = true;
    }
    if (status == ZZ_OK)
        status = zz__buffer_append(&result->buffer, "", 1);
    if (status != ZZ_OK)
        return status;
    result->buffer.size--;
    result->source_end = once.size;
    result->target_end = result->buffer.size;
    return ZZ_OK;
}

static int32_t convert(const zz_recipe *recipe, const zz__once *once, zz_result **out,
                       zz_report *report)
{
    zz_result *result;
    size_t room;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (recipe == NULL || out == NULL || (once->text == NULL && once->size != 0))
        return ZZ_ERROR_ARGUMENT;
    status = zz__report_check(report);
    if (status != ZZ_OK)
        return status;
    /* room for text that grows a little, as most does */
    if (!zz__add(once->size, once->size / 16 + 64, &room) || !zz__add(room, sizeof *result, &room))
        return ZZ_ERROR_TOO_LARGE;
    result = zz__result_new(recipe, room - sizeof *result);
    if (result == NULL)
        return ZZ_ERROR_MEMORY;
    status = run(result, once, report);
    if (status != ZZ_OK) {
        zz_result_free(result);
        return status;
    }
    *out = result;
    return ZZ_OK;
}

int32_t zz_convert(const zz_recipe *recipe, const char *text, size_t size, zz_result **out,
                   zz_report *report)
{
    zz__once once = {(const uint8_t *)text, size, NULL, 0, NULL, NULL};

    return convert(recipe, &once, out, report);
}

int32_t zz_convert_keeping(const zz_recipe *recipe, const char *text, size_t size,
                           const zz_range *kept, size_t count, zz_result **out, zz_report *report)
{
    zz__once once = {(const uint8_t *)text, size, kept, count, NULL, NULL};

    if (out != NULL)
        *out = NULL;
    if ((kept == NULL && count != 0) || !are_ranges(kept, count, size))
        return ZZ_ERROR_ARGUMENT;
    return convert(recipe, &once, out, report);
}

const char *zz_result_text(const zz_result *result)
{
    return result != NULL ? (const char *)result->buffer.bytes : "";
}

size_t zz_result_size(const zz_result *result)
{
    return result != NULL ? result->buffer.size : 0;
}

void zz_result_free(zz_result *result)
{
    if (result != NULL) {
        zz__memory memory = result->memory;
        zz__buffer_free(&result->buffer);
        if (result->has_edits) {
            zz__edit_list_free(&result->edits);
            zz__edit_list_free(&result->suggestions);
        }
        zz__delete(&memory, result, result->size);
    }
}

int32_t zz_convert_into(const zz_recipe *recipe, const char *text, size_t size, char *buffer,
                        size_t capacity, size_t *needed, zz_report *report)
{
    zz__once once = {(const uint8_t *)text, size, NULL, 0, NULL, NULL};
    zz__buffer out;
    int32_t status;

    if (needed != NULL)
        *needed = 0;
    if (recipe == NULL || needed == NULL || (text == NULL && size != 0) ||
        (buffer == NULL && capacity != 0))
        return ZZ_ERROR_ARGUMENT;
    status = zz__report_check(report);
    if (status != ZZ_OK)
        return status;
    zz__buffer_borrow(&out, &recipe->memory, buffer, capacity);
    status = zz__pipeline_once(recipe, &once, &out, report);
    if (status == ZZ_OK) {
        *needed = out.size;
        if (out.size > capacity)
            status = ZZ_ERROR_BUFFER;
        else if (out.owned && out.size != 0) /* steps reserve more than they use */
            memcpy(buffer, out.bytes, out.size);
    }
    zz__buffer_free(&out);
    return status;
}

size_t zz_bound(const zz_recipe *recipe, size_t size)
{
    size_t most = zz__growth_most(size), bound = size, whole, rest;
    uint32_t i;

    if (recipe == NULL)
        return SIZE_MAX;
    for (i = 0; i < recipe->step_count; i++) {
        const zz__step_type *type = recipe->steps[i].type;
        uint32_t growth = recipe->steps[i].growth;

        rest = (size_t)(((uint64_t)(bound % 256) * growth + 255) / 256); /* fits in 32 bits */
        if (growth == UINT32_MAX || /* or more */
            !zz__mul(bound / 256, growth, &whole) || !zz__add(whole, rest, &bound) ||
            !zz__add(bound, type->growth_constant, &bound))
            return most < ZZ__BUFFER_LIMIT ? most : SIZE_MAX;
    }
    return bound < most || most == ZZ__BUFFER_LIMIT ? bound : most;
}
