/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/trie.h"

#include <string.h>

/* A trie whose branches are placed, and where it is stored. */
typedef struct store {
    const zz__trie *trie;
    zz__pool *pool;
    zz__slots *slots;
    const uint16_t *codes;
} store;

static bool is_surrogate(uint16_t unit)
{
    return (unit & 0xF800) == 0xD800;
}

static bool is_ids(uint16_t unit)
{
    return unit >= 0x2FF0 && unit <= 0x2FFF;
}

/* True where the map alone holds the entry: one unit to one unit, and nothing else to know. */
static bool is_mapped(const zz__entry *entry)
{
    return entry->key.size == 1 && entry->value.size == 1 && !entry->segment && !entry->event &&
           !is_surrogate(entry->value.units[0]) && !is_ids(entry->key.units[0]);
}

static bool is_derived(const zz__trie *t, const zz__entry *entry)
{
    uint32_t i;

    if (entry->key.size != entry->value.size)
        return false;
    for (i = 0; i < entry->key.size; i++) {
        uint16_t unit = entry->key.units[i], output = (uint16_t)(unit + t->map[unit]);
        if (is_surrogate(unit) || output == ZZ__SPECIAL || output != entry->value.units[i])
            return false;
    }
    return true;
}

/* The record of a key whose units from depth on are the tail, as the pool's next item. */
static int32_t add_record(zz__pool *pool, const zz__entry *entry, uint32_t depth, bool derived)
{
    uint32_t tail = entry->key.size - depth, value = derived ? 0 : entry->value.size;
    bool is_long = tail >= ZZ__RECORD_LONG || value > ZZ__RECORD_LONG;
    uint16_t head[ZZ__RECORD_LONG_HEAD];
    int32_t status;

    head[0] = (uint16_t)((entry->segment ? (uint32_t)ZZ__RECORD_SEGMENT : 0U) |
                         (derived ? (uint32_t)ZZ__RECORD_DERIVED : 0U) |
                         (uint32_t)entry->members << 8 |
                         (is_long ? (uint32_t)ZZ__RECORD_LONG : tail) << ZZ__RECORD_TAIL_SHIFT |
                         (is_long ? 0U : value) << ZZ__RECORD_VALUE_SHIFT);
    head[1] = (uint16_t)tail;
    head[2] = (uint16_t)value;
    status = zz__pool_add(pool, head, is_long ? ZZ__RECORD_LONG_HEAD : 1);
    if (status == ZZ_OK)
        status = zz__pool_add(pool, entry->key.units + depth, tail);
    return status == ZZ_OK ? zz__pool_add(pool, entry->value.units, value) : status;
}

/* What ends at a slot: entry, whose units from depth on are the tail. */
static int32_t finish(const store *s, const zz__entry *entry, uint32_t depth, size_t slot)
{
    bool derived = is_derived(s->trie, entry);
    uint32_t tail = entry->key.size - depth, kind = ZZ__NODE_RECORD;
    size_t place;
    int32_t status;

    if (entry->event) {
        zz__slots_set_link(s->slots, slot, ZZ__NODE_EVENT, (uint32_t)entry->members << 8);
        return ZZ_OK;
    }
    if (derived && tail == 0 && entry->members == 0) {
        zz__slots_set_link(s->slots, slot,
                           entry->segment ? ZZ__NODE_DERIVED_SEGMENT : ZZ__NODE_DERIVED, 0);
        return ZZ_OK;
    }
    if (tail == 0 && entry->key.size == 2 && entry->value.size == 2 && entry->members == 0) {
        kind = entry->segment ? ZZ__NODE_PAIR_SEGMENT : ZZ__NODE_PAIR;
        status = zz__pool_add(s->pool, entry->value.units, 2);
    } else {
        status = add_record(s->pool, entry, depth, derived);
    }
    if (status == ZZ_OK)
        status = zz__pool_store(s->pool, &place);
    if (status != ZZ_OK)
        return status;
    if (place > ZZ__LINK_MASK)
        return ZZ_ERROR_TOO_LARGE;
    zz__slots_set_link(s->slots, slot, kind, (uint32_t)place);
    return ZZ_OK;
}

uint32_t zz__branch_child_end(const zz__trie *t, const zz__branch *b, uint32_t low)
{
    uint16_t unit = t->entries[low]->key.units[b->depth];
    uint32_t high = low + 1;

    while (high < b->high && t->entries[high]->key.units[b->depth] == unit)
        high++;
    return high;
}

/* Whether entries that share `depth` units need an inner node. One key alone does not, its rest is
 * compared; an event has no record for that. */
