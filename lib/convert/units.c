/* SPDX-License-Identifier: Apache-2.0 */
#include "convert/units.h"

#include <string.h>

#include "convert/ids.h"

/* By the high byte of a unit: 1 where it can't be taken as it comes out of three bytes. These
 * are what three bytes may not encode (below U+0800, surrogates), the description characters'
 * and the compatibility ideographs' rows. */
static const uint8_t rare_row[256] = {
    [0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1, [0x06] = 1,
    [0x07] = 1, [0x2F] = 1, [0xD8] = 1, [0xD9] = 1, [0xDA] = 1, [0xDB] = 1, [0xDC] = 1,
    [0xDD] = 1, [0xDE] = 1, [0xDF] = 1, [0xF9] = 1, [0xFA] = 1,
};

static uint32_t load32(const uint8_t *p)
{
    uint32_t word;

    memcpy(&word, p, sizeof word);
    return zz__le32(word);
}

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

/* Copies ASCII, eight bytes at a time; returns how many. */
static size_t widen_ascii(uint16_t *units, const uint8_t *text, size_t n)
{
    size_t i = 0, j;

    while (n - i >= 8) {
        uint64_t eight;

        memcpy(&eight, text + i, 8);
        if (eight & UINT64_C(0x8080808080808080))
            break;
        for (j = 0; j < 8; j++)
            units[i + j] = text[i + j];
        i += 8;
    }
    return i;
}

/*
 * The fast half: decodes characters of one and three bytes until something else comes, unit
 * `stop` is reached, or fewer than four bytes are left.
 */
static void decode_common(const uint8_t *text, size_t n, size_t *at, uint16_t *units,
                          uint32_t *count, uint32_t stop)
{
    size_t i = *at;
    uint32_t o = *count;

    while (o < stop && n - i >= 4) {
        uint32_t word = load32(text + i), unit;

        if ((word & 0xC0C0F0) == 0x8080E0) {
            unit = (word & 0xF) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F);
            if (rare_row[unit >> 8])
                break;
            units[o++] = (uint16_t)unit;
            i += 3;
        } else if ((word & 0x80808080) == 0 && stop - o >= 8 && n - i >= 8) {
            size_t run = n - i < stop - o ? n - i : stop - o;
            run = widen_ascii(units + o, text + i, run);
            if (run == 0) {
                units[o++] = (uint16_t)(word & 0x7F);
                i++;
            }
            i += run;
            o += (uint32_t)run;
        } else if ((word & 0x80) == 0) {
            units[o++] = (uint16_t)(word & 0x7F);
            i++;
        } else {
            break;
        }
    }
    *at = i;
    *count = o;
}

/* An ill-formed sequence, whole: a block never ends inside one. */
static void put_raw(zz__block *block, const uint8_t *bytes, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        block->units[block->count++] = (uint16_t)(ZZ__RAW + bytes[i]);
    block->has_invalid = true;
}

static void mark(zz__block *block, uint32_t *next, size_t byte)
{
    while (block->count >= *next * ZZ__BLOCK_MARK) {
        block->mark_unit[*next] = block->count;
        block->mark_byte[*next] = (uint32_t)byte;
        ++*next;
    }
}

void zz__block_decode(zz__block *block, const zz__table *normalize, const uint8_t *text, size_t n,
                      bool final)
{
    size_t at = 0;
    uint32_t next = 0;

    block->count = 0;
    block->has_invalid = false;
    block->closed = false;
    mark(block, &next, 0);
    while (block->count < ZZ__BLOCK_UNITS) {
        uint32_t stop = next * ZZ__BLOCK_MARK, c;
        size_t size;

        decode_common(text, n, &at, block->units, &block->count, stop);
        if (block->count < stop) {
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
        mark(block, &next, at);
    }
    block->bytes = at;
}

size_t zz__block_byte(const zz__block *block, const zz__table *normalize, const uint8_t *text,
                      uint32_t unit)
{
    uint32_t at_unit, k = unit / ZZ__BLOCK_MARK;
    size_t byte;

    if (unit == block->count)
        return block->bytes;
    while (block->mark_unit[k] > unit)
        k--;
    at_unit = block->mark_unit[k];
    byte = block->mark_byte[k];
    while (at_unit < unit) {
        uint16_t units[2];
        size_t size;

        at_unit += zz__decode_units(normalize, text + byte, block->bytes - byte, &size, units);
        byte += size;
    }
    return byte;
}

/* Anything that is not three bytes or ASCII; returns the units taken. */
static size_t encode_rare(const uint16_t *units, size_t count, uint8_t *out, size_t *size)
{
    uint16_t unit = units[0];

    if (unit >= ZZ__RAW + 0x80 && unit <= ZZ__RAW + 0xFF) {
        out[0] = (uint8_t)(unit - ZZ__RAW);
        *size = 1;
        return 1;
    }
    if ((unit & 0xFC00) == 0xD800 && count > 1) {
        uint32_t c = 0x10000 + ((uint32_t)(unit & 0x3FF) << 10) + (units[1] & 0x3FFu);
        *size = zz__utf8_encode(c, out);
        return 2;
    }
    *size = zz__utf8_encode(unit, out);
    return 1;
}

size_t zz__encode_units(const uint16_t *units, size_t count, uint8_t *out)
{
    size_t i = 0;
    uint8_t *p = out;

    while (i < count) {
        uint32_t unit = units[i];

        if (unit >= 0x800 && (unit & 0xF800) != 0xD800) {
            p[0] = (uint8_t)(0xE0 | unit >> 12);
            p[1] = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
            p[2] = (uint8_t)(0x80 | (unit & 0x3F));
            p += 3;
            i++;
        } else if (unit < 0x80) {
            *p++ = (uint8_t)unit;
            i++;
        } else {
            size_t size;
            i += encode_rare(units + i, count - i, p, &size);
            p += size;
        }
    }
    return (size_t)(p - out);
}
