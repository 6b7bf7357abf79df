/* SPDX-License-Identifier: Apache-2.0 */
#include "config/leaves.h"

#include <string.h>

#include "base/error.h"
#include "builder/sources.h"

#define LONGEST_NAME 1024

static const char allow_builtin[] =
    "Allow built-in dictionaries (--builtin-dicts, ZZ_BUILTIN_DICTIONARIES)";

static void add_string(const zz__leaves *l, yyjson_val *val)
{
    size_t size = yyjson_get_len(val);

    zz__error_add_quoted(l->plan->json->error, yyjson_get_str(val), size > 60 ? 60 : size);
}

/* ---- Inline ----------------------------------------------------------- */

static int32_t read_entry(const zz__leaves *l, const zz__config_leaf *leaf, zz__arena *arena,
                          yyjson_val *key, zz__entry *entry)
{
    const zz__json *json = l->plan->json;
    yyjson_val *value = yyjson_obj_iter_get_val(key);
    size_t bad;
    int32_t status;

    if (!yyjson_is_str(value) || yyjson_get_len(value) == 0 || yyjson_get_len(key) == 0)
        return zz__json_complain(json, key, leaf->path,
                                 "an entry is a key and a string, and neither is empty");
    if (yyjson_get_len(key) > ZZ__CONFIG_KEY)
        return zz__json_complain(json, key, leaf->path, "this key is longer than 1,024 bytes");
    memset(entry, 0, sizeof *entry);
    status = zz__units_read(&entry->key, arena, yyjson_get_str(key), yyjson_get_len(key), &bad);
    if (status == ZZ_OK)
        status = zz__units_read(&entry->value, arena, yyjson_get_str(value),
                                yyjson_get_len(value), &bad);
    if (status == ZZ_ERROR_TOO_LARGE)
        return zz__json_complain(json, value, leaf->path,
                                 "this value is too long: 65,535 characters at the most");
    return status == ZZ_OK ? ZZ_OK : zz__error_status(json->error, status);
}

static int32_t make_inline(const zz__leaves *l, const zz__config_leaf *leaf, zz__arena *arena,
                           zz__dictionary *out)
{
    yyjson_obj_iter iter;
    yyjson_val *key;

    out->count = 0;
    out->entries = zz__arena_new(arena, yyjson_obj_size(leaf->entries) + 1, sizeof *out->entries);
    if (out->entries == NULL)
        return zz__error_status(l->plan->json->error, ZZ_ERROR_MEMORY);
    yyjson_obj_iter_init(leaf->entries, &iter);
    while ((key = yyjson_obj_iter_next(&iter)) != NULL) {
        zz__entry *entry = &out->entries[out->count];
        int32_t status = read_entry(l, leaf, arena, key, entry);

        if (status != ZZ_OK)
            return status;
        entry->line = (uint32_t)++out->count;
    }
    if (zz__dictionary_sort(out) != NULL)
        zz__dictionary_unique(out);
    return ZZ_OK;
}

/* ---- Files and the library's own -------------------------------------- */

/* The name without what an extension's dot begins. */
static size_t stem_size(yyjson_val *name)
{
    const char *text = yyjson_get_str(name);
    size_t size = yyjson_get_len(name), i;

    for (i = size; i > 0 && text[i - 1] != '/' && text[i - 1] != '\\'; i--) {
        if (text[i - 1] == '.')
            return i - 1;
    }
    return size;
}

/* FILE: there is none of that name. */
static int32_t load_text(const zz__leaves *l, const char *name, zz__arena *arena,
                         zz__dictionary *out)
{
    zz__dictionary_text from = {name, NULL, 0, ZZ__CONFIG_KEY, true};
    zz_error *error = l->plan->json->error;
    int32_t status =
        l->load != NULL ? l->load(l->ctx, name, &from.text, &from.size) : ZZ_ERROR_FILE;

    if (status == ZZ_ERROR_FILE)
        return status;
    if (status == ZZ_OK && from.text == NULL && from.size != 0)
        status = ZZ_ERROR_ARGUMENT;
    if (status == ZZ_OK && from.size > UINT32_MAX)
        status = ZZ_ERROR_TOO_LARGE;
    if (status != ZZ_OK)
        return zz__error_status(error, status);
    if (from.text == NULL)
        from.text = "";
    return zz__dictionary_read(out, arena, &from, error);
}

static int32_t complain_compiled(const zz__leaves *l, const zz__config_leaf *leaf, bool known)
{
    zz_error *error = l->plan->json->error;
    const char *name = yyjson_get_str(leaf->name);
    size_t stem = stem_size(leaf->name);

    zz__json_complain(l->plan->json, leaf->name, leaf->path, "");
    add_string(l, leaf->name);
    zz__error_add(error, " is compiled. ");
    zz__error_add(error, known ? allow_builtin : "Make");
    zz__error_add(error, known ? ", or make text: " : " text of it: ");
    zz__error_add(error, "opencc_dict -f ");
    zz__error_add(error, strcmp(name + stem, ".ocd") == 0 ? "ocd" : "ocd2");
    zz__error_add(error, " -t text -i ");
    add_string(l, leaf->name);
    zz__error_add(error, " -o ");
    zz__error_add_quoted(error, name, stem);
    zz__error_add(error, ".txt");
    return ZZ_ERROR_CONFIG;
}

