/* SPDX-License-Identifier: Apache-2.0 */
/* Calls whose allocations are made to fail, each in its turn. */
#ifndef ZZ_TESTS_FAILING_H
#define ZZ_TESTS_FAILING_H

#include "unit/allocator.h"
#include "unit/check.h"

/* A call under test: returns its status, checks what it gave where that is ZZ_OK, and undoes it. */
typedef int32_t (*failing_call)(allocator *a, void *ctx);

/*
 * Makes the n-th allocation fail for n = 1, 2, ... (of many, 1 in failing_share) until the call
 * works: with all that follow it, then alone. Each time the status must be ZZ_ERROR_MEMORY (ZZ_OK
 * too where one failed alone, as a call may do without what it did not get), nothing left behind,
 * and in the first way the same call must work right after. How many allocations failed, in both
 * ways.
 */
extern size_t failing_share; /* SHARE, where a program does not set it */
size_t fail_every_way(allocator *a, failing_call call, void *ctx);

#endif
