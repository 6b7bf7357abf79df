/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of joined conversions, out of what lib/builder/join.c found. */
#include <string.h>

#include "builder/join.h"
#include "builder/merge.h"
#include "table/format.h"

/* Units looked at, of keys and texts, until a conversion is too much to be joined. */
#define MOST_WORK (UINT32_C(1) << 24)

/* A stage to be looked up in. */
typedef struct stage {
    const zz__dictionary *dictionary;
    uint32_t *work; /* done so far */
} stage;

/* The entries [*low, *high), which share their first `depth` units: those of them that go on with
 * `unit`. */
static void narrow(const zz__dictionary *dictionary, uint32_t depth, uint16_t unit, size_t *low,
                   size_t *high)
{
    size_t bounds[2], end = *high, k;

    for (k = 0; k < 2; k++) {
        size_t a = k == 0 ? *low : bounds[0], b = end;

        while (a < b) {
            size_t middle = a + (b - a) / 2;
            const zz__units *key = &dictionary->entries[middle].key;

            if (key->size <= depth || key->units[depth] < unit + k)
                a = middle + 1;
            else
                b = middle;
        }
        bounds[k] = a;
    }
    *low = bounds[0];
    *high = bounds[1];
}

/* The longest key that the text begins with; NULL where there is none. */
static const zz__entry *find_longest(const stage *s, const uint16_t *units, uint32_t size)
{
    const zz__entry *found = NULL;
    size_t low = 0, high = s->dictionary->count;
    uint32_t depth;

    for (depth = 0; depth < size && low < high; depth++) {
        narrow(s->dictionary, depth, units[depth], &low, &high);
        if (low < high && s->dictionary->entries[low].key.size == depth + 1)
            found = &s->dictionary->entries[low];
        ++*s->work;
    }
    return found;
}

static uint32_t count_units(const zz__buffer *units)
{
    return (uint32_t)(units->size / sizeof(uint16_t));
}

/* One stage over a text without barriers: the longest key at each place, or the unit. TOO_LARGE
 * where that is more than a value may have, or too much work. */
static int32_t apply(zz__buffer *out, const stage *s, const uint16_t *units, uint32_t size)
{
    uint32_t i = 0;
    int32_t status = ZZ_OK;

    out->size = 0;
    while (i < size && status == ZZ_OK) {
        const zz__entry *entry = find_longest(s, units + i, size - i);

        if (entry != NULL) {
            status = zz__buffer_append(out, entry->value.units,
                                       entry->value.size * sizeof(uint16_t));
            i += entry->key.size;
        } else {
            status = zz__buffer_append(out, units + i, sizeof(uint16_t));
            i++;
        }
        if (status == ZZ_OK && (count_units(out) > ZZ__MAX_UNITS || *s->work > MOST_WORK))
            status = ZZ_ERROR_TOO_LARGE;
    }
    return status;
}

/* Whether the second stage makes of a value just what its map makes of each unit. */
static bool is_by_units(const zz__join *join, const zz__units *value, const zz__buffer *final)
{
    const uint16_t *units = (const uint16_t *)(const void *)final->bytes;
    uint32_t i;

    if (count_units(final) != value->size)
        return false;
    for (i = 0; i < value->size; i++) {
        uint16_t mapped = (uint16_t)(value->units[i] + join->second[value->units[i]]);
        if (mapped == ZZ__SPECIAL || mapped != units[i])
            return false;
    }
    return true;
}

/* Marks the keys whose values the second stage changes otherwise. */
static int32_t mark_keys(zz__dictionary *table, const zz__memory *memory, const zz__join *join,
                         const zz__join_input *input, unsigned member, bool *joinable)
{
    uint32_t work = 0;
    const stage second = {input->second, &work};
    zz__buffer final;
    size_t i;
    int32_t status = ZZ_OK;

    zz__buffer_init(&final, memory);
    for (i = 0; i < table->count && status == ZZ_OK; i++) {
        zz__entry *entry = &table->entries[i];

        if (entry->event)
            continue;
        status = apply(&final, &second, entry->value.units, entry->value.size);
        if (status != ZZ_OK || is_by_units(join, &entry->value, &final))
            continue;
        if (entry->segment)
            entry->members = (uint8_t)(entry->members | 1u << member);
        else if (entry->key.size == 1)
            *joinable = false; /* its default output would have to be stored */
    }
    zz__buffer_free(&final);
    if (status == ZZ_ERROR_TOO_LARGE) {
        *joinable = false;
        return ZZ_OK;
    }
    return status;
}

/* A unit that the first stage leaves alone and the second makes more than a unit of. */
static bool has_late_special(const zz__dictionary *table, const zz__join *join)
{
    uint32_t i;

    for (i = 0; i < 65536; i++) {
        uint16_t unit = (uint16_t)i;
        if (unit != ZZ__SPECIAL && (uint16_t)(unit + join->outputs[i]) == ZZ__SPECIAL &&
            zz__dictionary_find(table, &unit, 1) == NULL)
            return true;
    }
    return false;
}

