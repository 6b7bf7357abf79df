/* SPDX-License-Identifier: Apache-2.0 */
/* Compiling: two passes over the lines, one to count and one to keep; then a sort. */
#include "terms/terms.h"

#include "base/error.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "terms/match.h"

#define LONGEST ((size_t)1024) /* bytes of a key: what a stream may have to hold back */

typedef struct reader {
    const char *name; /* for messages */
    const char *text;
    size_t size, at;
    size_t line;  /* the number of the line last read, 1 up */
    size_t start; /* where it begins */
    bool pairs;   /* key TAB value; else a word a line */
    zz_error *error;
} reader;

static int32_t complain(const reader *r, size_t at, const char *what)
{
    size_t column = 1, i, n;

    for (i = r->start; i < at; i += n) {
        (void)zz__utf8_decode((const uint8_t *)r->text + i, r->size - i, &n);
        column++;
    }
    zz__error_set(r->error, ZZ_ERROR_DICTIONARY, at, r->name);
    zz__error_add_place(r->error, r->line, column);
    zz__error_add(r->error, ": ");
    zz__error_add(r->error, what);
    return ZZ_ERROR_DICTIONARY;
}

/* The next line with something on it; false at the end. */
static bool next_line(reader *r, size_t *end)
{
    if (r->at == 0 && r->size >= 3 && memcmp(r->text, "\xEF\xBB\xBF", 3) == 0)
        r->at = 3;
    while (r->at < r->size) {
        const char *line = r->text + r->at;
        const char *feed = memchr(line, '\n', r->size - r->at);
        size_t size = feed != NULL ? (size_t)(feed - line) : r->size - r->at;

        r->start = r->at;
        r->at += size + (feed != NULL);
        r->line++;
        if (size > 0 && line[size - 1] == '\r')
            size--;
        if (size == 0 || line[0] == '#')
            continue;
        *end = r->start + size;
        return true;
    }
    return false;
}

static int32_t check_text(const reader *r, size_t from, size_t to)
{
    zz__utf8_scan scan = zz__utf8_check((const uint8_t *)r->text + from, to - from, true);

    if (scan.invalid != 0)
        return complain(r, from + scan.first, "this is not UTF-8; save the file as UTF-8");
    return ZZ_OK;
}

/* The line r->start..end as a term. */
static int32_t read_term(const reader *r, size_t end, zz__term *term)
{
    const char *line = r->text + r->start;
    size_t size = end - r->start, key_size = size;
    const char *tab = r->pairs ? memchr(line, '\t', size) : NULL;
    int32_t status = check_text(r, r->start, end);

    if (status != ZZ_OK)
        return status;
    memset(term, 0, sizeof *term);
    if (r->pairs && tab == NULL)
        return complain(r, end, "a tab and a value must follow the key");
    if (tab != NULL) {
        const char *value = tab + 1, *value_end = line + size;
        const char *space = memchr(value, ' ', (size_t)(value_end - value));

        key_size = (size_t)(tab - line);
        if ((size_t)(value_end - value) <= UINT32_MAX)
            term->values_size = (uint32_t)(value_end - value);
        if (space != NULL)
            value_end = space;
        if (value_end == value)
            return complain(r, r->start + key_size + 1, "a value must stand behind the tab");
        if (term->values_size == 0)
            return complain(r, r->start + key_size + 1, "this value is too long");
        term->value = (const uint8_t *)value;
        term->value_size = (uint32_t)(value_end - value);
    }
    if (key_size == 0)
        return complain(r, r->start, "a key must stand before the tab");
    if (key_size > LONGEST)
        return complain(r, r->start, "this word is longer than 1,024 bytes");
    term->key = (const uint8_t *)line;
    term->key_size = (uint32_t)key_size;
    return ZZ_OK;
}

/* Reads all terms, or counts them where terms is NULL. */
static int32_t read_all(reader r, zz__term *terms, size_t *count)
{
    size_t end;

    while (next_line(&r, &end)) {
        zz__term term;
        int32_t status = read_term(&r, end, &term);

        if (status != ZZ_OK)
            return status;
        if (terms != NULL) {
            term.order = (uint32_t)*count;
            terms[*count] = term;
        }
        ++*count;
    }
    return ZZ_OK;
}

