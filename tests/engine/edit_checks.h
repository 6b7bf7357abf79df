/* SPDX-License-Identifier: Apache-2.0 */
/* What holds of the edits and suggestions of any text through any recipe. */
#ifndef ZZ_TESTS_EDIT_CHECKS_H
#define ZZ_TESTS_EDIT_CHECKS_H

#include "unit/check.h"

zz_edit edit_of(const zz_result *result, size_t i);

/* The edits are in order, apart, and the text between them is the same on both sides. */
void check_rebuild(bytes text, const zz_result *result);

/* They rebuild the result, a stream tells the same ones, offsets map there and back, any subset
 * applies; the same with what else they could be, and with suggestions. */
void check_edits(const zz_recipe *recipe, zz_stream *stream, bytes text, dice *d);

#endif
