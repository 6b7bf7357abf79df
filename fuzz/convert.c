/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text through any recipe, in every way there is: the results must be the same, within the
 * bound, well-formed where the text is, and changes counted where text changed.
 *
 * The last bytes of the input are drawn from, one for each decision, and the rest is the text: so
 * what the fuzzer changes in front leaves the decisions alone. A crash or abort() is a finding.
 */
#include "common.h"

#include <stdlib.h>
#include <string.h>

/* These combinations are there for what steps do to each other; the catalog follows them. */
static const char *const combinations[] = {
    "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp", "t2tw",
    "tw2t", "t2hk", "hk2t", "t2jp", "jp2t", "t2twp", "tw2tp", "t2hkp", "hk2tp", "hk2tw", "tw2hk",
    "clean", "nfc", "letters", "small-forms", "invisible", "clean,s2tw", "clean,t2s", "s2twp,clean",
    "clean,hk2tw", "nfc,s2t,t2s,letters", NULL,
};
static fuzz_recipes recipes = {combinations, {NULL}, {{NULL}}, 0};

typedef struct input {
    const uint8_t *bytes;
    size_t size;
} input;

static uint8_t draw(input *in)
{
    return in->size ? in->bytes[--in->size] : 0;
}

/* Ill-formed sequences, and where the first is, written apart from the library's own decoder. */
static uint64_t count_invalid(const uint8_t *p, size_t n, uint64_t *first)
{
    uint64_t count = 0;
    size_t i = 0;

    *first = UINT64_MAX;
    while (i < n) {
        size_t need = p[i] < 0x80 ? 0 : p[i] >= 0xC2 && p[i] < 0xE0 ? 1
                    : p[i] >= 0xE0 && p[i] < 0xF0 ? 2 : p[i] >= 0xF0 && p[i] < 0xF5 ? 3 : 9;
        uint8_t low = p[i] == 0xE0 ? 0xA0 : p[i] == 0xF0 ? 0x90 : 0x80;
        uint8_t high = p[i] == 0xED ? 0x9F : p[i] == 0xF4 ? 0x8F : 0xBF;
        size_t start = i++;

        while (need > 0 && need < 9 && i < n && p[i] >= low && p[i] <= high) {
            need--;
            i++;
            low = 0x80;
            high = 0xBF;
        }
        if (need > 0 && count++ == 0)
            *first = start;
    }
    return count;
}

static void check_into(const char *name, const zz_recipe *recipe, input text,
                       const zz_result *whole, uint8_t shorten)
{
    size_t size = zz_result_size(whole), needed = 0, capacity = size > shorten ? size - shorten : 0;
    char *buffer = malloc(capacity ? capacity : 1);
    int32_t status;

    if (buffer == NULL)
        return;
    status = zz_convert_into(recipe, (const char *)text.bytes, text.size, buffer, capacity, &needed,
                             NULL);
    if (needed != size)
        fuzz_fail(name, "zz_convert_into needs another size than the result has");
    if (status != (capacity < size ? ZZ_ERROR_BUFFER : ZZ_OK))
        fuzz_fail(name, "zz_convert_into gives the wrong status");
    if (status == ZZ_OK && size != 0 && memcmp(buffer, zz_result_text(whole), size) != 0)
        fuzz_fail(name, "zz_convert_into gives other text than zz_convert");
    free(buffer);
}

/* What a stream gives next must be what the whole result has there. */
static void match(const char *name, const zz_result *whole, const char *got, size_t size,
                  size_t *at)
{
    if (size > zz_result_size(whole) - *at ||
        (size != 0 && memcmp(got, zz_result_text(whole) + *at, size) != 0))
        fuzz_fail(name, "a stream gives other text than zz_convert");
    *at += size;
}

