/* SPDX-License-Identifier: Apache-2.0 */
/* What else edits that became one could be: what else the parts could, through the next step. */
#ifndef ZZ_EDITS_CANDIDATES_H
#define ZZ_EDITS_CANDIDATES_H

#include "edits/list.h"

/* Room to work in, for all composers of a pipeline. */
typedef struct zz__scratch {
    zz__forms forms; /* what comes out */
    zz__buffer actual, text, passed;
} zz__scratch;

void zz__scratch_init(zz__scratch *scratch, const zz__memory *memory);
void zz__scratch_free(zz__scratch *scratch);

/* The text between two steps, and what the next does with pieces of it. */
typedef struct zz__middle {
    const uint8_t *text;
    uint64_t offset; /* where it begins in all of it */
    int32_t sure;    /* suggestions whose text is as likely as that are left out */
    /* what the step makes of a piece by itself; NULL: it weighs, and tells of its own choices */
    int32_t (*through)(void *ctx, const uint8_t *text, size_t n, zz__buffer *out);
    void *ctx;
    zz__scratch *scratch;
} zz__middle;

/* Edits or suggestions one behind the other in a list. */
typedef struct zz__part {
    const zz__edit_list *list;
    const zz__composed *at;
    size_t count;
} zz__part;

/* What stands in [begin, end) of the middle. */
typedef struct zz__parts {
    uint64_t begin, end;
    zz__part before, before_notes; /* of the steps before: their targets are in the middle */
    zz__part after, after_notes;   /* of the next step: their sources are */
} zz__parts;

/* Puts the forms of the whole stretch in the next step's output into the scratch. */
int32_t zz__candidates_find(const zz__middle *middle, const zz__parts *parts);

#endif
