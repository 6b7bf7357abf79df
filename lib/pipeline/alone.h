/* SPDX-License-Identifier: Apache-2.0 */
/* One step over a text that stands alone. */
#ifndef ZZ_PIPELINE_ALONE_H
#define ZZ_PIPELINE_ALONE_H

#include "recipe/recipe.h"

/* Appends what the step makes of the text. */
int32_t zz__step_alone(const zz_recipe *recipe, const zz__step *step, const uint8_t *text,
                       size_t n, zz__buffer *out);

#endif
