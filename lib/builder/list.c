/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/list.h"

#include <string.h>

#include "base/endian.h"

#define UNITS 65536

typedef struct place {
    uint32_t next, end; /* in zz__lists.slots */
} place;

typedef struct lister {
    const zz__lists *lists;
    const zz__stored *image;
    zz__arena *arena;  /* for what is listed */
    zz__arena scratch; /* and for what else is needed */
    const uint16_t *map;
    uint32_t next_mapped; /* the next unit that the map alone has a value for; UNITS: none */
    place *stack;
    uint16_t *key;
    uint32_t depth;
    uint32_t left;    /* nodes that may still be passed: each is passed once in a tree */
    size_t capacity;  /* of the entries of out; 0: they are only counted */
    zz__dictionary *out;
} lister;

static uint16_t mapped(const zz__stored *image, const uint16_t *map, uint32_t unit)
{
    return zz__le16(image->pages[zz__page_index(map[unit / ZZ__PAGE], (uint16_t)unit)]);
}

static uint32_t link_kind(uint32_t link)
{
    return link >> ZZ__LINK_BITS;
}

/* The first unit from `unit` on of which a map says more than 0; UNITS where there is none. Of the
 * most pages that is all zeros, and these are one. */
static uint32_t skip_zeros(const zz__stored *image, const uint16_t *map, uint32_t unit)
{
    static const uint16_t zeros[ZZ__PAGE] = {0};
    uint32_t known = ZZ__PAGE_ROOM; /* where a page of zeros begins */

    while (unit < UNITS) {
        uint32_t begin = zz__page_index(map[unit / ZZ__PAGE], (uint16_t)unit);

        if (unit % ZZ__PAGE == 0 && begin <= ZZ__PAGE_ROOM - ZZ__PAGE &&
            (begin == known || memcmp(image->pages + begin, zeros, sizeof zeros) == 0)) {
            known = begin;
            unit += ZZ__PAGE;
        } else if (image->pages[begin] == 0) {
            unit++;
        } else {
            break;
        }
    }
    return unit;
}

static void read_codes(const zz__stored *image, uint16_t *units_of)
{
    const uint16_t *map = image->maps + (size_t)ZZ__CODE_MAP * ZZ__MAP;
    uint32_t unit = 0;

    memset(units_of, 0, UNITS * sizeof *units_of);
    while ((unit = skip_zeros(image, map, unit)) < UNITS) {
        units_of[mapped(image, map, unit)] = (uint16_t)unit;
        unit++;
    }
}

/* A node is below the link that is its slot less its label. A counting sort by link. */
static void sort_children(zz__lists *lists)
{
    const zz__stored *image = lists->image;
    uint32_t count = image->node_count, i;

    memset(lists->first, 0, ((size_t)count + 2) * sizeof *lists->first);
    for (i = 0; i < count; i++) {
        uint32_t label = zz__le16(image->labels[i]);
        if (label != 0 && label <= i)
            lists->first[i - label + 1]++;
    }
    for (i = 1; i <= count; i++)
        lists->first[i] += lists->first[i - 1];
    for (i = 0; i < count; i++) {
        uint32_t label = zz__le16(image->labels[i]);
        if (label != 0 && label <= i)
            lists->slots[lists->first[i - label]++] = i;
    }
    /* each begins now where the next should */
    memmove(lists->first + 1, lists->first, ((size_t)count + 1) * sizeof *lists->first);
    lists->first[0] = 0;
}

int32_t zz__lists_init(zz__lists *lists, const zz__stored *image, zz__arena *arena)
{
    size_t count = image->node_count;

    lists->image = image;
    lists->slots = zz__arena_new(arena, count + 1, sizeof *lists->slots);
    lists->first = zz__arena_new(arena, count + 2, sizeof *lists->first);
    lists->units_of = zz__arena_new(arena, UNITS, sizeof *lists->units_of);
    if (lists->slots == NULL || lists->first == NULL || lists->units_of == NULL)
        return ZZ_ERROR_MEMORY;
    read_codes(image, lists->units_of);
    sort_children(lists);
    return ZZ_OK;
}

static uint16_t *new_units(lister *l, size_t count)
{
    return zz__arena_new(l->arena, count + 1, sizeof(uint16_t));
}

/* Copies stored units. */
static uint16_t *copy_units(lister *l, const uint16_t *stored, uint32_t count)
{
    uint16_t *units = new_units(l, count);
    uint32_t i;

    for (i = 0; i < count && units != NULL; i++)
        units[i] = zz__le16(stored[i]);
    return units;
}