static int compare(const void *a, const void *b)
{
    const zz__term *x = a, *y = b;
    int c = zz__term_compare(x->key, x->key_size, y->key, y->key_size);

    return c != 0 ? c : x->order < y->order ? -1 : x->order > y->order;
}

static bool are_sorted(const zz__term *terms, size_t count)
{
    size_t i = 1;

    while (i < count && compare(&terms[i - 1], &terms[i]) < 0)
        i++;
    return i >= count;
}

/* Of equal keys the first stays. */
static uint32_t unique(zz__term *terms, size_t count)
{
    size_t kept = 0, i;

    for (i = 0; i < count; i++) {
        if (kept == 0 || zz__term_compare(terms[kept - 1].key, terms[kept - 1].key_size,
                                          terms[i].key, terms[i].key_size) != 0)
            terms[kept++] = terms[i];
    }
    return (uint32_t)kept;
}

static bool begins_with(const zz__term *a, const zz__term *b)
{
    return a->key_size >= b->key_size && memcmp(a->key, b->key, b->key_size) == 0;
}

static void index_terms(zz__terms *t)
{
    uint32_t i;

    t->growth = 256;
    for (i = 0; i < t->count; i++) {
        zz__term *term = &t->terms[i];
        uint32_t before = i, bit; /* 1 up: the term before */
        uint64_t growth = ((uint64_t)term->value_size * 256 + term->key_size - 1) / term->key_size;

        while (before != 0 && !begins_with(term, &t->terms[before - 1]))
            before = t->terms[before - 1].prefix;
        term->prefix = before;
        if (term->key_size > t->longest)
            t->longest = term->key_size;
        if (growth > t->growth)
            t->growth = growth > UINT32_MAX ? UINT32_MAX : (uint32_t)growth;
        bit = zz__terms_bit(term->key, term->key_size);
        t->filter[bit / 32] |= UINT32_C(1) << bit % 32;
    }
}

int32_t zz__terms_compile(zz__terms **out, const zz__memory *memory, const char *dictionary,
                          size_t dictionary_size, const char *protect, size_t protect_size,
                          zz_error *error)
{
    reader words = {"The user dictionary", dictionary, dictionary_size, 0, 0, 0, true, error};
    reader kept = {"The protected words", protect, protect_size, 0, 0, 0, false, error};
    size_t count = 0, bytes, texts, size;
    zz__terms *t;
    char *text;
    int32_t status = read_all(kept, NULL, &count);

    *out = NULL;
    if (status == ZZ_OK)
        status = read_all(words, NULL, &count);
    if (status != ZZ_OK || count == 0)
        return status;
    if (count >= UINT32_MAX || !zz__mul(count, sizeof(zz__term), &bytes) ||
        !zz__add(dictionary_size, protect_size, &texts) || !zz__add(bytes, texts, &size) ||
        !zz__add(size, sizeof *t, &size))
        return zz__error_status(error, ZZ_ERROR_TOO_LARGE);
    t = zz__new(memory, size);
    if (t == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    memset(t, 0, sizeof *t);
    t->memory = *memory;
    t->size = size;
    t->terms = (zz__term *)(void *)(t + 1);
    text = (char *)(t + 1) + bytes;
    if (protect_size != 0)
        memcpy(text, protect, protect_size);
    if (dictionary_size != 0)
        memcpy(text + protect_size, dictionary, dictionary_size);
    kept.text = text;
    words.text = text + protect_size;
    count = 0;
    (void)read_all(kept, t->terms, &count); /* they come first, and win */
    (void)read_all(words, t->terms, &count);
    if (!are_sorted(t->terms, count)) /* as many a file is */
        zz__sort(t->terms, count, sizeof *t->terms, compare);
    t->count = unique(t->terms, count);
    index_terms(t);
    *out = t;
    return ZZ_OK;
}

void zz__terms_free(zz__terms *terms)
{
    if (terms != NULL) {
        zz__memory memory = terms->memory;
        zz__delete(&memory, terms, terms->size);
    }
}
