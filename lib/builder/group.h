/* SPDX-License-Identifier: Apache-2.0 */
/* Groups of dictionaries, as `(A | B) > ?C`, made into one dictionary. */
#ifndef ZZ_BUILDER_GROUP_H
#define ZZ_BUILDER_GROUP_H

#include "builder/definitions.h"
#include "builder/dictionary.h"

/* Where dictionaries come from. */
typedef struct zz__source {
    /* Gives the text of a name, valid as long as the build. */
    int32_t (*load)(void *ctx, const char *name, const char **text, size_t *size, zz_error *error);
    void *ctx;
    /* Instead of load: makes the dictionary itself, of memory of the arena's. */
    int32_t (*make)(void *ctx, const char *name, zz__arena *arena, zz__dictionary *out,
                    zz_error *error);
} zz__source;

typedef struct zz__leaf {
    zz__slice name;
    zz__dictionary dictionary;
} zz__leaf;

#define ZZ__MAX_LEAVES 256
typedef struct zz__groups {
    zz__arena *arena;
    const zz__source *source;
    zz__leaf leaves[ZZ__MAX_LEAVES]; /* read so far */
    size_t leaf_count;
} zz__groups;

/*
 * Makes out of an expression one dictionary whose longest match is what the group finds.
 * Where tofu is false, dictionaries marked `?` are left out. *shared: its entries are those of a
 * leaf, and not to be changed.
 */
int32_t zz__group_make(zz__groups *groups, const zz__slice *expression, bool tofu,
                       zz__dictionary *out, bool *shared, zz_error *error);

#endif
