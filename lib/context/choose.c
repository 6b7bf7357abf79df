/* SPDX-License-Identifier: Apache-2.0 */
/* The step behind a conversion out of Simplified: looks again at every ambiguous character. */
#include <string.h>

#include "context/context.h"
#include "context/place.h"

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

/* Decides on the character at text[at] and tells the sink. */
static int32_t take(const zz__choice *choice, const zz__window *window, uint32_t rank,
                    zz__sink *sink, const uint8_t *p)
{
    const zz__context *context = &choice->context;
    uint32_t number = zz__le16(context->member_values[rank]), best, written;
    const zz__image_candidate *candidate = context->candidates + number;
    const zz__image_family *family = context->families + zz__le16(candidate->family);
    int32_t scores[ZZ__CONTEXT_CANDIDATES], status = ZZ_OK;

    written = number - zz__le16(family->first);
    zz__context_score(context, family, window, true, scores);
    add_dictionary(context, family, written, scores);
    best = best_form(family, scores, written);
    if (sink->recorder != NULL)
        status = zz__tell_choices(choice, family, scores, written, best != written, sink);
    if (status != ZZ_OK)
        return status;
    if (best == written)
        return zz__sink_copy(sink, p, ZZ__CONTEXT_BYTES);
    return zz__put_form(zz__le16(candidate[(int)best - (int)written].unit[ZZ__REGION_STANDARD]),
                        sink, ZZ__OP_CHOSEN);
}

/* Whether the Simplified character that became this one stands for others too. */
static bool has_choice(const zz__context *context, uint32_t rank)
{
    const zz__image_candidate *candidate =
        context->candidates + zz__le16(context->member_values[rank]);

    return candidate->natural &&
           zz__le16(context->families[zz__le16(candidate->family)].natural) > 1;
}

static int32_t run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__choice *choice = self;
    const zz__context *context = &choice->context;
    int32_t status = ZZ_OK;

    (void)state;
    while (status == ZZ_OK && in->start < in->end) {
        uint32_t rank;
        bool is_stray;
        zz__window window;
        size_t place = zz__context_find(context, NULL, in->text, in->start, in->end, &rank,
                                        &is_stray);
        size_t stop = place == in->end && !in->final ? zz__whole_characters(in) : place;

        if (stop > in->start) {
            status = zz__sink_copy(sink, in->text + in->start, stop - in->start);
            in->start = stop;
        }
        if (place == in->end || status != ZZ_OK)
            break;
        if (!has_choice(context, rank)) {
            status = zz__sink_copy(sink, in->text + place, ZZ__CONTEXT_BYTES);
        } else {
            if (!zz__context_look(context, in->text, place, in->end, in->final, &window))
                break;
            status = take(choice, &window, rank, sink, in->text + place);
        }
        in->start += ZZ__CONTEXT_BYTES;
    }
    return status;
}

const char *const zz__context_operations[] = {"by-context", "left-simplified", "wrong-form",
                                              "stray-simplified", NULL};

const zz__step_type zz__step_choose = {
    .name = "context",
    .summary = "each ambiguous character by its context, behind a conversion to s2t's standard",
    .operations = zz__context_operations,
    .alternatives = zz__context_alternatives,
    .growth = 256,
    .run = run,
    .weighs = true,
};
