/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline/weigh.h"

#include "base/utf8.h"

void zz__weigher_init(zz__weigher *weigher, const zz__memory *memory)
{
    zz__scratch_init(&weigher->scratch, memory);
    zz__alternatives_init(&weigher->found, memory);
    weigher->has_chosen = false;
}

void zz__weigher_free(zz__weigher *weigher)
{
    zz__scratch_free(&weigher->scratch);
    zz__alternatives_release(&weigher->found);
}

/* Adds what a step weighed; written: what stands there, 0 where that is the step's own text. */
static int32_t add_options(zz__forms *forms, const zz__choices *choices, uint32_t written)
{
    int32_t likelihoods[ZZ__MAX_OPTIONS], status = ZZ_OK;
    uint32_t i;

    zz__choices_weigh(choices, likelihoods);
    for (i = 0; i < choices->count && status == ZZ_OK; i++) {
        const zz__option *option = &choices->options[i];
        uint8_t text[4];

        if (option->score < ZZ__NO_OPTION)
            continue;
        if (option->code_point == written)
            zz__forms_limit(forms, likelihoods[i]);
        else
            status = zz__forms_add(forms, text, zz__utf8_encode(option->code_point, text),
                                   likelihoods[i]);
    }
    return status;
}

int32_t zz__weigh_edit(zz__weigher *w, const zz__step *step, const zz__edit *edit,
                       const uint8_t *text)
{
    zz__forms *forms = &w->scratch.forms;
    bool weighed = w->has_chosen && w->chosen.source == edit->source;
    int32_t status;
    uint32_t i;

    w->has_chosen = false;
    zz__forms_clear(forms);
    status = zz__forms_add(forms, edit->result, (size_t)edit->target_size, ZZ_SCORE_NONE);
    if (status == ZZ_OK && weighed)
        return add_options(forms, &w->chosen, 0);
    if (status != ZZ_OK || step->type->weighs || step->type->alternatives == NULL)
        return status;
    zz__alternatives_clear(&w->found);
    status = step->type->alternatives(step->self, text, (size_t)edit->source_size, &w->found);
    for (i = 0; i < w->found.count && status == ZZ_OK; i++) {
        size_t size;
        const uint8_t *other = zz__alternatives_at(&w->found, i, &size);

        status = zz__forms_add(forms, other, size, ZZ_SCORE_NONE);
    }
    return status;
}

int32_t zz__weigh_place(zz__weigher *w, const zz__choices *choices, const uint8_t *text)
{
    zz__forms *forms = &w->scratch.forms;
    int32_t status;

    zz__forms_clear(forms);
    status = zz__forms_add(forms, text, (size_t)choices->source_size, ZZ_SCORE_NONE);
    return status == ZZ_OK ? add_options(forms, choices, choices->written) : status;
}
