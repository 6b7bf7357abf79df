/* SPDX-License-Identifier: Apache-2.0 */
/* Runs text through a recipe's steps: keeps what a step has not decided and what it may look
 * back at, counts ill-formed sequences and changes. The only place that knows of chunks. */
#ifndef ZZ_PIPELINE_PIPELINE_H
#define ZZ_PIPELINE_PIPELINE_H

#include "edits/compose.h"
#include "pipeline/invalid.h"
#include "pipeline/weigh.h"
#include "recipe/recipe.h"

typedef struct zz__lane {
    zz__buffer input; /* of this step; [0, start) is kept for looking back */
    size_t start;
    uint64_t origin; /* where input begins in all of the step's input */
    zz__sink sink;
    uint32_t seen; /* what may occur in the input, if has_seen */
    bool has_seen;
    /* while recording: */
    struct zz__pipeline *pipeline; /* the recorder is handed the lane */
    zz__recorder recorder;
    zz__composer composer;
    uint64_t composed; /* all edits before this place in its input are in the composer */
    zz__kept kept;
} zz__lane;

/* Up to where edits and suggestions are known. */
typedef struct zz__decided {
    uint64_t source, target;
} zz__decided;

typedef struct zz__pipeline {
    const zz_recipe *recipe;
    uint8_t *states;
    uint32_t want;
    size_t most; /* that a step may make of the call's text */
    zz__invalid_counter invalid; /* where the first step does not count itself */
    uint64_t changes;
    zz__edit_list edits;       /* of all steps, in order */
    zz__edit_list suggestions; /* the same */
    /* how far they reach, in the input and the output: when they were last read, and now */
    zz__decided read, decided;
    bool has_composers; /* the lanes' own and the weigher are set */
    zz__weigher weigher;
    zz__lane lanes[ZZ__MAX_STEPS + 1]; /* recipe->step_count of them are set */
} zz__pipeline;

int32_t zz__pipeline_init(zz__pipeline *pipeline, const zz_recipe *recipe, uint32_t want);
void zz__pipeline_free(zz__pipeline *pipeline);

/* Ready for another text; buffers are kept. */
void zz__pipeline_reset(zz__pipeline *pipeline, uint32_t want);

/* Edits and suggestions were read: drops them. */
void zz__pipeline_was_read(zz__pipeline *pipeline);

/* Ranges of the text to come that no step may touch; ascending, apart. After init. */
int32_t zz__pipeline_keep(zz__pipeline *pipeline, const zz_range *ranges, size_t count);

/* A whole text at once, on a fresh pipeline; appends to out. */
int32_t zz__pipeline_whole(zz__pipeline *pipeline, const uint8_t *text, size_t size,
                           zz__buffer *out);

/* The next chunk of a text; appends what is decided to out. */
int32_t zz__pipeline_feed(zz__pipeline *pipeline, const uint8_t *chunk, size_t size, bool final,
                          zz__buffer *out);

/* A whole text, and what is to be known of it. */
typedef struct zz__once {
    const uint8_t *text;
    size_t size;
    const zz_range *kept; /* ascending, apart */
    size_t kept_count;
    zz__edit_list *edits; /* NULL: nobody wants them, nor suggestions */
    zz__edit_list *suggestions;
} zz__once;

/*
 * The same as init, keep, whole, report and free together. A recipe of one step, which most are,
 * runs here without a pipeline: for a short text to set one up would cost more than to convert it.
 */
int32_t zz__pipeline_once(const zz_recipe *recipe, const zz__once *once, zz__buffer *out,
                          zz_report *report);

/* Fills in the counts; report may be NULL. */
void zz__pipeline_report(const zz__pipeline *pipeline, zz_report *report);

#endif
