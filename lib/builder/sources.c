/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/sources.h"

#include <string.h>

#include "base/utf8.h"
#include "builder/merge.h"

/* In a patch, the value of a key that the table has and the dictionary has not. */
#define ABSENT 1

static bool is_one_character(const zz__units *key)
{
    return key->size == 1 || (key->size == 2 && (key->units[0] & 0xFC00) == 0xD800);
}

static void filter_keys(zz__dictionary *dictionary, uint32_t keys)
{
    size_t kept = 0, i;

    for (i = 0; i < dictionary->count; i++) {
        bool one = is_one_character(&dictionary->entries[i].key);
        if (keys == ZZ__SOURCE_ALL || one == (keys == ZZ__SOURCE_CHARACTERS))
            dictionary->entries[kept++] = dictionary->entries[i];
    }
    dictionary->count = kept;
}

static bool same_units(const zz__units *a, const zz__units *b)
{
    return a->size == b->size &&
           (a->size == 0 || memcmp(a->units, b->units, a->size * sizeof *a->units) == 0);
}

/* ---- Reading ---------------------------------------------------------- */

bool zz__source_find(const zz__stored *image, const char *name, size_t size, uint32_t *number)
{
    uint32_t i;

    for (i = 0; i < image->source_count; i++) {
        const char *other = image->strings + zz__le32(image->sources[i].name);
        if (strlen(other) == size && memcmp(other, name, size) == 0) {
            *number = i;
            return true;
        }
    }
    return false;
}

static void drop_absent(zz__dictionary *dictionary)
{
    size_t kept = 0, i;

    for (i = 0; i < dictionary->count; i++) {
        const zz__units *value = &dictionary->entries[i].value;
        if (value->size != 1 || value->units[0] != ABSENT)
            dictionary->entries[kept++] = dictionary->entries[i];
    }
    dictionary->count = kept;
}

int32_t zz__source_make(const zz__lists *lists, uint32_t number, zz__arena *arena,
                        zz__dictionary *out)
{
    const zz__stored *image = lists->image;
    const zz__image_source *source = &image->sources[number];
    zz__dictionary_text text = {image->strings + zz__le32(source->name),
                                image->patches + zz__le32(source->patch),
                                zz__le32(source->patch_size), 0, true};
    uint32_t table = zz__le32(source->table);
    zz__dictionary base, patch;
    zz_error error;
    int32_t status = zz__dictionary_read(&patch, arena, &text, &error);

    if (status == ZZ_ERROR_DICTIONARY)
        status = ZZ_ERROR_IMAGE_DAMAGED;
    *out = patch;
    if (status != ZZ_OK || table == ZZ__NONE)
        return status;
    status = zz__table_list(lists, table, arena, &base);
    if (status != ZZ_OK)
        return status;
    filter_keys(&base, zz__le32(source->keys));
    status = zz__merge_two(out, arena, &patch, &base);
    if (status == ZZ_OK)
        drop_absent(out);
    return status;
}

/* ---- Writing ---------------------------------------------------------- */

static int32_t write_units(zz__buffer *out, const zz__units *units)
{
    uint32_t i = 0;
    int32_t status = ZZ_OK;

    while (i < units->size && status == ZZ_OK) {
        uint32_t c = units->units[i++];
        uint8_t bytes[4];

        if ((c & 0xFC00) == 0xD800)
            c = ((c - 0xD7C0) << 10) + (units->units[i++] - 0xDC00u);
        status = zz__buffer_append(out, bytes, zz__utf8_encode(c, bytes));
    }
    return status;
}

static int32_t write_entry(zz__buffer *out, const zz__entry *entry, bool absent)
{
    const zz__units *value = entry->values.size != 0 ? &entry->values : &entry->value;
    int32_t status = write_units(out, &entry->key);

    if (status == ZZ_OK)
        status = zz__buffer_append(out, "\t", 1);
    if (status == ZZ_OK)
        status = absent ? zz__buffer_append(out, "\1", 1) : write_units(out, value);
    return status == ZZ_OK ? zz__buffer_append(out, "\n", 1) : status;
}

