/* SPDX-License-Identifier: Apache-2.0 */
#include "api/edit.h"

#include "api/sizes.h"

static uint32_t others_of(const zz__composed *e)
{
    return e->form_count != 0 ? e->form_count - 1u : 0;
}

static int32_t score_of(const zz__edit_list *list, const zz__composed *e)
{
    zz__form stands;

    if (e->form_count == 0)
        return ZZ_SCORE_NONE;
    zz__form_read(zz__edit_list_forms(list, e), &stands);
    return stands.score;
}

int32_t zz__edit_give(const zz__edit_list *edits, const zz_recipe *recipe, size_t index,
                      zz_edit *edit)
{
    const zz__composed *e;

    if (edit == NULL || index >= zz__edit_list_count(edits))
        return ZZ_ERROR_ARGUMENT;
    if (!zz__size_is_right(edit->size, ZZ__SIZE_WITH(zz_edit, operation)))
        return ZZ_ERROR_STRUCT_SIZE;
    e = zz__edit_list_at(edits) + index;
    edit->step = e->last;
    edit->source = e->source;
    edit->source_size = e->source_size;
    edit->target = e->target;
    edit->target_size = e->target_size;
    edit->steps = e->steps;
    edit->step_name = recipe->steps[e->last].name;
    edit->operation = recipe->steps[e->last].type->operations[e->op - 1];
    if (edit->size >= ZZ__SIZE_WITH(zz_edit, alternatives)) {
        edit->alternatives = others_of(e);
        edit->score = score_of(edits, e);
    }
    zz__clear_unknown(edit, sizeof *edit, edit->size);
    return ZZ_OK;
}

int32_t zz__suggestion_give(const zz__edit_list *suggestions, const zz_recipe *recipe, size_t index,
                            zz_suggestion *suggestion)
{
    const zz__composed *e;

    if (suggestion == NULL || index >= zz__edit_list_count(suggestions))
        return ZZ_ERROR_ARGUMENT;
    if (!zz__size_is_right(suggestion->size, ZZ__SIZE_WITH(zz_suggestion, forms)))
        return ZZ_ERROR_STRUCT_SIZE;
    e = zz__edit_list_at(suggestions) + index;
    suggestion->step = e->last;
    suggestion->source = e->source;
    suggestion->source_size = e->source_size;
    suggestion->target = e->target;
    suggestion->target_size = e->target_size;
    suggestion->step_name = recipe->steps[e->last].name;
    suggestion->score = score_of(suggestions, e);
    suggestion->forms = others_of(e);
    zz__clear_unknown(suggestion, sizeof *suggestion, suggestion->size);
    return ZZ_OK;
}

int32_t zz__form_give(const zz__edit_list *list, size_t which, size_t index,
                      const zz__form_out *out)
{
    zz__form form = {NULL, 0, ZZ_SCORE_NONE};
    const zz__composed *e =
        list != NULL && which < zz__edit_list_count(list) ? zz__edit_list_at(list) + which : NULL;
    bool there = e != NULL && index < others_of(e);
    size_t i;

    if (there) {
        const uint8_t *at = zz__edit_list_forms(list, e);
        for (i = 0; i <= index + 1; i++)
            at = zz__form_read(at, &form);
    }
    if (out->text != NULL)
        *out->text = (const char *)form.text;
    if (out->size != NULL)
        *out->size = form.size;
    if (out->score != NULL)
        *out->score = form.score;
    return there ? ZZ_OK : ZZ_ERROR_ARGUMENT;
}

/* An edit seen from one side. */
typedef struct side {
    uint64_t begin, size, other_begin, other_size;
} side;

static side side_of(const zz__composed *e, uint32_t direction)
{
    side forward = {e->source, e->source_size, e->target, e->target_size};
    side back = {e->target, e->target_size, e->source, e->source_size};

    return direction == ZZ_MAP_FORWARD ? forward : back;
}

uint64_t zz__edits_map(const zz__edit_list *list, const zz__decided *decided, uint32_t direction,
                       uint64_t offset)
{
    const zz__composed *edits = zz__edit_list_at(list);
    size_t low = 0, high = zz__edit_list_count(list);
    side s;

    while (low < high) { /* the first edit that begins behind offset */
        size_t middle = low + (high - low) / 2;
        if (side_of(&edits[middle], direction).begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return direction == ZZ_MAP_FORWARD ? offset - decided->source + decided->target
                                           : offset - decided->target + decided->source;
    s = side_of(&edits[low - 1], direction);
    if (offset < s.begin + s.size || (s.size == 0 && offset == s.begin))
        return s.other_begin;
    return s.other_begin + s.other_size + (offset - s.begin - s.size);
}
