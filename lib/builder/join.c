/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/join.h"

#include <string.h>

#include "base/buffer.h"
#include "base/sort.h"
#include "table/format.h"

#define UNITS 65536

static bool is_surrogate(uint16_t unit)
{
    return (unit & 0xF800) == 0xD800;
}

/* One character: one unit, or a pair. */
static bool is_character(const zz__units *units)
{
    return units->size == 1 || (units->size == 2 && (units->units[0] & 0xFC00) == 0xD800);
}

static bool any_ids(const zz__units *units)
{
    uint32_t i;

    for (i = 0; i < units->size; i++) {
        if (units->units[i] >= 0x2FF0 && units->units[i] <= 0x2FFF)
            return true;
    }
    return false;
}

static bool has_ids(const zz__dictionary *dictionary)
{
    size_t i;

    for (i = 0; i < dictionary->count; i++) {
        if (any_ids(&dictionary->entries[i].key) || any_ids(&dictionary->entries[i].value))
            return true;
    }
    return false;
}

/* The default output of every unit as what to add to it; ZZ__SPECIAL where it is not one unit. */
static void default_outputs(const zz__dictionary *stage, uint16_t *numbers)
{
    size_t i;

    memset(numbers, 0, UNITS * sizeof *numbers);
    for (i = 0; i < stage->count; i++) {
        const zz__entry *entry = &stage->entries[i];
        uint16_t unit = entry->key.units[0];

        if (entry->key.size != 1)
            continue;
        if (entry->value.size == 1 && !is_surrogate(entry->value.units[0]))
            numbers[unit] = (uint16_t)(entry->value.units[0] - unit);
        else
            numbers[unit] = (uint16_t)(ZZ__SPECIAL - unit);
    }
}

/* Where many characters become one, and many keys begin with that, there are pairs without end: the
 * conversion then stays staged. OpenCC's dictionaries need some 3,000. */
#define SOME_PAIRS ((size_t)65536)
#define PAIRS_A_KEY 4

/* A beginning of a token of the first stage, and the first unit of what that becomes. */
typedef struct origin {
    uint16_t output;
    uint16_t unit;
} origin;

static int compare_origins(const void *a, const void *b)
{
    const origin *x = a, *y = b;

    if (x->output != y->output)
        return x->output < y->output ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* All origins but the identities, sorted by output, each once: a unit begins many keys. */
static origin *find_origins(zz__arena *arena, const zz__dictionary *first, size_t *count)
{
    origin *origins = zz__arena_new(arena, first->count + 1, sizeof *origins);
    size_t i, n = 0, kept = 0;

    if (origins == NULL)
        return NULL;
    for (i = 0; i < first->count; i++) {
        const zz__entry *entry = &first->entries[i];
        origins[n].output = entry->value.units[0];
        origins[n++].unit = entry->key.units[0];
    }
    zz__sort(origins, n, sizeof *origins, compare_origins);
    for (i = 0; i < n; i++) {
        if (kept == 0 || compare_origins(&origins[kept - 1], &origins[i]) != 0)
            origins[kept++] = origins[i];
    }
    *count = kept;
    return origins;
}

typedef struct pairs {
    zz__buffer found; /* uint32_t: first << 16 | second, so that they sort as keys do */
    const origin *origins;
    size_t origin_count;
    size_t most; /* that may be found */
} pairs;

static int32_t add_pair(pairs *p, uint16_t first, uint16_t second)
{
    uint32_t pair = (uint32_t)first << 16 | second;

    if (p->found.size / sizeof pair == p->most)
        return ZZ_ERROR_TOO_LARGE;
    return zz__buffer_append(&p->found, &pair, sizeof pair);
}

/* The origins of an output: [*low, *high). */
static void origins_of(const pairs *p, uint16_t output, size_t *low, size_t *high)
{
    size_t a = 0, b = p->origin_count;

    while (a < b) {
        size_t middle = a + (b - a) / 2;
        if (p->origins[middle].output < output)
            a = middle + 1;
        else
            b = middle;
    }
    *low = *high = a;
    while (*high < p->origin_count && p->origins[*high].output == output)
        ++*high;
}

/* All pairs of units of which the first stage may make the pair (x, y). */
static int32_t add_origins(pairs *p, uint16_t x, uint16_t y)
{
    size_t x_low, x_high, y_low, y_high, i, j;
    int32_t status = ZZ_OK;

    origins_of(p, x, &x_low, &x_high);
    origins_of(p, y, &y_low, &y_high);
    /* the unit itself stands for an origin too, at the index before the first */
    for (i = x_low; i <= x_high && status == ZZ_OK; i++) {
        uint16_t first = i == x_high ? x : p->origins[i].unit;
        for (j = y_low; j <= y_high && status == ZZ_OK; j++)
            status = add_pair(p, first, j == y_high ? y : p->origins[j].unit);
    }
    return status;
}

/* Pairs for the longer keys of a stage, and for characters beyond the BMP. */
static int32_t add_keys(pairs *p, const zz__dictionary *stage, bool is_second)
{
    size_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < stage->count && status == ZZ_OK; i++) {
        const zz__units *key = &stage->entries[i].key;

        if (key->size < 2)
            continue;
        if (is_second && !is_character(key))
            status = add_origins(p, key->units[0], key->units[1]);
        else
            status = add_pair(p, key->units[0], key->units[1]);
    }
    return status;
}

