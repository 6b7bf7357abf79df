/* SPDX-License-Identifier: Apache-2.0 */
/* The lines that furniture knows without being told. */
#ifndef ZZ_CLEAN_FURNITURE_LIST_H
#define ZZ_CLEAN_FURNITURE_LIST_H

#include <stddef.h>

#define ZZ__FURNITURE_LONGEST 128 /* bytes */

typedef struct zz__furniture_line {
    const char *text; /* NULL behind the last */
    size_t size;
} zz__furniture_line;

extern const zz__furniture_line zz__furniture_lines[];
extern const zz__furniture_line zz__furniture_sites[]; /* each of three bytes and more */

#endif
