/* SPDX-License-Identifier: Apache-2.0 */
/* Ranges of a text that no step may touch. As a step passes over them they move on to the next. */
#ifndef ZZ_STEP_KEPT_H
#define ZZ_STEP_KEPT_H

#include "base/buffer.h"

typedef struct zz__kept {
    zz__buffer ranges; /* of zz_range, ascending and apart, in this step's input */
    size_t next;       /* ranges before it are behind what was told to the sink */
    struct zz__kept *following; /* the next step's; NULL: none */
} zz__kept;

void zz__kept_init(zz__kept *kept, const zz__memory *memory, zz__kept *following);
void zz__kept_free(zz__kept *kept);
void zz__kept_clear(zz__kept *kept);
int32_t zz__kept_add(zz__kept *kept, uint64_t offset, uint64_t size);

/* Does a change of [offset, offset + size) touch a range? An insertion does inside one only. */
bool zz__kept_touches(zz__kept *kept, uint64_t offset, uint64_t size);

/* The step has told of [offset, offset + size), of which what is in ranges goes out as it is and
 * begins at target. */
int32_t zz__kept_pass(zz__kept *kept, uint64_t offset, uint64_t size, uint64_t target);

#endif
