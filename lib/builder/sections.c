/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/sections.h"

#include <string.h>

#include "base/crc32.h"

void zz__sections_init(zz__sections *sections, const zz__memory *memory)
{
    int i;

    sections->memory = memory;
    for (i = 0; i < ZZ__SECTION_COUNT; i++)
        zz__buffer_init(&sections->part[i], memory);
    zz__buffer_init(&sections->page_hashes, memory);
}

void zz__sections_free(zz__sections *sections)
{
    int i;

    for (i = 0; i < ZZ__SECTION_COUNT; i++)
        zz__buffer_free(&sections->part[i]);
    zz__buffer_free(&sections->page_hashes);
}

int32_t zz__sections_string(zz__sections *sections, const char *text, size_t size, uint32_t *offset)
{
    zz__buffer *strings = &sections->part[ZZ__SECTION_STRINGS];
    size_t at = 0;
    int32_t status;

    while (at < strings->size) {
        size_t there = strlen((const char *)strings->bytes + at);
        if (there == size && (size == 0 || memcmp(strings->bytes + at, text, size) == 0)) {
            *offset = (uint32_t)at;
            return ZZ_OK;
        }
        at += there + 1;
    }
    *offset = (uint32_t)at;
    status = zz__buffer_append(strings, text, size);
    return status == ZZ_OK ? zz__buffer_append(strings, "", 1) : status;
}

