/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of opencc.h. What OpenCC does in each case was measured of its 1.4.2 and 1.1.6. */
#include "opencc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "configuration.h"
#include "lead_check.h"

#define FAILED ((opencc_t)-1)
#define NO_SIZE ((size_t)-1)

/* OpenCC keeps one for the whole process, which two failing threads write at once. */
static __thread char last_error[sizeof(((zz_error *)NULL)->message)];

/* A call's arguments, looked at. */
typedef struct request {
    const configuration *with;
    const char *text;
    size_t size;
    zz_report report;
} request;

static void fail(const char *why)
{
    snprintf(last_error, sizeof last_error, "%s", why);
}

opencc_t opencc_open(const char *config)
{
    configuration *c = malloc(sizeof *c);
    zz_error error;

    if (c == NULL) {
        fail(zz_status_string(ZZ_ERROR_MEMORY));
        return FAILED;
    }
    if (config == NULL)
        config = OPENCC_DEFAULT_CONFIG_SIMP_TO_TRAD;
    if (configuration_open(c, config, 0, &error) != ZZ_OK) {
        fail(error.message);
        free(c);
        return FAILED;
    }
    return c;
}

int opencc_close(opencc_t opencc)
{
    if (opencc == FAILED) {
        fail("this converter was never open: opencc_open had failed");
        return -1;
    }
    if (opencc != NULL)
        configuration_close(opencc);
    free(opencc);
    return 0;
}

/* ---- Converting ------------------------------------------------------- */

/* OpenCC reads no further than to a NUL, whatever the length. */
static size_t text_size(const char *text, size_t length)
{
    const char *end;

    if (length == NO_SIZE)
        return strlen(text);
    end = length != 0 ? memchr(text, '\0', length) : NULL;
    return end != NULL ? (size_t)(end - text) : length;
}

static bool request_take(request *r, opencc_t opencc, const char *input, size_t length)
{
    if (opencc == NULL || opencc == FAILED) {
        fail("the converter is not open; did opencc_open fail?");
        return false;
    }
    if (input == NULL && length != 0) {
        fail("the input is NULL");
        return false;
    }
    r->with = opencc;
    r->text = input;
    r->size = text_size(input, length);
    zz_report_init(&r->report, sizeof r->report);
    return true;
}

/* Was it converted, and a text that OpenCC takes? Up to invalid_offset it is well-formed. */
static bool request_done(const request *r, int32_t status)
{
    lead_check check = {0, 0, 0};
    size_t from;

    if (status != ZZ_OK) {
        fail(zz_status_string(status));
        return false;
    }
    if (r->report.invalid == 0 || !r->with->refuses)
        return true;
    from = (size_t)r->report.invalid_offset;
    check.offset = from;
    if (lead_check_run(&check, r->text + from, r->size - from))
        return true;
    lead_check_say(&check, last_error);
    return false;
}

char *opencc_convert_utf8(opencc_t opencc, const char *input, size_t length)
{
    size_t capacity, needed;
    int32_t status;
    request r;
    char *out;

    if (!request_take(&r, opencc, input, length))
        return NULL;
    capacity = r.size + r.size / 16 + 64; /* most texts grow a little */
    if (capacity < r.size) {
        fail(zz_status_string(ZZ_ERROR_TOO_LARGE));
        return NULL;
    }
    out = malloc(capacity);
    status = out == NULL ? ZZ_ERROR_MEMORY
                         : zz_convert_into(r.with->recipe, r.text, r.size, out, capacity - 1,
                                           &needed, &r.report);
    if (status == ZZ_ERROR_BUFFER && needed < SIZE_MAX) {
        capacity = needed + 1;
        free(out);
        out = malloc(capacity);
        status = out == NULL ? ZZ_ERROR_MEMORY
                             : zz_convert_into(r.with->recipe, r.text, r.size, out, needed,
                                               &needed, &r.report);
    }
    if (!request_done(&r, status)) {
        free(out);
        return NULL;
    }
    out[needed] = '\0';
    return out;
}

size_t opencc_convert_utf8_to_buffer(opencc_t opencc, const char *input, size_t length,
                                     char *output)
{
    size_t size = NO_SIZE;
    zz_result *result;
    request r;

    if (!request_take(&r, opencc, input, length))
        return NO_SIZE;
    if (output == NULL) {
        fail("the buffer is NULL");
        return NO_SIZE;
    }
    /* not straight into the buffer: programs convert in place */
    if (request_done(&r, zz_convert(r.with->recipe, r.text, r.size, &result, &r.report))) {
        size = zz_result_size(result);
        memcpy(output, zz_result_text(result), size + 1);
    }
    zz_result_free(result);
    return size;
}

void opencc_convert_utf8_free(char *text)
{
    free(text);
}

const char *opencc_error(void)
{
    return last_error;
}
