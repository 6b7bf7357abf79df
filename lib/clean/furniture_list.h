/* SPDX-License-Identifier: Apache-2.0 */
/* The lines that furniture knows without being told. */
#ifndef ZZ_CLEAN_FURNITURE_LIST_H
#define ZZ_CLEAN_FURNITURE_LIST_H

/* Goes up with every change of the lists. */
#define ZZ__FURNITURE_VERSION 1

#define ZZ__FURNITURE_LONGEST 128 /* bytes */

extern const char *const zz__furniture_lines[]; /* NULL behind the last */
extern const char *const zz__furniture_sites[];

#endif
