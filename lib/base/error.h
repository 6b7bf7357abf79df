/* SPDX-License-Identifier: Apache-2.0 */
/* Filling a zz_error, without stdio: the run time has no locale. */
#ifndef ZZ_BASE_ERROR_H
#define ZZ_BASE_ERROR_H

#include "zhengzi.h"

/* Begins: status, offset, an empty message. error may be NULL in all of these. Returns status. */
int32_t zz__error_set(zz_error *error, int32_t status, uint64_t offset, const char *message);

/* Begins with what zz_status_string says of the status. Returns it. */
int32_t zz__error_status(zz_error *error, int32_t status);

/* Appends to the message; what does not fit is cut at a character's boundary. */
void zz__error_add(zz_error *error, const char *text);
void zz__error_add_bytes(zz_error *error, const char *text, size_t size);
/* The same for what a caller wrote: control characters, NUL and ill-formed bytes as \\xHH. */
void zz__error_add_quoted(zz_error *error, const char *text, size_t size);
void zz__error_add_number(zz_error *error, uint64_t number);
/* As ", line 3, column 7". */
void zz__error_add_place(zz_error *error, uint64_t line, uint64_t column);

#endif
