/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <string.h>

#include "base/lanes.h"

uint32_t zz__utf8_decode(const uint8_t *text, size_t n, size_t *size)
{
    uint32_t lead = text[0], code_point;
    uint8_t low = 0x80, high = 0xBF; /* what the second byte may be */
    size_t length, i;

    *size = 1;
    if (lead < 0x80)
        return lead;
    if (lead < 0xC2 || lead > 0xF4)
        return ZZ__INVALID;
    if (lead < 0xE0) {
        length = 2;
        code_point = lead & 0x1F;
    } else if (lead < 0xF0) {
        length = 3;
        code_point = lead & 0x0F;
        if (lead == 0xE0)
            low = 0xA0; /* overlong below */
        else if (lead == 0xED)
            high = 0x9F; /* surrogates above */
    } else {
        length = 4;
        code_point = lead & 0x07;
        if (lead == 0xF0)
            low = 0x90;
        else if (lead == 0xF4)
            high = 0x8F; /* past U+10FFFF above */
    }
    for (i = 1; i < length; i++) {
        if (i == n) {
            *size = i;
            return ZZ__TRUNCATED;
        }
        if (text[i] < low || text[i] > high) {
            *size = i;
            return ZZ__INVALID;
        }
        code_point = code_point << 6 | (text[i] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *size = length;
    return code_point;
}

uint32_t zz__utf8_decode_before(const uint8_t *text, size_t end, size_t *size)
{
    size_t back;

    for (back = 1; back <= 4 && back <= end; back++) {
        if ((text[end - back] & 0xC0) != 0x80) {
            size_t length;
            uint32_t code_point = zz__utf8_decode(text + end - back, back, &length);
            if (code_point < ZZ__TRUNCATED && length == back) {
                *size = back;
                return code_point;
            }
            break;
        }
    }
    *size = 1;
    return ZZ__INVALID;
}

size_t zz__utf8_encode(uint32_t code_point, uint8_t out[4])
{
    if (code_point < 0x80) {
        out[0] = (uint8_t)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (uint8_t)(0xC0 | code_point >> 6);
        out[1] = (uint8_t)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (uint8_t)(0xE0 | code_point >> 12);
        out[1] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | code_point >> 18);
    out[1] = (uint8_t)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (code_point & 0x3F));
    return 4;
}

/* Are the bytes at p well-formed behind the three before them? What lies in the range of a lead
 * byte's second bytes is table 3-7 of Unicode 15. */
static inline zz__lanes ill_formed(const uint8_t *p)
{
    zz__lanes here = zz__lanes_load(p), one = zz__lanes_load(p - 1);
    zz__lanes two = zz__lanes_load(p - 2), three = zz__lanes_load(p - 3);
    zz__lanes tail = zz__lanes_tail(here);
    zz__lanes wanted = zz__lanes_in(one, 0xC0, 0xFF) | zz__lanes_in(two, 0xE0, 0xFF) |
                       zz__lanes_in(three, 0xF0, 0xFF);
    zz__lanes wrong = zz__lanes_in(here, 0xC0, 0xC1) | zz__lanes_in(here, 0xF5, 0xFF);

    wrong |= zz__lanes_is(one, 0xE0) & zz__lanes_in(here, 0x80, 0x9F);
    wrong |= zz__lanes_is(one, 0xED) & zz__lanes_in(here, 0xA0, 0xBF);
    wrong |= zz__lanes_is(one, 0xF0) & zz__lanes_in(here, 0x80, 0x8F);
    wrong |= zz__lanes_is(one, 0xF4) & zz__lanes_in(here, 0x90, 0xBF);
    return (zz__lanes)(wrong | (tail ^ wanted));
}

#define RUN_BLOCK ((size_t)64)

static inline bool is_block_ill_formed(const uint8_t *p)
{
    zz__lanes wrong = ill_formed(p);
    size_t i;

    for (i = sizeof wrong; i < RUN_BLOCK; i += sizeof wrong)
        wrong = (zz__lanes)(wrong | ill_formed(p + i));
    return zz__lanes_any(wrong);
}

size_t zz__utf8_unfinished(const uint8_t *text, size_t n)
{
    size_t i;

    for (i = 1; i <= 3 && i <= n; i++) {
        uint8_t lead = text[n - i];
        if (lead >= 0xC0)
            return i < (lead >= 0xF0 ? 4u : lead >= 0xE0 ? 3u : 2u) ? i : 0;
        if (lead < 0x80)
            break;
    }
    return 0;
}

size_t zz__utf8_well_formed(const uint8_t *text, size_t n)
{
    uint8_t first[3 + RUN_BLOCK] = {0}; /* what stands before the text may itself be ill-formed */
    size_t end = 0;

    if (n < RUN_BLOCK)
        return 0;
    memcpy(first + 3, text, RUN_BLOCK);
    if (is_block_ill_formed(first + 3))
        return 0;
    do
        end += RUN_BLOCK;
    while (n - end >= RUN_BLOCK && !is_block_ill_formed(text + end));
    return end - zz__utf8_unfinished(text, end);
}

zz__utf8_scan zz__utf8_check(const uint8_t *text, size_t n, bool final)
{
    zz__utf8_scan scan = {0, n, 0};
    size_t i = 0;

    while (i < n) {
        size_t size, run = zz__utf8_well_formed(text + i, n - i);
        uint32_t code_point;

        if (run != 0) {
            i += run;
            continue;
        }
        code_point = zz__utf8_decode(text + i, n - i, &size);
        if (code_point == ZZ__TRUNCATED && !final) {
            scan.unfinished = n - i;
            break;
        }
        if (code_point >= ZZ__TRUNCATED && scan.invalid++ == 0)
            scan.first = i;
        i += size;
    }
    return scan;
}