static int32_t set_derived(lister *l, zz__entry *entry)
{
    uint16_t *units = new_units(l, entry->key.size);
    uint32_t i;

    if (units == NULL)
        return ZZ_ERROR_MEMORY;
    for (i = 0; i < entry->key.size; i++) {
        uint16_t unit = entry->key.units[i];
        units[i] = (uint16_t)(unit + mapped(l->image, l->map, unit));
    }
    entry->value.units = units;
    entry->value.size = entry->key.size;
    return ZZ_OK;
}

/* The units that the map alone has a value for, from `unit` on. */
static uint32_t next_mapped(const lister *l, uint32_t unit)
{
    while ((unit = skip_zeros(l->image, l->map, unit)) < UNITS) {
        if ((uint16_t)(unit + mapped(l->image, l->map, unit)) != ZZ__SPECIAL)
            break;
        unit++;
    }
    return unit;
}

/* Adds the keys of one unit that the map alone holds, up to `last`: keys come in order. */
static int32_t add_mapped(lister *l, uint32_t last)
{
    for (; l->next_mapped <= last; l->next_mapped = next_mapped(l, l->next_mapped + 1)) {
        zz__entry *entry = &l->out->entries[l->out->count];
        uint16_t *units = new_units(l, 2);

        if (units == NULL)
            return ZZ_ERROR_MEMORY;
        memset(entry, 0, sizeof *entry);
        units[0] = (uint16_t)l->next_mapped;
        units[1] = (uint16_t)(units[0] + mapped(l->image, l->map, units[0]));
        entry->key.units = units;
        entry->value.units = units + 1;
        entry->key.size = entry->value.size = 1;
        l->out->count++;
    }
    return ZZ_OK;
}

/* A key ends at a node: what the stack spells, and a record's tail. */
static int32_t add_key(lister *l, uint32_t link)
{
    uint32_t kind = link_kind(link), i;
    zz__record record = {0, 0, 2, l->image->pool + (link & ZZ__LINK_MASK)};
    zz__entry *entry;
    uint16_t *key;
    int32_t status;

    if (kind == ZZ__NODE_EMPTY || kind == ZZ__NODE_EVENT || kind == ZZ__NODE_INNER)
        return ZZ_OK;
    if (l->capacity == 0) {
        l->out->count++;
        return ZZ_OK;
    }
    if (kind == ZZ__NODE_RECORD)
        record = zz__record_read(record.units);
    if (l->depth + record.tail > ZZ__MAX_UNITS || l->depth + record.tail == 0)
        return ZZ_ERROR_IMAGE_DAMAGED;
    status = add_mapped(l, l->depth > 0 ? l->key[0] : zz__le16(record.units[0]));
    if (status != ZZ_OK)
        return status;
    entry = &l->out->entries[l->out->count];
    memset(entry, 0, sizeof *entry);
    key = new_units(l, (size_t)l->depth + record.tail);
    if (key == NULL)
        return ZZ_ERROR_MEMORY;
    memcpy(key, l->key, l->depth * sizeof *key);
    for (i = 0; i < record.tail; i++)
        key[l->depth + i] = zz__le16(record.units[i]);
    entry->key.units = key;
    entry->key.size = l->depth + record.tail;
    l->out->count++;
    if (kind == ZZ__NODE_DERIVED || kind == ZZ__NODE_DERIVED_SEGMENT ||
        (record.flags & ZZ__RECORD_DERIVED) != 0)
        return set_derived(l, entry);
    entry->value.size = record.value;
    entry->value.units = copy_units(l, record.units + record.tail, record.value);
    return entry->value.units != NULL ? ZZ_OK : ZZ_ERROR_MEMORY;
}

static uint16_t unit_of(const lister *l, uint32_t slot)
{
    return l->lists->units_of[zz__le16(l->image->labels[slot])];
}

/* A Shell sort by unit: most nodes have few children, and the many of the root come once. */
static void sort_slots(const lister *l, uint32_t *slots, uint32_t count)
{
    uint32_t gap, i, j;

    for (gap = count / 2; gap > 0; gap /= 2) {
        for (i = gap; i < count; i++) {
            uint32_t slot = slots[i];
            for (j = i; j >= gap && unit_of(l, slot) < unit_of(l, slots[j - gap]); j -= gap)
                slots[j] = slots[j - gap];
            slots[j] = slot;
        }
    }
}

