/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <string.h>

#include "base/utf8.h"

int32_t zz__error_set(zz_error *error, int32_t status, uint64_t offset, const char *message)
{
    if (error != NULL) {
        memset(error, 0, sizeof *error);
        error->status = status;
        error->offset = offset;
        zz__error_add(error, message);
    }
    return status;
}

int32_t zz__error_status(zz_error *error, int32_t status)
{
    return zz__error_set(error, status, 0, zz_status_string(status));
}

void zz__error_add_bytes(zz_error *error, const char *text, size_t size)
{
    size_t used, room;

    if (error == NULL)
        return;
    used = strlen(error->message);
    room = sizeof error->message - 1 - used;
    if (size > room) {
        size = room;
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(error->message + used, text, size);
    error->message[used + size] = '\0';
}

void zz__error_add(zz_error *error, const char *text)
{
    zz__error_add_bytes(error, text, strlen(text));
}

void zz__error_add_quoted(zz_error *error, const char *text, size_t size)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t at = 0, n;

    for (; at < size; at += n) {
        uint32_t c = zz__utf8_decode((const uint8_t *)text + at, size - at, &n);
        char escaped[4] = {'\\', 'x', 0, 0};

        if (c >= 0x20 && c != 0x7F && (c < 0x80 || c > 0x9F) && c < ZZ__TRUNCATED) {
            zz__error_add_bytes(error, text + at, n);
            continue;
        }
        n = 1;
        escaped[2] = digits[(unsigned char)text[at] >> 4];
        escaped[3] = digits[(unsigned char)text[at] & 0xF];
        zz__error_add_bytes(error, escaped, sizeof escaped);
    }
}

void zz__error_add_number(zz_error *error, uint64_t number)
{
    char digits[20];
    size_t i = sizeof digits;

    do {
        digits[--i] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    zz__error_add_bytes(error, digits + i, sizeof digits - i);
}

void zz__error_add_place(zz_error *error, uint64_t line, uint64_t column)
{
    zz__error_add(error, ", line ");
    zz__error_add_number(error, line);
    zz__error_add(error, ", column ");
    zz__error_add_number(error, column);
}
