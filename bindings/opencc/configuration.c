/* SPDX-License-Identifier: Apache-2.0 */
#include "configuration.h"

#include <string.h>

#define SUFFIX ".json"
#define SUFFIX_SIZE (sizeof SUFFIX - 1)

static size_t size_without_suffix(const char *name)
{
    size_t size = strlen(name);

    if (size >= SUFFIX_SIZE && memcmp(name + size - SUFFIX_SIZE, SUFFIX, SUFFIX_SIZE) == 0)
        size -= SUFFIX_SIZE;
    return size;
}

static bool is_conversion(const char *name, size_t size)
{
    const char *known;
    uint32_t kind, i;

    for (i = 0; zz_catalog(NULL, i, &kind, &known, NULL) == ZZ_OK; i++)
        if (kind == ZZ_CATALOG_CONVERSION && strlen(known) == size &&
            memcmp(known, name, size) == 0)
            return true;
    return false;
}

static bool is_file(const char *name)
{
    return name[size_without_suffix(name)] != '\0' || strpbrk(name, "/\\") != NULL;
}

int32_t configuration_open(configuration *c, const char *name, uint32_t flags, zz_error *error)
{
    size_t size = size_without_suffix(name);
    zz_options options;
    int32_t status = zz_options_init(&options, sizeof options);

    c->recipe = NULL;
    c->refuses = is_conversion(name, size);
    if (status != ZZ_OK)
        return status;
    options.flags = flags;
    if (c->refuses || !is_file(name))
        return zz_recipe_open(name, size, &options, &c->recipe, error);
    c->refuses = true;
    options.flags |= ZZ_BUILTIN_DICTIONARIES; /* OpenCC's own files name compiled ones */
    return zz_recipe_open_config_file(name, &options, &c->recipe, error);
}

void configuration_close(configuration *c)
{
    zz_recipe_close(c->recipe);
    c->recipe = NULL;
}
