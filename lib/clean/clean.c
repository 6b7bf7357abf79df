/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/clean.h"

const zz__step_type *const zz__clean_steps[ZZ__CLEAN_STEP_COUNT] = {
    &zz__step_invisible,
    &zz__step_small_forms,
    &zz__step_letters,
    &zz__step_nfc,
};
