/* SPDX-License-Identifier: Apache-2.0 */
/* What windows.c and windows_output.c share. Outside of them paths are UTF-8. */
#ifndef CLI_WINDOWS_FILES_H
#define CLI_WINDOWS_FILES_H

#ifndef UNICODE
#define UNICODE
#endif
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "system.h"

/* What GetLastError said, as an errno value. */
int windows_error(DWORD error);
/* A path for the system's functions, to be freed; NULL without memory, or where it is no UTF-8. */
wchar_t *windows_path(const char *path);
/* The other way round. */
char *windows_utf8(const wchar_t *text);
HANDLE windows_handle(int fd);
int windows_identify(sys_identity *identity, HANDLE handle);
/* The file to be removed where the user ends the process, or NULL; there is at most one. Takes
 * the path, and frees the one before it. */
void windows_remember(wchar_t *path);

#endif
