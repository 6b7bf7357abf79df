/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An output with a buffer for small pieces; large ones go through at once.
 * It remembers its first error, so that who writes many pieces asks once, at writer_flush.
 */
#ifndef CLI_WRITER_H
#define CLI_WRITER_H

#include "system.h"

typedef struct writer {
    sys_output output;
    int error;
    size_t size;
    char buffer[32 * 1024];
} writer;

void writer_bytes(writer *w, const void *bytes, size_t size);
void writer_text(writer *w, const char *text);
/* Returns the first error since the beginning, in the terms of system.h. */
int writer_flush(writer *w);

#endif
