/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as what a caller hands in beside a recipe: a dictionary, words to protect, furniture.
 * They are refused with a place inside them, or mean what a plain reading of them means: an own
 * matcher replaces the words and keeps them by zz_convert_keeping, and that gives the same text.
 *
 * The input has five parts with U+001E between them: dictionary, words, furniture, recipe, text;
 * where the recipe does not open by itself, it is clean,s2twp.
 */
#include "common.h"

#include <stdlib.h>
#include <string.h>

typedef struct part {
    const char *at;
    size_t size;
} part;

typedef struct term {
    part key, value;
} term;

#define MOST 64
typedef struct words {
    term terms[MOST];
    size_t count;
} words;

static part cut(const uint8_t **data, size_t *size, bool last)
{
    const uint8_t *end = last ? NULL : memchr(*data, 0x1E, *size);
    part p = {(const char *)*data, end != NULL ? (size_t)(end - *data) : *size};

    *data += p.size + (end != NULL);
    *size -= p.size + (end != NULL);
    return p;
}

/* As zhengzi.h says it is read; false: there are too many words for this. */
static bool read_words(part text, bool pairs, words *w)
{
    size_t at = text.size >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < text.size) {
        const char *line = text.at + at, *end = memchr(line, '\n', text.size - at), *tab;
        size_t size = end != NULL ? (size_t)(end - line) : text.size - at;
        term t;

        at += size + 1;
        if (size != 0 && line[size - 1] == '\r')
            size--;
        if (size == 0 || *line == '#')
            continue;
        if (w->count == MOST)
            return false;
        tab = pairs ? memchr(line, '\t', size) : NULL;
        t.key.at = t.value.at = line;
        t.key.size = t.value.size = tab != NULL ? (size_t)(tab - line) : size;
        if (tab != NULL) {
            const char *space = memchr(tab + 1, ' ', size - t.key.size - 1);

            t.value.at = tab + 1;
            t.value.size = (size_t)((space != NULL ? space : line + size) - t.value.at);
        }
        w->terms[w->count++] = t;
    }
    return true;
}

/* The longest; of equal ones the first, and protected words were read first. */
static const term *find(const words *w, const char *text, size_t size)
{
    const term *best = NULL;
    size_t i;

    for (i = 0; i < w->count; i++) {
        const term *t = &w->terms[i];

        if (t->key.size <= size && memcmp(t->key.at, text, t->key.size) == 0 &&
            (best == NULL || t->key.size > best->key.size))
            best = t;
    }
    return best;
}

/* Replaces the words; the ranges of what they became are to be kept. */
static bool replace(const words *w, part text, char *out, size_t room, size_t *done,
                    zz_range *kept, size_t *count)
{
    size_t at = 0;

    *done = *count = 0;
    while (at < text.size) {
        const term *t = find(w, text.at + at, text.size - at);
        part piece = {text.at + at, 1};

        if (t != NULL) {
            piece = t->value;
            kept[*count].offset = *done;
            kept[(*count)++].size = piece.size;
        }
        if (piece.size > room - *done)
            return false;
        memcpy(out + *done, piece.at, piece.size);
        *done += piece.size;
        at += t != NULL ? t->key.size : 1;
    }
    return true;
}

#define ROOM ((size_t)1 << 20)

static void check_meaning(const zz_recipe *plain, const zz_result *got, const words *w, part text)
{
    char *replaced = malloc(ROOM);
    zz_range *kept = malloc((text.size + 1) * sizeof *kept);
    size_t size, count;
    zz_result *expected;

    if (replaced != NULL && kept != NULL &&
        replace(w, text, replaced, ROOM, &size, kept, &count)) {
        if (zz_convert_keeping(plain, replaced, size, kept, count, &expected, NULL) != ZZ_OK)
            fuzz_fail("words", "what should be the same does not convert");
        fuzz_same("words", zz_result_text(expected), zz_result_size(expected),
                  zz_result_text(got), zz_result_size(got), "the words mean something else");
        zz_result_free(expected);
    }
    free(kept);
    free(replaced);
}

static void check_refusal(int32_t status, const zz_error *error, const zz_options *options)
{
    size_t largest = options->dictionary_size > options->protect_size ? options->dictionary_size
                                                                      : options->protect_size;

    if (status != ZZ_ERROR_DICTIONARY || error->offset > largest || error->status != status ||
        memchr(error->message, '\0', sizeof error->message) == NULL ||
        strstr(error->message, ", line ") == NULL || strstr(error->message, ", column ") == NULL)
        fuzz_fail("words", "the error does not say where or why");
}

static void check(const zz_options *options, const zz_recipe *plain, part name, part text)
{
    part dictionary = {options->dictionary, options->dictionary_size};
    part protect = {options->protect, options->protect_size};
    static words w;
    zz_report report;
    zz_recipe *recipe;
    zz_result *result;
    zz_error error;
    int32_t status = zz_recipe_open(name.at, name.size, options, &recipe, &error);

    if (status != ZZ_OK) {
        check_refusal(status, &error, options);
        return;
    }
    zz_report_init(&report, sizeof report);
    report.want = ZZ_WANT_EDITS;
    if (zz_convert(recipe, text.at, text.size, &result, &report) != ZZ_OK)
        fuzz_fail("words", "it does not convert");
    if (zz_result_size(result) > zz_bound(recipe, text.size))
        fuzz_fail("words", "the result is longer than zz_bound said");
    fuzz_rebuild("words", text.at, text.size, result);
    fuzz_stream("words", recipe, text.at, text.size, 1 + text.size % 7, result);
    w.count = 0;
    if (read_words(protect, false, &w) && read_words(dictionary, true, &w))
        check_meaning(plain, result, &w, text);
    zz_result_free(result);
    zz_recipe_close(recipe);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    part dictionary = cut(&data, &size, false), protect = cut(&data, &size, false);
    part furniture = cut(&data, &size, false), name = cut(&data, &size, false);
    part text = cut(&data, &size, true);
    zz_options options;
    zz_recipe *plain;

    zz_options_init(&options, sizeof options);
    options.furniture = furniture.at;
    options.furniture_size = furniture.size;
    if (zz_recipe_open(name.at, name.size, &options, &plain, NULL) != ZZ_OK) {
        name.at = "clean,s2twp";
        name.size = strlen(name.at);
        if (zz_recipe_open(name.at, name.size, &options, &plain, NULL) != ZZ_OK)
            fuzz_fail("words", "furniture is refused");
    }
    options.dictionary = dictionary.at;
    options.dictionary_size = dictionary.size;
    options.protect = protect.at;
    options.protect_size = protect.size;
    check(&options, plain, name, text);
    zz_recipe_close(plain);
    return 0;
}