static int compare_pairs(const void *a, const void *b)
{
    uint32_t x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

/* The pairs, once each, as entries. */
static int32_t make_events(zz__dictionary *events, zz__arena *arena, zz__buffer *found)
{
    size_t count = found->size / sizeof(uint32_t), i;
    uint32_t *pair = (uint32_t *)(void *)found->bytes;
    uint16_t *units = zz__arena_new(arena, 2 * count + 1, sizeof *units);

    events->count = 0;
    events->entries = zz__arena_new(arena, count + 1, sizeof(zz__entry));
    if (units == NULL || events->entries == NULL)
        return ZZ_ERROR_MEMORY;
    if (count != 0)
        zz__sort(pair, count, sizeof *pair, compare_pairs);
    for (i = 0; i < count; i++) {
        zz__entry *entry = &events->entries[events->count];

        if (i > 0 && pair[i] == pair[i - 1])
            continue;
        memset(entry, 0, sizeof *entry);
        entry->event = true;
        entry->key.units = units;
        entry->key.size = 2;
        *units++ = (uint16_t)(pair[i] >> 16);
        *units++ = (uint16_t)pair[i];
        events->count++;
    }
    return ZZ_OK;
}

/* Keys that cut at a single unit would have to be looked for at every one. */
static bool cuts_single_units(const zz__dictionary *segment)
{
    size_t i;

    for (i = 0; i < segment->count; i++) {
        if (segment->entries[i].key.size == 1)
            return true;
    }
    return false;
}

/* Whether a longer key of the second stage begins with each unit; false where one can't be
 * joined. */
static bool mark_beginnings(const zz__dictionary *second, uint8_t *begins)
{
    size_t i;
    uint32_t j;

    memset(begins, 0, UNITS);
    for (i = 0; i < second->count; i++) {
        const zz__units *key = &second->entries[i].key;

        if (is_character(key))
            continue;
        begins[key->units[0]] = 1;
        for (j = 0; j < key->size; j++) {
            if (is_surrogate(key->units[j]))
                return false;
        }
    }
    return true;
}

/* Characters that become several must not begin or continue in the second stage. */
static bool several_are_alone(const zz__dictionary *first, const uint8_t *begins)
{
    size_t i;
    uint32_t j;

    for (i = 0; i < first->count; i++) {
        const zz__entry *entry = &first->entries[i];

        if (!is_character(&entry->key) || is_character(&entry->value))
            continue;
        for (j = 0; j < entry->value.size; j++) {
            if (begins[entry->value.units[j]])
                return false;
        }
    }
    return true;
}

static void compose(uint16_t *outputs, const uint16_t *first, const uint16_t *second)
{
    uint32_t i;

    for (i = 0; i < UNITS; i++) {
        uint16_t between = (uint16_t)(i + first[i]), last = ZZ__SPECIAL;

        if (between != ZZ__SPECIAL)
            last = (uint16_t)(between + second[between]);
        outputs[i] = (uint16_t)(last - i);
    }
    outputs[ZZ__SPECIAL] = 0; /* as a unit of text it is a half of a pair */
}

int32_t zz__join_find(zz__join *join, zz__arena *arena, const zz__join_input *input,
                      bool *joinable)
{
    uint8_t *begins = zz__arena_new(arena, UNITS, 1);
    uint16_t *first = zz__arena_new(arena, UNITS, sizeof *first);
    pairs p;
    int32_t status;

    join->outputs = zz__arena_new(arena, UNITS, sizeof *join->outputs);
    join->second = zz__arena_new(arena, UNITS, sizeof *join->second);
    p.origins = find_origins(arena, input->first, &p.origin_count);
    if (begins == NULL || first == NULL || join->outputs == NULL || join->second == NULL ||
        p.origins == NULL)
        return ZZ_ERROR_MEMORY;
    *joinable = !has_ids(input->segment) && !has_ids(input->first) && !has_ids(input->second) &&
                !cuts_single_units(input->segment) && mark_beginnings(input->second, begins) &&
                several_are_alone(input->first, begins);
    if (!*joinable)
        return ZZ_OK;
    default_outputs(input->first, first);
    default_outputs(input->second, join->second);
    compose(join->outputs, first, join->second);
    zz__buffer_init(&p.found, arena->memory);
    p.most = SOME_PAIRS + PAIRS_A_KEY * (input->first->count + input->second->count);
    status = input->shared ? ZZ_OK : add_keys(&p, input->first, false);
    if (status == ZZ_OK)
        status = add_keys(&p, input->second, true);
    if (status == ZZ_OK)
        status = make_events(&join->events, arena, &p.found);
    zz__buffer_free(&p.found);
    if (status == ZZ_ERROR_TOO_LARGE) {
        *joinable = false;
        return ZZ_OK;
    }
    return status;
}
