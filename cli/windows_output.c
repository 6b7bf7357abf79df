/* SPDX-License-Identifier: Apache-2.0 */
/* Windows: writing, and putting a new file in an old one's place at one stroke. */
#include "windows_files.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_TRIES 100
#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

/* ---- The new file ----------------------------------------------------- */

static int take_handle(sys_output *output, HANDLE handle)
{
    if (handle == INVALID_HANDLE_VALUE)
        return windows_error(GetLastError());
    output->fd = _open_osfhandle((intptr_t)handle, _O_WRONLY | _O_BINARY);
    if (output->fd < 0) {
        CloseHandle(handle);
        return EMFILE;
    }
    return 0;
}

/* A file of a name nobody has, in the directory of output->path. */
static int create_temporary(sys_output *output)
{
    static unsigned counter;
    const char *path = output->path;
    size_t directory = strlen(path);
    wchar_t *wide;
    int error = EEXIST;

    while (directory > 0 && strchr("/\\:", path[directory - 1]) == NULL)
        directory--;
    for (int i = 0; i < NAME_TRIES && error == EEXIST; i++) {
        output->temporary = malloc(directory + 64);
        if (output->temporary == NULL)
            return ENOMEM;
        memcpy(output->temporary, path, directory);
        snprintf(output->temporary + directory, 64, ".zhengzi-%lx-%lx-%x",
                 (unsigned long)GetCurrentProcessId(), (unsigned long)GetTickCount(), counter++);
        wide = windows_path(output->temporary);
        error = wide == NULL ? ENOMEM
                             : take_handle(output, CreateFileW(wide, GENERIC_WRITE | DELETE,
                                                               SHARE_ALL, NULL, CREATE_NEW,
                                                               FILE_ATTRIBUTE_NORMAL, NULL));
        if (error == 0) {
            windows_remember(wide);
            return 0;
        }
        free(wide);
        free(output->temporary);
        output->temporary = NULL;
    }
    return error;
}

/* A copy of path with links followed, where there is a file already; else as it is. */
static char *resolve(const char *path)
{
    wchar_t *wide = windows_path(path), *full = NULL;
    HANDLE handle = INVALID_HANDLE_VALUE;
    char *found = NULL;
    DWORD size;

    if (wide != NULL)
        handle = CreateFileW(wide, 0, SHARE_ALL, NULL, OPEN_EXISTING, 0, NULL);
    if (handle != INVALID_HANDLE_VALUE) {
        size = GetFinalPathNameByHandleW(handle, NULL, 0, VOLUME_NAME_DOS);
        full = size > 0 ? malloc(((size_t)size + 1) * sizeof *full) : NULL;
        if (full != NULL && GetFinalPathNameByHandleW(handle, full, size + 1, VOLUME_NAME_DOS) != 0)
            found = windows_utf8(full);
        CloseHandle(handle);
    }
    free(full);
    free(wide);
    return found != NULL ? found : _strdup(path);
}

/* Opens path to ask what it is; INVALID_HANDLE_VALUE where it is not there. */
static HANDLE look_at(const char *path)
{
    wchar_t *wide = windows_path(path);
    HANDLE handle = INVALID_HANDLE_VALUE;

    if (wide != NULL)
        handle = CreateFileW(wide, GENERIC_READ, SHARE_ALL, NULL, OPEN_EXISTING, 0, NULL);
    free(wide);
    return handle;
}

/* A file that may not be written may not be replaced either. */
static int may_write(const char *path)
{
    wchar_t *wide = windows_path(path);
    HANDLE handle = INVALID_HANDLE_VALUE;
    int error = ENOENT;

    if (wide != NULL) {
        handle = CreateFileW(wide, GENERIC_WRITE, SHARE_ALL, NULL, OPEN_EXISTING, 0, NULL);
        error = handle != INVALID_HANDLE_VALUE ? 0 : windows_error(GetLastError());
    }
    if (handle != INVALID_HANDLE_VALUE)
        CloseHandle(handle);
    free(wide);
    return error;
}

static int begin(sys_output *output, bool existed)
{
    int error = existed ? may_write(output->path) : 0;

    output->existed = existed;
    if (error == 0)
        error = create_temporary(output);
    if (error != 0)
        sys_output_discard(output);
    return error;
}

/* ---- The interface ---------------------------------------------------- */

void sys_output_standard(sys_output *output)
{
    memset(output, 0, sizeof *output);
    output->fd = _fileno(stdout);
}

