/* SPDX-License-Identifier: Apache-2.0 */
#include "stats.h"

#include <inttypes.h>
#include <stdio.h>

#include "message.h"

void stats_count(stats *s, const char *text, size_t size)
{
    size_t characters = 0;

    for (size_t i = 0; i < size; i++)
        characters += ((unsigned char)text[i] & 0xc0) != 0x80;
    s->bytes_in += size;
    s->characters += characters;
}

void stats_report(stats *s, const zz_report *report)
{
    s->changes = report->changes;
    s->invalid = report->invalid;
    s->invalid_offset = report->invalid_offset;
}

void stats_add(stats *sum, const stats *one)
{
    sum->bytes_in += one->bytes_in;
    sum->bytes_out += one->bytes_out;
    sum->characters += one->characters;
    sum->changes += one->changes;
    sum->invalid += one->invalid;
    sum->seconds += one->seconds;
}

void stats_say(const stats *s, const char *name, bool offset)
{
    char invalid[80];
    double speed = s->seconds > 0 ? (double)s->bytes_in / s->seconds / 1e6 : 0;

    if (s->invalid > 0 && offset)
        snprintf(invalid, sizeof invalid, "%" PRIu64 " ill-formed (the first at byte %" PRIu64 ")",
                 s->invalid, s->invalid_offset);
    else
        snprintf(invalid, sizeof invalid, "%" PRIu64 " ill-formed", s->invalid);
    message(name,
            "%" PRIu64 " bytes in, %" PRIu64 " bytes out, %" PRIu64 " characters, %" PRIu64
            " change%s, %s, %.3f s, %.1f MB/s",
            s->bytes_in, s->bytes_out, s->characters, s->changes, s->changes == 1 ? "" : "s",
            invalid, s->seconds, speed);
}
