/* SPDX-License-Identifier: Apache-2.0 */
/* utf8proc's NFKC over the whole text, which is what folds Chinese marks in the first place: as a
 * measure of what one pass of a known C library costs. */
#include "worker.h"

#include <stdlib.h>
#include <utf8proc.h>

static utf8proc_uint8_t *result;

void *adapter_open(const char *recipe)
{
    (void)recipe;
    return &result;
}

void adapter_close(void *opened)
{
    (void)opened;
    free(result);
    result = NULL;
}

const char *adapter_convert(void *opened, const char *text, size_t size, size_t *result_size)
{
    const utf8proc_option_t options =
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    utf8proc_ssize_t n;

    (void)opened;
    free(result);
    result = NULL;
    n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &result, options);
    if (n < 0)
        return NULL;
    *result_size = (size_t)n;
    return (const char *)result;
}