static int32_t complain_missing(const zz__leaves *l, const zz__config_leaf *leaf, bool known)
{
    zz_error *error = l->plan->json->error;

    zz__json_complain(l->plan->json, leaf->name, leaf->path, "");
    add_string(l, leaf->name);
    if (leaf->kind == ZZ__CONFIG_BUILTIN)
        zz__error_add(error, " is no dictionary of the library's; they are called as OpenCC's "
                             "files, as STPhrases");
    else if (known)
        zz__error_add(error, " can't be read. Put it beside the configuration, or allow ");
    else
        zz__error_add(error, " can't be read. It is sought beside the configuration");
    if (known && leaf->kind != ZZ__CONFIG_BUILTIN)
        zz__error_add(error, allow_builtin + sizeof "Allow");
    return ZZ_ERROR_CONFIG;
}

/* One of the library's; its image is put in order for the first. */
static int32_t make_builtin(zz__leaves *l, uint32_t number, zz__arena *arena, zz__dictionary *out)
{
    int32_t status = ZZ_OK;

    if (l->lists.image == NULL)
        status = zz__lists_init(&l->lists, &l->stored, arena);
    if (status == ZZ_OK)
        status = zz__source_make(&l->lists, number, arena, out);
    return status == ZZ_OK ? ZZ_OK : zz__error_status(l->plan->json->error, status);
}

static int32_t make_named(zz__leaves *l, const zz__config_leaf *leaf, zz__arena *arena,
                          zz__dictionary *out)
{
    const zz__json *json = l->plan->json;
    const char *text = yyjson_get_str(leaf->name);
    size_t size = yyjson_get_len(leaf->name), stem = size;
    char name[LONGEST_NAME + 8];
    int32_t status = ZZ_ERROR_FILE;
    uint32_t number;
    bool known;

    if (size > LONGEST_NAME || memchr(text, '\0', size) != NULL)
        return zz__json_complain(json, leaf->name, leaf->path, "this can't be the name of a file");
    if (leaf->kind != ZZ__CONFIG_BUILTIN) {
        if (leaf->kind == ZZ__CONFIG_OCD || stem_size(leaf->name) < size)
            stem = stem_size(leaf->name);
        memcpy(name, text, size + 1);
        if (leaf->kind == ZZ__CONFIG_OCD)
            memcpy(name + stem, ".txt", 5);
        status = load_text(l, name, arena, out);
    }
    if (status != ZZ_ERROR_FILE)
        return status;
    known = zz__source_find(&l->stored, text, stem, &number);
    if (known && (leaf->kind == ZZ__CONFIG_BUILTIN || l->replaces))
        return make_builtin(l, number, arena, out);
    return leaf->kind == ZZ__CONFIG_OCD ? complain_compiled(l, leaf, known)
                                        : complain_missing(l, leaf, known);
}

void zz__leaves_init(zz__leaves *leaves, const zz__plan *plan, const zz__image *image)
{
    zz__stored *stored = &leaves->stored;

    memset(leaves, 0, sizeof *leaves);
    leaves->plan = plan;
    stored->strings = image->strings;
    stored->pages = image->pages;
    stored->maps = image->maps;
    stored->labels = image->labels;
    stored->links = image->links;
    stored->node_count = image->counts[ZZ__SECTION_LINKS];
    stored->pool = image->pool;
    stored->tables = image->tables;
    stored->sources = image->sources;
    stored->source_count = image->counts[ZZ__SECTION_SOURCES];
    stored->patches = image->patches;
}

int32_t zz__leaf_make(void *ctx, const char *name, zz__arena *arena, zz__dictionary *out,
                      zz_error *error)
{
    zz__leaves *l = ctx;
    const zz__config_leaf *leaf;
    size_t number = 0;

    for (name++; *name != '\0'; name++) /* behind the "d" */
        number = number * 10 + (size_t)(*name - '0');
    leaf = &l->plan->leaves[number];
    if (leaf->kind == ZZ__CONFIG_INLINE)
        return make_inline(l, leaf, arena, out);
    if (leaf->kind != ZZ__CONFIG_EMPTY)
        return make_named(l, leaf, arena, out);
    out->count = 0;
    out->entries = zz__arena_new(arena, 1, sizeof *out->entries);
    return out->entries != NULL ? ZZ_OK : zz__error_status(error, ZZ_ERROR_MEMORY);
}
