/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi-compile: dictionaries and definitions to a data image, when the library is built. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/endian.h"
#include "builder/build.h"
#include "table/format.h"

#define MAX_FILES 64

typedef struct folder {
    const char *path;
    char *texts[MAX_FILES];
    size_t count;
} folder;

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL, *larger;
    size_t capacity = 0, n = 1;

    if (file == NULL)
        return NULL;
    *size = 0;
    while (n != 0) {
        if (*size == capacity) {
            capacity = capacity ? capacity * 2 : 65536;
            larger = realloc(text, capacity);
            if (larger == NULL)
                break;
            text = larger;
        }
        n = fread(text + *size, 1, capacity - *size, file);
        *size += n;
    }
    if (ferror(file) || n != 0) {
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

static int32_t load(void *ctx, const char *name, const char **text, size_t *size, zz_error *error)
{
    folder *f = ctx;
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s.txt", f->path, name);

    *text = NULL;
    if (n > 0 && (size_t)n < sizeof path && f->count < MAX_FILES)
        *text = f->texts[f->count] = read_file(path, size);
    if (*text == NULL) {
        memset(error, 0, sizeof *error);
        error->status = ZZ_ERROR_FILE;
        snprintf(error->message, sizeof error->message, "%.200s: can't be read", path);
        return ZZ_ERROR_FILE;
    }
    f->count++;
    return ZZ_OK;
}

static int write_file(const char *path, const zz__buffer *bytes)
{
    FILE *file = fopen(path, "wb");
    size_t written;

    if (file == NULL)
        return -1;
    written = fwrite(bytes->bytes, 1, bytes->size, file);
    return fclose(file) == 0 && written == bytes->size ? 0 : -1;
}

/* The header that makes Ninja compile lib/api/embed.c anew when the image changes. */
static int write_checksum(const char *path, const zz__buffer *image)
{
    FILE *file = fopen(path, "w");
    const zz__image_header *header = (const void *)image->bytes;

    if (file == NULL)
        return -1;
    fprintf(file, "#define ZZ_IMAGE_CHECKSUM 0x%08lXu\n",
            (unsigned long)zz__le32(header->checksum));
    return fclose(file);
}

static int compile(char **argv, folder *f)
{
    zz__memory memory = zz__memory_default();
    zz__source source = {load, f, NULL};
    zz__build_input input;
    zz__buffer image;
    zz_error error;
    char *conversions = read_file(argv[2], &input.conversions_size);
    char *presets = read_file(argv[3], &input.presets_size);
    bool has_context = strcmp(argv[4], "-") != 0;
    char *context = has_context ? read_file(argv[4], &input.context_size) : NULL;
    int result = 2;

    zz__buffer_init(&image, &memory);
    input.quick = false;
    input.conversions = conversions;
    input.presets = presets;
    input.context = context;
    input.data_version = argv[5];
    input.dictionaries = &source;
    input.keeps_sources = true;
    if (!has_context)
        input.context_size = 0;
    if (conversions == NULL || presets == NULL || (has_context && context == NULL))
        fprintf(stderr, "zhengzi-compile: %s: can't be read\n",
                conversions == NULL ? argv[2] : presets == NULL ? argv[3] : argv[4]);
    else if (zz__build(&input, &memory, &image, &error) != ZZ_OK)
        fprintf(stderr, "zhengzi-compile: %s\n", error.message);
    else if (write_file(argv[6], &image) != 0)
        fprintf(stderr, "zhengzi-compile: %s: can't be written\n", argv[6]);
    else if (argv[7] != NULL && write_checksum(argv[7], &image) != 0)
        fprintf(stderr, "zhengzi-compile: %s: can't be written\n", argv[7]);
    else
        result = 0;
    zz__buffer_free(&image);
    free(conversions);
    free(presets);
    free(context);
    return result;
}

int main(int argc, char **argv)
{
    folder f;
    int result;

    if (argc != 7 && argc != 8) {
        fputs("usage: zhengzi-compile DICTIONARIES CONVERSIONS PRESETS CONTEXT VERSION IMAGE "
              "[HEADER]\n"
              "Compiles the text dictionaries in the folder DICTIONARIES, as the two definition\n"
              "files say, and the context model CONTEXT, where that is not -, into the data image\n"
              "IMAGE. VERSION names the dictionaries' version. HEADER gets a macro with the\n"
              "image's checksum.\n",
              stderr);
        return 2;
    }
    memset(&f, 0, sizeof f);
    f.path = argv[1];
    result = compile(argv, &f);
    while (f.count > 0)
        free(f.texts[--f.count]);
    return result;
}
