/* SPDX-License-Identifier: Apache-2.0 */
/* The step behind a conversion out of Simplified: looks again at every ambiguous character. */
#include <string.h>

#include "context/context.h"
#include "context/place.h"
#include "context/reading.h"

/* The best form; the dictionary's where nothing speaks against it. */
static uint32_t best_form(const zz__image_family *family, const int32_t *scores, uint32_t written)
{
    uint32_t best = written, k;

    for (k = 0; k < zz__le16(family->count); k++) {
        if (scores[k] > scores[best])
            best = k;
    }
    return best;
}

/* Adds what the dictionary's answer is worth. */
static void add_dictionary(const zz__context *context, const zz__image_family *family,
                           uint32_t written, int32_t *scores)
{
    const zz__image_candidate *candidates = context->candidates + zz__le16(family->first);
    uint32_t k;

    for (k = 0; k < zz__le16(family->count); k++)
        scores[k] += zz__signed16(candidates[k].dictionary[written]);
}

/* What is known of a place. */
typedef struct place {
    const zz__image_family *family;
    const zz__image_candidate *candidates;
    uint32_t written, best; /* candidates */
    int32_t scores[ZZ__CONTEXT_CANDIDATES];
} place;

/* Weighs the character c at a place among units. */
static void decide(const zz__choice *choice, const uint16_t *at, uint32_t c, place *p)
{
    const zz__context *context = &choice->context;
    uint32_t rank = 0, number;

    zz__set_find(context->members, c, &rank);
    number = zz__le16(context->member_values[rank]);
    p->family = context->families + zz__le16(context->candidates[number].family);
    p->candidates = context->candidates + zz__le16(p->family->first);
    p->written = number - zz__le16(p->family->first);
    zz__context_score(context, p->family, at, true, p->scores);
    add_dictionary(context, p->family, p->written, p->scores);
    zz__join_forms(choice, p->family, p->written, c, p->scores);
    p->best = best_form(p->family, p->scores, p->written);
}

/* Copies what lies before text[end]. */
static int32_t copy(zz__input *in, size_t end, zz__sink *sink)
{
    int32_t status = ZZ_OK;

    if (end > in->start)
        status = zz__sink_copy(sink, in->text + in->start, end - in->start);
    in->start = end;
    return status;
}

/* Tells the sink what was decided on the character at text[at]. */
static int32_t take(const zz__choice *choice, const place *p, zz__input *in, size_t at,
                    zz__sink *sink)
{
    bool changed = p->best != p->written;
    int32_t status;

    if (!changed && sink->recorder == NULL)
        return ZZ_OK;
    status = copy(in, at, sink);
    if (status == ZZ_OK && sink->recorder != NULL)
        status = zz__tell_choices(choice, p->family, p->scores, p->written, changed, sink);
    if (status != ZZ_OK || !changed)
        return status;
    in->start = at + ZZ__CONTEXT_BYTES;
    return zz__put_form(zz__le16(p->candidates[p->best].unit[choice->region]), sink,
                        ZZ__OP_CHOSEN);
}

static int32_t run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__choice *choice = self;
    const zz__context *context = &choice->context;
    size_t known = in->start; /* what lies before it is decided on, though maybe not copied yet */
    int32_t status = ZZ_OK;
    zz__reading reading;

    (void)state;
    while (status == ZZ_OK && known < in->end) {
        size_t before = known;
        uint32_t i;
        place p;

        known = zz__context_read(context, choice->kernels, context->chosen, in->text, known,
                                 in->end, in->final, &reading);
        for (i = 0; i < reading.count && status == ZZ_OK; i++) {
            decide(choice, reading.units + reading.places[i],
                   zz__context_decode(in->text + reading.at[i]), &p);
            status = take(choice, &p, in, reading.at[i], sink);
        }
        if (known == before)
            break;
    }
    return status == ZZ_OK ? copy(in, known, sink) : status;
}

const char *const zz__context_operations[] = {"by-context", "left-simplified", "wrong-form",
                                              "stray-simplified", NULL};

const zz__step_type zz__step_choose = {
    .name = "context",
    .summary = "each ambiguous character by its context, behind a conversion out of Simplified",
    .operations = zz__context_operations,
    .alternatives = zz__context_alternatives,
    .growth = 256,
    .run = run,
    .weighs = true,
};
