/* SPDX-License-Identifier: Apache-2.0 */
/* Opening an image that is not trusted: all checks in one place, so that no other file needs
 * any. */
#include <string.h>

#include "base/crc32.h"
#include "base/error.h"
#include "table/image.h"

static int32_t damaged(zz_error *error, uint64_t offset, const char *what)
{
    zz__error_set(error, ZZ_ERROR_IMAGE_DAMAGED, offset, "The data image is damaged at byte ");
    zz__error_add_number(error, offset);
    zz__error_add(error, ": ");
    zz__error_add(error, what);
    zz__error_add(error, ". Get it anew, or build it with zhengzi-compile.");
    return ZZ_ERROR_IMAGE_DAMAGED;
}

static uint64_t offset_in(const zz__image *image, const void *part)
{
    return (uint64_t)((const uint8_t *)part - image->bytes);
}

static int32_t check_header(const uint8_t *bytes, size_t size, zz_error *error)
{
    static const uint8_t zero[4];
    zz__image_header header;
    uint32_t crc;

    if (size < sizeof header)
        return damaged(error, size, "it is shorter than its header");
    memcpy(&header, bytes, sizeof header);
    if (memcmp(header.magic, ZZ__IMAGE_MAGIC, sizeof header.magic) != 0)
        return damaged(error, 0, "it does not begin as an image does");
    if (zz__le16(header.major) != ZZ__IMAGE_MAJOR) {
        zz__error_set(error, ZZ_ERROR_IMAGE_VERSION, 8, "The data image has format ");
        zz__error_add_number(error, zz__le16(header.major));
        zz__error_add(error, ", this library reads format ");
        zz__error_add_number(error, ZZ__IMAGE_MAJOR);
        zz__error_add(error, ". Build it with the zhengzi-compile of this version.");
        return ZZ_ERROR_IMAGE_VERSION;
    }
    if (zz__le64(header.size) != size)
        return damaged(error, 16, "its size is not the one it states");
    crc = zz__crc32(0, bytes, 12);
    crc = zz__crc32(crc, zero, 4);
    crc = zz__crc32(crc, bytes + 16, size - 16);
    if (crc != zz__le32(header.checksum))
        return damaged(error, 12, "its checksum is wrong");
    if (zz__le32(header.section_count) != ZZ__SECTION_COUNT)
        return damaged(error, 28, "it has another number of sections");
    if (header.data_version[sizeof header.data_version - 1] != '\0')
        return damaged(error, 32, "its data version does not end");
    return ZZ_OK;
}

static int32_t check_sections(const uint8_t *bytes, size_t size, zz_error *error)
{
    zz__image_header header;
    uint64_t directory;
    unsigned i;

    memcpy(&header, bytes, sizeof header);
    directory = zz__le32(header.directory);
    if (directory % 4 != 0 ||
        directory + ZZ__SECTION_COUNT * sizeof(zz__image_section) > size)
        return damaged(error, 24, "its directory lies outside");
    for (i = 0; i < ZZ__SECTION_COUNT; i++) {
        uint64_t at = directory + i * sizeof(zz__image_section);
        zz__image_section section;
        uint64_t offset, extent;

        memcpy(&section, bytes + at, sizeof section);
        offset = zz__le32(section.offset);
        extent = (uint64_t)zz__le32(section.count) * zz__section_item(i);
        if (i == ZZ__SECTION_PAGES || i == ZZ__SECTION_MAPS)
            extent += 2; /* kernels read 32 bits for the last 16 */
        if (offset % 64 != 0 || offset > size || extent > size - offset)
            return damaged(error, at, "a section lies outside");
    }
    return ZZ_OK;
}

static int32_t check_strings_and_maps(const zz__image *image, zz_error *error)
{
    uint32_t strings = image->counts[ZZ__SECTION_STRINGS];
    uint32_t pages = image->counts[ZZ__SECTION_PAGES];
    uint64_t i, maps = (uint64_t)image->counts[ZZ__SECTION_MAPS] * ZZ__MAP;

    if (strings == 0 || image->strings[strings - 1] != '\0')
        return damaged(error, offset_in(image, image->strings), "its last string does not end");
    if (image->counts[ZZ__SECTION_MAPS] == 0)
        return damaged(error, offset_in(image, image->maps), "it has no map of codes");
    for (i = 0; i < maps; i++) {
        uint32_t first = (uint32_t)(i % ZZ__MAP) * ZZ__PAGE;

        first = zz__page_index(image->maps[i], (uint16_t)first);
        if (first + ZZ__PAGE > pages || first + ZZ__PAGE > ZZ__PAGE_ROOM)
            return damaged(error, offset_in(image, image->maps + i), "a map names no page");
    }
    return ZZ_OK;
}