static bool has_branch(const zz__trie *t, uint32_t low, uint32_t high, uint32_t depth)
{
    return high - low > 1 || (t->entries[low]->event && t->entries[low]->key.size > depth);
}

/* Finds all inner nodes, level by level. */
static int32_t find_branches(zz__trie *t)
{
    zz__branch root = {0, t->count, 0, 0, 0, 0, 0, false};
    size_t i;
    int32_t status = zz__buffer_append(&t->branches, &root, sizeof root);

    for (i = 0; i < zz__branch_count(t) && status == ZZ_OK; i++) {
        zz__branch b = *zz__branch_at(t, i);
        uint32_t low = b.low, high;

        b.ends = low < b.high && t->entries[low]->key.size == b.depth;
        low += b.ends;
        b.children = b.ends;
        for (; low < b.high && status == ZZ_OK; low = high) {
            zz__branch child = {low, 0, b.depth + 1, (uint32_t)i, 0, 0, 0, false};

            high = zz__branch_child_end(t, &b, low);
            b.children++;
            child.high = high;
            child.unit = t->entries[low]->key.units[b.depth];
            if (has_branch(t, low, high, child.depth))
                status = zz__buffer_append(&t->branches, &child, sizeof child);
        }
        *zz__branch_at(t, i) = b;
    }
    return status;
}

/* Fills in the slots below one branch. */
static int32_t fill_branch(const store *s, const zz__branch *b, uint32_t slot)
{
    const zz__trie *t = s->trie;
    uint32_t low = b->low + b->ends, high;
    int32_t status = ZZ_OK;

    zz__slots_set_link(s->slots, slot, ZZ__NODE_INNER, b->link);
    if (b->ends)
        status = finish(s, t->entries[b->low], b->depth, b->link);
    for (; low < b->high && status == ZZ_OK; low = high) {
        uint16_t code = s->codes[t->entries[low]->key.units[b->depth]];
        size_t child = (size_t)b->link + code;

        high = zz__branch_child_end(t, b, low);
        zz__slots_set_label(s->slots, child, code);
        if (!has_branch(t, low, high, b->depth + 1))
            status = finish(s, t->entries[low], b->depth + 1, child);
    }
    return status;
}

static int32_t fill_branches(const store *s, uint32_t root)
{
    const zz__trie *t = s->trie;
    size_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < zz__branch_count(t) && status == ZZ_OK; i++) {
        const zz__branch *b = zz__branch_at(t, i);
        uint32_t slot = i == 0 ? root : zz__branch_at(t, b->parent)->link + s->codes[b->unit];

        status = fill_branch(s, b, slot);
    }
    return status;
}

static uint32_t utf8_size(const zz__units *units)
{
    uint32_t size = 0, i;

    for (i = 0; i < units->size; i++) {
        uint16_t unit = units->units[i];
        size += unit < 0x80 ? 1 : unit < 0x800 || is_surrogate(unit) ? 2 : 3;
    }
    return size;
}

/* What is known of the dictionary as a whole. */
static void describe(const zz__dictionary *dictionary, zz__image_table *table)
{
    uint32_t max_key = 1, growth = 256, flags = ZZ__TABLE_COMPATIBILITY, ascii_head = 0;
    size_t i, j;

    for (i = 0; i < dictionary->count; i++) {
        const zz__entry *entry = &dictionary->entries[i];
        uint32_t key = utf8_size(&entry->key), value = utf8_size(&entry->value);
        uint32_t grows = (value * 256 + key - 1) / key;
        const uint16_t *k = entry->key.units, *v = entry->value.units;
        bool bmp = entry->key.size == 1 && k[0] >= 0xF900 && k[0] <= 0xFAFF;
        bool supplement =
            entry->key.size == 2 && k[0] == 0xD87E && k[1] >= 0xDC00 && k[1] <= 0xDE1F;
        bool one = entry->value.size == 1 ||
                   (entry->value.size == 2 && (v[0] & 0xFC00) == 0xD800);

        growth = grows > growth ? grows : growth;
        max_key = entry->key.size > max_key ? entry->key.size : max_key;
        if (!(bmp || supplement) || !one || entry->segment)
            flags &= ~ZZ__TABLE_COMPATIBILITY;
        for (j = 0; j < entry->key.size && k[j] < 0x80;)
            j++;
        if (entry->event)
            continue; /* the tables joined know their own ASCII */
        if (j == entry->key.size)
            ascii_head = ZZ__NONE;
        else if (ascii_head != ZZ__NONE && j > ascii_head)
            ascii_head = (uint32_t)j;
        for (j = 0; j < entry->key.size; j++) {
            if (is_ids(k[j]))
                flags |= ZZ__TABLE_HAS_IDS;
        }
    }
    table->max_key = zz__le32(max_key);
    table->growth = zz__le32(growth);
    table->flags = zz__le32(flags);
    table->ascii_head = zz__le32(ascii_head);
}