/* Goes down to an inner node. */
static int32_t enter_node(lister *l, uint32_t base)
{
    uint32_t first = l->lists->first[base], end = l->lists->first[base + 1];

    if (l->depth == ZZ__MAX_UNITS)
        return ZZ_ERROR_IMAGE_DAMAGED;
    l->stack[l->depth].next = first;
    l->stack[l->depth].end = end;
    if (l->capacity != 0)
        sort_slots(l, l->lists->slots + first, end - first);
    return zz__le16(l->image->labels[base]) == 0 && l->depth > 0
               ? add_key(l, zz__le32(l->image->links[base]))
               : ZZ_OK;
}

static int32_t walk_nodes(lister *l, uint32_t root)
{
    uint32_t base = zz__le32(l->image->links[root]) & ZZ__LINK_MASK;
    int32_t status = enter_node(l, base);

    while (status == ZZ_OK) {
        place *at = &l->stack[l->depth];
        uint32_t slot, link;

        if (at->next == at->end) {
            if (l->depth == 0)
                break;
            l->depth--;
            continue;
        }
        if (l->left-- == 0)
            return ZZ_ERROR_IMAGE_DAMAGED;
        slot = l->lists->slots[at->next++];
        link = zz__le32(l->image->links[slot]);
        l->key[l->depth++] = unit_of(l, slot);
        if (link_kind(link) == ZZ__NODE_INNER) {
            status = enter_node(l, link & ZZ__LINK_MASK);
        } else {
            status = add_key(l, link);
            l->depth--;
        }
    }
    return status;
}

/* The keys of the table of choices have a space behind them. */
static void add_choices(zz__dictionary *out, const zz__dictionary *choices)
{
    size_t i;

    for (i = 0; i < choices->count; i++) {
        const zz__entry *choice = &choices->entries[i];
        const zz__entry *found =
            zz__dictionary_find(out, choice->key.units, choice->key.size - 1);

        if (found != NULL)
            out->entries[found - out->entries].values = choice->value;
    }
}

static size_t count_mapped(const lister *l)
{
    size_t count = 0;
    uint32_t unit;

    for (unit = next_mapped(l, 0); unit < UNITS; unit = next_mapped(l, unit + 1))
        count++;
    return count;
}

/* Once to count, and once to keep. */
static int32_t list_keys(lister *l, uint32_t table, zz__dictionary *out)
{
    const zz__image_table *stored = &l->image->tables[table];
    uint32_t root = zz__le32(stored->root);
    int32_t status;

    l->out = out;
    l->depth = 0;
    l->left = l->image->node_count;
    l->map = l->image->maps + (size_t)zz__le32(stored->map) * ZZ__MAP;
    l->capacity = out->count = 0;
    status = walk_nodes(l, root);
    if (status != ZZ_OK)
        return status;
    l->capacity = out->count + count_mapped(l) + 1;
    out->count = 0;
    out->entries = zz__arena_new(l->arena, l->capacity, sizeof *out->entries);
    if (out->entries == NULL)
        return ZZ_ERROR_MEMORY;
    l->depth = 0;
    l->left = l->image->node_count;
    l->next_mapped = next_mapped(l, 0);
    status = walk_nodes(l, root);
    if (status == ZZ_OK)
        status = add_mapped(l, UNITS - 1);
    if (status == ZZ_OK && zz__dictionary_sort(out) != NULL)
        zz__dictionary_unique(out); /* only in an image made to harm */
    return status;
}

static int32_t list_all(lister *l, uint32_t table, zz__dictionary *out)
{
    uint32_t choices = zz__le32(l->image->tables[table].choices);
    zz__dictionary several;
    int32_t status;

    l->stack = zz__arena_new(&l->scratch, (size_t)ZZ__MAX_UNITS + 1, sizeof *l->stack);
    l->key = zz__arena_new(&l->scratch, (size_t)ZZ__MAX_UNITS + 1, sizeof *l->key);
    if (l->stack == NULL || l->key == NULL)
        return ZZ_ERROR_MEMORY;
    status = list_keys(l, table, out);
    if (status != ZZ_OK || choices == 0)
        return status;
    status = list_keys(l, choices - 1, &several);
    if (status == ZZ_OK)
        add_choices(out, &several);
    return status;
}

int32_t zz__table_list(const zz__lists *lists, uint32_t table, zz__arena *arena,
                       zz__dictionary *out)
{
    lister l;
    int32_t status;

    memset(&l, 0, sizeof l);
    l.lists = lists;
    l.image = lists->image;
    l.arena = arena;
    zz__arena_init(&l.scratch, arena->memory);
    status = list_all(&l, table, out);
    zz__arena_free(&l.scratch);
    return status;
}
