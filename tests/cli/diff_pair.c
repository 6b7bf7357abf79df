/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diff_pair OLD NEW PIECE LAG: the command's diff of two files that need not be a text and its
 * conversion, fed in pieces of PIECE bytes, NEW behind OLD by LAG bytes. For test_diff.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diff.h"

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;

    *size = 0;
    for (size_t got = 1; file != NULL && got > 0; *size += got) {
        char *grown = realloc(text, *size + 65536);
        if (grown == NULL)
            exit(3);
        text = grown;
        got = fread(text + *size, 1, 65536, file);
    }
    if (file == NULL || ferror(file))
        exit(3);
    fclose(file);
    return text;
}

/* The next piece of a text that ends at limit. */
static size_t step(size_t at, size_t limit, size_t piece)
{
    return at >= limit ? 0 : limit - at < piece ? limit - at : piece;
}

int main(int argc, char **argv)
{
    static diff d;
    static writer out;
    size_t old_size, new_size, old_at = 0, new_at = 0, piece, lag;
    char *old, *new;
    int result;

    if (argc != 5)
        return 3;
    old = read_file(argv[1], &old_size);
    new = read_file(argv[2], &new_size);
    piece = (size_t)strtoul(argv[3], NULL, 10);
    lag = (size_t)strtoul(argv[4], NULL, 10);
    sys_output_standard(&out.output);
    result = diff_begin(&d, argv[1], false, &out);
    while (result == LINES_OK && (old_at < old_size || new_at < new_size)) {
        size_t n = step(old_at, old_size, piece), m;
        result = diff_old(&d, old + old_at, n);
        old_at += n;
        m = old_at < old_size && old_at <= lag ? 0 : step(new_at, new_size, piece);
        if (result == LINES_OK)
            result = diff_new(&d, new + new_at, m);
        new_at += m;
        if (result == LINES_OK)
            result = diff_advance(&d);
    }
    if (result == LINES_OK)
        result = diff_end(&d);
    if (writer_flush(&out) != 0)
        result = 3;
    diff_free(&d);
    free(old);
    free(new);
    return result;
}
