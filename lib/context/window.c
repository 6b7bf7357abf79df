/* SPDX-License-Identifier: Apache-2.0 */
#include "context/window.h"

#include <string.h>

/* Of three bytes that are one character of UTF-8, the character; else 0. */
static inline uint32_t three_bytes(const uint8_t *p)
{
    uint32_t bytes = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];

    if ((bytes & 0xF0C0C0u) != 0xE08080u)
        return 0;
    return (bytes >> 4 & 0xF000u) | (bytes >> 2 & 0xFC0u) | (bytes & 0x3Fu);
}

static inline bool in_block(uint32_t c)
{
    return c - ZZ__CONTEXT_BLOCK < ZZ__CONTEXT_BLOCK_SIZE;
}

static inline bool has_bit(const uint64_t *bits, uint32_t c)
{
    uint32_t at = c - ZZ__CONTEXT_BLOCK;

    return at < ZZ__CONTEXT_BLOCK_SIZE && (zz__le64(bits[at / 64]) >> at % 64 & 1) != 0;
}

static size_t skip_ascii(const uint8_t *text, size_t at, size_t end)
{
    uint64_t word;

    for (; end - at >= 8; at += 8) {
        memcpy(&word, text + at, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < end && text[at] < 0x80)
        at++;
    return at;
}

static inline size_t find(const uint64_t *bits, const uint64_t *more, const uint8_t *text,
                          size_t at, size_t end)
{
    while (end - at >= ZZ__CONTEXT_BYTES) {
        uint32_t c = three_bytes(text + at);

        if (has_bit(bits, c) || (more != NULL && has_bit(more, c)))
            return at;
        if (c != 0)
            at += ZZ__CONTEXT_BYTES;
        else if (text[at] < 0x80)
            at = skip_ascii(text, at, end);
        else
            at++;
    }
    return end;
}

size_t zz__context_find(const uint64_t *bits, const uint64_t *more, const uint8_t *text, size_t at,
                        size_t end)
{
    return more != NULL ? find(bits, more, text, at, end) : find(bits, NULL, text, at, end);
}

static void put(const zz__context *context, zz__window *window, int at, uint16_t unit)
{
    window->units[ZZ__CONTEXT_REACH + at] = unit;
    window->groups[ZZ__CONTEXT_REACH + at] = zz__context_group(context, unit);
}

static uint16_t unit_of(const zz__context *context, uint32_t c)
{
    return c >= ZZ__TRUNCATED ? (uint16_t)ZZ__CLASS_OTHER : zz__context_fold(context, c);
}

static void look_back(const zz__context *context, const uint8_t *text, size_t at,
                      zz__window *window)
{
    int i;

    for (i = 1; i <= ZZ__CONTEXT_REACH; i++) {
        uint32_t c = '\n';
        size_t size = 0;

        if (at >= ZZ__CONTEXT_BYTES) {
            c = three_bytes(text + at - ZZ__CONTEXT_BYTES);
            if (in_block(c)) {
                at -= ZZ__CONTEXT_BYTES;
                put(context, window, -i, zz__context_fold(context, c));
                continue;
            }
            c = '\n';
        }
        if (at > 0)
            c = zz__utf8_decode_before(text, at, &size);
        put(context, window, -i, unit_of(context, c));
        if (c == '\n')
            return;
        at -= size;
    }
}

bool zz__context_look(const zz__context *context, const uint8_t *text, size_t at, size_t end,
                      bool final, zz__window *window)
{
    int i;

    memset(window, 0, sizeof *window);
    put(context, window, 0, zz__context_fold(context, zz__context_decode(text + at)));
    at += ZZ__CONTEXT_BYTES;
    look_back(context, text, at - ZZ__CONTEXT_BYTES, window);
    for (i = 1; i <= ZZ__CONTEXT_REACH; i++) {
        uint32_t c = '\n';
        size_t size = 0;

        if (end - at >= ZZ__CONTEXT_BYTES) {
            c = three_bytes(text + at);
            if (in_block(c)) {
                put(context, window, i, zz__context_fold(context, c));
                at += ZZ__CONTEXT_BYTES;
                continue;
            }
            c = '\n';
        }
        if (at < end)
            c = zz__utf8_decode(text + at, end - at, &size);
        else if (!final)
            return false;
        if (c == ZZ__TRUNCATED && !final)
            return false;
        put(context, window, i, unit_of(context, c));
        if (c == '\n')
            return true;
        at += size;
    }
    return true;
}
