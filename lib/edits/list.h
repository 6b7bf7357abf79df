/* SPDX-License-Identifier: Apache-2.0 */
/* A queue of edits between two texts, and what else each of them could be. */
#ifndef ZZ_EDITS_LIST_H
#define ZZ_EDITS_LIST_H

#include "edits/forms.h"
#include "step/step.h"

typedef struct zz__composed {
    uint64_t source, source_size; /* in the first input */
    uint64_t target, target_size; /* in the output so far */
    uint64_t steps;               /* a bit for each step that took part */
    uint64_t forms;               /* where its forms lie among all that the list ever had */
    uint32_t last;                /* the last of the steps */
    zz__op op;                    /* its operation; 0: none, a suggestion */
    uint16_t form_count;          /* the first is what stands in the output; 0: nobody asked */
} zz__composed;

typedef struct zz__edit_list {
    zz__buffer bytes;
    size_t head; /* edits before it are used up */
    zz__buffer forms;
    uint64_t forms_origin; /* where those begin among all that the list ever had */
} zz__edit_list;

static inline void zz__edit_list_init(zz__edit_list *list, const zz__memory *memory)
{
    zz__buffer_init(&list->bytes, memory);
    zz__buffer_init(&list->forms, memory);
    list->head = 0;
    list->forms_origin = 0;
}

void zz__edit_list_free(zz__edit_list *list);
void zz__edit_list_clear(zz__edit_list *list);

/* Hands what is in it over to somebody whose memory outlives it. */
void zz__edit_list_move(zz__edit_list *to, zz__edit_list *from, const zz__memory *memory);

/* Adds an edit with the forms; NULL: none. */
int32_t zz__edit_list_add(zz__edit_list *list, const zz__composed *edit, const zz__forms *forms);

size_t zz__edit_list_count(const zz__edit_list *list);
const zz__composed *zz__edit_list_at(const zz__edit_list *list); /* the head; NULL: none */
void zz__edit_list_drop(zz__edit_list *list, size_t n);

/* The first form of an edit of the list that has some; see zz__form_read. */
const uint8_t *zz__edit_list_forms(const zz__edit_list *list, const zz__composed *edit);

#endif
