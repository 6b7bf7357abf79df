/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/pool.h"

#include "base/endian.h"

#define HASHES 65536
/* So many places are tried, the latest first: values that all begin alike would take the square of
 * their number. OpenCC's need fewer than 512. */
#define MOST_TRIED 1024

int32_t zz__pool_init(zz__pool *pool, const zz__memory *memory, zz__buffer *units, bool shares)
{
    const size_t size = HASHES * sizeof(uint32_t);
    int32_t status;

    pool->units = units;
    zz__buffer_init(&pool->item, memory);
    zz__buffer_init(&pool->places, memory);
    zz__buffer_init(&pool->earlier, memory);
    if (!shares)
        return ZZ_OK;
    status = zz__buffer_reserve(&pool->places, size);
    if (status != ZZ_OK)
        return status;
    memset(pool->places.bytes, 0, size);
    pool->places.size = size;
    return ZZ_OK;
}

void zz__pool_free(zz__pool *pool)
{
    zz__buffer_free(&pool->item);
    zz__buffer_free(&pool->places);
    zz__buffer_free(&pool->earlier);
}

int32_t zz__pool_add(zz__pool *pool, const uint16_t *units, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        uint16_t stored = zz__le16(units[i]);
        int32_t status = zz__buffer_append(&pool->item, &stored, sizeof stored);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

static const uint16_t *units_of(const zz__buffer *buffer)
{
    return (const uint16_t *)(const void *)buffer->bytes;
}

/* Where the last two units with the same hash as these stand, + 1. */
static uint32_t *place_of(const zz__pool *pool, const uint16_t *units)
{
    uint32_t hash = (zz__le16(units[0]) | (uint32_t)zz__le16(units[1]) << 16) * 0x9E3779B1u;

    return (uint32_t *)(void *)pool->places.bytes + (hash >> 16);
}

static bool find(const zz__pool *pool, size_t *place)
{
    size_t size = pool->item.size, count = pool->units->size / sizeof(uint16_t);
    const uint16_t *units = units_of(pool->units);
    uint32_t at, tried = 0;

    if (pool->places.size == 0 || size < 2 * sizeof(uint16_t))
        return false;
    for (at = *place_of(pool, units_of(&pool->item)); at != 0 && tried < MOST_TRIED;
         tried++, at = ((const uint32_t *)(const void *)pool->earlier.bytes)[at - 1]) {
        if (size <= (count - (at - 1)) * sizeof(uint16_t) &&
            memcmp(units + (at - 1), pool->item.bytes, size) == 0) {
            *place = at - 1;
            return true;
        }
    }
    return false;
}

/* Lets what stands behind the first `from` units be found, two at a time. */
static int32_t index_units(zz__pool *pool, size_t from)
{
    size_t count = pool->units->size / sizeof(uint16_t);

    for (from -= from != 0; from + 1 < count; from++) {
        uint32_t *place = place_of(pool, units_of(pool->units) + from);
        int32_t status = zz__buffer_append(&pool->earlier, place, sizeof *place);

        if (status != ZZ_OK)
            return status;
        *place = (uint32_t)from + 1;
    }
    return ZZ_OK;
}

int32_t zz__pool_store(zz__pool *pool, size_t *place)
{
    size_t count = pool->units->size / sizeof(uint16_t);
    int32_t status = ZZ_OK;

    if (!find(pool, place)) {
        *place = count;
        status = zz__buffer_append(pool->units, pool->item.bytes, pool->item.size);
        if (status == ZZ_OK && pool->places.size != 0)
            status = index_units(pool, count);
    }
    pool->item.size = 0;
    return status;
}
