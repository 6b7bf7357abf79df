/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "api/data.h"
#include "base/error.h"
#ifdef ZZ_CONFIG
#include "base/file.h"
#include "config/config.h"
#endif

#ifdef ZZ_CONFIG

/* in: all but builtin; the options are checked here, and copied to taken. */
static int32_t open_config(zz__config_input *in, const zz_options *taken, zz_recipe **out,
                           zz_error *error)
{
    zz__memory memory = zz__memory_from_options(taken);
    zz__image image;
    zz_error found;
    int32_t status;

    zz__data_image(taken->data, &image);
    in->builtin = &image;
    zz__error_status(&found, ZZ_OK);
    status = zz__config_compile(out, in, &memory, taken, &found);
    if (status == ZZ_OK)
        zz__error_status(&found, ZZ_OK);
    if (error != NULL)
        *error = found;
    return status;
}

/* The folder that dictionaries are sought in: what of the path stands before the file's name. */
typedef struct folder {
    const char *path;
    size_t size;
    const zz__memory *memory;
    struct config_file *files; /* read so far */
} folder;

/* A file read, its bytes behind this. */
typedef struct config_file {
    struct config_file *next;
    zz__buffer bytes;
} config_file;

static bool is_separator(char c)
{
#ifdef _WIN32
    return c == '/' || c == '\\';
#else
    return c == '/';
#endif
}

static bool is_absolute(const char *name)
{
#ifdef _WIN32
    return is_separator(name[0]) || (name[0] != '\0' && name[1] == ':');
#else
    return is_separator(name[0]);
#endif
}

static size_t folder_size(const char *path)
{
    size_t size = strlen(path);

    while (size > 0 && !is_separator(path[size - 1]))
        size--;
    return size;
}

static int32_t read_beside(folder *f, const char *name, zz__buffer *bytes)
{
    size_t before = is_absolute(name) ? 0 : f->size, size = strlen(name) + 1;
    char *path = zz__new(f->memory, before + size);
    int32_t status;

    if (path == NULL)
        return ZZ_ERROR_MEMORY;
    memcpy(path, f->path, before);
    memcpy(path + before, name, size);
    status = zz__file_read(path, bytes);
    zz__delete(f->memory, path, before + size);
    return status;
}

static int32_t load_beside(void *ctx, const char *name, const char **text, size_t *size)
{
    folder *f = ctx;
    config_file *file = zz__new(f->memory, sizeof *file);
    int32_t status;

    if (file == NULL)
        return ZZ_ERROR_MEMORY;
    zz__buffer_init(&file->bytes, f->memory);
    file->next = f->files;
    f->files = file;
    status = read_beside(f, name, &file->bytes);
    *text = (const char *)file->bytes.bytes;
    *size = file->bytes.size;
    return status;
}

static void free_files(folder *f)
{
    while (f->files != NULL) {
        config_file *file = f->files;

        f->files = file->next;
        zz__buffer_free(&file->bytes);
        zz__delete(f->memory, file, sizeof *file);
    }
}

static int32_t complain_config_file(zz_error *error, const char *path)
{
    zz__error_set(error, ZZ_ERROR_FILE, 0, "The configuration ");
    zz__error_add_quoted(error, path, strlen(path));
    zz__error_add(error, " can't be read. Is the path right, and may you read it?");
    return ZZ_ERROR_FILE;
}

static int32_t open_file(const char *path, const zz_options *taken, zz_recipe **out,
                         zz_error *error)
{
    zz__memory memory = zz__memory_from_options(taken);
    folder beside = {path, folder_size(path), &memory, NULL};
    zz__config_input in = {path, NULL, 0, load_beside, &beside, NULL};
    zz__buffer json;
    int32_t status;

    zz__buffer_init(&json, &memory);
    status = zz__file_read(path, &json);
    in.json = json.bytes != NULL ? (const char *)json.bytes : "";
    in.size = json.size;
    if (status == ZZ_OK)
        status = open_config(&in, taken, out, error);
    else if (status == ZZ_ERROR_FILE)
        complain_config_file(error, path);
    else
        zz__error_status(error, status);
    free_files(&beside);
    zz__buffer_free(&json);
    return status;
}

static int32_t open_text(const char *json, size_t size, zz_resource_fn load, void *ctx,
                         const zz_options *taken, zz_recipe **out, zz_error *error)
{
    zz__config_input in = {"The configuration", json, size, load, ctx, NULL};

    return open_config(&in, taken, out, error);
}

#else

static int32_t unsupported(zz_error *error)
{
    return zz__error_set(error, ZZ_ERROR_UNSUPPORTED, 0,
                         "Configurations can't be opened, as this library was built without "
                         "yyjson: build it with that, by Meson's -Dconfig=enabled, or the single "
                         "file by -DZZ_CONFIG.");
}

static int32_t open_file(const char *path, const zz_options *taken, zz_recipe **out,
                         zz_error *error)
{
    (void)taken;
    (void)out;
    unsupported(error);
    zz__error_add(error, " Not opened: ");
    zz__error_add_quoted(error, path, strlen(path));
    return ZZ_ERROR_UNSUPPORTED;
}

static int32_t open_text(const char *json, size_t size, zz_resource_fn load, void *ctx,
                         const zz_options *taken, zz_recipe **out, zz_error *error)
{
    (void)json;
    (void)size;
    (void)load;
    (void)ctx;
    (void)taken;
    (void)out;
    return unsupported(error);
}

#endif

int32_t zz_recipe_open_config(const char *json, size_t size, zz_resource_fn load, void *ctx,
                              const zz_options *options, zz_recipe **out, zz_error *error)
{
    zz_options taken;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || json == NULL)
        return zz__error_status(error, ZZ_ERROR_ARGUMENT);
    status = zz__options_take(options, &taken, error);
    if (status != ZZ_OK)
        return status;
    return open_text(json, size == ZZ_TERMINATED ? strlen(json) : size, load, ctx, &taken, out,
                     error);
}

int32_t zz_recipe_open_config_file(const char *path, const zz_options *options, zz_recipe **out,
                                   zz_error *error)
{
    zz_options taken;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (out == NULL || path == NULL)
        return zz__error_status(error, ZZ_ERROR_ARGUMENT);
    status = zz__options_take(options, &taken, error);
    if (status != ZZ_OK)
        return status;
    return open_file(path, &taken, out, error);
}