int sys_output_open(sys_output *output, const char *path)
{
    HANDLE handle = look_at(path);
    bool exists = handle != INVALID_HANDLE_VALUE;
    bool regular = exists && GetFileType(handle) == FILE_TYPE_DISK;

    memset(output, 0, sizeof *output);
    output->fd = -1;
    if (exists)
        CloseHandle(handle);
    if (exists && !regular) {
        wchar_t *wide = windows_path(path);
        int error = wide == NULL
                        ? ENOMEM
                        : take_handle(output, CreateFileW(wide, GENERIC_WRITE, SHARE_ALL, NULL,
                                                          OPEN_EXISTING, 0, NULL));
        free(wide);
        return error;
    }
    output->path = resolve(path);
    return output->path == NULL ? ENOMEM : begin(output, exists);
}

int sys_output_open_in_place(sys_output *output, const char *path, const sys_input *input)
{
    sys_identity now;
    HANDLE handle;
    bool same;

    memset(output, 0, sizeof *output);
    output->fd = -1;
    if (!input->regular)
        return SYS_ERROR_NOT_REGULAR;
    handle = look_at(path);
    same = handle != INVALID_HANDLE_VALUE && windows_identify(&now, handle) == 0 &&
           now.device == input->identity.device && now.number == input->identity.number;
    if (handle != INVALID_HANDLE_VALUE)
        CloseHandle(handle);
    if (!same)
        return SYS_ERROR_CHANGED;
    output->path = resolve(path);
    return output->path == NULL ? ENOMEM : begin(output, true);
}

int sys_output_write(const sys_output *output, const void *bytes, size_t size)
{
    HANDLE handle = windows_handle(output->fd);
    const char *p = bytes;

    while (size > 0) {
        DWORD written, some = size > 1u << 20 ? 1u << 20 : (DWORD)size;
        if (!WriteFile(handle, p, some, &written, NULL))
            return windows_error(GetLastError());
        p += written;
        size -= written;
    }
    return 0;
}

static bool still_as(const char *path, const sys_identity *expected)
{
    HANDLE handle = look_at(path);
    sys_identity now;
    bool same = false;

    if (handle != INVALID_HANDLE_VALUE) {
        same = windows_identify(&now, handle) == 0 && now.device == expected->device &&
               now.number == expected->number && now.size == expected->size &&
               now.seconds == expected->seconds && now.nanoseconds == expected->nanoseconds;
        CloseHandle(handle);
    }
    return same;
}

/* ReplaceFile keeps what belongs to the old file: its attributes, and who may do what with it. */
static int put_in_place(sys_output *output)
{
    wchar_t *from = windows_path(output->temporary), *to = windows_path(output->path);
    int error = ENOMEM;

    if (from != NULL && to != NULL) {
        BOOL done = output->existed
                        ? ReplaceFileW(to, from, NULL, 0, NULL, NULL)
                        : MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
        error = done ? 0 : windows_error(GetLastError());
    }
    free(from);
    free(to);
    return error;
}

int sys_output_commit(sys_output *output, const sys_identity *expected)
{
    int error = 0;

    if (output->temporary != NULL) {
        if (!FlushFileBuffers(windows_handle(output->fd)))
            error = windows_error(GetLastError());
        if (error == 0 && expected != NULL && !still_as(output->path, expected))
            error = SYS_ERROR_CHANGED;
    }
    if (output->fd > _fileno(stderr) && _close(output->fd) != 0 && error == 0)
        error = errno;
    output->fd = -1;
    if (error == 0 && output->temporary != NULL) {
        error = put_in_place(output);
        if (error == 0) {
            windows_remember(NULL);
            free(output->temporary);
            output->temporary = NULL;
        }
    }
    sys_output_discard(output);
    return error;
}

void sys_output_discard(sys_output *output)
{
    if (output->fd > _fileno(stderr))
        _close(output->fd);
    output->fd = -1;
    if (output->temporary != NULL) {
        wchar_t *wide = windows_path(output->temporary);
        if (wide != NULL)
            DeleteFileW(wide);
        free(wide);
        windows_remember(NULL);
    }
    free(output->temporary);
    free(output->path);
    output->temporary = NULL;
    output->path = NULL;
}

bool sys_output_is_input(const sys_output *output, const sys_input *input)
{
    sys_identity identity;

    if (!input->regular || input->identity.size == 0 || output->temporary != NULL ||
        GetFileType(windows_handle(output->fd)) != FILE_TYPE_DISK ||
        windows_identify(&identity, windows_handle(output->fd)) != 0)
        return false;
    return identity.device == input->identity.device && identity.number == input->identity.number;
}
