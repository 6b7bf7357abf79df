/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/merge.h"

#include <string.h>

/* What is left of a part. */
typedef struct rest {
    const zz__entry *at, *end;
    size_t part;
} rest;

/* A key that others may be behind, and the part it is of. */
typedef struct prefix {
    const zz__units *key;
    size_t part;
} prefix;

typedef struct merger {
    rest heap[ZZ__MERGE_PARTS]; /* that of the next key on top */
    size_t count;
    /* Of ZZ__MERGE_FIRST_OF: prefixes of the last key and itself, each of a part before that of
     * the one below it. No other can keep a key out that these do not. */
    prefix prefixes[ZZ__MERGE_PARTS];
    size_t depth;
} merger;

static bool comes_before(const rest *a, const rest *b)
{
    int order = zz__units_compare(&a->at->key, &b->at->key);

    return order != 0 ? order < 0 : a->part < b->part;
}

static void sift(merger *m, size_t root)
{
    rest moved = m->heap[root];
    size_t child;

    while ((child = 2 * root + 1) < m->count) {
        if (child + 1 < m->count && comes_before(&m->heap[child + 1], &m->heap[child]))
            child++;
        if (!comes_before(&m->heap[child], &moved))
            break;
        m->heap[root] = m->heap[child];
        root = child;
    }
    m->heap[root] = moved;
}

/* The next entry of all; *part: where it is from. */
static const zz__entry *take(merger *m, size_t *part)
{
    rest *top = &m->heap[0];
    const zz__entry *entry = top->at++;

    *part = top->part;
    if (top->at == top->end)
        *top = m->heap[--m->count];
    if (m->count > 1)
        sift(m, 0);
    return entry;
}

static bool is_prefix(const zz__units *a, const zz__units *key)
{
    return a->size <= key->size &&
           (a->size == 0 || memcmp(a->units, key->units, a->size * sizeof *a->units) == 0);
}

/* Whether a part before has a prefix of the key, or the key itself. */
static bool is_kept_out(merger *m, const zz__units *key, size_t part)
{
    prefix *top;

    while (m->depth > 0 && !is_prefix(m->prefixes[m->depth - 1].key, key))
        m->depth--;
    if (m->depth > 0 && m->prefixes[m->depth - 1].part <= part)
        return m->prefixes[m->depth - 1].part < part;
    top = &m->prefixes[m->depth++];
    top->key = key;
    top->part = part;
    return false;
}

void zz__merge(zz__dictionary *out, const zz__dictionary *parts, size_t count,
               zz__merge_kind kind)
{
    merger m;
    size_t i, part, last_part = ZZ__MERGE_PARTS;
    const zz__entry *last = NULL;

    m.count = m.depth = 0;
    for (i = 0; i < count; i++) {
        rest r = {parts[i].entries, parts[i].entries + parts[i].count, i};
        if (parts[i].count != 0)
            m.heap[m.count++] = r;
    }
    for (i = m.count / 2; i > 0; i--)
        sift(&m, i - 1);
    out->count = 0;
    while (m.count > 0) {
        const zz__entry *entry = take(&m, &part);
        bool drop;

        if (kind == ZZ__MERGE_FIRST_OF)
            drop = is_kept_out(&m, &entry->key, part);
        else
            drop = last != NULL && part != last_part &&
                   zz__units_compare(&last->key, &entry->key) == 0;
        if (drop)
            continue;
        last = entry;
        last_part = part;
        out->entries[out->count++] = *entry;
    }
}

int32_t zz__merge_two(zz__dictionary *out, zz__arena *arena, const zz__dictionary *a,
                      const zz__dictionary *b)
{
    const zz__dictionary parts[2] = {*a, *b};

    out->entries = zz__arena_new(arena, a->count + b->count + 1, sizeof *out->entries);
    if (out->entries == NULL)
        return ZZ_ERROR_MEMORY;
    zz__merge(out, parts, 2, ZZ__MERGE_UNION);
    return ZZ_OK;
}
