/* SPDX-License-Identifier: Apache-2.0 */
#include "api/data.h"

#include <string.h>

#include "api/embed.h"
#include "api/sizes.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "recipe/catalog.h"

#define FIRST_OPTIONS_SIZE ZZ__SIZE_WITH(zz_options, protect_size)

struct zz_data {
    zz__memory memory;
    zz__image image;
    uint8_t *copy; /* NULL where the bytes are borrowed */
    size_t copy_size;
};

void zz__data_image(const zz_data *data, zz__image *image)
{
    if (data != NULL)
        *image = data->image;
    else
        zz__image_locate(image, zz__embedded_image);
}

int32_t zz_options_init(zz_options *options, size_t size)
{
    if (options == NULL)
        return ZZ_ERROR_ARGUMENT;
    if (!zz__size_is_right(size, FIRST_OPTIONS_SIZE))
        return ZZ_ERROR_STRUCT_SIZE;
    memset(options, 0, size);
    options->size = (uint32_t)size;
    return ZZ_OK;
}

/* What is wrong in options of this version, or NULL. */
static const char *fault_of(const zz_options *o)
{
    if ((o->flags & ~(ZZ_NO_TOFU | ZZ_BUILTIN_DICTIONARIES)) != 0)
        return "zz_options.flags has a bit that this library does not know.";
    if (o->invalid > ZZ_INVALID_DROP)
        return "zz_options.invalid is no ZZ_INVALID_ of this library's.";
    if (o->reserved != 0)
        return "zz_options.reserved is not 0; zz_options_init sets all fields.";
    if (o->furniture == NULL && o->furniture_size != 0)
        return "zz_options.furniture is NULL, and its size is not 0.";
    if (o->dictionary == NULL && o->dictionary_size != 0)
        return "zz_options.dictionary is NULL, and its size is not 0.";
    if (o->protect == NULL && o->protect_size != 0)
        return "zz_options.protect is NULL, and its size is not 0.";
    return NULL;
}

int32_t zz__options_take(const zz_options *given, zz_options *taken, zz_error *error)
{
    const char *fault;
    size_t i;

    zz_options_init(taken, sizeof *taken);
    if (given == NULL)
        return ZZ_OK;
    if (!zz__size_is_right(given->size, FIRST_OPTIONS_SIZE))
        return zz__error_set(error, ZZ_ERROR_STRUCT_SIZE, 0,
                             "zz_options.size is none that is known; zz_options_init sets it.");
    for (i = sizeof *taken; i < given->size; i++) {
        if (((const uint8_t *)given)[i] != 0)
            return zz__error_set(error, ZZ_ERROR_STRUCT_SIZE, 0,
                                 "zz_options asks for something that takes a newer library.");
    }
    memcpy(taken, given, given->size < sizeof *taken ? given->size : sizeof *taken);
    taken->size = sizeof *taken;
    fault = fault_of(taken);
    return fault == NULL ? ZZ_OK : zz__error_set(error, ZZ_ERROR_ARGUMENT, 0, fault);
}

/* Takes over `copy`, or frees it. */
static int32_t open_image(const zz__memory *memory, const uint8_t *bytes, size_t size,
                          uint8_t *copy, zz_data **out, zz_error *error)
{
    zz_data *data = zz__new(memory, sizeof *data);
    int32_t status = data == NULL ? zz__error_status(error, ZZ_ERROR_MEMORY)
                                  : zz__image_open(&data->image, bytes, size, error);

    if (status != ZZ_OK) {
        zz__delete(memory, data, sizeof *data);
        zz__delete(memory, copy, size);
        return status;
    }
    data->memory = *memory;
    data->copy = copy;
    data->copy_size = size;
    *out = data;
    zz__error_status(error, ZZ_OK);
    return ZZ_OK;
}

int32_t zz_data_open_memory(const void *image, size_t size, const zz_options *options,
                            zz_data **out, zz_error *error)
{
    zz_options taken;
    zz__memory memory;
    const uint8_t *bytes = image;
    uint8_t *copy = NULL;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || (image == NULL && size != 0))
        return zz__error_status(error, ZZ_ERROR_ARGUMENT);
    status = zz__options_take(options, &taken, error);
    if (status != ZZ_OK)
        return status;
    memory = zz__memory_from_options(&taken);
    if ((uintptr_t)image % 8 != 0) {
        copy = zz__new(&memory, size);
        if (copy == NULL)
            return zz__error_status(error, ZZ_ERROR_MEMORY);
        memcpy(copy, image, size);
        bytes = copy;
    }
    return open_image(&memory, bytes, size, copy, out, error);
}

int32_t zz_data_open_file(const char *path, const zz_options *options, zz_data **out,
                          zz_error *error)
{
    zz_options taken;
    zz__memory memory;
    zz__buffer bytes;
    uint8_t *copy;
    size_t size;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || path == NULL)
        return zz__error_status(error, ZZ_ERROR_ARGUMENT);
    status = zz__options_take(options, &taken, error);
    if (status != ZZ_OK)
        return status;
    memory = zz__memory_from_options(&taken);
    zz__buffer_init(&bytes, &memory);
    status = zz__file_read(path, &bytes);
    size = bytes.size;
    copy = status == ZZ_OK ? zz__new(&memory, size) : NULL;
    if (copy != NULL)
        memcpy(copy, bytes.bytes, size);
    zz__buffer_free(&bytes);
    if (status == ZZ_ERROR_FILE) {
        zz__error_set(error, status, 0, "The data image ");
        zz__error_add_quoted(error, path, strlen(path));
        zz__error_add(error, " can't be read. Is the path right, and may you read it?");
        return status;
    }
    if (status != ZZ_OK || copy == NULL)
        return zz__error_status(error, status != ZZ_OK ? status : ZZ_ERROR_MEMORY);
    return open_image(&memory, copy, size, copy, out, error);
}

void zz_data_close(zz_data *data)
{
    if (data != NULL) {
        zz__memory memory = data->memory;
        zz__delete(&memory, data->copy, data->copy_size);
        zz__delete(&memory, data, sizeof *data);
    }
}

const char *zz_data_version(const zz_data *data)
{
    zz__image image;

    zz__data_image(data, &image);
    return image.data_version;
}

int32_t zz_catalog(const zz_data *data, uint32_t index, uint32_t *kind, const char **name,
                   const char **summary)
{
    zz__image image;
    zz__name found;
    bool there;

    zz__data_image(data, &image);
    there = zz__catalog_get(&image, index, &found);
    if (kind != NULL)
        *kind = there ? found.kind : 0;
    if (name != NULL)
        *name = there ? found.name : NULL;
    if (summary != NULL)
        *summary = there ? found.summary : NULL;
    return there ? ZZ_OK : ZZ_ERROR_ARGUMENT;
}
