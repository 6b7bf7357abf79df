/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZZ_API_RESULT_H
#define ZZ_API_RESULT_H

#include "edits/compose.h"
#include "recipe/recipe.h"

struct zz_result {
    zz__memory memory;
    size_t size;       /* of this block, the room behind it included */
    zz__buffer buffer; /* begins in that room */
    const zz_recipe *recipe;
    bool has_edits;
    uint32_t units;      /* ZZ_UNITS_* of the edits */
    uint64_t source_end; /* the input's size, in those units */
    uint64_t target_end;
    zz__edit_list edits;
    zz__edit_list suggestions;
};

/* A result with room for `room` bytes behind it; NULL where memory fails. */
zz_result *zz__result_new(const zz_recipe *recipe, size_t room);

#endif
