/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "escape.h"

/* How much of a long text is shown on either side of the first difference. */
#define CONTEXT 120

bytes bytes_of(const void *at, size_t size)
{
    bytes b = {at, size};
    return b;
}

bytes bytes_of_string(const char *s)
{
    return bytes_of(s, strlen(s));
}

bool bytes_equal(bytes a, bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

static size_t first_difference(bytes a, bytes b)
{
    size_t i = 0;
    while (i < a.size && i < b.size && a.at[i] == b.at[i])
        i++;
    return i;
}

static void print_bytes(const char *label, bytes b, size_t around)
{
    char text[6 * CONTEXT * 2 + 64];
    size_t first = around > CONTEXT ? around - CONTEXT : 0;
    size_t last = b.size > first + 2 * CONTEXT ? first + 2 * CONTEXT : b.size;

    if (first > b.size)
        first = b.size;
    while (first > 0 && first < b.size && (b.at[first] & 0xC0) == 0x80)
        first--;
    escape_readable(b.at + first, last - first, text, sizeof text);
    print_error("  %-9s %s%s%s\n", label, first > 0 ? "... " : "", text,
                last < b.size ? " ..." : "");
    escape_all(b.at + first, last - first, text, sizeof text);
    print_error("  %-9s %s  (%zu bytes)\n", "", text, b.size);
}

void check_bytes_at(const char *what, bytes input, bytes expected, bytes got, const char *file,
                    int line)
{
    size_t where;

    if (bytes_equal(expected, got))
        return;
    where = first_difference(expected, got);
    print_error("%s: the first difference is at byte %zu\n", what, where);
    print_bytes("input", input, input.size <= 2 * CONTEXT ? 0 : where);
    print_bytes("expected", expected, where);
    print_bytes("got", got, where);
    _fail(file, line);
}

void check_status_at(int32_t expected, int32_t got, const char *call, const char *file, int line)
{
    if (expected == got)
        return;
    print_error("%s\n  expected  %d (%s)\n  got       %d (%s)\n", call, (int)expected,
                zz_status_string(expected), (int)got, zz_status_string(got));
    _fail(file, line);
}

void check_contains_at(const char *text, const char *part, const char *file, int line)
{
    if (strstr(text, part) != NULL)
        return;
    print_error("expected  a text with: %s\n  got       %s\n", part, text);
    _fail(file, line);
}

uint64_t dice_next(dice *d)
{
    uint64_t z = d->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

size_t dice_below(dice *d, size_t limit)
{
    return (size_t)(dice_next(d) % limit);
}
