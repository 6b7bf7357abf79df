/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/tables.h"

#include <string.h>

#include "base/sort.h"
#include "builder/trie.h"

#define UNITS 65536
#define MOST_WEIGHED 4096

typedef struct weight {
    uint64_t weight;
    uint32_t unit;
    uint32_t padding;
} weight;

typedef struct tables {
    zz__sections *sections;
    zz__arena *arena;
    zz__trie *tries; /* the smallest first */
    uint32_t count;
    uint16_t *codes; /* of units */
    zz__slots slots;
    zz__pool pool;
} tables;

/* What a child of a branch adds to the weight of its unit: see make_codes. */
static uint64_t weight_of(const zz__branch *b)
{
    uint64_t children = b->children < MOST_WEIGHED ? b->children : MOST_WEIGHED;
    return children * children * children * children;
}

static void weigh_units(const zz__trie *trie, weight *units)
{
    size_t i;

    for (i = 0; i < zz__branch_count(trie); i++) {
        const zz__branch *b = zz__branch_at(trie, i);
        uint32_t low = b->low + b->ends;

        for (; low < b->high; low = zz__branch_child_end(trie, b, low))
            units[trie->entries[low]->key.units[b->depth]].weight += weight_of(b);
    }
}

static int compare_weights(const void *a, const void *b)
{
    const weight *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/*
 * Codes for all units that lead to a node. Those that lead from the nodes with the most children
 * come first: so the children of each of these, and of others like it, lie close together, and
 * leave few holes that nothing fits.
 */
static int32_t make_codes(tables *t)
{
    weight *units = zz__arena_new(t->arena, UNITS, sizeof *units);
    uint32_t i, code_map;
    size_t used = 0;

    t->codes = zz__arena_new(t->arena, UNITS, sizeof *t->codes);
    if (units == NULL || t->codes == NULL)
        return ZZ_ERROR_MEMORY;
    memset(units, 0, UNITS * sizeof *units);
    memset(t->codes, 0, UNITS * sizeof *t->codes);
    for (i = 0; i < UNITS; i++)
        units[i].unit = i;
    for (i = 0; i < t->count; i++)
        weigh_units(&t->tries[i], units);
    for (i = 0; i < UNITS; i++) {
        if (units[i].weight != 0)
            units[used++] = units[i];
    }
    zz__sort(units, used, sizeof *units, compare_weights);
    for (i = 0; i < used && i < UNITS - 1; i++)
        t->codes[units[i].unit] = (uint16_t)(i + 1);
    return zz__sections_map(t->sections, t->codes, &code_map); /* the first map: ZZ__CODE_MAP */
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

static int32_t place_branch(tables *t, const zz__trie *trie, zz__branch *b, uint16_t *scratch)
{
    uint32_t count = 0, low = b->low + b->ends;

    if (b->ends)
        scratch[count++] = 0;
    for (; low < b->high; low = zz__branch_child_end(trie, b, low))
        scratch[count++] = t->codes[trie->entries[low]->key.units[b->depth]];
    if (count == 0)
        scratch[count++] = 1; /* an empty table: the root still needs a link */
    sort_codes(scratch, count);
    return zz__slots_place(&t->slots, scratch, count, &b->link);
}

/*
 * When a branch is placed: those with many children first, of all tables, since they fit only
 * where there is much room; then the small ones, which fill what is left, table by table, so
 * that a table's lie together.
 */
static size_t turn_of(uint32_t children, uint32_t table, uint32_t most)
{
    if (children > ZZ__FEW)
        return most - children;
    return (size_t)most + (size_t)table * (ZZ__FEW + 1) + (ZZ__FEW - children);
}

typedef struct spot {
    uint32_t table, branch;
} spot;

/* The branches of all tables by their turn: a counting sort. */
static int32_t find_turns(const tables *t, spot **order, size_t *total)
{
    uint32_t most = ZZ__FEW, table;
    size_t *first, turns, i;

    *total = 0;
    for (table = 0; table < t->count; table++) {
        *total += zz__branch_count(&t->tries[table]);
        for (i = 0; i < zz__branch_count(&t->tries[table]); i++) {
            uint32_t children = zz__branch_at(&t->tries[table], i)->children;
            most = children > most ? children : most;
        }
    }
    turns = (size_t)most + (size_t)t->count * (ZZ__FEW + 1);
    first = zz__arena_new(t->arena, turns + 1, sizeof *first);
    *order = zz__arena_new(t->arena, *total + 1, sizeof **order);
    if (first == NULL || *order == NULL)
        return ZZ_ERROR_MEMORY;
    memset(first, 0, (turns + 1) * sizeof *first);
    for (table = 0; table < t->count; table++) {
        for (i = 0; i < zz__branch_count(&t->tries[table]); i++)
            first[turn_of(zz__branch_at(&t->tries[table], i)->children, table, most) + 1]++;
    }
    for (i = 1; i <= turns; i++)
        first[i] += first[i - 1];
    for (table = 0; table < t->count; table++) {
        for (i = 0; i < zz__branch_count(&t->tries[table]); i++) {
            size_t turn = turn_of(zz__branch_at(&t->tries[table], i)->children, table, most);
            spot *s = &(*order)[first[turn]++];

            s->table = table;
            s->branch = (uint32_t)i;
        }
    }
    return ZZ_OK;
}

static int32_t place_branches(tables *t)
{
    uint16_t *scratch = zz__arena_new(t->arena, UNITS, sizeof *scratch);
    spot *order;
    size_t total, i;
    int32_t status = find_turns(t, &order, &total);

    if (scratch == NULL)
        return ZZ_ERROR_MEMORY;
    for (i = 0; i < total && status == ZZ_OK; i++) {
        const zz__trie *trie = &t->tries[order[i].table];
        status = place_branch(t, trie, zz__branch_at(trie, order[i].branch), scratch);
    }
    return status;
}

static int32_t make_all(tables *t)
{
    zz__buffer *part = t->sections->part;
    uint32_t i;
    int32_t status;

    status = make_codes(t);
    if (status == ZZ_OK)
        status = place_branches(t);
    for (i = 0; i < t->count && status == ZZ_OK; i++)
        status = zz__trie_store(&t->tries[i], t->sections, &t->pool, &t->slots,
                                t->codes, i);
    if (status == ZZ_OK)
        status = zz__buffer_append(&part[ZZ__SECTION_LABELS], t->slots.labels.bytes,
                                   t->slots.labels.size);
    if (status == ZZ_OK)
        status = zz__buffer_append(&part[ZZ__SECTION_LINKS], t->slots.links.bytes,
                                   t->slots.links.size);
    return status;
}

/* The numbers of the tables: by size, so that the large ones do not keep the small ones apart. */
static void number_tables(const zz__dictionary *const *dictionaries, uint32_t count,
                          uint32_t *numbers)
{
    uint32_t i, j;

    for (i = 0; i < count; i++) {
        numbers[i] = 0;
        for (j = 0; j < count; j++)
            numbers[i] += dictionaries[j]->count < dictionaries[i]->count ||
                          (dictionaries[j]->count == dictionaries[i]->count && j < i);
    }
}

int32_t zz__tables_make(zz__sections *sections, zz__arena *arena,
                        const zz__dictionary *const *dictionaries, uint32_t count, bool quick,
                        uint32_t *numbers)
{
    tables t;
    uint32_t i;
    int32_t status;

    memset(&t, 0, sizeof t);
    if (count > ZZ__MAX_ROOTS)
        return ZZ_ERROR_TOO_LARGE;
    t.sections = sections;
    t.arena = arena;
    t.count = count;
    t.tries = zz__arena_new(arena, (size_t)count + 1, sizeof *t.tries);
    if (t.tries == NULL)
        return ZZ_ERROR_MEMORY;
    number_tables(dictionaries, count, numbers);
    memset(t.tries, 0, count * sizeof *t.tries);
    status = zz__slots_init(&t.slots, sections->memory, quick);
    if (status == ZZ_OK)
        status = zz__pool_init(&t.pool, sections->memory, &sections->part[ZZ__SECTION_POOL],
                               !quick);
    for (i = 0; i < count && status == ZZ_OK; i++)
        status = zz__trie_init(&t.tries[numbers[i]], sections->memory, arena, dictionaries[i]);
    if (status == ZZ_OK)
        status = make_all(&t);
    for (i = 0; i < count; i++)
        zz__trie_free(&t.tries[i]);
    zz__slots_free(&t.slots);
    if (t.pool.units != NULL)
        zz__pool_free(&t.pool);
    return status;
}
