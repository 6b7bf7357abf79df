/* SPDX-License-Identifier: Apache-2.0 */
#include "colour.h"

#include <string.h>

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The size of the character at text: a byte and the continuation bytes behind it. */
static size_t character(const char *text, size_t size)
{
    size_t n = 1;

    while (n < size && n < 4 && continues(text[n]))
        n++;
    return n;
}

static size_t count_characters(const char *text, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i += character(text + i, size - i))
        count++;
    return count;
}

static void mark_each(const char *text, size_t size, const char *other, size_t other_size,
                      writer *out)
{
    bool marked = false;

    for (size_t i = 0, j = 0; i < size;) {
        size_t n = character(text + i, size - i);
        size_t m = character(other + j, other_size - j);
        bool differs = n != m || memcmp(text + i, other + j, n) != 0;
        if (differs != marked)
            writer_text(out, differs ? COLOUR_MARK : COLOUR_UNMARK);
        marked = differs;
        writer_bytes(out, text + i, n);
        i += n;
        j += m;
    }
    if (marked)
        writer_text(out, COLOUR_UNMARK);
}

static void mark_middle(const char *text, size_t size, const char *other, size_t other_size,
                        writer *out)
{
    size_t shorter = size < other_size ? size : other_size;
    size_t head = 0, tail = 0;

    while (head < shorter && text[head] == other[head])
        head++;
    while (head > 0 && head < size && continues(text[head]))
        head--;
    while (tail < shorter - head && text[size - tail - 1] == other[other_size - tail - 1])
        tail++;
    while (tail > 0 && continues(text[size - tail]))
        tail--;
    writer_bytes(out, text, head);
    if (head + tail < size) {
        writer_text(out, COLOUR_MARK);
        writer_bytes(out, text + head, size - head - tail);
        writer_text(out, COLOUR_UNMARK);
    }
    writer_bytes(out, text + size - tail, tail);
}

void colour_line(char kind, const char *text, size_t size, const char *other, size_t other_size,
                 writer *out)
{
    if (other != NULL && other_size > 0 && other[other_size - 1] == '\n')
        other_size--;
    writer_text(out, kind == '-' ? COLOUR_OLD "-" : COLOUR_NEW "+");
    if (other == NULL)
        writer_bytes(out, text, size);
    else if (count_characters(text, size) == count_characters(other, other_size))
        mark_each(text, size, other, other_size, out);
    else
        mark_middle(text, size, other, other_size, out);
    writer_text(out, COLOUR_END);
}
