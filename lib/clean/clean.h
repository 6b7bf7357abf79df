/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clean-up steps. Each is a file of its own, whose head says what the step does, what it must
 * not touch and where the rule comes from. What holds for all: f(f(x)) is f(x), for each
 * and for all together in the order of zz__clean_steps, but for two: what steps behind entities
 * write or delete may spell a reference, and fold's key is no text; only newlines, join-lines,
 * furniture and entities add or remove a line break.
 */
#ifndef ZZ_CLEAN_CLEAN_H
#define ZZ_CLEAN_CLEAN_H

#include "step/step.h"

/* Text that the steps for marks and spaces leave alone; protect.h says what each is. */
enum {
    ZZ__SPAN_URL = 1u << 0,
    ZZ__SPAN_EMAIL = 1u << 1,
    ZZ__SPAN_PATH = 1u << 2,
    ZZ__SPAN_CODE = 1u << 3,
    ZZ__SPAN_FENCE = 1u << 4,
    ZZ__SPAN_HTML = 1u << 5,
    ZZ__SPAN_LATEX = 1u << 6,
    ZZ__SPAN_LINK = 1u << 7,
    ZZ__SPAN_WIKI = 1u << 8,
    ZZ__SPAN_EMOTICON = 1u << 9,
    ZZ__SPAN_NUMBER = 1u << 10
};
#define ZZ__SPAN_COUNT 11
extern const char *const zz__span_names[ZZ__SPAN_COUNT + 1]; /* as recipes spell them */

/* What a compiled recipe holds for a clean-up step: its self, never NULL. */
typedef struct zz__clean_options {
    uint32_t value;         /* which of the type's values; 0 the default */
    uint32_t unprotected;   /* ZZ__SPAN_*: treated as any other text */
    const uint8_t *lines;   /* the caller's furniture lines, each with its line feed; may be NULL */
    size_t lines_size;
} zz__clean_options;

/* All of them, in the order in which they are best run. */
#define ZZ__CLEAN_STEP_COUNT 36
extern const zz__step_type *const zz__clean_steps[ZZ__CLEAN_STEP_COUNT];

/* Bytes and characters. */
extern const zz__step_type zz__step_bytes;
extern const zz__step_type zz__step_entities;
extern const zz__step_type zz__step_newlines;
extern const zz__step_type zz__step_bom;
extern const zz__step_type zz__step_controls;
extern const zz__step_type zz__step_invisible;
extern const zz__step_type zz__step_pua;
extern const zz__step_type zz__step_small_forms;
extern const zz__step_type zz__step_vertical;
extern const zz__step_type zz__step_halfwidth;
extern const zz__step_type zz__step_letters;
extern const zz__step_type zz__step_symbols;
extern const zz__step_type zz__step_radicals;
extern const zz__step_type zz__step_nfc;
extern const zz__step_type zz__step_compat;
extern const zz__step_type zz__step_variation;
extern const zz__step_type zz__step_fold;

/* Spaces and lines. */
extern const zz__step_type zz__step_furniture;
extern const zz__step_type zz__step_gloss;
extern const zz__step_type zz__step_nbsp;
extern const zz__step_type zz__step_ideographic_space;
extern const zz__step_type zz__step_repeated_spaces;
extern const zz__step_type zz__step_trailing_spaces;
extern const zz__step_type zz__step_join_lines;
extern const zz__step_type zz__step_han_spaces;
extern const zz__step_type zz__step_mark_spaces;
extern const zz__step_type zz__step_spacing;

/* Marks. */
extern const zz__step_type zz__step_punct;
extern const zz__step_type zz__step_brackets;
extern const zz__step_type zz__step_ascii_punct;
extern const zz__step_type zz__step_curly;
extern const zz__step_type zz__step_quotes;
extern const zz__step_type zz__step_ellipsis;
extern const zz__step_type zz__step_dash;
extern const zz__step_type zz__step_dot;
extern const zz__step_type zz__step_repeats;

#endif
