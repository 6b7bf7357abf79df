/* SPDX-License-Identifier: Apache-2.0 */
/* Sorting without recursion, memory or a worst case: qsort promises none of these. */
#ifndef ZZ_BASE_SORT_H
#define ZZ_BASE_SORT_H

#include <stddef.h>

/* A heapsort: equal items may change their order. compare as for qsort. size: of an item, 256 at
 * the most. */
void zz__sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
