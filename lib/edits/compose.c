/* SPDX-License-Identifier: Apache-2.0 */
#include "edits/compose.h"

void zz__edit_list_init(zz__edit_list *list, const zz__memory *memory)
{
    zz__buffer_init(&list->bytes, memory);
    list->head = 0;
}

void zz__edit_list_free(zz__edit_list *list)
{
    zz__buffer_free(&list->bytes);
    list->head = 0;
}

void zz__edit_list_clear(zz__edit_list *list)
{
    list->bytes.size = 0;
    list->head = 0;
}

int32_t zz__edit_list_add(zz__edit_list *list, const zz__composed *edit)
{
    return zz__buffer_append(&list->bytes, edit, sizeof *edit);
}

size_t zz__edit_list_count(const zz__edit_list *list)
{
    return list->bytes.size / sizeof(zz__composed) - list->head;
}

const zz__composed *zz__edit_list_at(const zz__edit_list *list)
{
    if (zz__edit_list_count(list) == 0)
        return NULL;
    return (const zz__composed *)(const void *)list->bytes.bytes + list->head;
}

void zz__edit_list_drop(zz__edit_list *list, size_t n)
{
    size_t left;

    list->head += n;
    left = zz__edit_list_count(list);
    if (left == 0) {
        zz__edit_list_clear(list);
    } else if (list->head >= 64 && list->head > left) {
        memmove(list->bytes.bytes, zz__edit_list_at(list), left * sizeof(zz__composed));
        list->bytes.size = left * sizeof(zz__composed);
        list->head = 0;
    }
}

void zz__composer_init(zz__composer *composer, const zz__memory *memory)
{
    zz__edit_list_init(&composer->before, memory);
    zz__edit_list_init(&composer->after, memory);
    composer->before_shift = composer->after_shift = 0;
}

void zz__composer_free(zz__composer *composer)
{
    zz__edit_list_free(&composer->before);
    zz__edit_list_free(&composer->after);
}

void zz__composer_clear(zz__composer *composer)
{
    zz__edit_list_clear(&composer->before);
    zz__edit_list_clear(&composer->after);
    composer->before_shift = composer->after_shift = 0;
}

/* Edits that touch the same text in the middle, while they are gathered. */
typedef struct group {
    uint64_t begin, end;     /* in the middle */
    size_t befores, afters;  /* how many from each list */
    int64_t before_growth;   /* middle less first input */
    int64_t after_growth;    /* output less middle */
    uint64_t steps;
    uint32_t last;
    zz__op op;
} group;

/* Does [begin, end) touch the group? Of ranges without text, at the same place is enough. */
static bool touches(const group *g, uint64_t begin, uint64_t end)
{
    if (begin == end || g->begin == g->end)
        return begin <= g->end && end >= g->begin;
    return begin < g->end && end > g->begin;
}

static void widen(group *g, uint64_t begin, uint64_t end)
{
    if (begin < g->begin)
        g->begin = begin;
    if (end > g->end)
        g->end = end;
}

static void take_before(group *g, const zz__composed *e)
{
    g->befores++;
    g->before_growth += (int64_t)(e->target_size - e->source_size);
    g->steps |= e->steps;
    if (g->afters == 0) {
        g->last = e->last;
        g->op = e->op;
    }
}

static void take_after(group *g, const zz__composed *e)
{
    g->afters++;
    g->after_growth += (int64_t)(e->target_size - e->source_size);
    g->steps |= e->steps;
    g->last = e->last;
    g->op = e->op;
}

/* The next group; false where the lists are empty. */
static bool gather(const zz__composer *c, group *g)
{
    const zz__composed *before = zz__edit_list_at(&c->before);
    const zz__composed *after = zz__edit_list_at(&c->after);
    size_t befores = zz__edit_list_count(&c->before), afters = zz__edit_list_count(&c->after);
    group empty = {0, 0, 0, 0, 0, 0, 0, 0, 0};
    bool grew = true;

    if (befores == 0 && afters == 0)
        return false;
    *g = empty;
    if (afters == 0 || (befores != 0 && before->target < after->source)) {
        g->begin = before->target;
        g->end = before->target + before->target_size;
        take_before(g, before);
    } else {
        g->begin = after->source;
        g->end = after->source + after->source_size;
        take_after(g, after);
    }
    while (grew) {
        grew = false;
        if (g->befores < befores) {
            const zz__composed *e = before + g->befores;
            uint64_t end = e->target + e->target_size;
            /* edits of one list are apart: only one of the other list brings two together */
            if (g->afters != 0 && touches(g, e->target, end)) {
                widen(g, e->target, end);
                take_before(g, e);
                grew = true;
            }
        }
        if (g->afters < afters) {
            const zz__composed *e = after + g->afters;
            uint64_t end = e->source + e->source_size;
            if (g->befores != 0 && touches(g, e->source, end)) {
                widen(g, e->source, end);
                take_after(g, e);
                grew = true;
            }
        }
    }
    return true;
}

static uint64_t shifted(uint64_t at, int64_t shift)
{
    return at + (uint64_t)shift;
}

int32_t zz__composer_run(zz__composer *c, uint64_t settled, bool final, zz__edit_list *out,
                         uint64_t *sent)
{
    group g;
    int32_t status = ZZ_OK;
    bool waiting;

    while ((waiting = gather(c, &g)) && (final || g.end < settled) && status == ZZ_OK) {
        zz__composed e;
        uint64_t size = g.end - g.begin;

        e.source = shifted(g.begin, -c->before_shift);
        e.source_size = shifted(size, -g.before_growth);
        e.target = shifted(g.begin, c->after_shift);
        e.target_size = shifted(size, g.after_growth);
        e.steps = g.steps;
        e.last = g.last;
        e.op = g.op;
        e.reserved = 0;
        status = zz__edit_list_add(out, &e);
        c->before_shift += g.before_growth;
        c->after_shift += g.after_growth;
        zz__edit_list_drop(&c->before, g.befores);
        zz__edit_list_drop(&c->after, g.afters);
    }
    *sent = shifted(waiting && g.begin < settled ? g.begin : settled, c->after_shift);
    return status;
}
