/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/slots.h"

#include "base/endian.h"
#include "table/format.h"

/* Where a search may take so many tries, and the next one of its kind begins where it did. */
#define FEW_TRIES 16384
#define MANY_TRIES 262144 /* nodes with many children fit in few places */
#define QUICK_TRIES 2048

/* Bits behind the end of a set are not set. */
static int32_t make_bits(zz__buffer *bits, size_t count)
{
    size_t needed = (count / 64 + 1) * sizeof(uint64_t), more;
    int32_t status;

    if (needed <= bits->size)
        return ZZ_OK;
    more = needed - bits->size;
    status = zz__buffer_reserve(bits, more);
    if (status != ZZ_OK)
        return status;
    memset(bits->bytes + bits->size, 0, more);
    bits->size = needed;
    return ZZ_OK;
}

static void set_bit(zz__buffer *bits, size_t at)
{
    ((uint64_t *)(void *)bits->bytes)[at / 64] |= UINT64_C(1) << at % 64;
}

/* 64 bits, the first one `at`. */
static uint64_t bits_at(const zz__buffer *bits, size_t at)
{
    const uint64_t *words = (const void *)bits->bytes;
    size_t count = bits->size / sizeof *words, word = at / 64, shift = at % 64;
    uint64_t found = word < count ? words[word] >> shift : 0;

    if (shift != 0 && word + 1 < count)
        found |= words[word + 1] << (64 - shift);
    return found;
}

/* The lowest bit that is not set; there is one. */
static uint32_t first_clear(uint64_t bits)
{
    uint32_t at = 0, step;

    for (step = 32; step > 0; step /= 2) {
        uint64_t low = (UINT64_C(1) << step) - 1;
        if ((bits >> at & low) == low)
            at += step;
    }
    return at;
}

static int32_t make_room(zz__slots *slots, size_t count)
{
    size_t have = slots->labels.size / sizeof(uint16_t), more = count > have ? count - have : 0;
    int32_t status;

    if (more == 0)
        return ZZ_OK;
    status = make_bits(&slots->taken, count);
    if (status == ZZ_OK)
        status = make_bits(&slots->linked, count);
    if (status == ZZ_OK)
        status = zz__buffer_reserve(&slots->labels, more * sizeof(uint16_t));
    if (status == ZZ_OK)
        status = zz__buffer_reserve(&slots->links, more * sizeof(uint32_t));
    if (status != ZZ_OK)
        return status;
    memset(slots->labels.bytes + slots->labels.size, 0, more * sizeof(uint16_t));
    memset(slots->links.bytes + slots->links.size, 0, more * sizeof(uint32_t));
    slots->labels.size += more * sizeof(uint16_t);
    slots->links.size += more * sizeof(uint32_t);
    return ZZ_OK;
}

int32_t zz__slots_init(zz__slots *slots, const zz__memory *memory, bool quick)
{
    size_t i;
    int32_t status;

    memset(slots, 0, sizeof *slots);
    slots->quick = quick;
    zz__buffer_init(&slots->labels, memory);
    zz__buffer_init(&slots->links, memory);
    zz__buffer_init(&slots->taken, memory);
    zz__buffer_init(&slots->linked, memory);
    status = make_room(slots, ZZ__MAX_ROOTS);
    for (i = 0; i < ZZ__MAX_ROOTS && status == ZZ_OK; i++) {
        set_bit(&slots->taken, i);
        set_bit(&slots->linked, i);
    }
    return status;
}

void zz__slots_free(zz__slots *slots)
{
    zz__buffer_free(&slots->labels);
    zz__buffer_free(&slots->links);
    zz__buffer_free(&slots->taken);
    zz__buffer_free(&slots->linked);
}

void zz__slots_set_label(zz__slots *slots, size_t slot, uint16_t label)
{
    ((uint16_t *)(void *)slots->labels.bytes)[slot] = zz__le16(label);
}

void zz__slots_set_link(zz__slots *slots, size_t slot, uint32_t kind, uint32_t link)
{
    ((uint32_t *)(void *)slots->links.bytes)[slot] = zz__le32(kind << ZZ__LINK_BITS | link);
}

/* Of the 64 links from `link` on, those where the codes don't fit. */
static uint64_t find_misfits(const zz__slots *slots, size_t link, const uint16_t *codes,
                             uint32_t count)
{
    uint64_t misfits = bits_at(&slots->linked, link);
    uint32_t i;

    for (i = 0; i < count && misfits != UINT64_MAX; i++)
        misfits |= bits_at(&slots->taken, link + codes[i]);
    return misfits;
}

/* The first link from `link` on where the codes fit; there is one at the end. */
static size_t find_link(const zz__slots *slots, size_t link, const uint16_t *codes, uint32_t count)
{
    uint64_t misfits;

    while ((misfits = find_misfits(slots, link, codes, count)) == UINT64_MAX)
        link += 64;
    return link + first_clear(misfits);
}

int32_t zz__slots_place(zz__slots *slots, const uint16_t *codes, uint32_t count, uint32_t *link)
{
    bool is_few = count <= ZZ__FEW;
    size_t tried, at, *from;
    uint64_t taken;
    uint32_t i;
    int32_t status;

    while ((taken = bits_at(&slots->taken, slots->first_free)) == UINT64_MAX)
        slots->first_free += 64;
    slots->first_free += first_clear(taken);
    from = &slots->search_from[is_few ? count : ZZ__FEW + 1];
    if (*from < slots->first_free)
        *from = slots->first_free;
    at = find_link(slots, *from > codes[0] ? *from - codes[0] : 1, codes, count);
    tried = at + codes[0] - *from;
    /* where first fit takes long, the slots so far are nearly full: later ones start higher */
    if (slots->quick && tried > QUICK_TRIES)
        *from += tried;
    else if (!slots->quick && tried > (is_few ? FEW_TRIES : MANY_TRIES))
        *from += tried / 8;
    status = make_room(slots, at + codes[count - 1] + 1);
    if (status != ZZ_OK)
        return status;
    set_bit(&slots->linked, at);
    for (i = 0; i < count; i++)
        set_bit(&slots->taken, at + codes[i]);
    *link = (uint32_t)at;
    return at > ZZ__LINK_MASK ? ZZ_ERROR_TOO_LARGE : ZZ_OK;
}
