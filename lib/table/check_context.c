/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the context model of an image that is not trusted: sizes, and every number that the
 * model's reader follows. */
#include "context/model.h"

static bool set_fits(const zz__image_set *set, uint32_t count)
{
    uint32_t before = 0, i;

    for (i = 0; i < ZZ__CONTEXT_WORDS; i++) {
        uint64_t word = zz__le64(set->bits[i]);

        if (zz__le16(set->before[i]) != before)
            return false;
        for (; word != 0; word &= word - 1)
            before++;
    }
    return before == count;
}

static bool in_block(uint32_t unit)
{
    return unit - ZZ__CONTEXT_BLOCK < ZZ__CONTEXT_BLOCK_SIZE;
}

static bool families_fit(const zz__context *context, uint32_t families, uint32_t candidates)
{
    uint32_t i, k, first = 0;

    for (i = 0; i < families; i++) {
        uint32_t count = zz__le16(context->families[i].count);

        if (zz__le16(context->families[i].first) != first || count == 0 ||
            count > ZZ__CONTEXT_CANDIDATES || count > candidates - first)
            return false;
        for (k = first; k < first + count; k++) {
            const zz__image_candidate *candidate = &context->candidates[k];

            if (zz__le16(candidate->family) != i || !in_block(zz__le16(candidate->unit[0])) ||
                !in_block(zz__le16(candidate->unit[1])) ||
                !in_block(zz__le16(candidate->unit[2])) || candidate->free >> count != 0)
                return false;
        }
        first += count;
    }
    return first == candidates;
}

/* A stray with several forms must be the Simplified character of a family. */
static bool stray_fits(const zz__context *context, uint32_t families, uint32_t value, uint32_t c)
{
    uint32_t form = (value & ~(uint32_t)ZZ__STRAY_NEAR) + ZZ__CONTEXT_BLOCK, i;

    if (!in_block(form))
        return false;
    for (i = 0; form == c && i < families; i++) {
        if (zz__le16(context->families[i].simplified) == c)
            return true;
    }
    return form != c;
}

static bool values_fit(const zz__context *context, const zz__image_context *header)
{
    uint32_t c, rank, i;

    for (i = 0; i < zz__le32(header->member_count); i++) {
        if (zz__le16(context->member_values[i]) >= zz__le32(header->candidate_count))
            return false;
    }
    for (i = 0; i < ZZ__CONTEXT_BLOCK_SIZE; i++) {
        if (!in_block(zz__le16(context->folds[i])))
            return false;
    }
    for (c = ZZ__CONTEXT_BLOCK; in_block(c); c++) {
        if (zz__set_find(context->strays, c, &rank) &&
            !stray_fits(context, zz__le32(header->family_count),
                        zz__le16(context->stray_values[rank]), c))
            return false;
    }
    for (i = 0; i < context->glyph_count; i++) {
        const zz__image_glyph *glyph = &context->glyphs[i];

        if (!in_block(zz__le16(glyph->unit[0])) || !in_block(zz__le16(glyph->unit[1])) ||
            !in_block(zz__le16(glyph->unit[2])))
            return false;
    }
    return true;
}

/* Every character that is looked up as a member must be one. */
static bool chosen_fits(const zz__context *context)
{
    uint32_t i;

    for (i = 0; i < ZZ__CONTEXT_WORDS; i++) {
        if ((zz__le64(context->chosen[i]) & ~zz__le64(context->members->bits[i])) != 0)
            return false;
    }
    return true;
}

bool zz__image_context_fits(const zz__image *image)
{
    const zz__image_context *header = (const void *)image->context;
    uint64_t size = (uint64_t)image->counts[ZZ__SECTION_CONTEXT] * 8;
    zz__context_layout layout;
    zz__context context;

    if (size == 0)
        return true;
    if (size < sizeof *header || zz__le32(header->version) != ZZ__CONTEXT_VERSION ||
        zz__le32(header->bucket_count) == 0 || zz__le32(header->regional_bucket_count) == 0 ||
        zz__le32(header->edge_bucket_count) == 0 ||
        zz__le32(header->regional_count) > ZZ__REGIONAL_MOST)
        return false;
    zz__context_measure(&layout, header);
    if (layout.end != size)
        return false;
    zz__context_locate_at(&context, image->context);
    return set_fits(context.members, zz__le32(header->member_count)) &&
           set_fits(context.strays, zz__le32(header->stray_count)) &&
           families_fit(&context, zz__le32(header->family_count),
                        zz__le32(header->candidate_count)) &&
           values_fit(&context, header) && chosen_fits(&context);
}