static bool record_fits(const zz__image *image, uint32_t link)
{
    uint32_t count = image->counts[ZZ__SECTION_POOL], head;
    zz__record record;

    if (link >= count)
        return false;
    head = zz__le16(image->pool[link]) >> ZZ__RECORD_TAIL_SHIFT & ZZ__RECORD_LONG;
    if (head == ZZ__RECORD_LONG && count - link < ZZ__RECORD_LONG_HEAD)
        return false;
    record = zz__record_read(image->pool + link);
    if (record.value == 0 && (record.flags & ZZ__RECORD_DERIVED) == 0)
        return false; /* no value is empty: who writes one reserves room for it */
    return record.tail + record.value <= count - (uint32_t)(record.units - image->pool);
}

static int32_t check_nodes(const zz__image *image, zz_error *error)
{
    uint32_t i, count = image->counts[ZZ__SECTION_LINKS];

    if (image->counts[ZZ__SECTION_LABELS] != count)
        return damaged(error, offset_in(image, image->labels), "nodes lack labels or links");
    for (i = 0; i < count; i++) {
        uint32_t link = zz__le32(image->links[i]), kind = zz__link_kind(link);
        uint64_t at = offset_in(image, image->links + i);

        link &= ZZ__LINK_MASK;
        if (kind >= ZZ__NODE_KINDS)
            return damaged(error, at, "a node of no known kind");
        if (kind == ZZ__NODE_INNER && link >= count)
            return damaged(error, at, "a node points outside");
        if ((kind == ZZ__NODE_PAIR || kind == ZZ__NODE_PAIR_SEGMENT) &&
            link + 2 > image->counts[ZZ__SECTION_POOL])
            return damaged(error, at, "a value lies outside");
        if (kind == ZZ__NODE_RECORD && !record_fits(image, link))
            return damaged(error, at, "a record lies outside");
    }
    return ZZ_OK;
}

static bool range_fits(uint32_t first, uint32_t count, uint32_t total)
{
    return zz__le32(first) <= total && zz__le32(count) <= total - zz__le32(first);
}

static int32_t check_table(const zz__image *image, const zz__image_table *table, zz_error *error)
{
    uint32_t log2 = zz__le32(table->filter_log2), root = zz__le32(table->root);
    uint64_t at = offset_in(image, table);

    if (zz__le32(table->map) >= image->counts[ZZ__SECTION_MAPS])
        return damaged(error, at, "a table names no map");
    if (root >= image->counts[ZZ__SECTION_LINKS] ||
        zz__link_kind(zz__le32(image->links[root])) != ZZ__NODE_INNER)
        return damaged(error, at, "a table has no root");
    if (log2 < 5 || log2 > 24 ||
        !range_fits(table->filter_first, zz__le32(3u << (log2 - 5)),
                    image->counts[ZZ__SECTION_FILTERS]))
        return damaged(error, at, "a filter lies outside its section");
    if (zz__le32(table->max_key) > 0xFFFF)
        return damaged(error, at, "a key is too long");
    if (zz__le32(table->choices) > image->counts[ZZ__SECTION_TABLES])
        return damaged(error, at, "its table of choices is none");
    return ZZ_OK;
}

static bool is_table(const zz__image *image, uint32_t number, bool or_none)
{
    number = zz__le32(number);
    return number < image->counts[ZZ__SECTION_TABLES] || (or_none && number == ZZ__NONE);
}

static bool is_map(const zz__image *image, uint32_t number)
{
    number = zz__le32(number);
    return number < image->counts[ZZ__SECTION_MAPS] || number == ZZ__NONE;
}

