/* SPDX-License-Identifier: Apache-2.0 */
/*
 * convert_lines RECIPE [--no-tofu | --builtin]
 * RECIPE may be the path of a configuration, *.json; --builtin: its dictionaries may be the
 * library's.
 * The library's side of the differential test. Reads records from standard input, and writes one
 * for each to standard output; numbers are little-endian.
 *   in   u32 size, text
 *   out  i32 status with invalid bytes passed through, i32 status with them an error,
 *        u64 offset of the first one, u64 how many, u32 size, result
 * Each text goes through zz_convert, and in chunks cut at random through a stream; a difference
 * between the two ends the program, saying so.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zhengzi.h"

typedef struct converter {
    zz_recipe *pass, *strict;
    zz_stream *stream;
    uint64_t random;
} converter;

static void die(const char *why)
{
    fprintf(stderr, "convert_lines: %s\n", why);
    exit(2);
}

static void write_number(uint64_t number, int size)
{
    for (; size > 0; size--, number >>= 8)
        putchar((int)(number & 0xFF));
}

/* false at the end of the input. */
static int read_size(uint32_t *size)
{
    unsigned char b[4];
    size_t n = fread(b, 1, 4, stdin);
    if (n == 0)
        return 0;
    if (n != 4)
        die("a record is cut short");
    *size = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    return 1;
}

static size_t random_below(converter *c, size_t limit)
{
    c->random ^= c->random << 13;
    c->random ^= c->random >> 7;
    c->random ^= c->random << 17;
    return (size_t)(c->random % limit);
}

static void take(const char *got, size_t size, const char *expected, size_t expected_size,
                 size_t *at)
{
    if (size > expected_size - *at || (size && memcmp(got, expected + *at, size) != 0))
        die("a stream gives other text than zz_convert does");
    *at += size;
}

static void check_stream(converter *c, const char *text, size_t size, const zz_result *whole)
{
    const char *expected = zz_result_text(whole), *got;
    size_t expected_size = zz_result_size(whole), largest = 1 + random_below(c, 40), n, at = 0;

    if (zz_stream_reset(c->stream, 0) != ZZ_OK)
        die("zz_stream_reset failed");
    while (size != 0) {
        size_t chunk = 1 + random_below(c, largest);
        if (chunk > size)
            chunk = size;
        if (zz_stream_feed(c->stream, text, chunk, &got, &n) != ZZ_OK)
            die("zz_stream_feed failed");
        take(got, n, expected, expected_size, &at);
        text += chunk;
        size -= chunk;
    }
    if (zz_stream_end(c->stream, &got, &n, NULL) != ZZ_OK)
        die("zz_stream_end failed");
    take(got, n, expected, expected_size, &at);
    if (at != expected_size)
        die("a stream gives less text than zz_convert does");
}

static void convert(converter *c, const char *text, size_t size)
{
    zz_report report;
    zz_result *result, *refused;
    int32_t status, strict;

    zz_report_init(&report, sizeof report);
    strict = zz_convert(c->strict, text, size, &refused, NULL);
    zz_result_free(refused);
    status = zz_convert(c->pass, text, size, &result, &report);
    write_number((uint32_t)status, 4);
    write_number((uint32_t)strict, 4);
    write_number(report.invalid_offset, 8);
    write_number(report.invalid, 8);
    if (status != ZZ_OK) {
        write_number(0, 4);
        return;
    }
    check_stream(c, text, size, result);
    write_number(zz_result_size(result), 4);
    fwrite(zz_result_text(result), 1, zz_result_size(result), stdout);
    zz_result_free(result);
}

static zz_recipe *open_recipe(const char *name, uint32_t flags, uint32_t invalid)
{
    zz_options options;
    zz_recipe *recipe;
    zz_error error;

    zz_options_init(&options, sizeof options);
    options.flags = flags;
    options.invalid = invalid;
    if (strlen(name) > 5 && strcmp(name + strlen(name) - 5, ".json") == 0)
        zz_recipe_open_config_file(name, &options, &recipe, &error);
    else
        zz_recipe_open(name, ZZ_TERMINATED, &options, &recipe, &error);
    if (error.status == ZZ_ERROR_UNSUPPORTED) {
        puts("skipped: the library was built without configurations");
        exit(77);
    }
    if (error.status != ZZ_OK)
        die(error.message);
    return recipe;
}

int main(int argc, char **argv)
{
    converter c;
    uint32_t size, flags;
    char *text;

    if (argc < 2)
        die("usage: convert_lines RECIPE [--no-tofu | --builtin]");
    flags = argc > 2 && strcmp(argv[2], "--no-tofu") == 0   ? ZZ_NO_TOFU
            : argc > 2 && strcmp(argv[2], "--builtin") == 0 ? ZZ_BUILTIN_DICTIONARIES
                                                            : 0;
    c.pass = open_recipe(argv[1], flags, ZZ_INVALID_PASS);
    c.strict = open_recipe(argv[1], flags, ZZ_INVALID_ERROR);
    c.random = 88172645463325252u;
    if (zz_stream_open(c.pass, &c.stream) != ZZ_OK)
        die("zz_stream_open failed");
    while (read_size(&size)) {
        /* Its own block, without a NUL behind it: a read past the end is found. */
        text = malloc(size ? size : 1);
        if (text == NULL || fread(text, 1, size, stdin) != size)
            die("a record is cut short");
        convert(&c, text, size);
        free(text);
    }
    zz_stream_close(c.stream);
    zz_recipe_close(c.strict);
    zz_recipe_close(c.pass);
    return 0;
}