/* Merges events into a table; where a key or an event is there already, that stays, the event with
 * one member more. */
static int32_t add_events(zz__dictionary *table, zz__arena *arena, const zz__dictionary *events,
                          unsigned member)
{
    zz__entry *merged = zz__arena_new(arena, table->count + events->count + 1, sizeof *merged);
    size_t i = 0, j = 0, n = 0;

    if (merged == NULL)
        return ZZ_ERROR_MEMORY;
    while (i < table->count || j < events->count) {
        int order = i == table->count ? 1
                    : j == events->count
                        ? -1
                        : zz__units_compare(&table->entries[i].key, &events->entries[j].key);

        merged[n] = order <= 0 ? table->entries[i] : events->entries[j];
        if (merged[n].event && order >= 0)
            merged[n].members = (uint8_t)(merged[n].members | 1u << member);
        n++;
        i += order <= 0;
        j += order >= 0;
    }
    table->entries = merged;
    table->count = n;
    return ZZ_OK;
}

int32_t zz__join_share(zz__dictionary *table, zz__arena *arena, const zz__join *join,
                       const zz__join_input *input, unsigned member, bool *joinable)
{
    int32_t status;

    *joinable = !has_late_special(input->first, join);
    if (!*joinable)
        return ZZ_OK;
    status = mark_keys(table, arena->memory, join, input, member, joinable);
    if (status != ZZ_OK || !*joinable)
        return status;
    return add_events(table, arena, &join->events, member);
}

/* Copies units into the arena. */
static int32_t keep(zz__arena *arena, const zz__buffer *from, zz__units *to)
{
    uint32_t count = count_units(from);
    uint16_t *units = zz__arena_new(arena, (size_t)count + 1, sizeof *units);

    if (units == NULL)
        return ZZ_ERROR_MEMORY;
    memcpy(units, from->bytes, count * sizeof *units);
    to->units = units;
    to->size = count;
    return ZZ_OK;
}

/* What both stages make of a key, as its value. */
static int32_t finish_value(zz__arena *arena, const stage stages[2], zz__buffer buffers[2],
                            zz__entry *entry)
{
    int32_t status = apply(&buffers[0], &stages[0], entry->key.units, entry->key.size);

    if (status == ZZ_OK)
        status = apply(&buffers[1], &stages[1], (const uint16_t *)(const void *)buffers[0].bytes,
                       count_units(&buffers[0]));
    return status == ZZ_OK ? keep(arena, &buffers[1], &entry->value) : status;
}

/* Keys of one unit for all units with another default output. */
static int32_t single_units(zz__dictionary *out, zz__arena *arena, const zz__join *join)
{
    uint16_t *units = zz__arena_new(arena, 65536, sizeof *units);
    uint32_t i;

    out->entries = zz__arena_new(arena, 65536, sizeof *out->entries);
    out->count = 0;
    if (units == NULL || out->entries == NULL)
        return ZZ_ERROR_MEMORY;
    for (i = 0; i < 65536; i++) {
        zz__entry *entry = &out->entries[out->count];

        if (join->outputs[i] == 0)
            continue;
        memset(entry, 0, sizeof *entry);
        units[i] = (uint16_t)i;
        entry->key.units = units + i;
        entry->key.size = 1;
        out->count++;
    }
    return ZZ_OK;
}

int32_t zz__join_own(zz__dictionary *out, zz__arena *arena, const zz__join *join,
                     const zz__join_input *input, bool *joinable)
{
    uint32_t work = 0;
    const stage stages[2] = {{input->first, &work}, {input->second, &work}};
    zz__dictionary singles, keys = *input->segment;
    zz__buffer buffers[2];
    size_t i;
    int32_t status;

    *joinable = true;
    status = single_units(&singles, arena, join);
    if (status == ZZ_OK)
        status = zz__merge_two(out, arena, &keys, &singles);
    if (status != ZZ_OK)
        return status;
    zz__buffer_init(&buffers[0], arena->memory);
    zz__buffer_init(&buffers[1], arena->memory);
    for (i = 0; i < out->count && status == ZZ_OK; i++) {
        zz__entry *entry = &out->entries[i];

        entry->segment = zz__dictionary_find(&keys, entry->key.units, entry->key.size) != NULL;
        entry->members = 0;
        status = finish_value(arena, stages, buffers, entry);
    }
    zz__buffer_free(&buffers[0]);
    zz__buffer_free(&buffers[1]);
    if (status == ZZ_ERROR_TOO_LARGE) {
        *joinable = false;
        return ZZ_OK;
    }
    return status == ZZ_OK ? add_events(out, arena, &join->events, 0) : status;
}
