/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/dictionary.h"

#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/utf8.h"

static int compare_units(const uint16_t *a, size_t a_size, const uint16_t *b, size_t b_size)
{
    size_t i;

    for (i = 0; i < a_size && i < b_size; i++) {
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return a_size < b_size ? -1 : a_size > b_size;
}

static int compare_entries(const void *a, const void *b)
{
    const zz__entry *x = a, *y = b;
    int order = compare_units(x->key.units, x->key.size, y->key.units, y->key.size);

    return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

static bool same_key(const zz__entry *a, const zz__entry *b)
{
    return compare_units(a->key.units, a->key.size, b->key.units, b->key.size) == 0;
}

const zz__entry *zz__dictionary_sort(zz__dictionary *dictionary)
{
    size_t i;

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
    size_t low = 0, high = dictionary->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const zz__entry *entry = &dictionary->entries[middle];
        int order = compare_units(entry->key.units, entry->key.size, key, size);

        if (order == 0)
            return entry;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool is_prefix(const zz__units *short_one, const zz__units *key)
{
    return short_one->size <= key->size &&
           compare_units(short_one->units, short_one->size, key->units, short_one->size) == 0;
}

/* Merges a with the entries of b whose key, or by_prefix any prefix of it, is no key of a. Of
 * a's keys that have no other key of a as a prefix, only the last one before a key can be its
 * prefix. */
static int32_t merge(zz__dictionary *out, zz__arena *arena, const zz__dictionary *a,
                     const zz__dictionary *b, bool by_prefix)
{
    size_t i = 0, j, count = 0;
    zz__entry *entries = zz__arena_new(arena, a->count + b->count + 1, sizeof *entries);
    const zz__units *shortest = NULL;

    if (entries == NULL)
        return ZZ_ERROR_MEMORY;
    for (j = 0; j < b->count; j++) {
        const zz__units *key = &b->entries[j].key;
        int order = 1;

        while (i < a->count && (order = compare_units(a->entries[i].key.units,
                                                      a->entries[i].key.size, key->units,
                                                      key->size)) < 0) {
            if (shortest == NULL || !is_prefix(shortest, &a->entries[i].key))
                shortest = &a->entries[i].key;
            entries[count++] = a->entries[i++];
        }
        if (i < a->count && order == 0)
            continue;
        if (by_prefix && shortest != NULL && is_prefix(shortest, key))
            continue;
        entries[count++] = b->entries[j];
    }
    while (i < a->count)
        entries[count++] = a->entries[i++];
    out->entries = entries;
    out->count = count;
    return ZZ_OK;
}

int32_t zz__dictionary_union(zz__dictionary *out, zz__arena *arena, const zz__dictionary *a,
                             const zz__dictionary *b)
{
    return merge(out, arena, a, b, false);
}

int32_t zz__dictionary_first_of(zz__dictionary *out, zz__arena *arena, const zz__dictionary *a,
                                const zz__dictionary *b)
{
    return merge(out, arena, a, b, true);
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
