/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clean-up steps. Each is a file of its own, whose head says what the step does, what it must
 * not touch and where the rule comes from. What holds for all: f(f(x)) is f(x), for each
 * and for all together in the order of zz__clean_steps; no step adds or removes a line break.
 */
#ifndef ZZ_CLEAN_CLEAN_H
#define ZZ_CLEAN_CLEAN_H

#include "step/step.h"

/* The operations of each step. */
enum {
    ZZ__INVISIBLE_ZERO_WIDTH = 1,
    ZZ__INVISIBLE_BYTE_ORDER_MARK,
    ZZ__INVISIBLE_BIDI,
    ZZ__INVISIBLE_SOFT_HYPHEN,
    ZZ__INVISIBLE_FORMAT,
    ZZ__INVISIBLE_FILLER,
    ZZ__INVISIBLE_CONTROL
};
enum { ZZ__SMALL_FORMS_MARK = 1 };
enum { ZZ__LETTERS_FULLWIDTH = 1 };
enum { ZZ__NFC_COMPOSED = 1 };

extern const zz__step_type zz__step_invisible;
extern const zz__step_type zz__step_small_forms;
extern const zz__step_type zz__step_letters;
extern const zz__step_type zz__step_nfc;

/* All of them, in the order in which they are best run. */
#define ZZ__CLEAN_STEP_COUNT 4
extern const zz__step_type *const zz__clean_steps[ZZ__CLEAN_STEP_COUNT];

#endif
