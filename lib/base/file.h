/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files, the only thing that the library asks the system for besides memory. */
#ifndef ZZ_BASE_FILE_H
#define ZZ_BASE_FILE_H

#include "base/buffer.h"

/* Appends all of a file; path is as fopen takes it, on Windows UTF-8. ZZ_ERROR_FILE where it can't
 * be read. */
int32_t zz__file_read(const char *path, zz__buffer *bytes);

#endif
