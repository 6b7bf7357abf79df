/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenCC through its C interface: opencc_convert_utf8, whose result is a new block. Linked with the
 * static library of its Python wheel, so that it is the very code that the wheel runs. OPENCC_DATA
 * is the folder of its configurations.
 */
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <opencc.h>

typedef struct converter {
    opencc_t opencc;
    char *result;
} converter;

void *adapter_open(const char *recipe)
{
    const char *folder = getenv("OPENCC_DATA");
    converter *c = calloc(1, sizeof *c);
    char path[4096];

    if (c == NULL || folder == NULL)
        return NULL;
    snprintf(path, sizeof path, "%s/%s.json", folder, recipe);
    c->opencc = opencc_open(path);
    if (c->opencc != (opencc_t)-1)
        return c;
    fprintf(stderr, "%s\n", opencc_error());
    free(c);
    return NULL;
}

void adapter_close(void *opened)
{
    converter *c = opened;
    if (c->result != NULL)
        opencc_convert_utf8_free(c->result);
    opencc_close(c->opencc);
    free(c);
}

const char *adapter_convert(void *opened, const char *text, size_t size, size_t *result_size)
{
    converter *c = opened;

    if (c->result != NULL)
        opencc_convert_utf8_free(c->result);
    c->result = opencc_convert_utf8(c->opencc, text, size);
    if (c->result != NULL)
        *result_size = strlen(c->result);
    return c->result;
}
