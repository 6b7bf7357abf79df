/* SPDX-License-Identifier: Apache-2.0 */
#include "lead_check.h"

#include <inttypes.h>
#include <stdio.h>

/* 0: no character begins so. */
static unsigned length_by_lead(uint8_t lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC0 || lead >= 0xFE)
        return 0;
    if (lead < 0xE0)
        return 2;
    if (lead < 0xF0)
        return 3;
    if (lead < 0xF8)
        return 4;
    return lead < 0xFC ? 5 : 6;
}

bool lead_check_run(lead_check *check, const char *text, size_t size)
{
    size_t at = check->pending < size ? check->pending : size;

    check->pending -= (unsigned)at;
    while (at < size) {
        uint8_t lead = (uint8_t)text[at];
        unsigned length = length_by_lead(lead);

        if (length == 0) {
            check->offset += at;
            check->byte = lead;
            return false;
        }
        if (length > size - at) {
            check->pending = length - (unsigned)(size - at);
            break;
        }
        at += length;
    }
    check->offset += size;
    return true;
}

void lead_check_say(const lead_check *check, char words[LEAD_CHECK_WORDS])
{
    snprintf(words, LEAD_CHECK_WORDS,
             "Invalid UTF8: no character begins with the byte 0x%02X at offset %" PRIu64,
             check->byte, check->offset);
}
