/* SPDX-License-Identifier: Apache-2.0 */
#include "escape.h"

#include <string.h>

typedef struct writer {
    char *out;
    size_t size, used;
} writer;

static void put(writer *w, const char *piece, size_t n)
{
    if (w->size - w->used > n) {
        memcpy(w->out + w->used, piece, n);
        w->used += n;
    }
    w->out[w->used] = '\0';
}

static void put_escaped(writer *w, uint8_t byte)
{
    static const char hex[] = "0123456789ABCDEF";
    char piece[4] = {'\\', 'x', hex[byte >> 4], hex[byte & 15]};

    switch (byte) {
    case '\0': put(w, "\\0", 2); break;
    case '\t': put(w, "\\t", 2); break;
    case '\n': put(w, "\\n", 2); break;
    case '\r': put(w, "\\r", 2); break;
    case '\\': put(w, "\\\\", 2); break;
    default: put(w, piece, 4); break;
    }
}

/* The size of the well-formed character at p, 0 for none. Apart from lib's own on purpose. */
static size_t character(const uint8_t *p, size_t n)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = p[0] < 0x80 ? 1 : p[0] >= 0xF0 && p[0] < 0xF8 ? 4 : p[0] >= 0xE0 ? 3 : 2, i;
    uint32_t c;

    if (size == 1)
        return 1;
    if (p[0] < 0xC0 || p[0] >= 0xF8 || size > n)
        return 0;
    c = p[0] & (0x7Fu >> size);
    for (i = 1; i < size; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    return c < least[size] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? 0 : size;
}

/* C1 controls, zero-width and bidi characters, BOM, variation selectors. */
static bool shows_nothing(const uint8_t *p, size_t n)
{
    if (n == 2)
        return p[0] == 0xC2 && (p[1] <= 0xA0 || p[1] == 0xAD);
    if (n == 3)
        return (p[0] == 0xE2 && p[1] == 0x80 && (p[2] <= 0x8F || p[2] >= 0xA8)) ||
               (p[0] == 0xE2 && p[1] == 0x81 && p[2] >= 0x9F && p[2] <= 0xAF) ||
               (p[0] == 0xEF && p[1] == 0xB8 && p[2] <= 0x8F) ||
               (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF) ||
               (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80);
    return n == 4 && p[0] == 0xF3 && p[1] == 0xA0;
}

void escape_readable(const uint8_t *bytes, size_t n, char *out, size_t size)
{
    writer w = {out, size, 0};
    size_t i = 0;

    out[0] = '\0';
    while (i < n) {
        size_t length = character(bytes + i, n - i), k;
        bool plain = length > 1 ? !shows_nothing(bytes + i, length)
                                : length == 1 && bytes[i] >= ' ' && bytes[i] != 0x7F &&
                                      bytes[i] != '\\';
        if (length == 0)
            length = 1;
        if (plain) {
            put(&w, (const char *)bytes + i, length);
        } else {
            for (k = 0; k < length; k++)
                put_escaped(&w, bytes[i + k]);
        }
        i += length;
    }
}

void escape_all(const uint8_t *bytes, size_t n, char *out, size_t size)
{
    writer w = {out, size, 0};
    size_t i;

    out[0] = '\0';
    for (i = 0; i < n; i++) {
        if (bytes[i] >= ' ' && bytes[i] < 0x7F && bytes[i] != '\\')
            put(&w, (const char *)bytes + i, 1);
        else
            put_escaped(&w, bytes[i]);
    }
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool unescape(char *text, size_t n, size_t *size)
{
    static const char names[] = "tnr0\\", values[] = "\t\n\r\0\\";
    size_t i = 0, used = 0;

    while (i < n) {
        const char *name;
        if (text[i] != '\\') {
            text[used++] = text[i++];
            continue;
        }
        if (i + 1 >= n)
            return false;
        if (text[i + 1] == 'x') {
            if (i + 3 >= n || hex_value(text[i + 2]) < 0 || hex_value(text[i + 3]) < 0)
                return false;
            text[used++] = (char)(hex_value(text[i + 2]) * 16 + hex_value(text[i + 3]));
            i += 4;
            continue;
        }
        name = memchr(names, text[i + 1], sizeof names - 1);
        if (name == NULL)
            return false;
        text[used++] = values[name - names];
        i += 2;
    }
    *size = used;
    return true;
}
