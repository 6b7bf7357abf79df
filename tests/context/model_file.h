/* SPDX-License-Identifier: Apache-2.0 */
/* data/context.bin in memory, for the tests of what reads it. */
#ifndef ZZ_TESTS_CONTEXT_MODEL_FILE_H
#define ZZ_TESTS_CONTEXT_MODEL_FILE_H

#include <stddef.h>
#include <stdint.h>

extern uint64_t *model; /* the caller frees it */
extern size_t model_size;

/* 0, or else it could not be read. */
int read_model(const char *path);

#endif
