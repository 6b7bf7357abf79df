/* SPDX-License-Identifier: Apache-2.0 */
/* A table of an image back as a dictionary: what lib/builder/trie.c made of it, undone. */
#ifndef ZZ_BUILDER_LIST_H
#define ZZ_BUILDER_LIST_H

#include "builder/dictionary.h"
#include "table/format.h"

/* Parts of an image, as they are stored. */
typedef struct zz__stored {
    const char *strings;
    const uint16_t *pages;
    const uint16_t *maps;
    const uint16_t *labels;
    const uint32_t *links;
    uint32_t node_count;
    const uint16_t *pool;
    const zz__image_table *tables;
    const zz__image_source *sources;
    uint32_t source_count;
    const char *patches;
} zz__stored;

/* The nodes of an image, those below each inner one together. */
typedef struct zz__lists {
    const zz__stored *image;
    uint32_t *slots; /* by link; once their table was listed, by unit too */
    uint32_t *first; /* where those of each link begin, and one more for the end */
    uint16_t *units_of; /* of codes */
} zz__lists;

/* image and arena outlive it. */
int32_t zz__lists_init(zz__lists *lists, const zz__stored *image, zz__arena *arena);

/*
 * All keys of a table and their values, but for single units that stay as they are, which no table
 * holds. The image may be any that zz__image_open takes: IMAGE_DAMAGED where its nodes are no tree.
 */
int32_t zz__table_list(const zz__lists *lists, uint32_t table, zz__arena *arena,
                       zz__dictionary *out);

#endif
