/* SPDX-License-Identifier: Apache-2.0 */
#include "context/model_file.h"

#include <stdio.h>
#include <stdlib.h>

uint64_t *model;
size_t model_size;

int read_model(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) <= 0)
        return -1;
    rewind(file);
    model_size = (size_t)size;
    model = malloc(model_size);
    if (model == NULL || fread(model, 1, model_size, file) != model_size)
        return -1;
    return fclose(file);
}