static void check_stream(const char *name, const zz_recipe *recipe, input text, input sizes,
                         const zz_result *whole, const zz_report *expected)
{
    size_t at = 0, from = 0, size;
    zz_report report;
    zz_stream *stream;
    const char *got;
    input left = sizes;

    if (zz_stream_open(recipe, &stream) != ZZ_OK)
        return;
    zz_stream_reset(stream, expected->want);
    while (from < text.size) {
        size_t chunk;
        char *copy;
        if (left.size == 0)
            left = sizes;
        chunk = draw(&left);
        if (sizes.size == 0)
            chunk = 1;
        if (chunk == 0 && left.size == sizes.size - 1)
            chunk = 1; /* not all of them may be empty */
        if (chunk > text.size - from)
            chunk = text.size - from;
        /* A block of its own, so that a read past the chunk is seen. */
        copy = malloc(chunk ? chunk : 1);
        if (copy == NULL)
            break;
        memcpy(copy, text.bytes + from, chunk);
        if (zz_stream_feed(stream, copy, chunk, &got, &size) != ZZ_OK)
            fuzz_fail(name, "zz_stream_feed failed");
        free(copy);
        match(name, whole, got, size, &at);
        from += chunk;
    }
    zz_report_init(&report, sizeof report);
    if (zz_stream_end(stream, &got, &size, &report) != ZZ_OK)
        fuzz_fail(name, "zz_stream_end failed");
    match(name, whole, got, size, &at);
    if (at != zz_result_size(whole))
        fuzz_fail(name, "a stream gives less text than zz_convert");
    if (report.invalid != expected->invalid || report.invalid_offset != expected->invalid_offset ||
        report.changes != expected->changes)
        fuzz_fail(name, "a stream reports otherwise than zz_convert");
    zz_stream_close(stream);
}

static void check_result(const char *name, const zz_recipe *recipe, input text,
                         const zz_result *whole, const zz_report *report)
{
    const char *result = zz_result_text(whole);
    size_t size = zz_result_size(whole);
    uint64_t first;

    if (size > zz_bound(recipe, text.size))
        fuzz_fail(name, "the result is longer than zz_bound said");
    if (result[size] != '\0')
        fuzz_fail(name, "no NUL behind the result");
    if (report->invalid == 0 && count_invalid((const uint8_t *)result, size, &first) != 0)
        fuzz_fail(name, "well-formed text became ill-formed");
    if ((report->want & ZZ_WANT_CHANGES) && report->changes == 0 &&
        (size != text.size || (size != 0 && memcmp(result, text.bytes, size) != 0)))
        fuzz_fail(name, "text changed, and no change was counted");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    input text = {data, size}, sizes;
    uint8_t number = draw(&text), choice = draw(&text), shorten = draw(&text);
    const char *name;
    const zz_recipe *recipe = fuzz_recipe(&recipes, number, choice & 3, &name);
    uint64_t first, invalid;
    zz_result *whole;
    zz_report report;
    int32_t status;

    /* The sizes of chunks, from a quarter of what is left at most. */
    sizes.size = (size_t)(choice >> 4) < text.size / 4 ? (size_t)(choice >> 4) : text.size / 4;
    text.size -= sizes.size;
    sizes.bytes = text.bytes + text.size;

    zz_report_init(&report, sizeof report);
    report.want = choice & 4 ? ZZ_WANT_CHANGES : 0;
    invalid = count_invalid(text.bytes, text.size, &first);
    status = zz_convert(recipe, (const char *)text.bytes, text.size, &whole, &report);
    if ((choice & 2) && invalid != 0) {
        if (status != ZZ_ERROR_INVALID_UTF8 || whole != NULL || report.invalid_offset != first)
            fuzz_fail(name, "ill-formed text is not the error it should be");
        return 0;
    }
    if (status != ZZ_OK)
        fuzz_fail(name, zz_status_string(status));
    if (report.invalid != invalid || report.invalid_offset != first)
        fuzz_fail(name, "ill-formed sequences are miscounted");
    check_result(name, recipe, text, whole, &report);
    check_into(name, recipe, text, whole, shorten & 15);
    check_stream(name, recipe, text, sizes, whole, &report);
    zz_result_free(whole);
    return 0;
}
