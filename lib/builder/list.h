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

/*
 * All keys of a table and their values, but for single units that stay as they are, which no table
 * holds. The image may be any that zz__image_open takes: IMAGE_DAMAGED where its nodes are no tree.
 */
int32_t zz__table_list(const zz__stored *image, uint32_t table, zz__arena *arena,
                       zz__dictionary *out);

#endif
