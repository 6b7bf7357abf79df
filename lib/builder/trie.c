/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/trie.h"

#include <string.h>

/* Entries [low, high) share their first `depth` units; they go below `node`. */
typedef struct branch {
    uint32_t low, high, depth, node;
} branch;

typedef struct trie {
    zz__arena *arena;
    const zz__entry **entries; /* those not in the map alone, sorted */
    uint32_t count;
    const uint16_t *codes;
    const uint16_t *map; /* 65536 numbers to add */
    zz__slots *slots;
    zz__buffer *pool;
    zz__buffer queue; /* branch */
} trie;

static bool is_surrogate(uint16_t unit)
{
    return (unit & 0xF800) == 0xD800;
}

static bool is_ids(uint16_t unit)
{
    return unit >= 0x2FF0 && unit <= 0x2FFF;
}

bool zz__entry_is_mapped(const zz__entry *entry)
{
    return entry->key.size == 1 && entry->value.size == 1 && !entry->segment &&
           !is_surrogate(entry->value.units[0]) && !is_ids(entry->key.units[0]);
}

static bool is_derived(const trie *t, const zz__entry *entry)
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

static int32_t make_room(zz__slots *slots, size_t count)
{
    size_t have = slots->used.size, more = count > have ? count - have : 0;
    int32_t status;

    if (more == 0)
        return ZZ_OK;
    status = zz__buffer_reserve(&slots->used, more);
    if (status == ZZ_OK)
        status = zz__buffer_reserve(&slots->nodes, more * sizeof(zz__image_node));
    if (status != ZZ_OK)
        return status;
    memset(slots->used.bytes + have, 0, more);
    memset(slots->nodes.bytes + slots->nodes.size, 0, more * sizeof(zz__image_node));
    slots->used.size += more;
    slots->nodes.size += more * sizeof(zz__image_node);
    return ZZ_OK;
}

static zz__image_node *node_at(zz__slots *slots, size_t i)
{
    return (zz__image_node *)(void *)slots->nodes.bytes + i;
}

static bool fits(const zz__slots *slots, size_t link, const uint16_t *codes, uint32_t count)
{
    uint32_t i;

    if (link < slots->used.size && (slots->used.bytes[link] & 2))
        return false;
    for (i = 0; i < count; i++) {
        if (link + codes[i] < slots->used.size && (slots->used.bytes[link + codes[i]] & 1))
            return false;
    }
    return true;
}

/* Finds a link where all codes (sorted) fall on free slots, and takes these. */
static int32_t place(zz__slots *slots, const uint16_t *codes, uint32_t count, uint32_t *link)
{
    size_t slot, tried = 0, at;
    uint32_t i;
    int32_t status;

    while (slots->first_free < slots->used.size && (slots->used.bytes[slots->first_free] & 1))
        slots->first_free++;
    if (slots->search_from < slots->first_free)
        slots->search_from = slots->first_free;
    slot = count == 1 ? slots->first_free : slots->search_from;
    for (;; slot++, tried++) {
        if (slot <= codes[0])
            continue;
        if (fits(slots, slot - codes[0], codes, count))
            break;
    }
    /* where first fit takes long, the slots so far are nearly full: later ones start higher */
    if (count > 1 && tried > 65536)
        slots->search_from += tried / 8;
    at = slot - codes[0];
    status = make_room(slots, at + codes[count - 1] + 1);
    if (status != ZZ_OK)
        return status;
    slots->used.bytes[at] |= 2;
    for (i = 0; i < count; i++)
        slots->used.bytes[at + codes[i]] |= 1;
    *link = (uint32_t)at;
    return at > 0x3FFFFFFF ? ZZ_ERROR_TOO_LARGE : ZZ_OK;
}