static void set_bits(uint32_t *words, uint32_t hash, uint32_t log2)
{
    uint32_t place = zz__filter_place(hash, log2);

    words[place >> 8] |= ZZ__FILTER_MASK(place);
}

static int32_t add_filter(zz__sections *sections, const zz__trie *t, zz__image_table *table)
{
    zz__buffer *filters = &sections->part[ZZ__SECTION_FILTERS];
    uint32_t log2 = 8, i, *pairs, *beginnings;
    size_t words;

    /* about five bits a key, for one pair in sixteen let through by chance */
    while (log2 < 24 && (UINT32_C(2) << log2) / 9 < t->count)
        log2++;
    words = (size_t)3 << (log2 - 5);
    pairs = zz__arena_new(t->arena, words, sizeof *pairs);
    if (pairs == NULL)
        return ZZ_ERROR_MEMORY;
    memset(pairs, 0, words * sizeof *pairs);
    beginnings = pairs + ((size_t)1 << (log2 - 5));
    for (i = 0; i < t->count; i++) {
        const zz__units *key = &t->entries[i]->key;
        uint32_t pair, third;

        if (key->size < 2)
            continue;
        pair = key->units[0] | (uint32_t)key->units[1] << 16;
        third = key->size == 2 ? 0 : key->units[2];
        set_bits(pairs, zz__pair_hash(pair), log2);
        set_bits(beginnings, zz__beginning_hash(pair, third), log2 + 1);
    }
    table->filter_first = zz__le32((uint32_t)(filters->size / 4));
    table->filter_log2 = zz__le32(log2);
    for (i = 0; i < words; i++)
        pairs[i] = zz__le32(pairs[i]);
    return zz__buffer_append(filters, pairs, words * sizeof *pairs);
}

/* Tells what the map holds and what the trie must. */
static int32_t split_entries(zz__trie *t)
{
    const zz__dictionary *dictionary = t->dictionary;
    size_t i;

    t->map = zz__arena_new(t->arena, 65536, sizeof *t->map);
    t->entries = zz__arena_new(t->arena, dictionary->count, sizeof *t->entries);
    if (t->map == NULL || t->entries == NULL)
        return ZZ_ERROR_MEMORY;
    memset(t->map, 0, 65536 * sizeof *t->map);
    for (i = 0; i < dictionary->count; i++) {
        const zz__entry *entry = &dictionary->entries[i];
        uint16_t unit = entry->key.units[0];

        if (is_mapped(entry)) {
            t->map[unit] = (uint16_t)(entry->value.units[0] - unit);
        } else {
            t->entries[t->count++] = entry;
            if (entry->key.size == 1)
                t->map[unit] = (uint16_t)(ZZ__SPECIAL - unit);
        }
    }
    return ZZ_OK;
}

int32_t zz__trie_init(zz__trie *trie, const zz__memory *memory, zz__arena *arena,
                      const zz__dictionary *dictionary)
{
    int32_t status;

    memset(trie, 0, sizeof *trie);
    trie->arena = arena;
    trie->dictionary = dictionary;
    zz__buffer_init(&trie->branches, memory);
    status = split_entries(trie);
    return status == ZZ_OK ? find_branches(trie) : status;
}

void zz__trie_free(zz__trie *trie)
{
    if (trie->branches.memory != NULL)
        zz__buffer_free(&trie->branches);
}

int32_t zz__trie_store(const zz__trie *trie, zz__sections *sections, zz__pool *pool,
                       zz__slots *slots, const uint16_t *codes, uint32_t slot)
{
    const store s = {trie, pool, slots, codes};
    zz__image_table table;
    uint32_t map;
    int32_t status;

    memset(&table, 0, sizeof table);
    status = zz__sections_map(sections, trie->map, &map);
    if (status == ZZ_OK)
        status = fill_branches(&s, slot);
    if (status == ZZ_OK)
        status = add_filter(sections, trie, &table);
    if (status != ZZ_OK)
        return status;
    describe(trie->dictionary, &table);
    table.map = zz__le32(map);
    table.root = zz__le32(slot);
    return zz__buffer_append(&sections->part[ZZ__SECTION_TABLES], &table, sizeof table);
}
