/* SPDX-License-Identifier: Apache-2.0 */
#include "edits/compose.h"

void zz__composer_init(zz__composer *composer, const zz__memory *memory)
{
    zz__edit_list_init(&composer->before, memory);
    zz__edit_list_init(&composer->after, memory);
    zz__edit_list_init(&composer->before_notes, memory);
    zz__edit_list_init(&composer->after_notes, memory);
    composer->before_shift = composer->after_shift = 0;
    composer->done = 0;
}

void zz__composer_free(zz__composer *composer)
{
    zz__edit_list_free(&composer->before);
    zz__edit_list_free(&composer->after);
    zz__edit_list_free(&composer->before_notes);
    zz__edit_list_free(&composer->after_notes);
}

void zz__composer_clear(zz__composer *composer)
{
    zz__edit_list_clear(&composer->before);
    zz__edit_list_clear(&composer->after);
    zz__edit_list_clear(&composer->before_notes);
    zz__edit_list_clear(&composer->after_notes);
    composer->before_shift = composer->after_shift = 0;
    composer->done = 0;
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

    *g = empty;
    if (befores == 0 && afters == 0)
        return false;
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

/* Sends an edit or a suggestion on, with what else it could be if that is asked for. */
static int32_t send(zz__composed *e, const zz__parts *parts, const zz__middle *middle,
                    zz__edit_list *out)
{
    const zz__forms *forms = NULL;
    int32_t status = ZZ_OK;
    zz__form stands;

    if (e->source_size == 0 && e->target_size == 0) /* put in by one step, taken away by another */
        return ZZ_OK;
    if (middle != NULL) {
        status = zz__candidates_find(middle, parts);
        forms = &middle->scratch->forms;
    }
    if (status != ZZ_OK)
        return status;
    if (forms != NULL) {
        zz__form_read(forms->bytes.bytes, &stands);
        if (e->op == 0 && (forms->count == 1 || stands.score >= middle->sure))
            return ZZ_OK;
        if (forms->count == 1 && stands.score < 0)
            forms = NULL;
    }
    return zz__edit_list_add(out, e, forms);
}

/* The suggestions at the head of a list that lie in the group; those that reach out of it get
 * lost. Returns how many are used up. */
static size_t take_notes(const zz__edit_list *list, bool by_target, const group *g, zz__part *part)
{
    const zz__composed *at = zz__edit_list_at(list);
    size_t count = zz__edit_list_count(list), used = 0;

    part->list = list;
    part->at = at;
    for (; used < count; used++) {
        uint64_t begin = by_target ? at[used].target : at[used].source;
        uint64_t end = begin + (by_target ? at[used].target_size : at[used].source_size);

        if (begin >= g->end)
            break;
        if (begin >= g->begin && end <= g->end)
            part->count++;
        else if (part->count == 0)
            part->at = at + used + 1;
    }
    return used;
}

static int32_t send_group(zz__composer *c, const group *g, const zz__middle *middle,
                          zz__edit_list *out)
{
    zz__parts parts = {g->begin, g->end, {NULL, NULL, 0}, {NULL, NULL, 0}, {NULL, NULL, 0},
                       {NULL, NULL, 0}};
    size_t before_notes, after_notes, size = (size_t)(g->end - g->begin);
    zz__composed e;
    int32_t status;

    parts.before.list = &c->before;
    parts.before.at = zz__edit_list_at(&c->before);
    parts.before.count = g->befores;
    parts.after.list = &c->after;
    parts.after.at = zz__edit_list_at(&c->after);
    parts.after.count = g->afters;
    before_notes = take_notes(&c->before_notes, true, g, &parts.before_notes);
    after_notes = take_notes(&c->after_notes, false, g, &parts.after_notes);
    e.source = shifted(g->begin, -c->before_shift);
    e.source_size = shifted(size, -g->before_growth);
    e.target = shifted(g->begin, c->after_shift);
    e.target_size = shifted(size, g->after_growth);
    e.steps = g->steps;
    e.last = g->last;
    e.op = g->op;
    e.forms = 0;
    e.form_count = 0;
    status = send(&e, &parts, middle, out);
    c->before_shift += g->before_growth;
    c->after_shift += g->after_growth;
    zz__edit_list_drop(&c->before, g->befores);
    zz__edit_list_drop(&c->after, g->afters);
    zz__edit_list_drop(&c->before_notes, before_notes);
    zz__edit_list_drop(&c->after_notes, after_notes);
    return status;
}

/* A suggestion in text that no edit touches; of several steps where they were all unsure of it. */
typedef struct note {
    uint64_t begin, end;
    size_t befores, afters; /* how many from each list; none: there is no suggestion */
} note;

static uint64_t begin_of(const zz__composed *e, bool is_after)
{
    return is_after ? e->source : e->target;
}

/* Takes the next of a list into the note if they overlap, or if the note is empty. */
static bool join_note(note *n, const zz__edit_list *list, bool is_after)
{
    size_t *taken = is_after ? &n->afters : &n->befores;
    uint64_t begin, end;
    const zz__composed *e;

    if (*taken == zz__edit_list_count(list))
        return false;
    e = zz__edit_list_at(list) + *taken;
    begin = begin_of(e, is_after);
    end = begin + e->source_size;
    if (n->befores + n->afters == 0) {
        n->begin = begin;
        n->end = end;
    } else if (begin >= n->end || end <= n->begin) {
        return false;
    }
    n->begin = begin < n->begin ? begin : n->begin;
    n->end = end > n->end ? end : n->end;
    ++*taken;
    return true;
}

static note next_note(const zz__composer *c)
{
    const zz__composed *before = zz__edit_list_at(&c->before_notes);
    const zz__composed *after = zz__edit_list_at(&c->after_notes);
    bool after_first = before == NULL || (after != NULL && after->source < before->target);
    note n = {0, 0, 0, 0};

    if (!join_note(&n, after_first ? &c->after_notes : &c->before_notes, after_first))
        return n;
    while (join_note(&n, &c->before_notes, false) || join_note(&n, &c->after_notes, true)) {
    }
    return n;
}

static int32_t send_note(zz__composer *c, const note *n, const zz__middle *middle,
                         zz__edit_list *out)
{
    zz__parts parts = {n->begin, n->end, {NULL, NULL, 0}, {NULL, NULL, 0}, {NULL, NULL, 0},
                       {NULL, NULL, 0}};
    zz__composed e = {0};
    int32_t status;
    size_t i;

    parts.before_notes.list = &c->before_notes;
    parts.before_notes.at = zz__edit_list_at(&c->before_notes);
    parts.before_notes.count = n->befores;
    parts.after_notes.list = &c->after_notes;
    parts.after_notes.at = zz__edit_list_at(&c->after_notes);
    parts.after_notes.count = n->afters;
    for (i = 0; i < n->befores; i++) {
        e.steps |= parts.before_notes.at[i].steps;
        e.last = parts.before_notes.at[i].last;
    }
    for (i = 0; i < n->afters; i++) {
        e.steps |= parts.after_notes.at[i].steps;
        e.last = parts.after_notes.at[i].last;
    }
    e.source = shifted(n->begin, -c->before_shift);
    e.target = shifted(n->begin, c->after_shift);
    e.source_size = e.target_size = n->end - n->begin;
    status = send(&e, &parts, middle, out);
    zz__edit_list_drop(&c->before_notes, n->befores);
    zz__edit_list_drop(&c->after_notes, n->afters);
    return status;
}

int32_t zz__composer_run(zz__composer *c, uint64_t settled, bool final, const zz__middle *middle,
                         zz__composed_out *out)
{
    int32_t status = ZZ_OK;
    bool is_group, is_note;
    group g;
    note n;

    do {
        is_group = gather(c, &g);
        n = next_note(c);
        /* what touches nothing goes in front of the edits behind it */
        is_note = n.befores + n.afters != 0 && (!is_group || n.end <= g.begin);
        c->done = settled;
        if (is_group && g.begin < c->done)
            c->done = g.begin;
        if (n.befores + n.afters != 0 && n.begin < c->done)
            c->done = n.begin;
        is_group = !is_note && is_group && (final || g.end < settled);
        is_note = is_note && (final || n.end <= settled);
        if (is_note)
            status = send_note(c, &n, middle, out->notes);
        else if (is_group)
            status = send_group(c, &g, middle, out->edits);
    } while (status == ZZ_OK && (is_note || is_group));
    out->sent = shifted(c->done, c->after_shift);
    return status;
}
