/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Converting a text of any length in little memory: standard input to standard output, a
 * few bytes at a time. Chunks may end anywhere, even inside a character, and the output is
 * the same as for the whole text at once.
 *
 *     stream [RECIPE [CHUNK_SIZE]] < INPUT > OUTPUT
 */
#include <stdio.h>
#include <stdlib.h>

#include <zhengzi.h>

static char chunk[65536];

static int32_t write_out(const char *text, size_t size)
{
    return fwrite(text, 1, size, stdout) == size ? ZZ_OK : ZZ_ERROR_FILE;
}

static int32_t convert_stream(zz_stream *stream, size_t chunk_size)
{
    const char *output;
    size_t output_size;
    size_t size;
    while ((size = fread(chunk, 1, chunk_size, stdin)) > 0) {
        int32_t status = zz_stream_feed(stream, chunk, size, &output, &output_size);
        if (status == ZZ_OK)
            status = write_out(output, output_size);
        if (status != ZZ_OK)
            return status;
    }
    if (ferror(stdin))
        return ZZ_ERROR_FILE;

    int32_t status = zz_stream_end(stream, &output, &output_size, NULL);
    if (status == ZZ_OK)
        status = write_out(output, output_size);
    if (status == ZZ_OK && fflush(stdout) != 0)
        status = ZZ_ERROR_FILE;
    return status;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "s2tw";
    unsigned long chunk_size = argc > 2 ? strtoul(argv[2], NULL, 10) : sizeof chunk;
    if (chunk_size == 0 || chunk_size > sizeof chunk) {
        fprintf(stderr, "stream: a chunk has 1 to %zu bytes\n", sizeof chunk);
        return 1;
    }

    zz_recipe *recipe;
    zz_error error;
    if (zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, &error) != ZZ_OK) {
        fprintf(stderr, "stream: %s\n", error.message);
        return 1;
    }

    zz_stream *stream;
    int32_t status = zz_stream_open(recipe, &stream);
    if (status == ZZ_OK)
        status = convert_stream(stream, chunk_size);
    if (status != ZZ_OK)
        fprintf(stderr, "stream: %s\n", zz_status_string(status));

    zz_stream_close(stream);
    zz_recipe_close(recipe);
    return status == ZZ_OK ? 0 : 1;
}
