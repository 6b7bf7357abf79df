/* SPDX-License-Identifier: Apache-2.0 */
/* The dictionaries that a plan's leaves stand for. */
#ifndef ZZ_CONFIG_LEAVES_H
#define ZZ_CONFIG_LEAVES_H

#include "builder/list.h"
#include "config/plan.h"
#include "table/image.h"

#define ZZ__CONFIG_KEY 1024 /* bytes of a key, as of the caller's words */

typedef struct zz__leaves {
    const zz__plan *plan;
    zz_resource_fn load; /* NULL: there are no files */
    void *ctx;
    bool replaces;    /* the library's dictionaries may stand for files of their names too */
    zz__stored stored; /* these */
    zz__lists lists;   /* of the build's memory; image NULL: none was needed yet */
} zz__leaves;

/* Of the plan, with the dictionaries in an image; load, ctx and replaces are to be set. */
void zz__leaves_init(zz__leaves *leaves, const zz__plan *plan, const zz__image *image);

/* For zz__source.make; ctx is a zz__leaves. */
int32_t zz__leaf_make(void *ctx, const char *name, zz__arena *arena, zz__dictionary *out,
                      zz_error *error);

#endif
