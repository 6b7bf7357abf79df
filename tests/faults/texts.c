/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bad bytes in texts, and hostile dictionaries of the caller's.
 *
 * usage: texts [quick]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "faults/faults.h"

static const char *const names[] = {"s2t", "s2twp", "hk2tw", "clean", "web", "news-tw", "search"};
#define RECIPES (sizeof names / sizeof *names)
#define POLICIES 4u

static zz_recipe *recipes[RECIPES][POLICIES];

static bool is_well_formed(const char *text, size_t size)
{
    return zz__utf8_check((const uint8_t *)text, size, true).invalid == 0;
}

/* Byte by byte, in blocks of their size. */
static bool streams_alike(const zz_recipe *recipe, const char *text, size_t size,
                          const zz_result *whole)
{
    char out[256];
    size_t at, n, got = 0;
    const char *piece;
    zz_stream *stream;
    bool right = zz_stream_open(recipe, &stream) == ZZ_OK;

    for (at = 0; right && at <= size; at++) {
        right = (at == size ? zz_stream_end(stream, &piece, &n, NULL)
                            : zz_stream_feed(stream, text + at, 1, &piece, &n)) == ZZ_OK &&
                n <= sizeof out - got;
        if (right) {
            memcpy(out + got, piece, n);
            got += n;
        }
    }
    right = right && got == zz_result_size(whole) && memcmp(out, zz_result_text(whole), got) == 0;
    zz_stream_close(stream);
    return right;
}

static void try_text(tally *t, const char *text, size_t size, bool stream)
{
    bool good = is_well_formed(text, size);
    size_t r;
    uint32_t p;

    for (r = 0; r < RECIPES; r++) {
        for (p = 0; p < POLICIES; p++) {
            zz_report report;
            zz_result *result;
            int32_t status;
            bool right;

            zz_report_init(&report, sizeof report);
            status = zz_convert(recipes[r][p], text, size, &result, &report);
            right = status == (p == ZZ_INVALID_ERROR && !good ? ZZ_ERROR_INVALID_UTF8 : ZZ_OK);
            if (status == ZZ_OK) {
                right = right && zz_result_size(result) <= zz_bound(recipes[r][p], size) &&
                        (report.invalid == 0) == good &&
                        ((p == ZZ_INVALID_PASS && !good) ||
                         is_well_formed(zz_result_text(result), zz_result_size(result)));
                if (stream && right)
                    right = streams_alike(recipes[r][p], text, size, result);
            }
            zz_result_free(result);
            tally_add(t, status != ZZ_OK, right);
        }
    }
}

/* Where a class of bytes in UTF-8 begins or ends, and bytes of 头. */
static const uint8_t edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xA4, 0xB4, 0xBF,
                                0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE5, 0xED, 0xEF, 0xF0, 0xF4, 0xF5,
                                0xFF};
#define EDGES (sizeof edges)

static bool bad_bytes(bool quick)
{
    static const char han[] = "头发，里面软件干";
    bool right;
    tally two = {"texts: any one and two bytes", 0, 0, 0};
    tally four = {"texts: three and four bytes of 23", 0, 0, 0};
    tally random = {"texts: random bytes among Han, 40 bytes", 0, 0, 0};
    size_t i, step = quick ? 97 : 1, k;
    uint64_t state = 4;
    char text[64];

    for (i = 0; i < 256; i++) {
        text[0] = (char)i;
        try_text(&two, text, 1, true);
    }
    for (i = 0; i < 65536; i += step) {
        text[0] = (char)(i >> 8);
        text[1] = (char)i;
        try_text(&two, text, 2, true);
    }
    for (i = 0; i < EDGES * EDGES * EDGES * EDGES; i += step) {
        size_t rest = i;

        for (k = 0; k < 4; k++, rest /= EDGES)
            text[k] = (char)edges[rest % EDGES];
        if (i < EDGES * EDGES * EDGES)
            try_text(&four, text, 3, true);
        try_text(&four, text, 4, i % 16 == 0);
    }
    for (i = 0; i < (quick ? 300u : 30000u); i++) {
        for (k = 0; k < 39; k += 3)
            memcpy(text + k, &han[3 * (next_number(&state) % 8)], 3);
        for (k = (size_t)(next_number(&state) % 6 + 1); k > 0; k--)
            text[next_number(&state) % 39] = (char)next_number(&state);
        try_text(&random, text, 39, i % 4 == 0);
    }
    right = tally_print(&two);
    right = tally_print(&four) && right;
    return tally_print(&random) && right;
}

typedef struct hostile {
    const char *what;
    const char *dictionary;
    size_t size;
    int32_t status;
    const char *said; /* in the message */
} hostile;

static char *filled(size_t size, const char *line)
{
    size_t n = strlen(line), at;
    char *text = malloc(size + n);

    if (text == NULL)
        exit(1);
    for (at = 0; at < size; at += n)
        memcpy(text + at, line, n);
    text[size] = '\0';
    return text;
}

