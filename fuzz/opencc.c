/* SPDX-License-Identifier: Apache-2.0 */
/*
 * opencc.h with any configuration, text and length: it gives zhengzi's result of the text up to its
 * NUL, both ways to convert agree, also in place, and it refuses what OpenCC refuses.
 *
 * The first byte chooses the configuration, the second the length: 0 to the NUL, else that of the
 * rest but one byte, so that it may end inside a character; the rest is the text. Where the first
 * byte is 0xFF, what follows is a name of a configuration.
 */
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "opencc.h"

#define FAILED ((opencc_t)-1)
#define NO_SIZE ((size_t)-1)

static const char *const first[] = {"s2t", "s2twp", "tw2sp", "hk2sp", "t2s", NULL};
static fuzz_recipes recipes = {first, {NULL}, {{NULL}}, 0};
static opencc_t opened[256];

/* Walks by the lengths that first bytes promise, counting down what is still owed. */
static bool is_refused(const char *text, size_t size)
{
    unsigned owed = 0;
    size_t i;

    for (i = 0; i < size; i++) {
        uint8_t byte = (uint8_t)text[i];

        if (owed > 0) {
            owed--;
            continue;
        }
        if (byte < 0x80)
            continue;
        if (byte < 0xC0 || byte > 0xFD)
            return true;
        while (byte & (0x40 >> owed))
            owed++;
    }
    return false;
}

static bool is_conversion(const char *name)
{
    const char *known;
    uint32_t kind, i;

    for (i = 0; zz_catalog(NULL, i, &kind, &known, NULL) == ZZ_OK; i++)
        if (kind == ZZ_CATALOG_CONVERSION && strcmp(known, name) == 0)
            return true;
    return false;
}

static void check_refused(const char *name, opencc_t converter, const char *text, size_t length,
                          char *buffer)
{
    buffer[0] = '!';
    if (opencc_convert_utf8(converter, text, length) != NULL ||
        opencc_convert_utf8_to_buffer(converter, text, length, buffer) != NO_SIZE)
        fuzz_fail(name, "what OpenCC refuses is taken");
    if (strncmp(opencc_error(), "Invalid UTF8: ", 14) != 0 || buffer[0] != '!')
        fuzz_fail(name, "a refusal without a reason, or with a result");
}

/* text has a NUL at its end; size is up to where the call must look. */
static void check(const char *name, const zz_recipe *recipe, opencc_t converter, const char *text,
                  size_t size, size_t length)
{
    size_t bound = zz_bound(recipe, size), got;
    char *buffer = malloc((bound > size ? bound : size) + 1), *out;
    zz_result *result;

    if (buffer == NULL)
        return;
    if (is_conversion(name) && is_refused(text, size)) {
        check_refused(name, converter, text, length, buffer);
        free(buffer);
        return;
    }
    out = opencc_convert_utf8(converter, text, length);
    if (zz_convert(recipe, text, size, &result, NULL) != ZZ_OK || out == NULL)
        fuzz_fail(name, "it does not convert");
    /* a recipe may make a NUL, where the text then ends for who reads it */
    fuzz_same(name, zz_result_text(result), zz_result_size(result) + 1, out,
              zz_result_size(result) + 1, "another text than zhengzi's");
    got = opencc_convert_utf8_to_buffer(converter, text, length, buffer);
    fuzz_same(name, zz_result_text(result), zz_result_size(result), buffer, got,
              "another text in the buffer");
    memcpy(buffer, text, size);
    buffer[size] = '\0';
    got = opencc_convert_utf8_to_buffer(converter, buffer, length == NO_SIZE ? NO_SIZE : size,
                                        buffer);
    fuzz_same(name, zz_result_text(result), zz_result_size(result) + 1, buffer, got + 1,
              "another text in place");
    opencc_convert_utf8_free(out);
    zz_result_free(result);
    free(buffer);
}

/* Any name is opened, or refused with a reason. Files are not to be had: no paths. */
static void open_any(const uint8_t *data, size_t size)
{
    char name[256];
    opencc_t converter;

    if (size >= sizeof name || memchr(data, '/', size) != NULL)
        return;
    memcpy(name, data, size);
    name[size] = '\0';
    converter = opencc_open(name);
    if (converter == FAILED && opencc_error()[0] == '\0')
        fuzz_fail("opencc_open", "no reason");
    if (opencc_close(converter) != (converter == FAILED ? -1 : 0))
        fuzz_fail("opencc_close", "another status");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const zz_recipe *recipe;
    const char *name, *end;
    char *text;
    size_t length, number;
    bool whole;

    if (size < 2)
        return 0;
    if (data[0] == 0xFF) {
        open_any(data + 1, size - 1);
        return 0;
    }
    recipe = fuzz_recipe(&recipes, data[0], 0, &name);
    number = data[0] % recipes.count;
    if (opened[number] == NULL && (opened[number] = opencc_open(name)) == FAILED)
        fuzz_fail(name, opencc_error());
    whole = data[1] == 0;
    size -= 2;
    text = malloc(size + 1);
    if (text == NULL)
        return 0;
    memcpy(text, data + 2, size);
    text[size] = '\0';
    length = whole || size == 0 ? size : size - 1;
    end = memchr(text, '\0', length);
    check(name, recipe, opened[number], text, end != NULL ? (size_t)(end - text) : length,
          whole ? NO_SIZE : length);
    free(text);
    return 0;
}
