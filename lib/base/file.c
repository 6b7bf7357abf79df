/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <stdio.h>

#ifdef _WIN32
#include <wchar.h>

#include "base/utf8.h"

/* The path in UTF-16; wide has room for a unit a byte and the NUL. False where it is no UTF-8. */
static bool widen(const char *path, size_t size, wchar_t *wide)
{
    size_t at = 0, n = 0, taken;

    while (at < size) {
        uint32_t c = zz__utf8_decode((const uint8_t *)path + at, size - at, &taken);
        if (c > 0x10FFFF)
            return false;
        if (c > 0xFFFF)
            wide[n++] = (wchar_t)(0xD7C0 + (c >> 10));
        wide[n++] = (wchar_t)(c > 0xFFFF ? 0xDC00 + (c & 0x3FF) : c);
        at += taken;
    }
    wide[n] = 0;
    return true;
}

/* fopen there takes the system's code page, which has no name for most files. */
static int32_t open_file(const char *path, const zz__memory *memory, FILE **file)
{
    size_t size = strlen(path), room;
    wchar_t *wide = NULL;

    *file = NULL;
    if (zz__mul(size + 1, sizeof *wide, &room))
        wide = zz__new(memory, room);
    if (wide == NULL)
        return ZZ_ERROR_MEMORY;
    if (widen(path, size, wide))
        *file = _wfopen(wide, L"rb");
    zz__delete(memory, wide, room);
    return *file != NULL ? ZZ_OK : ZZ_ERROR_FILE;
}
#else
static int32_t open_file(const char *path, const zz__memory *memory, FILE **file)
{
    (void)memory;
    *file = fopen(path, "rb");
    return *file != NULL ? ZZ_OK : ZZ_ERROR_FILE;
}
#endif

int32_t zz__file_read(const char *path, zz__buffer *bytes)
{
    FILE *file;
    int32_t status = open_file(path, bytes->memory, &file);
    size_t n = 1;

    if (status != ZZ_OK)
        return status;
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
