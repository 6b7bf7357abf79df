/* SPDX-License-Identifier: Apache-2.0 */
/* Windows: the process, its console and arguments, and reading. */
#include "windows_files.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The end of the process ------------------------------------------- */

static void *volatile temporary_file; /* a wchar_t * */
static UINT output_code_page;

void windows_remember(wchar_t *path)
{
    free(InterlockedExchangePointer(&temporary_file, path));
}

/* On a thread of its own. What follows is the default: the process ends. */
static BOOL WINAPI remove_temporary(DWORD event)
{
    wchar_t *path = InterlockedExchangePointer(&temporary_file, NULL);

    (void)event;
    if (path != NULL)
        DeleteFileW(path);
    return FALSE;
}

static void restore_console(void)
{
    SetConsoleOutputCP(output_code_page);
}

void sys_prepare(void)
{
    /* Text is bytes: no line ends are made of others. */
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
    SetConsoleCtrlHandler(remove_temporary, TRUE);
    /* The console's, which outlives us. 0: there is none. */
    output_code_page = GetConsoleOutputCP();
    if (output_code_page != 0 && output_code_page != CP_UTF8 && SetConsoleOutputCP(CP_UTF8))
        atexit(restore_console);
}

/* ---- Text ------------------------------------------------------------- */

wchar_t *windows_path(const char *path)
{
    int size = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
    wchar_t *wide = size > 0 ? malloc((size_t)size * sizeof *wide) : NULL;

    if (wide != NULL)
        MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, size);
    return wide;
}

char *windows_utf8(const wchar_t *text)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *bytes = size > 0 ? malloc((size_t)size) : NULL;

    if (bytes != NULL)
        WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, size, NULL, NULL);
    return bytes;
}

/* What main is given is in the code page of the system, which lacks most characters. */
char **sys_arguments(int *argc, char **argv)
{
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), argc);
    char **arguments = wide != NULL ? calloc((size_t)*argc + 1, sizeof *arguments) : NULL;

    (void)argv;
    for (int i = 0; arguments != NULL && i < *argc; i++) {
        arguments[i] = windows_utf8(wide[i]);
        if (arguments[i] == NULL)
            arguments = NULL; /* the process ends, and takes the others with it */
    }
    LocalFree(wide);
    return arguments;
}

/* ---- Errors, terminals, time ------------------------------------------ */

int windows_error(DWORD error)
{
    switch (error) {
    case ERROR_SUCCESS:
        return 0;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_BAD_NETPATH:
    case ERROR_INVALID_DRIVE:
        return ENOENT;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_WRITE_PROTECT:
        return EACCES;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return EEXIST;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return ENOSPC;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
        return ENOMEM;
    case ERROR_TOO_MANY_OPEN_FILES:
        return EMFILE;
    case ERROR_INVALID_HANDLE:
        return EBADF;
    case ERROR_BROKEN_PIPE:
    case ERROR_NO_DATA:
        return EPIPE;
    default:
        return EIO;
    }
}

HANDLE windows_handle(int fd)
{
    return (HANDLE)_get_osfhandle(fd);
}

/* The null device passes for a terminal with _isatty. */
static bool is_console(int fd)
{
    DWORD mode;

    return GetConsoleMode(windows_handle(fd), &mode) != 0;
}

bool sys_output_is_terminal(void)
{
    return is_console(_fileno(stdout));
}

bool sys_error_is_terminal(void)
{
    return is_console(_fileno(stderr));
}

double sys_seconds(void)
{
    LARGE_INTEGER now, frequency;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&now);
    return (double)now.QuadPart / (double)frequency.QuadPart;
}

/* ---- Input ------------------------------------------------------------ */

int windows_identify(sys_identity *identity, HANDLE handle)
{
    BY_HANDLE_FILE_INFORMATION of;
    uint64_t time;

    if (!GetFileInformationByHandle(handle, &of))
        return windows_error(GetLastError());
    time = (uint64_t)of.ftLastWriteTime.dwHighDateTime << 32 | of.ftLastWriteTime.dwLowDateTime;
    identity->device = of.dwVolumeSerialNumber;
    identity->number = (uint64_t)of.nFileIndexHigh << 32 | of.nFileIndexLow;
    identity->size = (uint64_t)of.nFileSizeHigh << 32 | of.nFileSizeLow;
    /* in units of 100 ns */
    identity->seconds = (int64_t)(time / 10000000);
    identity->nanoseconds = (int64_t)(time % 10000000 * 100);
    return 0;
}

/* Others may write, rename and delete it meanwhile, we ourselves among them. */
static int open_to_read(sys_input *input, const char *path)
{
    wchar_t *wide = windows_path(path);
    DWORD attributes;
    HANDLE handle;
    int error = 0;

    if (wide == NULL)
        return ENOENT;
    attributes = GetFileAttributesW(wide);
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
        error = EISDIR;
    } else {
        handle = CreateFileW(wide, GENERIC_READ,
                             FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                             OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, NULL);
        if (handle == INVALID_HANDLE_VALUE) {
            error = windows_error(GetLastError());
        } else {
            input->fd = _open_osfhandle((intptr_t)handle, _O_RDONLY | _O_BINARY);
            if (input->fd < 0) {
                error = errno;
                CloseHandle(handle);
            }
        }
    }
    free(wide);
    return error;
}

int sys_input_open(sys_input *input, const char *path, bool in_place)
{
    int error = 0;

    (void)in_place;
    memset(input, 0, sizeof *input);
    input->fd = path != NULL ? -1 : _fileno(stdin);
    if (path != NULL)
        error = open_to_read(input, path);
    if (error != 0)
        return error;
    input->regular = GetFileType(windows_handle(input->fd)) == FILE_TYPE_DISK;
    input->terminal = is_console(input->fd);
    if (input->regular) {
        error = windows_identify(&input->identity, windows_handle(input->fd));
        if (error != 0)
            sys_input_close(input);
    }
    return error;
}

static int read_some(HANDLE handle, void *bytes, size_t size, size_t *got, OVERLAPPED *at)
{
    DWORD n = 0, error = 0;

    if (!ReadFile(handle, bytes, size > 1u << 30 ? 1u << 30 : (DWORD)size, &n, at))
        error = GetLastError();
    *got = n;
    /* the writer of a pipe has closed it, as it does at the end */
    return error == ERROR_BROKEN_PIPE || error == ERROR_HANDLE_EOF ? 0 : windows_error(error);
}

int sys_input_read(const sys_input *input, void *bytes, size_t size, size_t *got)
{
    return read_some(windows_handle(input->fd), bytes, size, got, NULL);
}

int sys_input_read_at(const sys_input *input, uint64_t offset, void *bytes, size_t size,
                      size_t *got)
{
    HANDLE handle = windows_handle(input->fd);
    LARGE_INTEGER nowhere = {{0, 0}}, before;
    OVERLAPPED at;
    int error;

    memset(&at, 0, sizeof at);
    at.Offset = (DWORD)offset;
    at.OffsetHigh = (DWORD)(offset >> 32);
    *got = 0;
    if (!SetFilePointerEx(handle, nowhere, &before, FILE_CURRENT))
        return windows_error(GetLastError());
    error = read_some(handle, bytes, size, got, &at);
    /* reading there has moved it */
    if (!SetFilePointerEx(handle, before, NULL, FILE_BEGIN) && error == 0)
        error = windows_error(GetLastError());
    return error;
}

void sys_input_close(sys_input *input)
{
    if (input->fd > _fileno(stderr))
        _close(input->fd);
    input->fd = -1;
}
