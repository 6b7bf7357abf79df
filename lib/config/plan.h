/* SPDX-License-Identifier: Apache-2.0 */
/* A configuration as what the builder reads: definitions, in which leaves stand for the
 * dictionaries that the configuration names. */
#ifndef ZZ_CONFIG_PLAN_H
#define ZZ_CONFIG_PLAN_H

#include "base/buffer.h"
#include "config/json.h"

#define ZZ__CONFIG_DEPTH 16   /* of groups in groups */
#define ZZ__CONFIG_LEAVES 250 /* the builder has room for 256, and stages need tables too */
#define ZZ__CONFIG_STAGES 32  /* of all kinds */
#define ZZ__CONFIG_PATH 128

typedef enum zz__config_kind {
    ZZ__CONFIG_TEXT,    /* a file of text */
    ZZ__CONFIG_OCD,     /* a compiled one */
    ZZ__CONFIG_BUILTIN, /* one of the library's */
    ZZ__CONFIG_INLINE,
    ZZ__CONFIG_EMPTY
} zz__config_kind;

typedef struct zz__config_leaf {
    zz__config_kind kind;
    yyjson_val *type;    /* for messages */
    yyjson_val *name;    /* the file, or the library's */
    yyjson_val *entries; /* INLINE */
    char path[ZZ__CONFIG_PATH]; /* where it stands */
} zz__config_leaf;

typedef struct zz__config_group {
    yyjson_arr_iter iter;
    yyjson_val *above;
    size_t next;    /* child */
    size_t start;   /* where it begins in the definitions */
    size_t written; /* children that were not left out */
    char sign;
} zz__config_group;

typedef struct zz__plan {
    const zz__json *json;
    bool tofu;
    zz__buffer definitions;
    zz__buffer recipe; /* the conversions defined, in order */
    zz__config_leaf leaves[ZZ__CONFIG_LEAVES];
    size_t leaf_count;
    size_t mentions; /* of leaves */
    /* while it is made: */
    zz__config_group groups[ZZ__CONFIG_DEPTH];
    size_t depth;
    char root[ZZ__CONFIG_PATH]; /* the path of the outermost dictionary */
    uint32_t conversions;
    bool several;
} zz__plan;

/* json is open; tofu: dictionaries marked as tofu are used outside segmentation too. */
void zz__plan_init(zz__plan *plan, const zz__json *json, bool tofu);
int32_t zz__plan_make(zz__plan *plan);
void zz__plan_free(zz__plan *plan);

#endif
