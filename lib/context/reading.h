/* SPDX-License-Identifier: Apache-2.0 */
/* Text as the model reads it, a stretch at a time, with the places to decide on. */
#ifndef ZZ_CONTEXT_READING_H
#define ZZ_CONTEXT_READING_H

#include "context/window.h"
#include "convert/kernels.h"

#define ZZ__READING_PLACES 512 /* about as many characters are in a stretch */
#define ZZ__READING_BATCH 128  /* decoded at once */
#define ZZ__READING_MORE (ZZ__READING_BATCH + ZZ__OVERSHOOT)
#define ZZ__LINE_FEED_UNITS (ZZ__CONTEXT_REACH + 1) /* see append */

typedef struct zz__reading {
    uint32_t count; /* of places */
    uint16_t places[ZZ__READING_PLACES + ZZ__READING_MORE]; /* where in units */
    size_t at[ZZ__READING_PLACES + ZZ__READING_MORE];       /* and where in the text */
    /* Where one more batch begins it may lack one of a stretch, and be behind some ASCII; an end
     * of the text follows. All may be line feeds. */
    uint16_t units[ZZ__CONTEXT_REACH + ZZ__READING_PLACES +
                   (ZZ__CONTEXT_REACH + ZZ__READING_MORE + 1) * ZZ__LINE_FEED_UNITS];
} zz__reading;

/*
 * Reads on from text[at], where a character begins; what is before it is as for zz__context_look.
 * Places are the characters with their bit set. Returns where to read on: that is `at` itself
 * where nothing can be said without more text.
 */
size_t zz__context_read(const zz__context *context, const zz__kernels *kernels,
                        const uint64_t *bits, const uint8_t *text, size_t at, size_t end,
                        bool final, zz__reading *reading);

#endif
