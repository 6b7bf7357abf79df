/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vectors_alone FILE...
 * The vectors that all languages share, whole and byte by byte, by zhengzi.h and C's own library
 * alone, for builds where nothing else is to be had. Prints how many passed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/escape.h"
#include "zhengzi.h"

static int passed, failed;

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size = -1;

    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 &&
        fseek(file, 0, SEEK_SET) == 0)
        text = malloc((size_t)size + 1);
    if (text != NULL) {
        size = (long)fread(text, 1, (size_t)size, file);
        text[size] = '\0';
    }
    fclose(file);
    return text;
}

static int same(const char *expected, size_t size, const char *got, size_t got_size)
{
    return size == got_size && memcmp(expected, got, size) == 0;
}

static int whole(const zz_recipe *recipe, const char *input, size_t size, const char *expected,
                 size_t expected_size)
{
    zz_result *result = NULL;
    int right = zz_convert(recipe, input, size, &result, NULL) == ZZ_OK &&
                same(expected, expected_size, zz_result_text(result), zz_result_size(result));

    zz_result_free(result);
    return right;
}

static int byte_by_byte(const zz_recipe *recipe, const char *input, size_t size,
                        const char *expected, size_t expected_size)
{
    zz_stream *stream = NULL;
    const char *output;
    size_t n, used = 0, i;
    int right = zz_stream_open(recipe, &stream) == ZZ_OK;

    for (i = 0; right && i <= size; i++) {
        right = (i < size ? zz_stream_feed(stream, input + i, 1, &output, &n)
                          : zz_stream_end(stream, &output, &n, NULL)) == ZZ_OK &&
                n <= expected_size - used && same(expected + used, n, output, n);
        used += n;
    }
    zz_stream_close(stream);
    return right && used == expected_size;
}

/* recipe TAB input TAB expected; false: not of that form. */
static int run_line(char *line, const char *path, int number)
{
    char *input = strchr(line, '\t'), *expected = input ? strchr(input + 1, '\t') : NULL;
    size_t input_size, expected_size;
    zz_recipe *recipe = NULL;
    zz_error error;

    if (expected == NULL)
        return 0;
    *input++ = '\0';
    *expected++ = '\0';
    if (!unescape(input, strlen(input), &input_size) ||
        !unescape(expected, strlen(expected), &expected_size))
        return 0;
    if (zz_recipe_open(line, ZZ_TERMINATED, NULL, &recipe, &error) != ZZ_OK) {
        printf("%s:%d: %s: %s\n", path, number, line, error.message);
        failed++;
    } else if (!whole(recipe, input, input_size, expected, expected_size) ||
               !byte_by_byte(recipe, input, input_size, expected, expected_size)) {
        printf("%s:%d: %s: another result\n", path, number, line);
        failed++;
    } else {
        passed++;
    }
    zz_recipe_close(recipe);
    return 1;
}

static int run_file(const char *path)
{
    char *text = read_all(path), *line = text, *end;
    int number = 0, right = text != NULL;

    for (; right && *line != '\0'; line = end) {
        end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        else
            end = line + strlen(line);
        number++;
        if (*line != '\0' && *line != '#')
            right = run_line(line, path, number);
    }
    if (!right)
        printf("%s:%d: can't be read\n", path, number);
    free(text);
    return right;
}

int main(int argc, char **argv)
{
    int i;

    for (i = 1; i < argc; i++)
        if (!run_file(argv[i]))
            return 2;
    printf("%d vectors passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
