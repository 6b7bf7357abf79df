/* SPDX-License-Identifier: Apache-2.0 */
/* data/conversions.txt and data/presets.txt, read. Their heads say how they are written. */
#ifndef ZZ_BUILDER_DEFINITIONS_H
#define ZZ_BUILDER_DEFINITIONS_H

#include "builder/arena.h"
#include "table/format.h"
#include "zhengzi.h"

/* A stretch of the text read, which must outlive it. */
typedef struct zz__slice {
    const char *text;
    size_t size;
} zz__slice;

static inline bool zz__slice_is(const zz__slice *a, const zz__slice *b)
{
    size_t i = 0;

    while (i < a->size && i < b->size && a->text[i] == b->text[i])
        i++;
    return i == a->size && i == b->size;
}

/* One `conversion` or `preset` with its lines; what is not given has size 0. */
typedef struct zz__definition {
    zz__slice name;
    zz__slice summary;
    zz__slice normalize;
    zz__slice segment;
    zz__slice stages[ZZ__MAX_STAGES];
    uint32_t stage_count;
    zz__slice sequence;
    zz__slice steps;
} zz__definition;

typedef struct zz__definitions {
    zz__definition *items;
    size_t count;
} zz__definitions;

/* kind is the word that begins an item: "conversion" or "preset". file goes into messages. */
int32_t zz__definitions_read(zz__definitions *out, zz__arena *arena, const char *kind,
                             const char *file, const char *text, size_t size, zz_error *error);

#endif
