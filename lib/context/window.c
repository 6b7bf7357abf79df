/* SPDX-License-Identifier: Apache-2.0 */
#include "context/window.h"

#include <string.h>

size_t zz__context_skip_ascii(const uint8_t *text, size_t at, size_t end)
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
        uint32_t c = zz__context_three_bytes(text + at);

        if (zz__context_in_block(c) &&
            (zz__context_has_bit(bits, c) || (more != NULL && zz__context_has_bit(more, c))))
            return at;
        if (c != 0)
            at += ZZ__CONTEXT_BYTES;
        else if (text[at] < 0x80)
            at = zz__context_skip_ascii(text, at, end);
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

void zz__context_look_back(const zz__context *context, const uint8_t *text, size_t at,
                           zz__window *window)
{
    uint16_t *units = window->units + ZZ__CONTEXT_REACH;
    int i;

    memset(window->units, 0, ZZ__CONTEXT_REACH * sizeof *units);
    for (i = 1; i <= ZZ__CONTEXT_REACH; i++) {
        uint32_t c = '\n';
        size_t size = 0;

        if (at >= ZZ__CONTEXT_BYTES) {
            c = zz__context_three_bytes(text + at - ZZ__CONTEXT_BYTES);
            if (zz__context_in_block(c)) {
                at -= ZZ__CONTEXT_BYTES;
                units[-i] = zz__context_fold(context, c);
                continue;
            }
            c = '\n';
        }
        if (at > 0)
            c = zz__utf8_decode_before(text, at, &size);
        units[-i] = zz__context_unit(context, c);
        if (c == '\n')
            return;
        at -= size;
    }
}

bool zz__context_look(const zz__context *context, const uint8_t *text, size_t at, size_t end,
                      bool final, zz__window *window)
{
    uint16_t *units = window->units + ZZ__CONTEXT_REACH;
    int i;

    memset(window, 0, sizeof *window);
    units[0] = zz__context_fold(context, zz__context_decode(text + at));
    at += ZZ__CONTEXT_BYTES;
    zz__context_look_back(context, text, at - ZZ__CONTEXT_BYTES, window);
    for (i = 1; i <= ZZ__CONTEXT_REACH; i++) {
        uint32_t c = '\n';
        size_t size = 0;

        if (end - at >= ZZ__CONTEXT_BYTES) {
            c = zz__context_three_bytes(text + at);
            if (zz__context_in_block(c)) {
                units[i] = zz__context_fold(context, c);
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
        units[i] = zz__context_unit(context, c);
        if (c == '\n')
            return true;
        /* each ill-formed byte is one unit, as it is looking back */
        at += c < ZZ__TRUNCATED ? size : 1;
    }
    return true;
}
