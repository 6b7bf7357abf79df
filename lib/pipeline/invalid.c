/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline/invalid.h"

#include <string.h>

static void found(zz__invalid_counter *counter, uint64_t at, uint64_t how_many)
{
    if (counter->count == 0 && how_many != 0)
        counter->first = at;
    counter->count += how_many;
}

/* Completes the pending character with bytes of the chunk; returns how many it took. */
static size_t complete(zz__invalid_counter *counter, const uint8_t *chunk, size_t n)
{
    size_t taken = 0;

    while (counter->pending_size != 0 && taken < n) {
        size_t size;
        uint32_t c;

        counter->pending[counter->pending_size++] = chunk[taken++];
        c = zz__utf8_decode(counter->pending, counter->pending_size, &size);
        if (c == ZZ__TRUNCATED)
            continue;
        if (c == ZZ__INVALID) {
            found(counter, counter->offset, 1);
            taken--; /* the byte just taken begins something else */
        }
        counter->offset += size;
        counter->pending_size = 0;
    }
    return taken;
}

void zz__invalid_count(zz__invalid_counter *counter, const uint8_t *chunk, size_t size, bool final)
{
    size_t taken = complete(counter, chunk, size);

    if (counter->pending_size == 0 && size > taken) {
        size_t n = size - taken;
        zz__utf8_scan scan = zz__utf8_check(chunk + taken, n, false);

        found(counter, counter->offset + scan.first, scan.invalid);
        counter->offset += n - scan.unfinished;
        memcpy(counter->pending, chunk + size - scan.unfinished, scan.unfinished);
        counter->pending_size = scan.unfinished;
    }
    if (final && counter->pending_size != 0) {
        found(counter, counter->offset, 1);
        counter->offset += counter->pending_size;
        counter->pending_size = 0;
    }
}
