/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <stdio.h>

int32_t zz__file_read(const char *path, zz__buffer *bytes)
{
    FILE *file = fopen(path, "rb");
    int32_t status = ZZ_OK;
    size_t n = 1;

    if (file == NULL)
        return ZZ_ERROR_FILE;
    while (status == ZZ_OK && n != 0) {
        status = zz__buffer_reserve(bytes, 65536);
        if (status == ZZ_OK) {
            n = fread(bytes->bytes + bytes->size, 1, bytes->capacity - bytes->size, file);
            bytes->size += n;
        }
    }
    if (status == ZZ_OK && ferror(file))
        status = ZZ_ERROR_FILE;
    fclose(file);
    return status;
}