/* Only compared with each other: most pages are new, and checksums would be what a build takes. */
static uint32_t hash_page(const uint16_t *page)
{
    uint64_t hash = 0, word;
    size_t i;

    for (i = 0; i < ZZ__PAGE; i += sizeof word / sizeof *page) {
        memcpy(&word, page + i, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

static int32_t store_page(zz__sections *sections, const uint16_t *page, uint16_t *number)
{
    const size_t bytes = ZZ__PAGE * sizeof(uint16_t);
    zz__buffer *pages = &sections->part[ZZ__SECTION_PAGES];
    size_t count = pages->size / bytes, i;
    uint16_t stored[ZZ__PAGE];
    uint32_t hash;
    int32_t status;

    for (i = 0; i < ZZ__PAGE; i++)
        stored[i] = zz__le16(page[i]);
    hash = hash_page(stored);
    for (i = 0; i < count; i++) {
        uint32_t other;
        memcpy(&other, sections->page_hashes.bytes + i * sizeof other, sizeof other);
        if (other == hash && memcmp(pages->bytes + i * bytes, stored, bytes) == 0) {
            *number = zz__le16((uint16_t)i);
            return ZZ_OK;
        }
    }
    if (count > 0xFFFF)
        return ZZ_ERROR_TOO_LARGE;
    *number = zz__le16((uint16_t)count);
    status = zz__buffer_append(&sections->page_hashes, &hash, sizeof hash);
    return status == ZZ_OK ? zz__buffer_append(pages, stored, bytes) : status;
}

int32_t zz__sections_map(zz__sections *sections, const uint16_t *numbers, uint32_t *map)
{
    zz__buffer *maps = &sections->part[ZZ__SECTION_MAPS];
    uint16_t index[ZZ__MAP];
    size_t i;

    for (i = 0; i < ZZ__MAP; i++) {
        int32_t status = store_page(sections, numbers + i * ZZ__PAGE, &index[i]);
        if (status != ZZ_OK)
            return status;
    }
    for (i = 0; i < maps->size; i += sizeof index) {
        if (memcmp(maps->bytes + i, index, sizeof index) == 0)
            break;
    }
    *map = (uint32_t)(i / sizeof index);
    return i < maps->size ? ZZ_OK : zz__buffer_append(maps, index, sizeof index);
}

#define STEPS (ZZ__PAGE / ZZ__PAGE_STEP)

/* How many steps of a page are nothing but zeros, from its beginning on or from its end back. */
static uint32_t zero_steps(const uint16_t *page, bool from_end)
{
    uint32_t i;

    for (i = 0; i < ZZ__PAGE; i++) {
        if (page[from_end ? ZZ__PAGE - 1 - i : i] != 0)
            break;
    }
    return i / ZZ__PAGE_STEP;
}

/* The pages that are not laid yet, by the zeros that they begin with. */
typedef struct waiting {
    const uint16_t *pages;
    size_t count;
    uint8_t *zeros;           /* of each page */
    size_t next[STEPS + 1];   /* the first of each kind, count where there is none left */
} waiting;

static void move_on(waiting *w, uint32_t zeros, size_t from)
{
    while (from < w->count && w->zeros[from] != zeros)
        from++;
    w->next[zeros] = from;
}

/* The page that wastes least behind so many steps of zeros: one that begins with as many, or with a
 * few more, or with fewer. The earliest of them, so that a map's pages lie close together. */
static size_t take_waiting(waiting *w, uint32_t behind)
{
    uint32_t zeros = behind;
    size_t page;

    while (zeros < STEPS && w->next[zeros] == w->count)
        zeros++;
    if (w->next[zeros] == w->count) {
        for (zeros = behind; w->next[zeros] == w->count; zeros--)
            continue;
    }
    page = w->next[zeros];
    move_on(w, zeros, page + 1);
    return page;
}

/* Lays all pages into out; places are theirs, in steps. */
static int32_t lay_pages(waiting *w, zz__buffer *out, uint16_t *places)
{
    uint32_t behind = 0, zeros;
    size_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < w->count; i++)
        w->zeros[i] = (uint8_t)zero_steps(w->pages + i * ZZ__PAGE, false);
    for (zeros = 0; zeros <= STEPS; zeros++)
        move_on(w, zeros, 0);
    for (i = 0; i < w->count && status == ZZ_OK; i++) {
        size_t page = take_waiting(w, behind), place;
        const uint16_t *numbers = w->pages + page * ZZ__PAGE;
        uint32_t shared = w->zeros[page] < behind ? w->zeros[page] : behind;

        place = out->size / (ZZ__PAGE_STEP * sizeof *numbers) - shared;
        if (place + STEPS > 0x10000)
            return ZZ_ERROR_TOO_LARGE;
        places[page] = (uint16_t)place;
        status = zz__buffer_append(out, numbers + shared * ZZ__PAGE_STEP,
                                   (ZZ__PAGE - shared * ZZ__PAGE_STEP) * sizeof *numbers);
        behind = zero_steps(numbers, true);
    }
    return status;
}

/* What a map has for its page that begins at a place. */
static uint16_t way_to(uint16_t place, size_t page)
{
    return zz__le16((uint16_t)(place - page % ZZ__MAP * STEPS));
}

int32_t zz__sections_pack(zz__sections *sections)
{
    zz__buffer *pages = &sections->part[ZZ__SECTION_PAGES];
    zz__buffer *maps = &sections->part[ZZ__SECTION_MAPS];
    uint16_t *map = (uint16_t *)(void *)maps->bytes;
    zz__buffer out, places, zeros;
    waiting w;
    size_t i;
    int32_t status;

    w.pages = (const uint16_t *)(const void *)pages->bytes;
    w.count = pages->size / (ZZ__PAGE * sizeof *map);
    zz__buffer_init(&out, sections->memory);
    zz__buffer_init(&places, sections->memory);
    zz__buffer_init(&zeros, sections->memory);
    status = zz__buffer_reserve(&places, w.count * sizeof *map + 1);
    if (status == ZZ_OK)
        status = zz__buffer_reserve(&zeros, w.count + 1);
    w.zeros = zeros.bytes;
    if (status == ZZ_OK)
        status = lay_pages(&w, &out, (uint16_t *)(void *)places.bytes);
    for (i = 0; i < maps->size / sizeof *map && status == ZZ_OK; i++)
        map[i] = way_to(((const uint16_t *)(const void *)places.bytes)[zz__le16(map[i])], i);
    zz__buffer_free(&places);
    zz__buffer_free(&zeros);
    if (status != ZZ_OK) {
        zz__buffer_free(&out);
        return status;
    }
    zz__buffer_free(pages);
    *pages = out;
    return ZZ_OK;
}

static int32_t pad(zz__buffer *out)
{
    static const uint8_t zero[64];
    return zz__buffer_append(out, zero, (64 - out->size % 64) % 64);
}

int32_t zz__sections_write(const zz__sections *sections, const char *data_version, zz__buffer *out)
{
    zz__image_header header;
    zz__image_section directory[ZZ__SECTION_COUNT];
    int32_t status;
    uint32_t i;

    memset(&header, 0, sizeof header);
    memcpy(header.magic, ZZ__IMAGE_MAGIC, sizeof header.magic);
    header.major = zz__le16(ZZ__IMAGE_MAJOR);
    header.minor = zz__le16(ZZ__IMAGE_MINOR);
    header.directory = zz__le32(sizeof header);
    header.section_count = zz__le32(ZZ__SECTION_COUNT);
    strncpy(header.data_version, data_version, sizeof header.data_version - 1);
    memset(directory, 0, sizeof directory);

    out->size = 0;
    status = zz__buffer_append(out, &header, sizeof header);
    if (status == ZZ_OK)
        status = zz__buffer_append(out, directory, sizeof directory);
    for (i = 0; i < ZZ__SECTION_COUNT && status == ZZ_OK; i++) {
        const zz__buffer *part = &sections->part[i];
        status = pad(out);
        directory[i].offset = zz__le32((uint32_t)out->size);
        directory[i].count = zz__le32((uint32_t)(part->size / zz__section_item(i)));
        if (status == ZZ_OK)
            status = zz__buffer_append(out, part->bytes, part->size);
    }
    if (status == ZZ_OK)
        status = pad(out);
    if (status != ZZ_OK)
        return status;
    if (out->size > 0x7FFFFFFF)
        return ZZ_ERROR_TOO_LARGE;
    header.size = zz__le64(out->size);
    memcpy(out->bytes, &header, sizeof header);
    memcpy(out->bytes + sizeof header, directory, sizeof directory);
    header.checksum = zz__le32(zz__crc32(0, out->bytes, out->size));
    memcpy(out->bytes, &header, sizeof header);
    return ZZ_OK;
}