static int32_t add_units(zz__buffer *pool, const uint16_t *units, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        uint16_t stored = zz__le16(units[i]);
        int32_t status = zz__buffer_append(pool, &stored, sizeof stored);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

/* What ends at a node: entry, whose units from depth on are the tail. */
static int32_t finish(trie *t, const zz__entry *entry, uint32_t depth, zz__image_node *node)
{
    bool derived = is_derived(t, entry);
    uint32_t tail = entry->key.size - depth;
    uint16_t head[ZZ__RECORD_HEAD];
    int32_t status;

    if (derived && tail == 0) {
        node->kind =
            zz__le16(entry->segment ? ZZ__NODE_DERIVED_SEGMENT : ZZ__NODE_DERIVED);
        return ZZ_OK;
    }
    node->kind = zz__le16(ZZ__NODE_RECORD);
    node->link = zz__le32((uint32_t)(t->pool->size / sizeof(uint16_t)));
    head[0] = (uint16_t)((entry->segment ? ZZ__RECORD_SEGMENT : 0) |
                         (derived ? ZZ__RECORD_DERIVED : 0));
    head[1] = (uint16_t)tail;
    head[2] = (uint16_t)(derived ? 0 : entry->value.size);
    status = add_units(t->pool, head, ZZ__RECORD_HEAD);
    if (status == ZZ_OK)
        status = add_units(t->pool, entry->key.units + depth, tail);
    if (status == ZZ_OK && !derived)
        status = add_units(t->pool, entry->value.units, entry->value.size);
    return status;
}

/* A Shell sort: most nodes have few children, and the many of the root come once. */
static void sort_codes(uint16_t *codes, uint32_t count)
{
    uint32_t gap, i, j;

    for (gap = count / 2; gap > 0; gap /= 2) {
        for (i = gap; i < count; i++) {
            uint16_t code = codes[i];
            for (j = i; j >= gap && code < codes[j - gap]; j -= gap)
                codes[j] = codes[j - gap];
            codes[j] = code;
        }
    }
}

/* Gives an inner node its link, its children their slots, and queues them. */
static int32_t expand(trie *t, const branch *b, uint16_t *codes)
{
    uint32_t i = b->low, count = 0, link, child_low;
    bool ends = b->low < b->high && t->entries[b->low]->key.size == b->depth;
    int32_t status;

    if (ends) {
        codes[count++] = 0;
        i++;
    }
    for (; i < b->high; i++) {
        uint16_t code = t->codes[t->entries[i]->key.units[b->depth]];
        if (count == 0 || codes[count - 1] != code)
            codes[count++] = code;
    }
    if (count == 0)
        codes[count++] = 1; /* an empty table: the root still needs a link */
    sort_codes(codes, count);
    status = place(t->slots, codes, count, &link);
    if (status != ZZ_OK)
        return status;
    node_at(t->slots, b->node)->link = zz__le32(link);
    node_at(t->slots, b->node)->kind = zz__le16(ZZ__NODE_INNER);
    if (ends) {
        status = finish(t, t->entries[b->low], b->depth, node_at(t->slots, link));
        if (status != ZZ_OK)
            return status;
    }
    for (child_low = b->low + ends; child_low < b->high; child_low = i) {
        uint16_t unit = t->entries[child_low]->key.units[b->depth], code = t->codes[unit];
        branch child;

        for (i = child_low + 1; i < b->high && t->entries[i]->key.units[b->depth] == unit; i++)
            continue;
        child.low = child_low;
        child.high = i;
        child.depth = b->depth + 1;
        child.node = link + code;
        node_at(t->slots, child.node)->label = zz__le16(code);
        if (i - child_low == 1)
            status = finish(t, t->entries[child_low], child.depth, node_at(t->slots, child.node));
        else
            status = zz__buffer_append(&t->queue, &child, sizeof child);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

static int32_t build_nodes(trie *t)
{
    branch root = {0, t->count, 0, t->slots->root_count};
    uint16_t *codes = zz__arena_new(t->arena, 65536, sizeof *codes);
    size_t at = 0;
    int32_t status;

    if (codes == NULL || t->slots->root_count == ZZ__MAX_ROOTS)
        return ZZ_ERROR_MEMORY;
    t->slots->root_count++;
    status = zz__buffer_append(&t->queue, &root, sizeof root);
    while (status == ZZ_OK && at < t->queue.size) {
        branch next;
        memcpy(&next, t->queue.bytes + at, sizeof next);
        at += sizeof next;
        status = expand(t, &next, codes);
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

static void set_bit(uint32_t *words, uint32_t bit)
{
    words[bit / 32] |= UINT32_C(1) << bit % 32;
}

static int32_t add_filter(zz__sections *sections, const trie *t, zz__image_table *table)
{
    zz__buffer *filters = &sections->part[ZZ__SECTION_FILTERS];
    uint32_t log2 = 9, i, *pairs, *beginnings;
    size_t words;

    /* about ten bits a key, for one pair in sixteen let through by chance */
    while (log2 < 24 && (UINT32_C(1) << log2) / 10 < t->count)
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
        set_bit(pairs, zz__filter_bit(pair, log2));
        set_bit(beginnings, zz__beginning_bit(pair, third, log2 + 1));
    }
    table->filter_first = zz__le32((uint32_t)(filters->size / 4));
    table->filter_log2 = zz__le32(log2);
    for (i = 0; i < words; i++)
        pairs[i] = zz__le32(pairs[i]);
    return zz__buffer_append(filters, pairs, words * sizeof *pairs);
}

static int32_t add_map(zz__sections *sections, trie *t, const zz__dictionary *dictionary,
                       uint32_t *map)
{
    uint16_t *numbers = zz__arena_new(t->arena, 65536, sizeof *numbers);
    size_t i;

    t->entries = zz__arena_new(t->arena, dictionary->count, sizeof *t->entries);
    if (numbers == NULL || t->entries == NULL)
        return ZZ_ERROR_MEMORY;
    memset(numbers, 0, 65536 * sizeof *numbers);
    for (i = 0; i < dictionary->count; i++) {
        const zz__entry *entry = &dictionary->entries[i];
        uint16_t unit = entry->key.units[0];

        if (zz__entry_is_mapped(entry)) {
            numbers[unit] = (uint16_t)(entry->value.units[0] - unit);
        } else {
            t->entries[t->count++] = entry;
            if (entry->key.size == 1)
                numbers[unit] = (uint16_t)(ZZ__SPECIAL - unit);
        }
    }
    t->map = numbers;
    return zz__sections_map(sections, numbers, map);
}

static int32_t add_parts(zz__sections *sections, trie *t, const zz__dictionary *dictionary,
                         zz__image_table *table)
{
    uint32_t map, root = t->slots->root_count;
    int32_t status = add_map(sections, t, dictionary, &map);

    if (status == ZZ_OK)
        status = build_nodes(t);
    if (status == ZZ_OK)
        status = add_filter(sections, t, table);
    if (status != ZZ_OK)
        return status;
    describe(dictionary, table);
    table->map = zz__le32(map);
    table->root = zz__le32(root);
    return ZZ_OK;
}

int32_t zz__slots_init(zz__slots *slots, const zz__memory *memory)
{
    int32_t status;

    memset(slots, 0, sizeof *slots);
    zz__buffer_init(&slots->nodes, memory);
    zz__buffer_init(&slots->used, memory);
    status = make_room(slots, ZZ__MAX_ROOTS);
    if (status == ZZ_OK)
        memset(slots->used.bytes, 3, ZZ__MAX_ROOTS);
    return status;
}

void zz__slots_free(zz__slots *slots)
{
    zz__buffer_free(&slots->nodes);
    zz__buffer_free(&slots->used);
}

int32_t zz__trie_add(zz__sections *sections, zz__arena *arena, zz__slots *slots,
                     const zz__dictionary *dictionary, const uint16_t *codes, uint32_t *number)
{
    zz__buffer *tables = &sections->part[ZZ__SECTION_TABLES];
    zz__image_table table;
    trie t;
    int32_t status;

    memset(&t, 0, sizeof t);
    memset(&table, 0, sizeof table);
    t.arena = arena;
    t.codes = codes;
    t.slots = slots;
    t.pool = &sections->part[ZZ__SECTION_POOL];
    zz__buffer_init(&t.queue, sections->memory);
    status = add_parts(sections, &t, dictionary, &table);
    *number = (uint32_t)(tables->size / sizeof table);
    if (status == ZZ_OK)
        status = zz__buffer_append(tables, &table, sizeof table);
    zz__buffer_free(&t.queue);
    return status;
}
