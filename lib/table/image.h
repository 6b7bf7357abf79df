/* SPDX-License-Identifier: Apache-2.0 */
/* An opened image. Once zz__image_open has passed, nothing that follows its offsets can
 * leave it: the code that walks tables relies on that and checks no more. */
#ifndef ZZ_TABLE_IMAGE_H
#define ZZ_TABLE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/endian.h"
#include "table/format.h"
#include "zhengzi.h"

typedef struct zz__image {
    const uint8_t *bytes; /* aligned to eight */
    const char *data_version;
    const char *strings;
    const uint16_t *pages;
    const uint16_t *maps;
    const uint16_t *labels;
    const uint32_t *links;
    const uint16_t *pool;
    const uint32_t *filters;
    const zz__image_table *tables;
    const zz__image_conversion *conversions;
    const zz__image_preset *presets;
    const uint8_t *context; /* the model, where counts says that there is one */
    const zz__image_source *sources;
    const char *patches;
    uint32_t counts[ZZ__SECTION_COUNT];
} zz__image;

/* Finds the sections of an image that is trusted, as the one linked in. */
void zz__image_locate(zz__image *image, const uint8_t *bytes);

/*
 * The same for one that is not: checks its size, version and checksum, every section and
 * everything in them. On failure fills error with the offset of what is wrong.
 */
int32_t zz__image_open(zz__image *image, const uint8_t *bytes, size_t size, zz_error *error);

/* Whether the context model of an image that is not trusted, if it has one, stays within itself. */
bool zz__image_context_fits(const zz__image *image);

/* A table of the image with its parts found. */
typedef struct zz__table {
    const uint16_t *pages;
    const uint16_t *codes; /* the map of codes */
    const uint16_t *map;   /* the map of default outputs */
    const uint16_t *labels;
    const uint32_t *links;
    const uint16_t *pool;
    const uint32_t *filter;     /* of pairs */
    const uint32_t *beginnings; /* twice its size */
    uint32_t filter_log2;
    uint32_t node_count;
    uint32_t root_link;
    uint32_t max_key;
    uint32_t growth;
    uint32_t flags;
    uint32_t ascii_head;
    uint32_t choices_link; /* root_link of the table with its choices; ZZ__NONE: there is none */
} zz__table;

void zz__table_locate(zz__table *table, const zz__image *image, uint32_t number);

static inline uint32_t zz__link_kind(uint32_t link)
{
    return link >> ZZ__LINK_BITS;
}

static inline const char *zz__image_string(const zz__image *image, uint32_t offset)
{
    return image->strings + zz__le32(offset);
}

#endif
