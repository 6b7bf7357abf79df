/* SPDX-License-Identifier: Apache-2.0 */
#include "message.h"

#include <stdarg.h>
#include <stdio.h>

#include "progress.h"

/* who speaks; another command is built of these files too */
#ifndef CLI_NAME
#define CLI_NAME "zhengzi"
#endif

bool name_needs_quotes(const char *name)
{
    for (const char *p = name; *p != '\0'; p++) {
        unsigned char byte = (unsigned char)*p;
        if (byte < 0x20 || byte == 0x7f || byte == '"' || byte == '\\')
            return true;
    }
    return false;
}

const char *name_byte(unsigned char byte, char scratch[5])
{
    switch (byte) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    default:
        snprintf(scratch, 5, byte < 0x20 || byte == 0x7f ? "\\%03o" : "%c", byte);
        return scratch;
    }
}

static void show_name(const char *name)
{
    char scratch[5];

    if (!name_needs_quotes(name)) {
        fputs(name, stderr);
        return;
    }
    fputc('"', stderr);
    for (const char *p = name; *p != '\0'; p++)
        fputs(name_byte((unsigned char)*p, scratch), stderr);
    fputc('"', stderr);
}

void message(const char *name, const char *format, ...)
{
    va_list arguments;

    progress_hide();
    fputs(CLI_NAME ": ", stderr);
    if (name != NULL) {
        show_name(name);
        fputs(": ", stderr);
    }
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    fflush(stderr);
}
