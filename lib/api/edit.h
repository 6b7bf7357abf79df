/* SPDX-License-Identifier: Apache-2.0 */
/* A caller's zz_edit, of another version maybe. */
#ifndef ZZ_API_EDIT_H
#define ZZ_API_EDIT_H

#include "edits/compose.h"
#include "recipe/recipe.h"

int32_t zz__edit_give(const zz__edit_list *edits, const zz_recipe *recipe, size_t index,
                      zz_edit *edit);

#endif
