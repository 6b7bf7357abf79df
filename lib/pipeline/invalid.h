/* SPDX-License-Identifier: Apache-2.0 */
/* Counts the ill-formed sequences of a text that comes in chunks. */
#ifndef ZZ_PIPELINE_INVALID_H
#define ZZ_PIPELINE_INVALID_H

#include "base/utf8.h"

typedef struct zz__invalid_counter {
    uint64_t count;
    uint64_t first;  /* offset of the first, where count is not 0 */
    uint64_t offset; /* bytes seen, without the pending ones */
    uint8_t pending[4]; /* the beginning of a character */
    size_t pending_size;
} zz__invalid_counter;

void zz__invalid_count(zz__invalid_counter *counter, const uint8_t *chunk, size_t size, bool final);

#endif
