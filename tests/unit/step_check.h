/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that a step keeps the rules of lib/step/step.h on a text: for every step the same. */
#ifndef ZZ_TESTS_STEP_CHECK_H
#define ZZ_TESTS_STEP_CHECK_H

#include "step/step.h"
#include "unit/check.h"

/*
 * Runs the step over the text: whole, recorded, in two chunks cut at every place (or at random ones
 * where the text is long) and byte by byte, recorded too. The test fails unless
 *  - each of these gives the same output,
 *  - the edits, put into the input, rebuild the output, and are in order,
 *  - the step consumes everything at the end, and before it leaves no more than it may,
 *  - it looks at no byte that it may not, which a sanitizer or valgrind sees,
 *  - the output is no longer than the type's growth allows, where it has one.
 * Where expected.at is not NULL the output must be that. It is appended to out, unless that
 * is NULL.
 * Returns the number of edits.
 */
uint64_t check_step(const zz__step_type *type, const void *self, bytes text, bytes expected,
                    zz__buffer *out);

#endif
