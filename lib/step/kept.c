/* SPDX-License-Identifier: Apache-2.0 */
#include "step/kept.h"

#include <string.h>

static size_t range_count(const zz__kept *kept)
{
    return kept->ranges.size / sizeof(zz_range);
}

static zz_range *range_at(const zz__kept *kept, size_t i)
{
    return (zz_range *)(void *)kept->ranges.bytes + i;
}

void zz__kept_init(zz__kept *kept, const zz__memory *memory, zz__kept *following)
{
    zz__buffer_init(&kept->ranges, memory);
    kept->next = 0;
    kept->following = following;
}

void zz__kept_free(zz__kept *kept)
{
    zz__buffer_free(&kept->ranges);
    kept->next = 0;
}

void zz__kept_clear(zz__kept *kept)
{
    kept->ranges.size = 0;
    kept->next = 0;
}

/* Lets go of ranges that are passed, once they are half of all: a stream may have any number. The
 * last one stays, as it may be made longer yet. */
static void forget(zz__kept *kept)
{
    size_t left = range_count(kept) - kept->next;

    if (kept->next < 2 || kept->next <= left)
        return;
    memmove(kept->ranges.bytes, range_at(kept, kept->next - 1), (left + 1) * sizeof(zz_range));
    kept->ranges.size = (left + 1) * sizeof(zz_range);
    kept->next = 1;
}

int32_t zz__kept_add(zz__kept *kept, uint64_t offset, uint64_t size)
{
    zz_range range;
    size_t count;

    forget(kept);
    count = range_count(kept);
    /* A step may tell of one range in several pieces, or of one around others. Ranges that touch
     * are one, also where the first was passed by now: so it makes no difference when it is. */
    if (count > 0) {
        zz_range *last = range_at(kept, count - 1);
        uint64_t end = last->offset + last->size;

        if (offset <= end) {
            if (offset < last->offset)
                last->offset = offset;
            last->size = (offset + size > end ? offset + size : end) - last->offset;
            if (kept->next == count)
                kept->next--;
            return ZZ_OK;
        }
    }
    range.offset = offset;
    range.size = size;
    return zz__buffer_append(&kept->ranges, &range, sizeof range);
}

bool zz__kept_touches(zz__kept *kept, uint64_t offset, uint64_t size)
{
    size_t i, count = range_count(kept);

    for (i = kept->next; i < count; i++) {
        const zz_range *r = range_at(kept, i);

        if (r->offset >= offset + size)
            return false;
        if (r->offset + r->size > offset && (size != 0 || r->offset < offset))
            return true;
    }
    return false;
}

int32_t zz__kept_pass(zz__kept *kept, uint64_t offset, uint64_t size, uint64_t target)
{
    size_t count = range_count(kept);
    uint64_t end = offset + size;
    int32_t status = ZZ_OK;

    while (kept->next < count && status == ZZ_OK) {
        const zz_range *r = range_at(kept, kept->next);
        uint64_t begin = r->offset > offset ? r->offset : offset;
        uint64_t stop = r->offset + r->size < end ? r->offset + r->size : end;

        if (r->offset >= end)
            break;
        if (begin < stop && kept->following != NULL)
            status = zz__kept_add(kept->following, target + (begin - offset), stop - begin);
        if (r->offset + r->size > end)
            break;
        kept->next++;
    }
    return status;
}
