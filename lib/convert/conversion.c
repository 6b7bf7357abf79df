/* SPDX-License-Identifier: Apache-2.0 */
#include "convert/convert.h"

#include <string.h>

static uint32_t longer_head(uint32_t a, uint32_t b)
{
    return a > b ? a : b; /* ZZ__NONE, a key of ASCII alone, is the largest */
}

static void locate_joined(zz__conversion *conversion, const zz__image *image,
                          const zz__image_program *program)
{
    uint32_t map = zz__le32(program->joined_map), second = zz__le32(program->second_map);

    conversion->has_joined = zz__le32(program->joined) != ZZ__NONE;
    if (!conversion->has_joined)
        return;
    zz__table_locate(&conversion->joined, image, zz__le32(program->joined));
    if (map != ZZ__NONE)
        conversion->joined.map = image->maps + (size_t)map * ZZ__MAP;
    if (second != ZZ__NONE)
        conversion->second_map = image->maps + (size_t)second * ZZ__MAP;
    conversion->member = (uint16_t)ZZ__RECORD_MEMBER(zz__le32(program->member));
}

void zz__conversion_locate(zz__conversion *conversion, const zz__image *image,
                           const zz__image_program *program, const zz__memory *memory)
{
    uint32_t i;

    memset(conversion, 0, sizeof *conversion);
    conversion->memory = memory;
    conversion->kernels = zz__kernels_get(0);
    conversion->has_normalize = zz__le32(program->normalize) != ZZ__NONE;
    conversion->has_segment = zz__le32(program->segment) != ZZ__NONE;
    conversion->stage_count = zz__le32(program->stage_count);
    if (conversion->has_normalize)
        zz__table_locate(&conversion->normalize, image, zz__le32(program->normalize));
    if (conversion->has_segment)
        zz__table_locate(&conversion->segment, image, zz__le32(program->segment));
    for (i = 0; i < conversion->stage_count; i++) {
        zz__table *stage = &conversion->stages[i];
        zz__table_locate(stage, image, zz__le32(program->stages[i]));
        conversion->ascii_head = longer_head(conversion->ascii_head, stage->ascii_head);
    }
    if (conversion->has_segment)
        conversion->ascii_head =
            longer_head(conversion->ascii_head, conversion->segment.ascii_head);
    locate_joined(conversion, image, program);
}

const char *const zz__convert_operations[] = {"character", "phrase", "compatibility", NULL};

/* A key longer than this could leave a block without anything decided. */
#define LONGEST_KEY 128

static bool fits_blocks(const zz__table *table)
{
    return table->max_key <= LONGEST_KEY && !(table->flags & ZZ__TABLE_HAS_IDS);
}

const zz__step_type *zz__conversion_type(const zz__conversion *conversion)
{
    const zz__table *stages = conversion->stages;

    if (conversion->has_normalize && !(conversion->normalize.flags & ZZ__TABLE_COMPATIBILITY))
        return &zz__step_staged;
    if (conversion->stage_count == 1 && !conversion->has_segment && fits_blocks(&stages[0]))
        return &zz__step_blocks;
    if (conversion->has_joined && fits_blocks(&stages[0]) && fits_blocks(&stages[1]) &&
        fits_blocks(&conversion->segment) && fits_blocks(&conversion->joined))
        return &zz__step_joined;
    return &zz__step_staged;
}

static uint32_t times(uint32_t a, uint32_t b)
{
    uint64_t product = ((uint64_t)a * b + 255) / 256;
    return product > 0xFFFFFFFFu ? 0xFFFFFFFFu : (uint32_t)product;
}

uint32_t zz__conversion_growth(const zz__conversion *conversion)
{
    uint32_t growth = conversion->has_normalize ? conversion->normalize.growth : 256, i;

    for (i = 0; i < conversion->stage_count; i++)
        growth = times(growth, conversion->stages[i].growth);
    return growth;
}
