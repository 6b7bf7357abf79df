/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/trie.h"

#include <string.h>

/* An inner node: entries [low, high) share their first `depth` units. */
typedef struct branch {
    uint32_t low, high, depth;
    uint32_t parent;   /* its branch; the root's is its own */
    uint32_t children; /* codes that need slots, the end of a key included */
    uint32_t link;
    uint16_t code;     /* below its parent */
    bool ends;         /* a key ends here */
} branch;

typedef struct trie {
    zz__arena *arena;
    const zz__entry **entries; /* those not in the map alone, sorted */
    uint32_t count;
    const uint16_t *codes;
    const uint16_t *map; /* 65536 numbers to add */
    zz__slots *slots;
    zz__buffer *pool;
    zz__buffer branches; /* branch, parents before their children */
    uint32_t root;       /* its slot */
} trie;

#define QUICK_TRIES 64

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
    return entry->key.size == 1 && entry->value.size == 1 && !entry->segment && !entry->event &&
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
        status = zz__buffer_reserve(&slots->labels, more * sizeof(uint16_t));
    if (status == ZZ_OK)
        status = zz__buffer_reserve(&slots->links, more * sizeof(uint32_t));
    if (status != ZZ_OK)
        return status;
    memset(slots->used.bytes + have, 0, more);
    memset(slots->labels.bytes + slots->labels.size, 0, more * sizeof(uint16_t));
    memset(slots->links.bytes + slots->links.size, 0, more * sizeof(uint32_t));
    slots->used.size += more;
    slots->labels.size += more * sizeof(uint16_t);
    slots->links.size += more * sizeof(uint32_t);
    return ZZ_OK;
}

static void set_label(zz__slots *slots, size_t slot, uint16_t label)
{
    ((uint16_t *)(void *)slots->labels.bytes)[slot] = zz__le16(label);
}

