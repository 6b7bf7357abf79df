/* SPDX-License-Identifier: Apache-2.0 */
/* One file after another through the stream of a recipe. */
#ifndef CLI_CONVERT_H
#define CLI_CONVERT_H

#include <zhengzi.h>

#include "options.h"
#include "stats.h"
#include "target.h"

#define CHUNK_SIZE ((size_t)256 * 1024)

typedef struct converter {
    const options *options;
    zz_stream *stream;
    char *chunk;
    target target;
    stats sum;
    bool changed; /* some file would change */
    bool failed;  /* some file could not be done */
} converter;

/* operand: a path, or "-" for standard input. */
outcome convert_file(converter *c, const char *operand);

#endif
