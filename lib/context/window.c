/* SPDX-License-Identifier: Apache-2.0 */
#include "context/window.h"

#include <string.h>

static bool in_block(const uint8_t *p)
{
    return p[0] >= 0xE4 && p[0] <= 0xE9 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

size_t zz__context_find(const zz__context *context, const zz__image_set *strays,
                        const uint8_t *text, size_t at, size_t end, uint32_t *rank, bool *is_stray)
{
    while (at < end) {
        uint64_t word;

        if (text[at] < 0x80) {
            for (; end - at >= 8; at += 8) {
                memcpy(&word, text + at, 8);
                if (word & UINT64_C(0x8080808080808080))
                    break;
            }
            if (at < end && text[at] < 0x80)
                at++;
            continue;
        }
        if (end - at < ZZ__CONTEXT_BYTES)
            break;
        if (in_block(text + at)) {
            uint32_t c = zz__context_decode(text + at);

            *is_stray = false;
            if (zz__set_find(context->members, c, rank))
                return at;
            *is_stray = true;
            if (strays != NULL && zz__set_find(strays, c, rank))
                return at;
            at += ZZ__CONTEXT_BYTES;
        } else {
            at++; /* what follows in the character is no lead byte of the block */
        }
    }
    return end;
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

        if (at >= ZZ__CONTEXT_BYTES && in_block(text + at - ZZ__CONTEXT_BYTES)) {
            at -= ZZ__CONTEXT_BYTES;
            put(context, window, -i, zz__context_fold(context, zz__context_decode(text + at)));
            continue;
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

        if (end - at >= ZZ__CONTEXT_BYTES && in_block(text + at)) {
            put(context, window, i, zz__context_fold(context, zz__context_decode(text + at)));
            at += ZZ__CONTEXT_BYTES;
            continue;
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