static void set_link(zz__slots *slots, size_t slot, uint32_t kind, uint32_t link)
{
    ((uint32_t *)(void *)slots->links.bytes)[slot] = zz__le32(kind << ZZ__LINK_BITS | link);
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
    size_t slot, tried = 0, at, *from;
    uint32_t i;
    int32_t status;

    while (slots->first_free < slots->used.size && (slots->used.bytes[slots->first_free] & 1))
        slots->first_free++;
    from = count <= ZZ__FEW ? &slots->search_from[count]
           : slots->quick   ? &slots->search_from[ZZ__FEW + 1]
                            : &slots->first_free;
    if (*from < slots->first_free)
        *from = slots->first_free;
    slot = *from;
    for (;; slot++, tried++) {
        if (slot <= codes[0])
            continue;
        if (fits(slots, slot - codes[0], codes, count))
            break;
    }
    /* where first fit takes long, the slots so far are nearly full: later ones start higher */
    if (slots->quick && tried > QUICK_TRIES)
        *from = slot;
    else if (count <= ZZ__FEW && tried > 16384)
        *from += tried / 8;
    at = slot - codes[0];
    status = make_room(slots, at + codes[count - 1] + 1);
    if (status != ZZ_OK)
        return status;
    slots->used.bytes[at] |= 2;
    for (i = 0; i < count; i++)
        slots->used.bytes[at + codes[i]] |= 1;
    *link = (uint32_t)at;
    return at > ZZ__LINK_MASK ? ZZ_ERROR_TOO_LARGE : ZZ_OK;
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

/* What ends at a slot: entry, whose units from depth on are the tail. */
static int32_t finish(trie *t, const zz__entry *entry, uint32_t depth, size_t slot)
{
    bool derived = is_derived(t, entry);
    uint32_t tail = entry->key.size - depth;
    size_t record = t->pool->size / sizeof(uint16_t);
    uint16_t head[ZZ__RECORD_HEAD];
    int32_t status;

    if (entry->event) {
        set_link(t->slots, slot, ZZ__NODE_EVENT, (uint32_t)entry->members << 8);
        return ZZ_OK;
    }
    if (derived && tail == 0 && entry->members == 0) {
        set_link(t->slots, slot, entry->segment ? ZZ__NODE_DERIVED_SEGMENT : ZZ__NODE_DERIVED, 0);
        return ZZ_OK;
    }
    if (record > ZZ__LINK_MASK)
        return ZZ_ERROR_TOO_LARGE;
    if (tail == 0 && entry->key.size == 2 && entry->value.size == 2 && entry->members == 0) {
        set_link(t->slots, slot, entry->segment ? ZZ__NODE_PAIR_SEGMENT : ZZ__NODE_PAIR,
                 (uint32_t)record);
        return add_units(t->pool, entry->value.units, 2);
    }
    set_link(t->slots, slot, ZZ__NODE_RECORD, (uint32_t)record);
    head[0] = (uint16_t)((entry->segment ? (uint32_t)ZZ__RECORD_SEGMENT : 0U) |
                         (derived ? (uint32_t)ZZ__RECORD_DERIVED : 0U) |
                         (uint32_t)entry->members << 8);
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

static branch *branch_at(const trie *t, size_t i)
{
    return (branch *)(void *)t->branches.bytes + i;
}

static size_t branch_count(const trie *t)
{
    return t->branches.size / sizeof(branch);
}

/* Where the entries that share one unit more than b's, from `low` on, end. */
static uint32_t child_end(const trie *t, const branch *b, uint32_t low)
{
    uint16_t unit = t->entries[low]->key.units[b->depth];
    uint32_t high = low + 1;

    while (high < b->high && t->entries[high]->key.units[b->depth] == unit)
        high++;
    return high;
}

/* Whether entries that share `depth` units need an inner node. One key alone does not, its rest is
 * compared; an event has no record for that. */
static bool has_branch(const trie *t, uint32_t low, uint32_t high, uint32_t depth)
{
    return high - low > 1 || (t->entries[low]->event && t->entries[low]->key.size > depth);
}

/* Finds all inner nodes, level by level. */
static int32_t find_branches(trie *t)
{
    branch root = {0, t->count, 0, 0, 0, 0, 0, false};
    size_t i;
    int32_t status = zz__buffer_append(&t->branches, &root, sizeof root);

    for (i = 0; i < branch_count(t) && status == ZZ_OK; i++) {
        branch b = *branch_at(t, i);
        uint32_t low = b.low, high;

        b.ends = low < b.high && t->entries[low]->key.size == b.depth;
        low += b.ends;
        b.children = b.ends;
        for (; low < b.high && status == ZZ_OK; low = high) {
            branch child = {low, 0, b.depth + 1, (uint32_t)i, 0, 0, 0, false};

            high = child_end(t, &b, low);
            b.children++;
            child.high = high;
            child.code = t->codes[t->entries[low]->key.units[b.depth]];
            if (has_branch(t, low, high, child.depth))
                status = zz__buffer_append(&t->branches, &child, sizeof child);
        }
        *branch_at(t, i) = b;
    }
    return status;
}

static uint32_t child_codes(const trie *t, const branch *b, uint16_t *codes)
{
    uint32_t count = 0, low = b->low + b->ends;

    if (b->ends)
        codes[count++] = 0;
    for (; low < b->high; low = child_end(t, b, low))
        codes[count++] = t->codes[t->entries[low]->key.units[b->depth]];
    if (count == 0)
        codes[count++] = 1; /* an empty table: the root still needs a link */
    sort_codes(codes, count);
    return count;
}

/* Links for all branches, those with many children first: the small ones fill what is left. */
static int32_t place_branches(trie *t)
{
    size_t count = branch_count(t), i;
    uint32_t most = 1, children;
    uint16_t *codes = zz__arena_new(t->arena, 65536, sizeof *codes);
    uint32_t *first = NULL, *order = zz__arena_new(t->arena, count, sizeof *order);

    for (i = 0; i < count; i++)
        most = branch_at(t, i)->children > most ? branch_at(t, i)->children : most;
    first = zz__arena_new(t->arena, (size_t)most + 2, sizeof *first);
    if (codes == NULL || order == NULL || first == NULL)
        return ZZ_ERROR_MEMORY;
    /* a counting sort, from most to none */
    memset(first, 0, ((size_t)most + 2) * sizeof *first);
    for (i = 0; i < count; i++)
        first[most - branch_at(t, i)->children + 1]++;
    for (children = 1; children <= most; children++)
        first[children] += first[children - 1];
    for (i = 0; i < count; i++)
        order[first[most - branch_at(t, i)->children]++] = (uint32_t)i;
    for (i = 0; i < count; i++) {
        branch *b = branch_at(t, order[i]);
        uint32_t n = child_codes(t, b, codes);
        int32_t status = place(t->slots, codes, n, &b->link);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

/* Fills in the slots below one branch. */
static int32_t fill_branch(trie *t, const branch *b, uint32_t slot)
{
    uint32_t low = b->low + b->ends, high;
    int32_t status = ZZ_OK;

    set_link(t->slots, slot, ZZ__NODE_INNER, b->link);
    if (b->ends)
        status = finish(t, t->entries[b->low], b->depth, b->link);
    for (; low < b->high && status == ZZ_OK; low = high) {
        uint16_t code = t->codes[t->entries[low]->key.units[b->depth]];
        size_t child = (size_t)b->link + code;

        high = child_end(t, b, low);
        set_label(t->slots, child, code);
        if (!has_branch(t, low, high, b->depth + 1))
            status = finish(t, t->entries[low], b->depth + 1, child);
    }
    return status;
}

static int32_t build_nodes(trie *t)
{
    size_t i;
    int32_t status;

    if (t->slots->root_count == ZZ__MAX_ROOTS)
        return ZZ_ERROR_TOO_LARGE;
    t->root = t->slots->root_count++;
    status = find_branches(t);
    if (status == ZZ_OK)
        status = place_branches(t);
    for (i = 0; i < branch_count(t) && status == ZZ_OK; i++) {
        const branch *b = branch_at(t, i);
        uint32_t slot = i == 0 ? t->root : branch_at(t, b->parent)->link + b->code;

        status = fill_branch(t, b, slot);
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
    while (log2 < 24 && (UINT32_C(1) << log2) / 9 < t->count)
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
    uint32_t map;
    int32_t status = add_map(sections, t, dictionary, &map);

    if (status == ZZ_OK)
        status = build_nodes(t);
    if (status == ZZ_OK)
        status = add_filter(sections, t, table);
    if (status != ZZ_OK)
        return status;
    describe(dictionary, table);
    table->map = zz__le32(map);
    table->root = zz__le32(t->root);
    return ZZ_OK;
}

int32_t zz__slots_init(zz__slots *slots, const zz__memory *memory)
{
    int32_t status;

    memset(slots, 0, sizeof *slots);
    zz__buffer_init(&slots->labels, memory);
    zz__buffer_init(&slots->links, memory);
    zz__buffer_init(&slots->used, memory);
    status = make_room(slots, ZZ__MAX_ROOTS);
    if (status == ZZ_OK)
        memset(slots->used.bytes, 3, ZZ__MAX_ROOTS);
    return status;
}

void zz__slots_free(zz__slots *slots)
{
    zz__buffer_free(&slots->labels);
    zz__buffer_free(&slots->links);
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
    zz__buffer_init(&t.branches, sections->memory);
    status = add_parts(sections, &t, dictionary, &table);
    *number = (uint32_t)(tables->size / sizeof table);
    if (status == ZZ_OK)
        status = zz__buffer_append(tables, &table, sizeof table);
    zz__buffer_free(&t.branches);
    return status;
}
