/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline/alternatives.h"

#include "pipeline/alone.h"
#include "pipeline/growth.h"
#include "pipeline/pipeline.h"
#include "terms/match.h"

/* Has the text a word of the caller's? Other steps leave that alone only where it is kept. */
static bool has_term(const zz_recipe *recipe, const uint8_t *text, size_t n)
{
    size_t i;

    for (i = 0; recipe->terms != NULL && i < n; i++) {
        if (zz__terms_find(recipe->terms, text + i, n - i) != NULL)
            return true;
    }
    return false;
}

/* All that a step makes of one text, its own way first. */
static int32_t add_step(const zz_recipe *recipe, uint32_t number, const uint8_t *text, size_t n,
                        zz__buffer *room, zz__alternatives *list)
{
    const zz__step *step = &recipe->steps[number];
    int32_t status;

    room->size = 0;
    status = zz__step_alone(recipe, step, text, n, room);
    if (status == ZZ_OK)
        status = zz__alternatives_add(list, room->bytes, room->size);
    if (status == ZZ_OK && step->type->alternatives != NULL)
        status = step->type->alternatives(step->self, text, n, list);
    return status;
}

/* From the text in the one of the halves that the first step reads. */
static int32_t run_steps(const zz_recipe *recipe, uint32_t first, zz__alternatives halves[2],
                         zz__buffer *room, zz__alternatives *list)
{
    uint32_t i, k;
    int32_t status = ZZ_OK;

    for (i = first; i < recipe->step_count && status == ZZ_OK; i++) {
        const zz__alternatives *before = &halves[i % 2];
        zz__alternatives *after = i + 1 < recipe->step_count ? &halves[(i + 1) % 2] : list;

        if (after != list)
            zz__alternatives_clear(after);
        for (k = 0; k < before->count && status == ZZ_OK && !zz__alternatives_full(after); k++) {
            size_t size;
            const uint8_t *text = zz__alternatives_at(before, k, &size);
            status = add_step(recipe, i, text, size, room, after);
        }
    }
    return status;
}

/* A text that is one of the caller's words: its values, which no step touches. */
static int32_t add_values(const zz__term *term, zz__alternatives *list)
{
    uint32_t at = 0, n;
    int32_t status = ZZ_OK;

    for (; at < term->values_size && status == ZZ_OK; at += n + 1) {
        const uint8_t *value = term->value + at;
        const uint8_t *space = memchr(value, ' ', term->values_size - at);

        n = space != NULL ? (uint32_t)(space - value) : term->values_size - at;
        if (n != 0)
            status = zz__alternatives_add(list, value, n);
    }
    return status;
}

static const zz__term *whole_term(const zz_recipe *recipe, const uint8_t *text, size_t n)
{
    const zz__term *term =
        recipe->terms != NULL && n != 0 ? zz__terms_find(recipe->terms, text, n) : NULL;

    return term != NULL && term->key_size == n ? term : NULL;
}

int32_t zz__pipeline_alternatives(const zz_recipe *recipe, const uint8_t *text, size_t n,
                                  zz__alternatives *list)
{
    zz__once once = {text, n, NULL, 0, NULL, NULL};
    const zz__term *term = whole_term(recipe, text, n);
    zz__alternatives halves[2];
    uint32_t first = recipe->terms != NULL ? 1 : 0; /* in front of it: the caller's words */
    size_t most = zz__growth_most(n);
    zz__buffer room;
    int32_t status;

    zz__buffer_init(&room, &recipe->memory);
    zz__alternatives_init(&halves[0], &recipe->memory);
    zz__alternatives_init(&halves[1], &recipe->memory);
    zz__growth_allow(&halves[0].bytes, most);
    zz__growth_allow(&halves[1].bytes, most);
    zz__growth_allow(&list->bytes, most);
    status = zz__pipeline_once(recipe, &once, &room, NULL); /* which allows room so much */
    if (status == ZZ_OK)
        status = zz__alternatives_add(list, room.bytes, room.size);
    if (status == ZZ_OK && term != NULL)
        status = add_values(term, list);
    if (status == ZZ_OK && n <= ZZ__ALTERNATIVES_TEXT && !has_term(recipe, text, n))
        status = zz__alternatives_add(&halves[first % 2], text, n);
    if (status == ZZ_OK)
        status = run_steps(recipe, first, halves, &room, list);
    zz__alternatives_release(&halves[0]);
    zz__alternatives_release(&halves[1]);
    zz__buffer_free(&room);
    return status;
}
