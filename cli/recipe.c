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

/* The text of a file that an option named, if it did. */
static bool read_list(const char *path, bytes *content, const char **text, size_t *size)
{
    if (path == NULL)
        return true;
    if (!read_file(path, content))
        return false;
    *size = content->end - content->start;
    *text = *size != 0 ? content->data + content->start : NULL;
    return true;
}

static const char *dictionary_at_fault(const options *o, const bytes *parts, zz_error *error)
{
    for (int i = 0; i < o->dictionary_count; i++) {
        zz_recipe *recipe;
        zz_options how;

        zz_options_init(&how, sizeof how);
        how.dictionary = parts[i].data != NULL ? parts[i].data + parts[i].start : NULL;
        how.dictionary_size = parts[i].end - parts[i].start;
        if (zz_recipe_open("s2t", ZZ_TERMINATED, &how, &recipe, error) == ZZ_ERROR_DICTIONARY)
            return o->dictionaries[i];
        zz_recipe_close(recipe);
    }
    return NULL;
}

/* All dictionaries as one text: of equal keys the first counts. */
static bool join_dictionaries(const options *o, const bytes *parts, bytes *content)
{
    for (int i = 0; i < o->dictionary_count; i++) {
        const char *text = parts[i].data != NULL ? parts[i].data + parts[i].start : "";
        size_t size = parts[i].end - parts[i].start;

        if (i > 0 && size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
            text += 3;
            size -= 3;
        }
        if (!bytes_append(content, text, size) || !bytes_append(content, "\n", 1)) {
            message(o->dictionaries[i], "%s", zz_status_string(ZZ_ERROR_MEMORY));
            return false;
        }
    }
    return true;
}

static bool read_dictionaries(const options *o, bytes *parts, bytes *content, zz_options *how)
{
    for (int i = 0; i < o->dictionary_count; i++) {
        if (!read_file(o->dictionaries[i], &parts[i]))
            return false;
    }
    if (o->dictionary_count == 0)
        return true;
    if (!join_dictionaries(o, parts, content))
        return false;
    how->dictionary = content->data + content->start;
    how->dictionary_size = content->end - content->start;
    return true;
}

static bool is_configuration(const char *recipe)
{
    size_t size = strlen(recipe);

    return size > 5 && strcmp(recipe + size - 5, ".json") == 0;
}

static void say(const options *o, int32_t status, const bytes *parts, const zz_error *error)
{
    zz_error found;
    const char *path =
        status == ZZ_ERROR_DICTIONARY ? dictionary_at_fault(o, parts, &found) : NULL;

    if (path != NULL) {
        message(path, "%s", found.message);
        return;
    }
    message(NULL, "%s", error->message[0] != '\0' ? error->message : zz_status_string(status));
    if (status != ZZ_ERROR_RECIPE)
        return;
    if (*o->recipe != '\0')
        point_at(o->recipe, error->offset);
    fputs("'zhengzi --list' names all steps.\n", stderr);
}

zz_recipe *recipe_open(const options *o)
{
    static bytes parts[MOST_DICTIONARIES];
    bytes dictionary = {NULL, 0, 0, 0}, protect = {NULL, 0, 0, 0}, furniture = {NULL, 0, 0, 0};
    zz_options how;
    zz_error error;
    zz_recipe *recipe = NULL;

    memset(&error, 0, sizeof error);
    zz_options_init(&how, sizeof how);
    how.flags = o->flags;
    how.invalid = o->invalid;
    if (read_dictionaries(o, parts, &dictionary, &how) &&
        read_list(o->protect, &protect, &how.protect, &how.protect_size) &&
        read_list(o->furniture, &furniture, &how.furniture, &how.furniture_size)) {
        int32_t status =
            is_configuration(o->recipe)
                ? zz_recipe_open_config_file(o->recipe, &how, &recipe, &error)
                : zz_recipe_open(o->recipe, ZZ_TERMINATED, &how, &recipe, &error);
        if (status != ZZ_OK)
            say(o, status, parts, &error);
    }
    for (int i = 0; i < o->dictionary_count; i++)
        bytes_free(&parts[i]);
    bytes_free(&dictionary);
    bytes_free(&protect);
    bytes_free(&furniture);
    return recipe;
}
