/* SPDX-License-Identifier: Apache-2.0 */
/* A whole file in memory, for the programs that measure; a header, as bench/run builds some of them
 * by hand. */
#ifndef ZZ_BENCH_READ_FILE_H
#define ZZ_BENCH_READ_FILE_H

#include <stdio.h>
#include <stdlib.h>

/* The file's bytes and a NUL behind them, freed by free; NULL where it can't be read. */
static inline char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long length;

    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0) {
        rewind(file);
        text = malloc((size_t)length + 1);
        *size = text != NULL ? fread(text, 1, (size_t)length, file) : 0;
        if (text != NULL)
            text[*size] = '\0';
    }
    fclose(file);
    return text;
}

#endif
