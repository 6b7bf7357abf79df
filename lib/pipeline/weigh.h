/* SPDX-License-Identifier: Apache-2.0 */
/* What else a step could have made of a place: of what it weighed, or of what dictionaries have. */
#ifndef ZZ_PIPELINE_WEIGH_H
#define ZZ_PIPELINE_WEIGH_H

#include "edits/candidates.h"
#include "recipe/recipe.h"

#define ZZ__SURE 900 /* thousandths: what stands there is no suggestion's place */

typedef struct zz__weigher {
    zz__scratch scratch;
    zz__alternatives found;
    zz__choices chosen; /* those of the edit to come */
    bool has_chosen;
} zz__weigher;

void zz__weigher_init(zz__weigher *weigher, const zz__memory *memory);
void zz__weigher_free(zz__weigher *weigher);

/* The forms of an edit of the step, which was made of the text. */
int32_t zz__weigh_edit(zz__weigher *weigher, const zz__step *step, const zz__edit *edit,
                       const uint8_t *text);

/* The forms of a place where what is there stays. */
int32_t zz__weigh_place(zz__weigher *weigher, const zz__choices *choices, const uint8_t *text);

#endif
