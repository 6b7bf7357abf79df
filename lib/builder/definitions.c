/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/definitions.h"

#include <string.h>

#include "base/error.h"

typedef struct lines {
    const char *file;
    const char *text;
    size_t size;
    size_t at;
    size_t number; /* of the line last given, 1 up */
    size_t start;  /* where it begins */
} lines;

static int32_t complain(const lines *l, const char *what, zz_error *error)
{
    zz__error_set(error, ZZ_ERROR_DICTIONARY, l->start, l->file);
    zz__error_add(error, ", line ");
    zz__error_add_number(error, l->number);
    zz__error_add(error, ": ");
    zz__error_add(error, what);
    return ZZ_ERROR_DICTIONARY;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static zz__slice trim(const char *text, size_t size)
{
    zz__slice slice = {text, size};

    while (slice.size > 0 && is_space(slice.text[0])) {
        slice.text++;
        slice.size--;
    }
    while (slice.size > 0 && is_space(slice.text[slice.size - 1]))
        slice.size--;
    return slice;
}

/* The next line that says something, as its first word and the rest; false at the end. */
static bool next_line(lines *l, zz__slice *word, zz__slice *rest)
{
    while (l->at < l->size) {
        const char *line = l->text + l->at;
        const char *newline = memchr(line, '\n', l->size - l->at);
        size_t size = newline != NULL ? (size_t)(newline - line) : l->size - l->at;
        zz__slice whole = trim(line, size);
        size_t n = 0;

        l->start = l->at;
        l->at += newline != NULL ? size + 1 : size;
        l->number++;
        if (whole.size == 0 || whole.text[0] == '#')
            continue;
        while (n < whole.size && !is_space(whole.text[n]))
            n++;
        word->text = whole.text;
        word->size = n;
        *rest = trim(whole.text + n, whole.size - n);
        return true;
    }
    return false;
}

static bool is_word(const zz__slice *word, const char *text)
{
    return word->size == strlen(text) && memcmp(word->text, text, word->size) == 0;
}

static zz__slice *field(zz__definition *item, const zz__slice *word)
{
    if (is_word(word, "summary"))
        return &item->summary;
    if (is_word(word, "normalize"))
        return &item->normalize;
    if (is_word(word, "segment"))
        return &item->segment;
    if (is_word(word, "sequence"))
        return &item->sequence;
    if (is_word(word, "steps"))
        return &item->steps;
    if (is_word(word, "stage") && item->stage_count < ZZ__MAX_STAGES)
        return &item->stages[item->stage_count++];
    return NULL;
}

static size_t count_lines(const char *text, size_t size)
{
    size_t count = 1, i;

    for (i = 0; i < size; i++)
        count += text[i] == '\n';
    return count;
}

int32_t zz__definitions_read(zz__definitions *out, zz__arena *arena, const char *kind,
                             const char *file, const char *text, size_t size, zz_error *error)
{
    lines l = {file, text, size, 0, 0, 0};
    zz__slice word, rest;

    out->count = 0;
    out->items = zz__arena_new(arena, count_lines(text, size), sizeof *out->items);
    if (out->items == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    while (next_line(&l, &word, &rest)) {
        zz__slice *slot;

        if (rest.size == 0)
            return complain(&l, "something must follow this word", error);
        if (is_word(&word, kind)) {
            memset(&out->items[out->count], 0, sizeof *out->items);
            out->items[out->count++].name = rest;
            continue;
        }
        if (out->count == 0)
            return complain(&l, "this line stands before the first definition", error);
        slot = field(&out->items[out->count - 1], &word);
        if (slot == NULL || slot->size != 0)
            return complain(&l, "this word is unknown, or once too often here", error);
        *slot = rest;
    }
    return ZZ_OK;
}
