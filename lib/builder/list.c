/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/list.h"

#include <string.h>

#include "base/endian.h"

#define UNITS 65536

/* The nodes below each inner node: the slots in the order of their link, and where each link's
 * begin. */
typedef struct children {
    uint32_t *slots;
    uint32_t *first; /* [link], and one more for the end */
} children;

typedef struct place {
    uint32_t next, end; /* in children.slots */
} place;

typedef struct lister {
    const zz__stored *image;
    zz__arena *arena;  /* for what is listed */
    zz__arena scratch; /* and for what else is needed */
    const uint16_t *map;
    uint16_t *units_of; /* of codes */
    children below;
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

/* A node is below the link that is its slot less its label. */
static int32_t sort_children(lister *l)
{
    const zz__stored *image = l->image;
    uint32_t count = image->node_count, i, sum = 0;
    uint32_t *first = zz__arena_new(&l->scratch, (size_t)count + 2, sizeof *first);
    uint32_t *slots = zz__arena_new(&l->scratch, (size_t)count + 1, sizeof *slots);

    if (first == NULL || slots == NULL)
        return ZZ_ERROR_MEMORY;
    memset(first, 0, ((size_t)count + 2) * sizeof *first);
    for (i = 0; i < count; i++) {
        uint32_t label = zz__le16(image->labels[i]);
        if (label != 0 && label <= i)
            first[i - label + 1]++;
    }
    for (i = 0; i <= count; i++) {
        sum += first[i];
        first[i] = sum;
    }
    for (i = 0; i < count; i++) {
        uint32_t label = zz__le16(image->labels[i]);
        if (label != 0 && label <= i)
            slots[first[i - label]++] = i;
    }
    /* each begins now where the next should */
    memmove(first + 1, first, ((size_t)count + 1) * sizeof *first);
    first[0] = 0;
    l->below.slots = slots;
    l->below.first = first;
    return ZZ_OK;
}

static int32_t read_codes(lister *l)
{
    uint32_t unit;

    l->units_of = zz__arena_new(&l->scratch, UNITS, sizeof *l->units_of);
    if (l->units_of == NULL)
        return ZZ_ERROR_MEMORY;
    memset(l->units_of, 0, UNITS * sizeof *l->units_of);
    for (unit = 0; unit < UNITS; unit++)
        l->units_of[mapped(l->image, l->image->maps + ZZ__CODE_MAP * ZZ__MAP, unit)] =
            (uint16_t)unit;
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

/* A key ends at a node: what the stack spells, and a record's tail. */
static int32_t add_key(lister *l, uint32_t link)
{
    uint32_t kind = link_kind(link), i;
    zz__record record = {0, 0, 2, l->image->pool + (link & ZZ__LINK_MASK)};
    zz__entry *entry;
    uint16_t *key;

    if (kind == ZZ__NODE_EMPTY || kind == ZZ__NODE_EVENT || kind == ZZ__NODE_INNER)
        return ZZ_OK;
    if (l->capacity == 0) {
        l->out->count++;
        return ZZ_OK;
    }
    entry = &l->out->entries[l->out->count];
    if (kind == ZZ__NODE_RECORD)
        record = zz__record_read(record.units);
    if (l->depth + record.tail > ZZ__MAX_UNITS || l->depth + record.tail == 0)
        return ZZ_ERROR_IMAGE_DAMAGED;
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

/* Goes down to an inner node. */
static int32_t enter_node(lister *l, uint32_t base)
{
    if (l->depth == ZZ__MAX_UNITS)
        return ZZ_ERROR_IMAGE_DAMAGED;
    l->stack[l->depth].next = l->below.first[base];
    l->stack[l->depth].end = l->below.first[base + 1];
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
        slot = l->below.slots[at->next++];
        link = zz__le32(l->image->links[slot]);
        l->key[l->depth++] = l->units_of[zz__le16(l->image->labels[slot])];
        if (link_kind(link) == ZZ__NODE_INNER) {
            status = enter_node(l, link & ZZ__LINK_MASK);
        } else {
            status = add_key(l, link);
            l->depth--;
        }
    }
    return status;
}

/* Keys of one unit that the map alone holds. */
static int32_t add_mapped(lister *l)
{
    uint32_t unit;

    for (unit = 0; unit < UNITS; unit++) {
        uint16_t value = (uint16_t)(unit + mapped(l->image, l->map, unit));
        zz__entry *entry = &l->out->entries[l->out->count];
        uint16_t *units;

        if (value == unit || value == ZZ__SPECIAL)
            continue;
        units = new_units(l, 2);
        if (units == NULL)
            return ZZ_ERROR_MEMORY;
        memset(entry, 0, sizeof *entry);
        units[0] = (uint16_t)unit;
        units[1] = value;
        entry->key.units = units;
        entry->value.units = units + 1;
        entry->key.size = entry->value.size = 1;
        l->out->count++;
    }
    return ZZ_OK;
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

    for (unit = 0; unit < UNITS; unit++)
        count += mapped(l->image, l->map, unit) != 0;
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
    status = walk_nodes(l, root);
    if (status == ZZ_OK)
        status = add_mapped(l);
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
    status = sort_children(l);
    if (status == ZZ_OK)
        status = read_codes(l);
    if (status == ZZ_OK)
        status = list_keys(l, table, out);
    if (status != ZZ_OK || choices == 0)
        return status;
    status = list_keys(l, choices - 1, &several);
    if (status == ZZ_OK)
        add_choices(out, &several);
    return status;
}

int32_t zz__table_list(const zz__stored *image, uint32_t table, zz__arena *arena,
                       zz__dictionary *out)
{
    lister l;
    int32_t status;

    memset(&l, 0, sizeof l);
    l.image = image;
    l.arena = arena;
    zz__arena_init(&l.scratch, arena->memory);
    status = list_all(&l, table, out);
    zz__arena_free(&l.scratch);
    return status;
}
