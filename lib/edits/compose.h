/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The edits of one step after another as edits between the first input and the last output. Two
 * that touch the same text in between become one; others stay apart.
 */
#ifndef ZZ_EDITS_COMPOSE_H
#define ZZ_EDITS_COMPOSE_H

#include "step/step.h"

typedef struct zz__composed {
    uint64_t source, source_size; /* in the first input */
    uint64_t target, target_size; /* in the output so far */
    uint64_t steps;               /* a bit for each step that took part */
    uint32_t last;                /* the last of them */
    zz__op op;                    /* its operation */
    uint16_t reserved;
} zz__composed;

/* A queue of composed edits. */
typedef struct zz__edit_list {
    zz__buffer bytes;
    size_t head; /* edits before it are used up */
} zz__edit_list;

void zz__edit_list_init(zz__edit_list *list, const zz__memory *memory);
void zz__edit_list_free(zz__edit_list *list);
void zz__edit_list_clear(zz__edit_list *list);
int32_t zz__edit_list_add(zz__edit_list *list, const zz__composed *edit);
size_t zz__edit_list_count(const zz__edit_list *list);
const zz__composed *zz__edit_list_at(const zz__edit_list *list); /* the head; NULL: none */
void zz__edit_list_drop(zz__edit_list *list, size_t n);

/* What stands between two steps: the edits up to here wait for those of the next step. */
typedef struct zz__composer {
    zz__edit_list before; /* source: first input, target: the next step's input */
    zz__edit_list after;  /* source: that input, target: its output */
    /* how far what was sent on has shifted the text: first input to middle, middle to output */
    int64_t before_shift, after_shift;
} zz__composer;

void zz__composer_init(zz__composer *composer, const zz__memory *memory);
void zz__composer_free(zz__composer *composer);
void zz__composer_clear(zz__composer *composer);

/*
 * Sends on all edits that lie before `settled` in the middle, up to which the next step has told
 * everything and all edits before are there; all where final. *sent is a place in the output
 * before which nothing more will come.
 */
int32_t zz__composer_run(zz__composer *composer, uint64_t settled, bool final,
                         zz__edit_list *out, uint64_t *sent);

#endif
