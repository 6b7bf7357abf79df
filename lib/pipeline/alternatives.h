/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZZ_PIPELINE_ALTERNATIVES_H
#define ZZ_PIPELINE_ALTERNATIVES_H

#include "recipe/recipe.h"
#include "step/alternatives.h"

/* Adds to list what a recipe makes of a text, first, and what else it could. */
int32_t zz__pipeline_alternatives(const zz_recipe *recipe, const uint8_t *text, size_t n,
                                  zz__alternatives *list);

#endif
