/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to run a text through a recipe, for the tests: whole, and cut into chunks. */
#ifndef ZZ_TESTS_RUN_H
#define ZZ_TESTS_RUN_H

#include "unit/check.h"

/* What a stream gave, put together; freed by output_free. */
typedef struct output {
    uint8_t *at;
    size_t size, capacity;
} output;

void output_append(output *o, const char *bytes, size_t size);
void output_free(output *o);
bytes output_bytes(const output *o);

/* Opens a recipe, or fails the test with the library's message. options may be NULL. */
zz_recipe *open_recipe(const char *name, const zz_options *options);

/* zz_convert, which must succeed; freed by zz_result_free. */
zz_result *convert(const zz_recipe *recipe, bytes text, zz_report *report);
bytes result_bytes(const zz_result *result);

/* Feeds text to the stream in pieces that end at cuts[0] < cuts[1] < ... and at the end, and
 * appends what comes out. The chunk is copied to a block of its very size, so that a read past it
 * is found. The status of the first call that fails, else what zz_stream_end gives. */
int32_t feed_cut(zz_stream *stream, bytes text, const size_t *cuts, size_t count, output *out,
                 zz_report *report);

/* All of these fail the test unless the stream gives `expected` for text. */
void check_every_split(zz_stream *stream, const char *what, bytes text, bytes expected);
void check_byte_by_byte(zz_stream *stream, const char *what, bytes text, bytes expected);
void check_random_chunks(zz_stream *stream, const char *what, bytes text, bytes expected, dice *d,
                         size_t largest);

#endif
