/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/clean.h"

#include <stddef.h>

const char *const zz__span_names[ZZ__SPAN_COUNT + 1] = {
    "url",  "email", "path", "code",     "fence",  "html",
    "latex", "link", "wiki", "emoticon", "number", NULL,
};

const zz__step_type *const zz__clean_steps[ZZ__CLEAN_STEP_COUNT] = {
    &zz__step_bytes,
    &zz__step_entities,
    &zz__step_newlines,
    &zz__step_pua,
    &zz__step_bom,
    &zz__step_controls,
    &zz__step_furniture,
    &zz__step_gloss,
    &zz__step_invisible,
    &zz__step_small_forms,
    &zz__step_vertical,
    &zz__step_halfwidth,
    &zz__step_letters,
    &zz__step_symbols,
    &zz__step_radicals,
    &zz__step_nfc,
    &zz__step_compat,
    &zz__step_variation,
    &zz__step_nbsp,
    &zz__step_ideographic_space,
    &zz__step_repeated_spaces,
    &zz__step_trailing_spaces,
    &zz__step_join_lines,
    &zz__step_han_spaces,
    &zz__step_punct,
    &zz__step_brackets,
    &zz__step_ascii_punct,
    &zz__step_mark_spaces,
    &zz__step_curly,
    &zz__step_quotes,
    &zz__step_ellipsis,
    &zz__step_dash,
    &zz__step_dot,
    &zz__step_repeats,
    &zz__step_spacing,
    &zz__step_fold,
};
