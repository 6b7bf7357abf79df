/* SPDX-License-Identifier: Apache-2.0 */
#include "recipe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "message.h"
#include "system.h"

/* Columns of a terminal that the character at p takes, near enough for pointing at a step. */
static int columns(const char *p)
{
    unsigned char lead = (unsigned char)*p;

    if ((lead & 0xc0) == 0x80)
        return 0;
    return lead >= 0xe2 ? 2 : 1; /* U+2000 and up: Han, or punctuation an input method left */
}

/* The recipe, and under the step at fault a mark. */
static void point_at(const char *recipe, uint64_t offset)
{
    size_t size = strlen(recipe), at = offset < size ? (size_t)offset : size, i;

    fputs("  ", stderr);
    for (i = 0; i < size; i++)
        fputc((unsigned char)recipe[i] < 0x20 || recipe[i] == 0x7f ? ' ' : recipe[i], stderr);
    fputs("\n  ", stderr);
    for (i = 0; i < at; i++)
        for (int n = columns(recipe + i); n > 0; n--)
            fputc(' ', stderr);
    fputc('^', stderr);
    for (int n = at < size ? columns(recipe + at) - 1 : 0; n > 0; n--)
        fputc('~', stderr);
    for (i = at + 1; i < size && recipe[at] != ',' && recipe[i] != ','; i++)
        for (int n = columns(recipe + i); n > 0; n--)
            fputc('~', stderr);
    fputc('\n', stderr);
}

static bool read_file(const char *path, bytes *content)
{
    char piece[16 * 1024];
    sys_input input;
    size_t got = 0;
    int error = sys_input_open(&input, strcmp(path, "-") != 0 ? path : NULL, false);
    bool enough = true;

    if (error == 0) {
        do {
            error = sys_input_read(&input, piece, sizeof piece, &got);
            if (error == 0)
                enough = bytes_append(content, piece, got);
        } while (error == 0 && enough && got != 0);
        sys_input_close(&input);
    }
    if (error != 0)
        message(path, "%s", sys_error_text(error));
    else if (!enough)
        message(path, "%s", zz_status_string(ZZ_ERROR_MEMORY));
    return error == 0 && enough;
}

/* Lists of one kind: each file's text, and all of them as one. */
typedef struct lists {
    const file_list *files;
    bytes parts[MOST_LISTS];
    bytes whole;
} lists;

static const char *text_of(const bytes *b, size_t *size)
{
    *size = b->end - b->start;
    return *size != 0 ? b->data + b->start : NULL;
}

/* All files as one text, each with a line end behind it and none with a byte order mark. */
static bool join(lists *l)
{
    for (int i = 0; i < l->files->count; i++) {
        size_t size;
        const char *text = text_of(&l->parts[i], &size);

        if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
            text += 3;
            size -= 3;
        }
        if (!bytes_append(&l->whole, text, size) || !bytes_append(&l->whole, "\n", 1)) {
            message(l->files->paths[i], "%s", zz_status_string(ZZ_ERROR_MEMORY));
            return false;
        }
    }
    return true;
}

static bool read_lists(lists *l, const file_list *files, const char **text, size_t *size)
{
    l->files = files;
    for (int i = 0; i < files->count; i++) {
        if (!read_file(files->paths[i], &l->parts[i]))
            return false;
    }
    if (!join(l))
        return false;
    *text = text_of(&l->whole, size);
    return true;
}

static void free_lists(lists *l)
{
    for (int i = 0; i < MOST_LISTS; i++)
        bytes_free(&l->parts[i]);
    bytes_free(&l->whole);
}

/* What the options name, read. */
typedef struct content {
    lists dictionaries, protect, furniture;
} content;

/* Which file of these is refused by itself; text and size: where in how such a list stands. */
static const char *one_at_fault(const lists *l, const zz_options *how, const char **text,
                                size_t *size, zz_error *error)
{
    for (int i = 0; i < l->files->count; i++) {
        zz_recipe *recipe;

        *text = text_of(&l->parts[i], size);
        if (zz_recipe_open("s2t", ZZ_TERMINATED, how, &recipe, error) == ZZ_ERROR_DICTIONARY)
            return l->files->paths[i];
        zz_recipe_close(recipe);
    }
    *text = NULL;
    *size = 0;
    return NULL;
}

static const char *list_at_fault(const content *c, zz_error *error)
{
    zz_options how;
    const char *path;

    zz_options_init(&how, sizeof how);
    path = one_at_fault(&c->dictionaries, &how, &how.dictionary, &how.dictionary_size, error);
    if (path == NULL)
        path = one_at_fault(&c->protect, &how, &how.protect, &how.protect_size, error);
    return path;
}

static bool is_configuration(const char *recipe)
{
    size_t size = strlen(recipe);

    return size > 5 && strcmp(recipe + size - 5, ".json") == 0;
}

/* Where a name is that of one of OpenCC's configurations, which OpenCC finds by itself. */
static bool is_opencc_name(const char *path)
{
    const char *name;
    uint32_t i, kind;

    for (i = 0; zz_catalog(NULL, i, &kind, &name, NULL) == ZZ_OK; i++) {
        size_t size = strlen(name);
        if (kind == ZZ_CATALOG_CONVERSION && strncmp(path, name, size) == 0 &&
            strcmp(path + size, ".json") == 0)
            return true;
    }
    return false;
}

static void say(const options *o, int32_t status, const content *c, const zz_error *error)
{
    zz_error found;
    const char *path = status == ZZ_ERROR_DICTIONARY ? list_at_fault(c, &found) : NULL;

    if (path != NULL) {
        message(path, "%s", found.message);
        return;
    }
    message(NULL, "%s", error->message[0] != '\0' ? error->message : zz_status_string(status));
    if (status == ZZ_ERROR_FILE && is_opencc_name(o->recipe))
        fprintf(stderr, "OpenCC's own is the recipe %.*s, without .json.\n",
                (int)(strlen(o->recipe) - 5), o->recipe);
    if (status != ZZ_ERROR_RECIPE)
        return;
    if (*o->recipe != '\0')
        point_at(o->recipe, error->offset);
    fputs("'zhengzi --list' names all steps.\n", stderr);
}

zz_recipe *recipe_open(const options *o)
{
    static content c; /* large */
    zz_options how;
    zz_error error;
    zz_recipe *recipe = NULL;

    memset(&error, 0, sizeof error);
    zz_options_init(&how, sizeof how);
    how.flags = o->flags;
    how.invalid = o->invalid;
    if (read_lists(&c.dictionaries, &o->dictionaries, &how.dictionary, &how.dictionary_size) &&
        read_lists(&c.protect, &o->protect, &how.protect, &how.protect_size) &&
        read_lists(&c.furniture, &o->furniture, &how.furniture, &how.furniture_size)) {
        int32_t status =
            is_configuration(o->recipe)
                ? zz_recipe_open_config_file(o->recipe, &how, &recipe, &error)
                : zz_recipe_open(o->recipe, ZZ_TERMINATED, &how, &recipe, &error);
        if (status != ZZ_OK)
            say(o, status, &c, &error);
    }
    free_lists(&c.dictionaries);
    free_lists(&c.protect);
    free_lists(&c.furniture);
    return recipe;
}
