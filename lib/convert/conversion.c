/* SPDX-License-Identifier: Apache-2.0 */
#include "convert/convert.h"

#include <string.h>

void zz__conversion_locate(zz__conversion *conversion, const zz__image *image,
                           const zz__image_program *program, const zz__memory *memory)
{
    uint32_t i;

    memset(conversion, 0, sizeof *conversion);
    conversion->memory = memory;
    conversion->kernels = zz__kernels_best();
    conversion->has_normalize = zz__le32(program->normalize) != ZZ__NONE;
    conversion->has_segment = zz__le32(program->segment) != ZZ__NONE;
    conversion->stage_count = zz__le32(program->stage_count);
    if (conversion->has_normalize)
        zz__table_locate(&conversion->normalize, image, zz__le32(program->normalize));
    if (conversion->has_segment)
        zz__table_locate(&conversion->segment, image, zz__le32(program->segment));
    for (i = 0; i < conversion->stage_count; i++)
        zz__table_locate(&conversion->stages[i], image, zz__le32(program->stages[i]));
}

const zz__step_type *zz__conversion_type(const zz__conversion *conversion)
{
    const zz__table *stage = &conversion->stages[0];
    bool normalize_fits = !conversion->has_normalize ||
                          (conversion->normalize.flags & ZZ__TABLE_COMPATIBILITY);
    /* a key longer than this could leave a block without anything decided */
    bool keys_fit = stage->max_key <= 256 && !(stage->flags & ZZ__TABLE_HAS_IDS);

    if (conversion->stage_count == 1 && !conversion->has_segment && normalize_fits && keys_fit)
        return &zz__step_blocks;
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
