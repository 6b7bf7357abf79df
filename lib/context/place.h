/* SPDX-License-Identifier: Apache-2.0 */
/* What the two steps share: telling the sink of a place. */
#ifndef ZZ_CONTEXT_PLACE_H
#define ZZ_CONTEXT_PLACE_H

#include "context/context.h"
#include "context/window.h"

/* A candidate that the region writes as c, which stands there for candidate `written`, is the same
 * form: the better score counts for both. */
void zz__join_forms(const zz__choice *choice, const zz__image_family *family, uint32_t written,
                    uint32_t c, int32_t *scores);

/* Tells the sink's recorder, if it wants to know, what may stand at the sink's place, where
 * candidate `written` of the family does. */
#define ZZ__NOT_WRITTEN 0xFFFFFFFFu
int32_t zz__tell_choices(const zz__choice *choice, const zz__image_family *family,
                         const int32_t *scores, uint32_t written, bool made, zz__sink *sink);

/* The character at the sink's place becomes another. */
int32_t zz__put_form(uint32_t c, zz__sink *sink, zz__op op);

#endif
