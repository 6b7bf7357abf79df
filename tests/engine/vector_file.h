/* SPDX-License-Identifier: Apache-2.0 */
/* Reads tests/vectors/NAME.tsv: recipe TAB input TAB expected, escaped; # begins a comment line. */
#ifndef ZZ_TESTS_VECTOR_FILE_H
#define ZZ_TESTS_VECTOR_FILE_H

#include "unit/check.h"

typedef struct vector {
    const char *recipe;
    bytes input, expected;
    size_t line;
} vector;

typedef struct vector_file {
    char *text;
    vector *vectors;
    size_t count;
} vector_file;

/* Fails the test, saying the line, where the file can't be read or a line is not a vector. */
void vector_file_read(vector_file *file, const char *path);
void vector_file_free(vector_file *file);

#endif
