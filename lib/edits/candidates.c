/* SPDX-License-Identifier: Apache-2.0 */
#include "edits/candidates.h"

void zz__scratch_init(zz__scratch *scratch, const zz__memory *memory)
{
    zz__forms_init(&scratch->forms, memory);
    zz__buffer_init(&scratch->actual, memory);
    zz__buffer_init(&scratch->text, memory);
    zz__buffer_init(&scratch->passed, memory);
}

void zz__scratch_free(zz__scratch *scratch)
{
    zz__forms_free(&scratch->forms);
    zz__buffer_free(&scratch->actual);
    zz__buffer_free(&scratch->text);
    zz__buffer_free(&scratch->passed);
}

static int32_t append_middle(const zz__middle *m, uint64_t from, uint64_t to, zz__buffer *out)
{
    return zz__buffer_append(out, m->text + (from - m->offset), (size_t)(to - from));
}

/* What stands there in the output. */
static int32_t find_actual(const zz__middle *m, const zz__parts *parts)
{
    zz__buffer *actual = &m->scratch->actual;
    uint64_t at = parts->begin;
    int32_t status = ZZ_OK;
    size_t i;

    actual->size = 0;
    status = zz__buffer_reserve(actual, 1);
    for (i = 0; i < parts->after.count && status == ZZ_OK; i++) {
        const zz__composed *e = &parts->after.at[i];
        zz__form form;

        zz__form_read(zz__edit_list_forms(parts->after.list, e), &form);
        status = append_middle(m, at, e->source, actual);
        if (status == ZZ_OK)
            status = zz__buffer_append(actual, form.text, form.size);
        at = e->source + e->source_size;
    }
    return status == ZZ_OK ? append_middle(m, at, parts->end, actual) : status;
}

/* Where the output goes on behind the next step's first n edits, for a place behind them. */
static size_t in_actual(const zz__parts *parts, uint64_t place, size_t n)
{
    uint64_t at = place - parts->begin;
    size_t i;

    for (i = 0; i < n; i++)
        at += parts->after.at[i].target_size - parts->after.at[i].source_size;
    return (size_t)at;
}

/* How many of the next step's edits end before a place. */
static size_t edits_before(const zz__parts *parts, uint64_t place)
{
    size_t n = 0;

    while (n < parts->after.count &&
           parts->after.at[n].source + parts->after.at[n].source_size <= place)
        n++;
    return n;
}

/* How what else stood in the middle goes on into the output. */
typedef enum way { AS_IT_IS, THROUGH, NOT_AT_ALL } way;

/* A stretch of bytes, of which [from, to) is to be replaced. */
typedef struct gap {
    const uint8_t *bytes;
    size_t size, from, to;
} gap;

/* Whether the step makes of text[0..n) alone what it made of it where it stands. */
static int32_t is_made(const zz__middle *m, const uint8_t *text, size_t n, const uint8_t *made,
                       size_t made_size, bool *same)
{
    zz__buffer *passed = &m->scratch->passed;
    int32_t status;

    passed->size = 0;
    status = m->through(m->ctx, text, n, passed);
    *same = passed->size == made_size &&
            (made_size == 0 || memcmp(passed->bytes, made, made_size) == 0);
    return status;
}

/* The gap that a part of the steps before leaves, and how to fill it: by itself where the next step
 * touched nothing in it, else with all around it. */
static int32_t find_gap(const zz__middle *m, const zz__parts *parts, const zz__composed *e, gap *g,
                        way *how)
{
    const uint8_t *text = m->text + (parts->begin - m->offset);
    const zz__buffer *actual = &m->scratch->actual;
    size_t size = (size_t)(parts->end - parts->begin), n = edits_before(parts, e->target);
    uint64_t end = e->target + e->target_size;
    bool touched = n < parts->after.count && parts->after.at[n].source < end, same = true;
    int32_t status = ZZ_OK;

    if (touched) {
        g->bytes = text;
        g->size = size;
        g->from = (size_t)(e->target - parts->begin);
    } else {
        g->bytes = actual->bytes;
        g->size = actual->size;
        g->from = in_actual(parts, e->target, n);
    }
    g->to = g->from + (size_t)e->target_size;
    *how = AS_IT_IS;
    if (m->through == NULL)
        return ZZ_OK;
    if (touched)
        status = is_made(m, text, size, actual->bytes, actual->size, &same);
    else
        status = is_made(m, g->bytes + g->from, (size_t)e->target_size, g->bytes + g->from,
                         (size_t)e->target_size, &same);
    if (same)
        *how = THROUGH;
    else if (touched) /* what is around decides: a piece alone would go astray */
        *how = NOT_AT_ALL;
    return status;
}

