/* SPDX-License-Identifier: Apache-2.0 */
#include "context/place.h"

void zz__join_forms(const zz__choice *choice, const zz__image_family *family, uint32_t written,
                    uint32_t c, int32_t *scores)
{
    const zz__image_candidate *all = choice->context.candidates + zz__le16(family->first);
    uint32_t k;

    for (k = 0; k < zz__le16(family->count); k++) {
        if (k == written || zz__le16(all[k].unit[choice->region]) != c)
            continue;
        if (scores[k] > scores[written])
            scores[written] = scores[k];
        scores[k] = ZZ__CONTEXT_NEVER;
    }
}

uint32_t zz__context_options(const zz__choice *choice, const zz__image_family *family,
                             const int32_t *scores, zz__option *options)
{
    const zz__image_candidate *candidates =
        choice->context.candidates + zz__le16(family->first);
    uint32_t count = zz__le16(family->count), k, at;
    int32_t best;

    for (k = 0; k < count; k++) {
        for (at = k; at > 0 && options[at - 1].score < scores[k]; at--)
            options[at] = options[at - 1];
        options[at].code_point = zz__le16(candidates[k].unit[choice->region]);
        options[at].score = scores[k];
    }
    best = options[0].score;
    for (k = 0; k < count; k++)
        options[k].score -= best;
    return count;
}

int32_t zz__tell_choices(const zz__choice *choice, const zz__image_family *family,
                         const int32_t *scores, uint32_t written, bool made, zz__sink *sink)
{
    const zz__image_candidate *candidates = choice->context.candidates + zz__le16(family->first);
    zz__choices choices;

    if (sink->recorder->choices == NULL)
        return ZZ_OK;
    choices.source = sink->source;
    choices.source_size = ZZ__CONTEXT_BYTES;
    choices.made = made;
    choices.written = written != ZZ__NOT_WRITTEN
                          ? zz__le16(candidates[written].unit[choice->region])
                          : 0;
    choices.count = zz__context_options(choice, family, scores, choices.options);
    return sink->recorder->choices(sink->recorder->ctx, &choices);
}

int32_t zz__put_form(uint32_t c, zz__sink *sink, zz__op op)
{
    uint8_t form[4];
    size_t size = zz__utf8_encode(c, form);

    return zz__sink_replace(sink, ZZ__CONTEXT_BYTES, form, size, op);
}

uint32_t zz__context_candidates(const zz__choice *choice, const uint8_t *text, size_t size,
                                size_t at, zz__option *options)
{
    const zz__context *context = &choice->context;
    const zz__image_family *family;
    int32_t scores[ZZ__CONTEXT_CANDIDATES];
    zz__window window;
    uint32_t rank;

    if (size < ZZ__CONTEXT_BYTES || at > size - ZZ__CONTEXT_BYTES ||
        zz__context_find(context->members->bits, NULL, text, at, at + ZZ__CONTEXT_BYTES) != at ||
        !zz__set_find(context->members, zz__context_decode(text + at), &rank))
        return 0;
    family = context->families +
             zz__le16(context->candidates[zz__le16(context->member_values[rank])].family);
    zz__context_look(context, text, at, size, true, &window);
    zz__context_score(context, family, window.units + ZZ__CONTEXT_REACH, false, scores);
    return zz__context_options(choice, family, scores, options);
}
