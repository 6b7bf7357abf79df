/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/slots.h"

#include "base/endian.h"
#include "table/format.h"

#define QUICK_TRIES 64

static int32_t make_room(zz__slots *slots, size_t count)
{
    size_t have = slots->used.size, more = count > have ? count - have : 0;
    int32_t status;

    if (more == 0)
        return ZZ_OK;
    status = zz__buffer_reserve(&slots->used, more);
    if (status == ZZ_OK)
        status = zz__buffer_reserve(&slots->labels, more * sizeof(uint16_t));
    if (status == ZZ_OK)
        status = zz__buffer_reserve(&slots->links, more * sizeof(uint32_t));
    if (status != ZZ_OK)
        return status;
    memset(slots->used.bytes + have, 0, more);
    memset(slots->labels.bytes + slots->labels.size, 0, more * sizeof(uint16_t));
    memset(slots->links.bytes + slots->links.size, 0, more * sizeof(uint32_t));
    slots->used.size += more;
    slots->labels.size += more * sizeof(uint16_t);
    slots->links.size += more * sizeof(uint32_t);
    return ZZ_OK;
}

int32_t zz__slots_init(zz__slots *slots, const zz__memory *memory, bool quick)
{
    int32_t status;

    memset(slots, 0, sizeof *slots);
    slots->quick = quick;
    zz__buffer_init(&slots->labels, memory);
    zz__buffer_init(&slots->links, memory);
    zz__buffer_init(&slots->used, memory);
    status = make_room(slots, ZZ__MAX_ROOTS);
    if (status == ZZ_OK)
        memset(slots->used.bytes, 3, ZZ__MAX_ROOTS);
    return status;
}

void zz__slots_free(zz__slots *slots)
{
    zz__buffer_free(&slots->labels);
    zz__buffer_free(&slots->links);
    zz__buffer_free(&slots->used);
}

void zz__slots_set_label(zz__slots *slots, size_t slot, uint16_t label)
{
    ((uint16_t *)(void *)slots->labels.bytes)[slot] = zz__le16(label);
}

void zz__slots_set_link(zz__slots *slots, size_t slot, uint32_t kind, uint32_t link)
{
    ((uint32_t *)(void *)slots->links.bytes)[slot] = zz__le32(kind << ZZ__LINK_BITS | link);
}

static bool fits(const zz__slots *slots, size_t link, const uint16_t *codes, uint32_t count)
{
    uint32_t i;

    if (link < slots->used.size && (slots->used.bytes[link] & 2))
        return false;
    for (i = 0; i < count; i++) {
        if (link + codes[i] < slots->used.size && (slots->used.bytes[link + codes[i]] & 1))
            return false;
    }
    return true;
}

int32_t zz__slots_place(zz__slots *slots, const uint16_t *codes, uint32_t count, uint32_t *link)
{
    size_t slot, tried = 0, at, *from;
    uint32_t i;
    int32_t status;

    while (slots->first_free < slots->used.size && (slots->used.bytes[slots->first_free] & 1))
        slots->first_free++;
    from = count <= ZZ__FEW ? &slots->search_from[count]
           : slots->quick   ? &slots->search_from[ZZ__FEW + 1]
                            : &slots->first_free;
    if (*from < slots->first_free)
        *from = slots->first_free;
    slot = *from;
    for (;; slot++, tried++) {
        if (slot <= codes[0])
            continue;
        if (fits(slots, slot - codes[0], codes, count))
            break;
    }
    /* where first fit takes long, the slots so far are nearly full: later ones start higher */
    if (slots->quick && tried > QUICK_TRIES)
        *from = slot;
    else if (count <= ZZ__FEW && tried > 16384)
        *from += tried / 8;
    at = slot - codes[0];
    status = make_room(slots, at + codes[count - 1] + 1);
    if (status != ZZ_OK)
        return status;
    slots->used.bytes[at] |= 2;
    for (i = 0; i < count; i++)
        slots->used.bytes[at + codes[i]] |= 1;
    *link = (uint32_t)at;
    return at > ZZ__LINK_MASK ? ZZ_ERROR_TOO_LARGE : ZZ_OK;
}
