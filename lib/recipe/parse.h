/* SPDX-License-Identifier: Apache-2.0 */
/* A recipe string read: names looked up, presets put in their place, steps taken away. */
#ifndef ZZ_RECIPE_PARSE_H
#define ZZ_RECIPE_PARSE_H

#include "recipe/catalog.h"

#define ZZ__MAX_STEPS 63 /* and one for the caller's words: a bit each in zz_edit.steps */

typedef struct zz__parsed_item {
    zz__name name;    /* a conversion, one of a sequence's parts, or a clean-up step */
    uint32_t value;   /* of a clean-up step's values; repair: how sure it is to be, 0: as it is */
    bool from_preset;
    bool judged; /* a conversion whose regional words ask the context model */
} zz__parsed_item;

typedef struct zz__parsed {
    zz__parsed_item items[ZZ__MAX_STEPS];
    uint32_t count;
    uint32_t unprotected; /* ZZ__SPAN_* */
} zz__parsed;

/* invalid: ZZ_INVALID_*, of which replace and drop are a step in front of all others. */
int32_t zz__recipe_parse(zz__parsed *out, const zz__image *image, uint32_t invalid,
                         const char *text, size_t size, zz_error *error);

#endif
