/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "train.h"

void die(const char *what, const char *which)
{
    fprintf(stderr, "zhengzi-train: %s: %s\n", which, what);
    exit(2);
}

void *allocate(size_t count, size_t size)
{
    void *p = calloc(count, size);

    if (p == NULL)
        die("not enough memory", "allocate");
    return p;
}

void *grow(void *old, size_t *room, size_t needed, size_t size)
{
    void *p = old;

    if (needed > *room) {
        *room = needed + *room / 2;
        p = realloc(old, *room * size);
        if (p == NULL)
            die("not enough memory", "grow");
    }
    return p;
}

char *read_file(const char *folder, const char *name, size_t *size)
{
    char path[4096];
    FILE *file;
    char *text;
    long end;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0)
        die("can't be read", path);
    rewind(file);
    *size = (size_t)end;
    text = allocate(*size + 1, 1);
    if (fread(text, 1, *size, file) != *size)
        die("can't be read", path);
    fclose(file);
    return text;
}

void open_lines(lines *l, const char *folder, const char *name)
{
    l->text = read_file(folder, name, &l->size);
    l->at = 0;
}

bool next_line(lines *l, const char **line, size_t *size)
{
    const char *end;

    if (l->at >= l->size)
        return false;
    *line = l->text + l->at;
    end = memchr(*line, '\n', l->size - l->at);
    *size = end != NULL ? (size_t)(end - *line) : l->size - l->at;
    l->at += *size + 1;
    return true;
}

void close_lines(lines *l)
{
    free(l->text);
}

size_t decode(const char *text, size_t size, uint32_t *out, size_t most)
{
    size_t at = 0, n = 0, taken;

    while (at < size && n < most) {
        uint32_t c = zz__utf8_decode((const uint8_t *)text + at, size - at, &taken);

        out[n++] = c >= CODE_POINTS ? 0xFFFD : c;
        at += taken;
    }
    return n;
}

/* xorshift64 */
uint32_t draw(void)
{
    static uint64_t state = UINT64_C(88172645463325252);

    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}

bool chance(uint32_t thousandths)
{
    return draw() % 1000 < thousandths;
}

uint32_t draw_below(uint32_t limit)
{
    return (uint32_t)((uint64_t)draw() * limit >> 32);
}
