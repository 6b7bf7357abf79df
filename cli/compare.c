/* SPDX-License-Identifier: Apache-2.0 */
#include "compare.h"

#include <string.h>

bool compare_input(compare *c, const char *text, size_t size)
{
    return c->differs || bytes_append(&c->waiting, text, size);
}

void compare_output(compare *c, const char *text, size_t size, size_t *same)
{
    size_t waiting = c->waiting.end - c->waiting.start;
    size_t n = size < waiting ? size : waiting;
    const char *expected = n > 0 ? c->waiting.data + c->waiting.start : NULL;

    *same = 0;
    if (c->differs || size == 0)
        return;
    if (n > 0 && memcmp(expected, text, n) == 0) {
        *same = n;
    } else {
        while (*same < n && expected[*same] == text[*same])
            (*same)++;
    }
    c->waiting.start += *same;
    c->equal += *same;
    if (*same < size)
        c->differs = true;
}

void compare_end(compare *c)
{
    if (c->waiting.end != c->waiting.start)
        c->differs = true;
}

void compare_reset(compare *c)
{
    c->waiting.start = c->waiting.end = 0;
    c->equal = 0;
    c->differs = false;
}

void compare_free(compare *c)
{
    bytes_free(&c->waiting);
}
