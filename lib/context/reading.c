/* SPDX-License-Identifier: Apache-2.0 */
#include "context/reading.h"

#include <string.h>

/* A stretch ends behind so many units. */
#define LAST (ZZ__CONTEXT_REACH + ZZ__READING_PLACES)

/* Appends what is no character of the block. Behind a line feed nothing is known of the line
 * before, nor before it of the line behind. */
static uint32_t append(zz__reading *reading, uint32_t n, uint32_t c)
{
    uint32_t i;

    reading->units[n++] = c < ZZ__TRUNCATED ? zz__context_class(c) : ZZ__CLASS_OTHER;
    if (c != '\n')
        return n;
    for (i = 2; i < ZZ__LINE_FEED_UNITS; i++)
        reading->units[n++] = ZZ__CLASS_NONE;
    reading->units[n++] = ZZ__CLASS_OTHER;
    return n;
}

/* Of a long stretch of ASCII only what a place before or behind it can see. */
static size_t skip_ascii(const uint8_t *text, size_t at, size_t end, zz__reading *reading,
                         uint32_t *n)
{
    size_t stop = zz__context_skip_ascii(text, at, end), i;

    if (stop - at <= 2 * ZZ__CONTEXT_REACH)
        return at;
    for (i = 0; i < ZZ__CONTEXT_REACH; i++)
        *n = append(reading, *n, text[at + i]);
    return stop - ZZ__CONTEXT_REACH;
}

/* Reads a batch of characters of one and three bytes. */
static size_t read_batch(const zz__context *context, const zz__kernels *kernels,
                         const uint64_t *bits, const uint8_t *text, size_t at, size_t end,
                         zz__reading *reading, uint32_t *units)
{
    uint16_t decoded[ZZ__READING_MORE];
    uint32_t n = *units, found = reading->count, count = 0, i;
    size_t stop = at;

    kernels->decode(text, end, &stop, decoded, &count, ZZ__READING_BATCH);
    for (i = 0; i < count; i++) {
        uint32_t c = decoded[i];

        if (!zz__context_in_block(c)) {
            n = append(reading, n, c);
            at += c < 0x80 ? 1 : 3;
            continue;
        }
        if (zz__context_has_bit(bits, c)) {
            reading->places[found] = (uint16_t)n;
            reading->at[found++] = at;
        }
        reading->units[n++] = zz__le16(context->folds[c - ZZ__CONTEXT_BLOCK]);
        at += ZZ__CONTEXT_BYTES;
    }
    *units = n;
    reading->count = found;
    return stop;
}

/* Reads a character; false where it is not there whole, though it may be once there is more. */
static bool read_one(const zz__context *context, const uint64_t *bits, const uint8_t *text,
                     size_t *at, size_t end, bool final, zz__reading *reading, uint32_t *n)
{
    size_t size;
    uint32_t c = zz__utf8_decode(text + *at, end - *at, &size);

    if (c == ZZ__TRUNCATED && !final)
        return false;
    if (zz__context_in_block(c)) {
        reading->places[reading->count] = (uint16_t)*n;
        reading->at[reading->count] = *at;
        reading->count += zz__context_has_bit(bits, c);
        reading->units[(*n)++] = zz__context_fold(context, c);
    } else {
        *n = append(reading, *n, c);
    }
    /* each ill-formed byte is one unit, as it is looking back */
    *at += c < ZZ__TRUNCATED ? size : 1;
    return true;
}

static void look_back(const zz__context *context, const uint8_t *text, size_t at,
                      zz__reading *reading)
{
    zz__window window;

    zz__context_look_back(context, text, at, &window);
    memcpy(reading->units, window.units, ZZ__CONTEXT_REACH * sizeof *window.units);
}

/* Takes back the places behind which too little is known; returns where to read on. */
static size_t settle(zz__reading *reading, uint32_t n, size_t at)
{
    while (reading->count > 0 &&
           reading->places[reading->count - 1] + (uint32_t)ZZ__CONTEXT_REACH >= n)
        at = reading->at[--reading->count];
    return at;
}

size_t zz__context_read(const zz__context *context, const zz__kernels *kernels,
                        const uint64_t *bits, const uint8_t *text, size_t at, size_t end,
                        bool final, zz__reading *reading)
{
    uint32_t n = ZZ__CONTEXT_REACH;

    reading->count = 0;
    look_back(context, text, at, reading);
    while (n < LAST && at < end) {
        size_t before = at;

        if (text[at] < 0x80)
            at = skip_ascii(text, at, end, reading, &n);
        if (text[at] < 0x80 || (text[at] & 0xF0) == 0xE0) /* what a batch may begin with */
            at = read_batch(context, kernels, bits, text, at, end, reading, &n);
        if (at == before && !read_one(context, bits, text, &at, end, final, reading, &n))
            break;
    }
    if (!final || at < end)
        return settle(reading, n, at);
    append(reading, n, '\n');
    return end;
}
