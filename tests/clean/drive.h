/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs one step as the pipeline would, but as strictly as step.h allows: each call gets a block of
 * its own size, with exactly the bytes before it that may be looked at. The test fails where
 * the step breaks a rule of step.h: it goes back, leaves too much undecided, leaves something at
 * the end, gives more than it promised, or tells of edits that don't make its output.
 */
#ifndef ZZ_TESTS_CLEAN_DRIVE_H
#define ZZ_TESTS_CLEAN_DRIVE_H

#include "step/step.h"
#include "unit/check.h"

typedef struct output {
    uint8_t *at;
    size_t size;
    zz__edit *edits; /* only where recorded */
    size_t edit_count;
} output;

void output_free(output *o);
bytes output_bytes(const output *o);

/* Steps that are driven from now on are given this value; 0, the default, at first. */
void drive_value(uint32_t value);

/* And these lines of furniture; none at first. */
void drive_lines(bytes lines);

/* The text in chunks that end at cuts (ascending offsets, any may be equal) and at its end. */
void drive(const zz__step_type *step, bytes text, const size_t *cuts, size_t count, bool record,
           output *out);

/* The whole text in one call. */
void drive_whole(const zz__step_type *step, bytes text, output *out);

/* The steps of the preset safe in their order, each on the whole text. */
void drive_safe(bytes text, output *out);

/* The step gives the expected for text cut at random into at most ten chunks, or single bytes. */
void check_cuts(const zz__step_type *step, bytes text, bytes expected, dice *d);

/* The step gives the expected for text: whole, recorded, in every two chunks, in every three where
 * the text is short, byte by byte; and applied again changes nothing. */
void check_step(const zz__step_type *step, bytes text, bytes expected);

#endif
