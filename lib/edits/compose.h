/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The edits of one step after another as edits between the first input and the last output. Two
 * that touch the same text in between become one; others stay apart.
 */
#ifndef ZZ_EDITS_COMPOSE_H
#define ZZ_EDITS_COMPOSE_H

#include "edits/candidates.h"

/* What stands between two steps: the edits up to here wait for those of the next step. */
typedef struct zz__composer {
    zz__edit_list before; /* source: first input, target: the next step's input */
    zz__edit_list after;  /* source: that input, target: its output */
    /* Suggestions: text that stayed and could be something else. */
    zz__edit_list before_notes; /* as before */
    zz__edit_list after_notes;  /* source: the next step's input */
    uint64_t done; /* all before this place in the middle was sent on */
    /* how far what was sent on has shifted the text: first input to middle, middle to output */
    int64_t before_shift, after_shift;
} zz__composer;

void zz__composer_init(zz__composer *composer, const zz__memory *memory);
void zz__composer_free(zz__composer *composer);
void zz__composer_clear(zz__composer *composer);

/* Where composed edits go, and suggestions. */
typedef struct zz__composed_out {
    zz__edit_list *edits;
    zz__edit_list *notes;
    uint64_t sent; /* a place in the output before which nothing more will come */
} zz__composed_out;

/*
 * Sends on all edits that lie before `settled` in the middle, up to which the next step has told
 * everything and all edits before are there; all where final. middle, which is there from
 * composer->done on, is NULL where nobody asks what else they could be.
 */
int32_t zz__composer_run(zz__composer *composer, uint64_t settled, bool final,
                         const zz__middle *middle, zz__composed_out *out);

#endif
