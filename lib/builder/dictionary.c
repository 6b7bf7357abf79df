/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/dictionary.h"

#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/utf8.h"

int zz__units_compare(const zz__units *a, const zz__units *b)
{
    const uint16_t *x = a->units, *y = b->units;
    uint32_t common = a->size < b->size ? a->size : b->size, i;

    for (i = 0; i < common; i++) {
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    }
    return a->size < b->size ? -1 : a->size > b->size;
}

static int compare_entries(const void *a, const void *b)
{
    const zz__entry *x = a, *y = b;
    int order = zz__units_compare(&x->key, &y->key);

    return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

static bool same_key(const zz__entry *a, const zz__entry *b)
{
    return zz__units_compare(&a->key, &b->key) == 0;
}

const zz__entry *zz__dictionary_sort(zz__dictionary *dictionary)
{
    size_t i = 1;

    /* many are in order already, and a heapsort gains nothing by that */
    while (i < dictionary->count &&
           zz__units_compare(&dictionary->entries[i - 1].key, &dictionary->entries[i].key) < 0)
        i++;
    if (i >= dictionary->count)
        return NULL;
    zz__sort(dictionary->entries, dictionary->count, sizeof(zz__entry), compare_entries);
    for (i = 1; i < dictionary->count; i++) {
        if (same_key(&dictionary->entries[i - 1], &dictionary->entries[i]))
            return &dictionary->entries[i];
    }
    return NULL;
}

void zz__dictionary_unique(zz__dictionary *dictionary)
{
    size_t kept = 0, i;

    for (i = 0; i < dictionary->count; i++) {
        if (kept == 0 || !same_key(&dictionary->entries[kept - 1], &dictionary->entries[i]))
            dictionary->entries[kept++] = dictionary->entries[i];
    }
    dictionary->count = kept;
}

int32_t zz__units_read(zz__units *out, zz__arena *arena, const char *text, size_t size,
                       size_t *bad)
{
    uint16_t *units = zz__arena_new(arena, size, sizeof *units);
    size_t i = 0, n = 0;

    if (units == NULL)
        return ZZ_ERROR_MEMORY;
    while (i < size) {
        size_t taken;
        uint32_t c = zz__utf8_decode((const uint8_t *)text + i, size - i, &taken);

        if (c >= ZZ__TRUNCATED) {
            *bad = i;
            return ZZ_ERROR_INVALID_UTF8;
        }
        if (c >= 0x10000) {
            units[n++] = (uint16_t)(0xD7C0 + (c >> 10));
            units[n++] = (uint16_t)(0xDC00 + (c & 0x3FF));
        } else {
            units[n++] = (uint16_t)c;
        }
        i += taken;
    }
    if (n > ZZ__MAX_UNITS)
        return ZZ_ERROR_TOO_LARGE;
    out->units = units;
    out->size = (uint32_t)n;
    return ZZ_OK;
}

typedef struct reader {
    zz__arena *arena;
    const zz__dictionary_text *from;
    size_t line; /* 1 up */
    size_t line_start;
    zz_error *error;
} reader;

/* at: the byte in the text */
static int32_t complain(const reader *r, size_t at, const char *what)
{
    size_t column = 1, i;

    for (i = r->line_start; i < at; i++)
        column += ((unsigned char)r->from->text[i] & 0xC0) != 0x80;
    zz__error_set(r->error, ZZ_ERROR_DICTIONARY, at, "");
    zz__error_add_quoted(r->error, r->from->name, strlen(r->from->name));
    zz__error_add_place(r->error, r->line, column);
    zz__error_add(r->error, ": ");
    zz__error_add(r->error, what);
    return ZZ_ERROR_DICTIONARY;
}

static int32_t to_units(const reader *r, size_t start, size_t end, zz__units *out)
{
    size_t bad;
    int32_t status;

    if (start == end)
        return complain(r, start, "there is nothing where a word should be");
    status = zz__units_read(out, r->arena, r->from->text + start, end - start, &bad);
    if (status == ZZ_ERROR_INVALID_UTF8)
        return complain(r, start + bad, "this is not UTF-8; save the dictionary as UTF-8");
    if (status == ZZ_ERROR_TOO_LARGE)
        return complain(r, start, "the word is too long: 65,535 characters at the most");
    if (status != ZZ_OK)
        return zz__error_status(r->error, status);
    return ZZ_OK;
}

static int32_t read_line(const reader *r, size_t end, zz__entry *entry)
{
    const char *text = r->from->text, *line = text + r->line_start;
    const char *tab = memchr(line, '\t', end - r->line_start);
    size_t value, value_end;
    const char *space;
    int32_t status;

    if (tab == NULL)
        return complain(r, end, "there is no TAB between key and value");
    value = (size_t)(tab - text) + 1;
    if (r->from->max_key != 0 && value - 1 - r->line_start > r->from->max_key)
        return complain(r, r->line_start, "this key is longer than 1,024 bytes");
    space = memchr(text + value, ' ', end - value);
    value_end = space != NULL ? (size_t)(space - text) : end;
    memset(entry, 0, sizeof *entry);
    entry->line = (uint32_t)r->line;
    status = to_units(r, r->line_start, value - 1, &entry->key);
    if (status == ZZ_OK)
        status = to_units(r, value, value_end, &entry->value);
    if (status == ZZ_OK && space != NULL)
        status = to_units(r, value, end, &entry->values);
    return status;
}

static size_t count_lines(const char *text, size_t size)
{
    size_t lines = 1, i;

    for (i = 0; i < size; i++)
        lines += text[i] == '\n';
    return lines;
}

static int32_t complain_twice(const reader *r, const zz__entry *entry)
{
    zz__error_set(r->error, ZZ_ERROR_DICTIONARY, 0, "");
    zz__error_add_quoted(r->error, r->from->name, strlen(r->from->name));
    zz__error_add(r->error, ", line ");
    zz__error_add_number(r->error, entry->line);
    zz__error_add(r->error, ": a key stands in it twice; keep one of its lines");
    return ZZ_ERROR_DICTIONARY;
}

int32_t zz__dictionary_read(zz__dictionary *dictionary, zz__arena *arena,
                            const zz__dictionary_text *from, zz_error *error)
{
    reader r = {arena, from, 0, 0, error};
    const char *text = from->text;
    size_t size = from->size;
    size_t at = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const zz__entry *twice;

    dictionary->count = 0;
    dictionary->entries = zz__arena_new(arena, count_lines(text, size), sizeof(zz__entry));
    if (dictionary->entries == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    while (at < size) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t end = newline != NULL ? (size_t)(newline - text) : size, next = end + 1;

        r.line++;
        r.line_start = at;
        if (end > at && text[end - 1] == '\r')
            end--;
        if (end > at && text[at] != '#') {
            int32_t status = read_line(&r, end, &dictionary->entries[dictionary->count]);
            if (status != ZZ_OK)
                return status;
            dictionary->count++;
        }
        at = next;
    }
    twice = zz__dictionary_sort(dictionary);
    if (twice != NULL && !from->first_counts)
        return complain_twice(&r, twice);
    if (twice != NULL)
        zz__dictionary_unique(dictionary);
    return ZZ_OK;
}

const zz__entry *zz__dictionary_find(const zz__dictionary *dictionary, const uint16_t *key,
                                     size_t size)
{
    const zz__units wanted = {key, (uint32_t)size};
    size_t low = 0, high = dictionary->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const zz__entry *entry = &dictionary->entries[middle];
        int order = zz__units_compare(&entry->key, &wanted);

        if (order == 0)
            return entry;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int32_t add_space(zz__units *out, zz__arena *arena, const zz__units *key)
{
    uint16_t *units = zz__arena_new(arena, (size_t)key->size + 1, sizeof *units);

    if (units == NULL)
        return ZZ_ERROR_MEMORY;
    memcpy(units, key->units, key->size * sizeof *units);
    units[key->size] = ' ';
    out->units = units;
    out->size = key->size + 1;
    return ZZ_OK;
}

int32_t zz__dictionary_choices(zz__dictionary *out, zz__arena *arena, const zz__dictionary *a)
{
    size_t i, count = 0;
    zz__entry *entries;

    for (i = 0; i < a->count; i++)
        count += a->entries[i].values.size != 0;
    entries = zz__arena_new(arena, count + 1, sizeof *entries);
    if (entries == NULL)
        return ZZ_ERROR_MEMORY;
    memset(entries, 0, (count + 1) * sizeof *entries);
    out->entries = entries;
    out->count = 0;
    for (i = 0; i < a->count; i++) {
        if (a->entries[i].values.size != 0) {
            zz__entry *entry = &entries[out->count++];
            int32_t status = add_space(&entry->key, arena, &a->entries[i].key);
            if (status != ZZ_OK)
                return status;
            entry->value = a->entries[i].values;
        }
    }
    (void)zz__dictionary_sort(out);
    return ZZ_OK;
}
