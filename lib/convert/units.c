/* SPDX-License-Identifier: Apache-2.0 */
#include "convert/units.h"

#include "convert/ids.h"

static bool is_compatibility(uint32_t c)
{
    return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

static unsigned split(uint32_t c, uint16_t units[2])
{
    if (c < 0x10000) {
        units[0] = (uint16_t)c;
        return 1;
    }
    units[0] = (uint16_t)(0xD7C0 + (c >> 10));
    units[1] = (uint16_t)(0xDC00 + (c & 0x3FF));
    return 2;
}

/* What the normalization makes of a character. */
static unsigned normalized(const zz__table *normalize, uint32_t c, uint16_t units[2])
{
    unsigned count = split(c, units);
    uint16_t output;
    zz__match match;
    uint32_t i;

    if (count == 1) {
        output = zz__default_output(normalize, units[0]);
        if (output != ZZ__SPECIAL) {
            units[0] = output;
            return 1;
        }
    }
    zz__match_longest(normalize, units, count, false, &match);
    if (match.key_size != count || match.value == NULL || match.value_size > 2)
        return count;
    for (i = 0; i < match.value_size; i++)
        units[i] = zz__le16(match.value[i]);
    return match.value_size;
}

unsigned zz__decode_units(const zz__table *normalize, const uint8_t *text, size_t n, size_t *size,
                          uint16_t units[2])
{
    uint32_t c = zz__utf8_decode(text, n, size);

    if (c >= ZZ__TRUNCATED) {
        units[0] = (uint16_t)(ZZ__RAW + text[0]);
        *size = 1;
        return 1;
    }
    if (normalize != NULL && is_compatibility(c))
        return normalized(normalize, c, units);
    return split(c, units);
}

/* An ill-formed sequence, whole: a block never ends inside one. */
static void put_raw(zz__block *block, const uint8_t *bytes, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        block->units[block->count++] = (uint16_t)(ZZ__RAW + bytes[i]);
    block->has_invalid = true;
}

/* Keeps where the block has got to. */
static void mark(zz__block *block, size_t byte)
{
    block->marks[block->mark_count].unit = block->count;
    block->marks[block->mark_count++].byte = (uint32_t)byte;
}

void zz__block_decode(zz__block *block, const zz__kernels *kernels, const zz__table *normalize,
                      const uint8_t *text, size_t n, bool final)
{
    size_t at = 0;
    uint32_t stop = 0;

    block->count = 0;
    block->mark_count = 0;
    block->has_invalid = false;
    block->closed = false;
    while (block->count < ZZ__BLOCK_UNITS) {
        uint32_t c;
        size_t size;

        if (block->count >= stop) {
            mark(block, at);
            stop = block->count + ZZ__BLOCK_MARK;
            if (stop > ZZ__BLOCK_UNITS)
                stop = ZZ__BLOCK_UNITS;
        }
        kernels->decode(text, n, &at, block->units, &block->count, stop);
        if (block->count >= stop)
            continue;
        if (at == n) {
            block->closed = final;
            break;
        }
        c = zz__utf8_decode(text + at, n - at, &size);
        if (zz__is_ids_operator(c)) {
            block->closed = true;
            break;
        }
        if (c == ZZ__TRUNCATED && !final)
            break;
        if (c >= ZZ__TRUNCATED)
            put_raw(block, text + at, size);
        else
            block->count += zz__decode_units(normalize, text + at, n - at, &size,
                                             block->units + block->count);
        at += size;
    }
    block->bytes = at;
}

/* Whether the units from `unit` on are one well-formed character. */
static bool is_last_character(const zz__block *block, uint32_t unit)
{
    bool pair = block->count > 1 && (block->units[block->count - 2] & 0xFC00) == 0xD800;

    return !block->has_invalid && unit + (pair ? 2 : 1) == block->count;
}

size_t zz__block_byte(const zz__block *block, const zz__table *normalize, const uint8_t *text,
                      uint32_t unit)
{
    uint32_t k = block->mark_count - 1, at;
    size_t byte;

    if (unit == block->count)
        return block->bytes;
    if (is_last_character(block, unit)) { /* nearly always: what an open block holds back */
        byte = block->bytes - 1;
        while ((text[byte] & 0xC0) == 0x80)
            byte--;
        return byte;
    }
    while (block->marks[k].unit > unit)
        k--;
    at = block->marks[k].unit;
    byte = block->marks[k].byte;
    while (at < unit) {
        uint16_t units[2];
        size_t size;

        at += zz__decode_units(normalize, text + byte, block->bytes - byte, &size, units);
        byte += size;
    }
    return byte;
}
