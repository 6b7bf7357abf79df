/* SPDX-License-Identifier: Apache-2.0 */
/* The same for every library measured from C: does what bench/run says, and times it. */
#ifndef ZZ_BENCH_WORKER_H
#define ZZ_BENCH_WORKER_H

#include <stddef.h>

/* What each library's own file gives. NULL or a negative size: it failed, and has said why. */
void *adapter_open(const char *recipe);
void adapter_close(void *converter);
/* Converts by the library's own fastest way for a whole text; the result lives until the next. */
const char *adapter_convert(void *converter, const char *text, size_t size, size_t *result_size);

#endif
