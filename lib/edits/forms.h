/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may stand in a place of a text: first what does, then what else could, each once, with how
 * likely each is. They lie one behind the other, so that a list of edits can keep them as bytes.
 */
#ifndef ZZ_EDITS_FORMS_H
#define ZZ_EDITS_FORMS_H

#include "base/buffer.h"

#define ZZ__MAX_FORMS 65

typedef struct zz__form {
    const uint8_t *text; /* a NUL stands behind it */
    uint32_t size;
    int32_t score; /* thousandths of likelihood, or ZZ_SCORE_NONE */
} zz__form;

typedef struct zz__forms {
    zz__buffer bytes;
    uint32_t count;
    uint32_t reserved;
} zz__forms;

void zz__forms_init(zz__forms *forms, const zz__memory *memory);
void zz__forms_free(zz__forms *forms);
void zz__forms_clear(zz__forms *forms);

/* Adds one behind all others. Where the text is there already, its likelihood is added to that
 * one's; where there is no more room, nothing happens. */
int32_t zz__forms_add(zz__forms *forms, const uint8_t *text, size_t size, int32_t score);

/* What stands there is as likely as that, unless it was less likely before. */
void zz__forms_limit(zz__forms *forms, int32_t score);

/* Where several places or steps were weighed, their likelihoods may come to more than all: brings
 * them down in proportion. */
void zz__forms_scale(zz__forms *forms);

/* The form at bytes; returns where the next one is. */
const uint8_t *zz__form_read(const uint8_t *bytes, zz__form *form);

/* All but the first in order: the likeliest first, those of which nothing is known last. */
int32_t zz__forms_sort(zz__forms *forms, zz__buffer *room);

#endif
