/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/vector_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/escape.h"

static char *read_all(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL, *grown;
    size_t capacity = 0, n;

    if (f == NULL)
        fail_msg("%s can't be opened", path);
    *size = 0;
    do {
        if (capacity - *size < 65536) {
            capacity = capacity * 2 + 65536;
            grown = realloc(text, capacity + 1);
            assert_non_null(grown);
            text = grown;
        }
        n = fread(text + *size, 1, capacity - *size, f);
        *size += n;
    } while (n != 0);
    if (ferror(f))
        fail_msg("%s can't be read", path);
    fclose(f);
    text[*size] = '\0';
    return text;
}

static bytes field(char *from, const char *to, const char *path, size_t line)
{
    size_t size = 0;

    if (!unescape(from, (size_t)(to - from), &size))
        fail_msg("%s:%zu: a bad escape", path, line);
    return bytes_of(from, size);
}

static void add_line(vector_file *file, char *start, char *end, const char *path, size_t line)
{
    char *first = memchr(start, '\t', (size_t)(end - start));
    char *second = first ? memchr(first + 1, '\t', (size_t)(end - first - 1)) : NULL;
    vector *v = &file->vectors[file->count];

    if (second == NULL || memchr(second + 1, '\t', (size_t)(end - second - 1)) != NULL)
        fail_msg("%s:%zu: not recipe TAB input TAB expected", path, line);
    *first = '\0';
    v->recipe = start;
    v->input = field(first + 1, second, path, line);
    v->expected = field(second + 1, end, path, line);
    v->line = line;
    file->count++;
}

void vector_file_read(vector_file *file, const char *path)
{
    size_t size, line = 0, lines = 1, i;
    char *at, *end;

    memset(file, 0, sizeof *file);
    file->text = read_all(path, &size);
    for (i = 0; i < size; i++)
        lines += file->text[i] == '\n';
    file->vectors = calloc(lines, sizeof *file->vectors);
    assert_non_null(file->vectors);
    for (at = file->text; at < file->text + size; at = end + 1) {
        end = memchr(at, '\n', (size_t)(file->text + size - at));
        if (end == NULL)
            end = file->text + size;
        line++;
        if (end != at && *at != '#')
            add_line(file, at, end, path, line);
    }
    if (file->count == 0)
        fail_msg("%s holds no vector", path);
}

void vector_file_free(vector_file *file)
{
    free(file->text);
    free(file->vectors);
    memset(file, 0, sizeof *file);
}