/* Appends what is to be changed in base to get the dictionary. */
static int32_t write_patch(zz__buffer *out, const zz__dictionary *dictionary,
                           const zz__dictionary *base)
{
    size_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < dictionary->count && status == ZZ_OK; i++) {
        const zz__entry *entry = &dictionary->entries[i];
        const zz__entry *other =
            zz__dictionary_find(base, entry->key.units, entry->key.size);

        if (other == NULL || !same_units(&entry->value, &other->value) ||
            !same_units(&entry->values, &other->values))
            status = write_entry(out, entry, false);
    }
    for (i = 0; i < base->count && status == ZZ_OK; i++) {
        const zz__entry *entry = &base->entries[i];

        if (zz__dictionary_find(dictionary, entry->key.units, entry->key.size) == NULL)
            status = write_entry(out, entry, true);
    }
    return status;
}

static zz__stored stored_sections(const zz__sections *sections)
{
    const zz__buffer *part = sections->part;
    zz__stored image;

    memset(&image, 0, sizeof image);
    image.pages = (const void *)part[ZZ__SECTION_PAGES].bytes;
    image.maps = (const void *)part[ZZ__SECTION_MAPS].bytes;
    image.labels = (const void *)part[ZZ__SECTION_LABELS].bytes;
    image.links = (const void *)part[ZZ__SECTION_LINKS].bytes;
    image.node_count = (uint32_t)(part[ZZ__SECTION_LINKS].size / sizeof(uint32_t));
    image.pool = (const void *)part[ZZ__SECTION_POOL].bytes;
    image.tables = (const void *)part[ZZ__SECTION_TABLES].bytes;
    return image;
}

/* Tries a table with its keys of each kind; *best is the smallest patch so far. */
static int32_t try_table(const zz__lists *lists, const zz__dictionary *dictionary, uint32_t table,
                         zz__buffer *trial, zz__buffer *best, zz__image_source *source)
{
    zz__arena arena;
    uint32_t keys;
    int32_t status = ZZ_OK;

    zz__arena_init(&arena, trial->memory);
    for (keys = ZZ__SOURCE_ALL; keys <= ZZ__SOURCE_PHRASES && status == ZZ_OK; keys++) {
        zz__dictionary base;

        trial->size = 0;
        status = zz__table_list(lists, table, &arena, &base);
        if (status != ZZ_OK)
            break;
        filter_keys(&base, keys);
        status = write_patch(trial, dictionary, &base);
        if (status == ZZ_OK && trial->size < best->size) {
            zz__buffer smaller = *trial;
            *trial = *best;
            *best = smaller;
            source->table = table;
            source->keys = keys;
        }
    }
    zz__arena_free(&arena);
    return status;
}

int32_t zz__source_add(zz__sections *sections, const char *name, size_t size,
                       const zz__dictionary *dictionary, const uint32_t *tables, size_t count)
{
    static const zz__dictionary nothing = {NULL, 0};
    zz__buffer *patches = &sections->part[ZZ__SECTION_PATCHES];
    zz__stored image = stored_sections(sections);
    zz__buffer trial, best;
    zz__image_source source;
    zz__lists lists;
    zz__arena arena;
    size_t i;
    int32_t status;

    memset(&source, 0, sizeof source);
    source.table = ZZ__NONE;
    zz__arena_init(&arena, sections->memory);
    zz__buffer_init(&trial, sections->memory);
    zz__buffer_init(&best, sections->memory);
    status = write_patch(&best, dictionary, &nothing);
    if (status == ZZ_OK)
        status = zz__lists_init(&lists, &image, &arena);
    for (i = 0; i < count && status == ZZ_OK; i++)
        status = try_table(&lists, dictionary, tables[i], &trial, &best, &source);
    if (status == ZZ_OK)
        status = zz__sections_string(sections, name, size, &source.name);
    source.name = zz__le32(source.name);
    source.table = zz__le32(source.table);
    source.keys = zz__le32(source.keys);
    source.patch = zz__le32((uint32_t)patches->size);
    source.patch_size = zz__le32((uint32_t)best.size);
    if (status == ZZ_OK)
        status = zz__buffer_append(patches, best.bytes, best.size);
    if (status == ZZ_OK)
        status = zz__buffer_append(&sections->part[ZZ__SECTION_SOURCES], &source, sizeof source);
    zz__buffer_free(&trial);
    zz__buffer_free(&best);
    zz__arena_free(&arena);
    return status;
}