static void try_dictionary(tally *t, const hostile *h)
{
    static const char text[] = "头发aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\xFF里面";
    zz_options options;
    zz_recipe *recipe;
    zz_result *result = NULL;
    zz_error error;
    int32_t status;
    bool right;

    zz_options_init(&options, sizeof options);
    options.dictionary = h->dictionary;
    options.dictionary_size = h->size;
    status = zz_recipe_open("s2twp,clean", ZZ_TERMINATED, &options, &recipe, &error);
    right = status == h->status;
    if (status == ZZ_OK) {
        right = right && zz_convert(recipe, text, sizeof text - 1, &result, NULL) == ZZ_OK &&
                zz_result_size(result) <= zz_bound(recipe, sizeof text - 1);
        zz_result_free(result);
        zz_recipe_close(recipe);
    } else {
        right = right && error.offset <= h->size && strstr(error.message, h->said) != NULL;
    }
    printf("  dictionary: %-49s %s%s\n", h->what, zz_status_string(status),
           right ? "" : "  WRONG");
    tally_add(t, status != ZZ_OK, right);
}

/* Keys that each begin with all before: a, aa, aaa and so on, to the longest there may be. */
static char *staircase(size_t *size)
{
    char *text = malloc(1024 * 1030), *at = text;
    size_t n;

    if (text == NULL)
        exit(1);
    for (n = 1; n <= 1024; n++) {
        memset(at, 'a', n);
        memcpy(at + n, "\tb\n", 3);
        at += n + 3;
    }
    *size = (size_t)(at - text);
    return text;
}

static bool dictionaries(void)
{
    tally t = {"hostile dictionaries", 0, 0, 0};
    char *same = filled((size_t)8 << 20, "a\tb\n"), *large = filled((size_t)1 << 20, "z");
    char *key = filled(1025, "k"), *comments = filled((size_t)1 << 20, "#\n");
    char *noise = malloc((size_t)1 << 20), *stairs;
    size_t stairs_size, i;
    uint64_t state = 5;

    stairs = staircase(&stairs_size);
    memcpy(large, "a\t", 2);
    for (i = 0; noise != NULL && i < (size_t)1 << 20; i++)
        noise[i] = (char)next_number(&state);
    {
        const hostile cases[] = {
            {"empty", "", 0, ZZ_OK, ""},
            {"a byte order mark alone", "\xEF\xBB\xBF", 3, ZZ_OK, ""},
            {"comments alone, 1 MB", comments, (size_t)1 << 20, ZZ_OK, ""},
            {"CR LF, no line end at the end", "a\tb\r\nc\td", 8, ZZ_OK, ""},
            {"NUL as a key and as a value", "\0\t\0\n", 4, ZZ_OK, ""},
            {"a key that is its own value", "a\ta\n", 4, ZZ_OK, ""},
            {"no TAB", "ab\n", 3, ZZ_ERROR_DICTIONARY, "line 1, column 3"},
            {"no key", "\tb\n", 3, ZZ_ERROR_DICTIONARY, "line 1, column 1"},
            {"no value", "a\t\n", 3, ZZ_ERROR_DICTIONARY, "line 1, column 3"},
            {"no value before a space", "a\t b\n", 5, ZZ_ERROR_DICTIONARY, "line 1, column 3"},
            {"CR alone as a value", "a\t\r\n", 4, ZZ_ERROR_DICTIONARY, "line 1, column 3"},
            {"ill-formed key", "\xFF\tb\n", 4, ZZ_ERROR_DICTIONARY, "not UTF-8"},
            {"ill-formed value in line 2", "a\tb\nc\t\xED\xA0\x80\n", 10, ZZ_ERROR_DICTIONARY,
             "line 2"},
            {"cut inside a character", "a\t\xE5\xA4", 4, ZZ_ERROR_DICTIONARY, "not UTF-8"},
            {"UTF-16", "\xFF\xFE" "a\0\t\0b\0", 8, ZZ_ERROR_DICTIONARY, "not UTF-8"},
            {"a key of 1,025 bytes", key, 1025, ZZ_ERROR_DICTIONARY, "column 1026"},
            {"1,024 keys, each the beginning of the next", stairs, stairs_size, ZZ_OK, ""},
            {"one key 2,097,152 times", same, (size_t)8 << 20, ZZ_OK, ""},
            {"a value of 1 MB", large, (size_t)1 << 20, ZZ_OK, ""},
            {"random bytes, 1 MB", noise, (size_t)1 << 20, ZZ_ERROR_DICTIONARY, "line 1"},
        };

        for (i = 0; i < sizeof cases / sizeof *cases; i++)
            try_dictionary(&t, &cases[i]);
    }
    free(noise);
    free(stairs);
    free(comments);
    free(key);
    free(large);
    free(same);
    return tally_print(&t);
}

int main(int argc, char **argv)
{
    bool quick = is_quick(argc, argv), right;
    size_t r;
    uint32_t p;

    for (r = 0; r < RECIPES; r++) {
        for (p = 0; p < POLICIES; p++) {
            zz_options options;

            zz_options_init(&options, sizeof options);
            options.invalid = p;
            if (zz_recipe_open(names[r], ZZ_TERMINATED, &options, &recipes[r][p], NULL) != ZZ_OK)
                return 1;
        }
    }
    right = bad_bytes(quick);
    right = dictionaries() && right;
    for (r = 0; r < RECIPES; r++) {
        for (p = 0; p < POLICIES; p++)
            zz_recipe_close(recipes[r][p]);
    }
    return right ? 0 : 1;
}