/* Adds a form that fills a gap, and gives it to what stands there where it is the same. */
static int32_t add_form(const zz__middle *m, const gap *g, const zz__form *form, int32_t *stands)
{
    zz__scratch *s = m->scratch;
    int32_t status;

    s->text.size = 0;
    status = zz__buffer_append(&s->text, g->bytes, g->from);
    if (status == ZZ_OK)
        status = zz__buffer_append(&s->text, form->text, form->size);
    if (status == ZZ_OK)
        status = zz__buffer_append(&s->text, g->bytes + g->to, g->size - g->to);
    if (status != ZZ_OK)
        return status;
    if (s->text.size != s->actual.size ||
        (s->text.size != 0 && memcmp(s->text.bytes, s->actual.bytes, s->text.size) != 0))
        return zz__forms_add(&s->forms, s->text.bytes, s->text.size, form->score);
    if (*stands >= 0 && form->score >= 0)
        *stands += form->score;
    return ZZ_OK;
}

/* Runs the form in its gap, or alone, through the step. */
static int32_t pass(const zz__middle *m, gap *g, zz__form *form)
{
    zz__scratch *s = m->scratch;
    bool with_all = g->bytes != s->actual.bytes;
    int32_t status = ZZ_OK;

    s->text.size = s->passed.size = 0;
    if (with_all)
        status = zz__buffer_append(&s->text, g->bytes, g->from);
    if (status == ZZ_OK)
        status = zz__buffer_append(&s->text, form->text, form->size);
    if (status == ZZ_OK && with_all)
        status = zz__buffer_append(&s->text, g->bytes + g->to, g->size - g->to);
    if (status == ZZ_OK)
        status = m->through(m->ctx, s->text.bytes, s->text.size, &s->passed);
    form->text = s->passed.bytes;
    form->size = (uint32_t)s->passed.size;
    if (with_all) {
        g->from = 0;
        g->to = g->size;
    }
    return status == ZZ_OK && s->passed.size > UINT32_MAX ? ZZ_ERROR_TOO_LARGE : status;
}

/* The forms of one part. */
static int32_t add_forms(const zz__middle *m, const gap *place, const zz__edit_list *list,
                         const zz__composed *e, way how)
{
    const uint8_t *at;
    zz__form form;
    int32_t stands, status = ZZ_OK;
    uint32_t i;

    if (e->form_count == 0)
        return ZZ_OK;
    at = zz__form_read(zz__edit_list_forms(list, e), &form);
    stands = form.score;
    for (i = 1; i < e->form_count && status == ZZ_OK && how != NOT_AT_ALL; i++) {
        gap g = *place;

        at = zz__form_read(at, &form);
        if (how == THROUGH)
            status = pass(m, &g, &form);
        if (status == ZZ_OK)
            status = add_form(m, &g, &form, &stands);
    }
    zz__forms_limit(&m->scratch->forms, stands < 1000 ? stands : 1000);
    return status;
}

/* Of the steps before: they stood in the middle. */
static int32_t add_before(const zz__middle *m, const zz__parts *parts, const zz__part *part)
{
    int32_t status = ZZ_OK;
    size_t i;

    for (i = 0; i < part->count && status == ZZ_OK; i++) {
        const zz__composed *e = &part->at[i];
        way how = NOT_AT_ALL;
        gap g = {NULL, 0, 0, 0};

        if (e->form_count > 1)
            status = find_gap(m, parts, e, &g, &how);
        if (status == ZZ_OK)
            status = add_forms(m, &g, part->list, e, how);
    }
    return status;
}

/* Of the next step: they would stand in the output. */
static int32_t add_after(const zz__middle *m, const zz__parts *parts, const zz__part *part)
{
    bool are_edits = part == &parts->after;
    int32_t status = ZZ_OK;
    size_t i;

    for (i = 0; i < part->count && status == ZZ_OK; i++) {
        const zz__composed *e = &part->at[i];
        gap g;

        g.bytes = m->scratch->actual.bytes;
        g.size = m->scratch->actual.size;
        g.from = in_actual(parts, e->source, are_edits ? i : edits_before(parts, e->source));
        g.to = g.from + (size_t)(are_edits ? e->target_size : e->source_size);
        status = add_forms(m, &g, part->list, e, AS_IT_IS);
    }
    return status;
}

int32_t zz__candidates_find(const zz__middle *m, const zz__parts *parts)
{
    zz__scratch *s = m->scratch;
    int32_t status = find_actual(m, parts);

    zz__forms_clear(&s->forms);
    if (status == ZZ_OK)
        status = zz__forms_add(&s->forms, s->actual.bytes, s->actual.size, ZZ_SCORE_NONE);
    if (status == ZZ_OK)
        status = add_after(m, parts, &parts->after);
    if (status == ZZ_OK)
        status = add_after(m, parts, &parts->after_notes);
    if (status == ZZ_OK)
        status = add_before(m, parts, &parts->before);
    if (status == ZZ_OK)
        status = add_before(m, parts, &parts->before_notes);
    if (status != ZZ_OK)
        return status;
    zz__forms_scale(&s->forms);
    return zz__forms_sort(&s->forms, &s->text);
}