static bool joined_fits(const zz__image *image, const zz__image_program *program)
{
    if (zz__le32(program->joined) == ZZ__NONE)
        return true;
    return is_table(image, program->joined, false) && is_map(image, program->joined_map) &&
           is_map(image, program->second_map) && zz__le32(program->member) < ZZ__MAX_MEMBERS &&
           zz__le32(program->stage_count) == 2 && zz__le32(program->segment) != ZZ__NONE;
}

static int32_t check_conversion(const zz__image *image, uint32_t number, zz_error *error)
{
    const zz__image_conversion *conversion = &image->conversions[number];
    uint32_t sequence_count = zz__le32(conversion->sequence_count), i, j;
    uint64_t at = offset_in(image, conversion);
    uint32_t strings = image->counts[ZZ__SECTION_STRINGS];

    if (zz__le32(conversion->name) >= strings || zz__le32(conversion->summary) >= strings)
        return damaged(error, at, "a conversion has no name");
    if (sequence_count > ZZ__MAX_SEQUENCE)
        return damaged(error, at, "a sequence is too long");
    for (i = 0; i < sequence_count; i++) {
        uint32_t part = zz__le32(conversion->sequence[i]);
        if (part >= number || zz__le32(image->conversions[part].sequence_count) != 0)
            return damaged(error, at, "a sequence names no conversion before it");
    }
    for (i = 0; i < 2 && sequence_count == 0; i++) {
        const zz__image_program *program = &conversion->program[i];
        uint32_t stages = zz__le32(program->stage_count);

        if (stages == 0 || stages > ZZ__MAX_STAGES || !is_table(image, program->normalize, true) ||
            !is_table(image, program->segment, true))
            return damaged(error, at, "a conversion names no table");
        for (j = 0; j < stages; j++) {
            if (!is_table(image, program->stages[j], false))
                return damaged(error, at, "a stage names no table");
        }
        if (!joined_fits(image, program))
            return damaged(error, at, "a joined conversion names no table or map");
    }
    return ZZ_OK;
}

static int32_t check_preset(const zz__image *image, uint32_t number, zz_error *error)
{
    const zz__image_preset *preset = &image->presets[number];
    uint32_t strings = image->counts[ZZ__SECTION_STRINGS];

    if (zz__le32(preset->name) >= strings || zz__le32(preset->steps) >= strings ||
        zz__le32(preset->summary) >= strings)
        return damaged(error, offset_in(image, preset), "a preset has no name");
    return ZZ_OK;
}

static int32_t check_source(const zz__image *image, uint32_t number, zz_error *error)
{
    const zz__image_source *source = &image->sources[number];

    if (zz__le32(source->name) >= image->counts[ZZ__SECTION_STRINGS] ||
        !is_table(image, source->table, true) || zz__le32(source->keys) > ZZ__SOURCE_PHRASES ||
        !range_fits(source->patch, source->patch_size, image->counts[ZZ__SECTION_PATCHES]))
        return damaged(error, offset_in(image, source), "a source names no table or text");
    return ZZ_OK;
}

int32_t zz__image_open(zz__image *image, const uint8_t *bytes, size_t size, zz_error *error)
{
    int32_t status = check_header(bytes, size, error);
    uint32_t i;

    if (status == ZZ_OK)
        status = check_sections(bytes, size, error);
    if (status != ZZ_OK)
        return status;
    zz__image_locate(image, bytes);
    status = check_strings_and_maps(image, error);
    if (status == ZZ_OK)
        status = check_nodes(image, error);
    for (i = 0; i < image->counts[ZZ__SECTION_TABLES] && status == ZZ_OK; i++)
        status = check_table(image, &image->tables[i], error);
    for (i = 0; i < image->counts[ZZ__SECTION_CONVERSIONS] && status == ZZ_OK; i++)
        status = check_conversion(image, i, error);
    for (i = 0; i < image->counts[ZZ__SECTION_PRESETS] && status == ZZ_OK; i++)
        status = check_preset(image, i, error);
    for (i = 0; i < image->counts[ZZ__SECTION_SOURCES] && status == ZZ_OK; i++)
        status = check_source(image, i, error);
    if (status == ZZ_OK && !zz__image_context_fits(image))
        status = damaged(error, offset_in(image, image->context),
                         "its context model is not what it should be");
    return status;
}
