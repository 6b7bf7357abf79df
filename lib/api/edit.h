/* SPDX-License-Identifier: Apache-2.0 */
/* What results and streams give of edits; the structs may be those of another version. */
#ifndef ZZ_API_EDIT_H
#define ZZ_API_EDIT_H

#include "pipeline/pipeline.h"

int32_t zz__edit_give(const zz__edit_list *edits, const zz_recipe *recipe, size_t index,
                      zz_edit *edit);
int32_t zz__suggestion_give(const zz__edit_list *suggestions, const zz_recipe *recipe, size_t index,
                            zz_suggestion *suggestion);

/* What else number `which` of either could be. */
typedef struct zz__form_out {
    const char **text;
    size_t *size;
    int32_t *score;
} zz__form_out;
int32_t zz__form_give(const zz__edit_list *list, size_t which, size_t index,
                      const zz__form_out *out);

/* Where an offset is on the other side, by edits of which the first begin behind `decided`. */
uint64_t zz__edits_map(const zz__edit_list *edits, const zz__decided *decided, uint32_t direction,
                       uint64_t offset);

#endif
