/* SPDX-License-Identifier: Apache-2.0 */
#include "table/image.h"

#include <string.h>

static const zz__image_section *directory(const uint8_t *bytes)
{
    const zz__image_header *header = (const void *)bytes;
    return (const void *)(bytes + zz__le32(header->directory));
}

void zz__image_locate(zz__image *image, const uint8_t *bytes)
{
    const zz__image_header *header = (const void *)bytes;
    const zz__image_section *sections = directory(bytes);
    const void *start[ZZ__SECTION_COUNT];
    int i;

    for (i = 0; i < ZZ__SECTION_COUNT; i++) {
        start[i] = bytes + zz__le32(sections[i].offset);
        image->counts[i] = zz__le32(sections[i].count);
    }
    image->bytes = bytes;
    image->data_version = header->data_version;
    image->strings = start[ZZ__SECTION_STRINGS];
    image->pages = start[ZZ__SECTION_PAGES];
    image->maps = start[ZZ__SECTION_MAPS];
    image->labels = start[ZZ__SECTION_LABELS];
    image->links = start[ZZ__SECTION_LINKS];
    image->pool = start[ZZ__SECTION_POOL];
    image->filters = start[ZZ__SECTION_FILTERS];
    image->tables = start[ZZ__SECTION_TABLES];
    image->conversions = start[ZZ__SECTION_CONVERSIONS];
    image->presets = start[ZZ__SECTION_PRESETS];
    image->context = start[ZZ__SECTION_CONTEXT];
    image->sources = start[ZZ__SECTION_SOURCES];
    image->patches = start[ZZ__SECTION_PATCHES];
}

static uint32_t root_link(const zz__image *image, uint32_t table)
{
    return zz__le32(image->links[zz__le32(image->tables[table].root)]) & ZZ__LINK_MASK;
}

void zz__table_locate(zz__table *table, const zz__image *image, uint32_t number)
{
    const zz__image_table *stored = &image->tables[number];
    uint32_t choices = zz__le32(stored->choices);

    table->pages = image->pages;
    table->codes = image->maps + ZZ__CODE_MAP * ZZ__MAP;
    table->map = image->maps + (size_t)zz__le32(stored->map) * ZZ__MAP;
    table->labels = image->labels;
    table->links = image->links;
    table->pool = image->pool;
    table->filter = image->filters + zz__le32(stored->filter_first);
    table->filter_log2 = zz__le32(stored->filter_log2);
    table->beginnings = table->filter + ((size_t)1 << (table->filter_log2 - 5));
    table->node_count = image->counts[ZZ__SECTION_LABELS];
    table->root_link = root_link(image, number);
    table->max_key = zz__le32(stored->max_key);
    table->growth = zz__le32(stored->growth);
    table->flags = zz__le32(stored->flags);
    table->ascii_head = zz__le32(stored->ascii_head);
    table->choices_link = ZZ__NONE;
    if (choices != 0)
        table->choices_link = root_link(image, choices - 1);
}
