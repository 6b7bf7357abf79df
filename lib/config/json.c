/* SPDX-License-Identifier: Apache-2.0 */
#ifdef ZZ_YYJSON_SOURCE
#define ZZ_YYJSON_HERE
#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wunused-function" /* most of it is not needed */
#endif
#endif
#include "config/json.h"
#ifdef ZZ_YYJSON_SOURCE
#ifdef __clang__
/* Its code, unrolled by macros, takes clang longer to instrument than the rest of lib together. */
#pragma clang attribute push(__attribute__((no_sanitize("undefined"))), apply_to = function)
#endif
#include <yyjson.c>
#ifdef __clang__
#pragma clang attribute pop
#endif
#endif

#include <string.h>

#include "base/error.h"

/* ---- Memory: yyjson frees without a size, so each block begins with its own ---- */

#define BLOCK_HEAD 16 /* keeps what follows aligned */

static void *json_malloc(void *ctx, size_t size)
{
    const zz__memory *memory = ctx;
    uint8_t *block;

    if (size > SIZE_MAX - BLOCK_HEAD)
        return NULL;
    size += BLOCK_HEAD;
    block = zz__new(memory, size);
    if (block == NULL)
        return NULL;
    memcpy(block, &size, sizeof size);
    return block + BLOCK_HEAD;
}

static void json_free(void *ctx, void *ptr)
{
    const zz__memory *memory = ctx;
    uint8_t *block;
    size_t size;

    if (ptr == NULL)
        return;
    block = (uint8_t *)ptr - BLOCK_HEAD;
    memcpy(&size, block, sizeof size);
    zz__delete(memory, block, size);
}

static void *json_realloc(void *ctx, void *ptr, size_t old_size, size_t size)
{
    const zz__memory *memory = ctx;
    uint8_t *block;

    if (size > SIZE_MAX - BLOCK_HEAD)
        return NULL;
    size += BLOCK_HEAD;
    block = zz__resize(memory, (uint8_t *)ptr - BLOCK_HEAD, old_size + BLOCK_HEAD, size);
    if (block == NULL)
        return NULL;
    memcpy(block, &size, sizeof size);
    return block + BLOCK_HEAD;
}

/* ---- Messages --------------------------------------------------------- */

static int32_t complain_at(const zz__json *json, size_t offset, const char *path, const char *what)
{
    size_t line = 1, start = json->begin, column = 1, i;

    for (i = start; i < offset; i++) {
        if (json->text[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    for (i = start; i < offset; i++)
        column += ((unsigned char)json->text[i] & 0xC0) != 0x80;
    zz__error_set(json->error, ZZ_ERROR_CONFIG, offset, "");
    zz__error_add_quoted(json->error, json->name, strlen(json->name));
    zz__error_add(json->error, ", line ");
    zz__error_add_number(json->error, line);
    zz__error_add(json->error, ", column ");
    zz__error_add_number(json->error, column);
    zz__error_add(json->error, path[0] != '\0' ? ", " : "");
    zz__error_add(json->error, path);
    zz__error_add(json->error, ": ");
    zz__error_add(json->error, what);
    return ZZ_ERROR_CONFIG;
}

int32_t zz__json_complain(const zz__json *json, const yyjson_val *at, const char *path,
                          const char *what)
{
    const char *string = at != NULL ? yyjson_get_str((yyjson_val *)(uintptr_t)at) : NULL;
    size_t offset = json->begin;

    if (string != NULL) /* at its quote */
        offset += (size_t)(string - json->copy) - 1;
    return complain_at(json, offset, path, what);
}

static int32_t fail_json(const zz__json *json, int32_t status)
{
    return zz__error_set(json->error, status, 0, zz_status_string(status));
}

/* ---- Reading ---------------------------------------------------------- */

int32_t zz__json_open(zz__json *json)
{
    const yyjson_read_flag flags = YYJSON_READ_INSITU | YYJSON_READ_ALLOW_COMMENTS |
                                   YYJSON_READ_ALLOW_TRAILING_COMMAS | YYJSON_READ_NUMBER_AS_RAW;
    yyjson_alc alc = {json_malloc, json_realloc, json_free, (void *)(uintptr_t)json->memory};
    yyjson_read_err wrong;
    size_t n;

    json->doc = NULL;
    json->copy = NULL;
    json->begin = json->size >= 3 && memcmp(json->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (json->size > ZZ__JSON_LARGEST)
        return complain_at(json, json->begin, "", "it is larger than 16 MB");
    n = json->size - json->begin;
    json->copy_size = n + YYJSON_PADDING_SIZE;
    json->copy = zz__new(json->memory, json->copy_size);
    if (json->copy == NULL)
        return fail_json(json, ZZ_ERROR_MEMORY);
    memcpy(json->copy, json->text + json->begin, n);
    memset(json->copy + n, 0, YYJSON_PADDING_SIZE);
    json->doc = yyjson_read_opts(json->copy, n, flags, &alc, &wrong);
    if (json->doc != NULL)
        return ZZ_OK;
    if (wrong.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
        return fail_json(json, ZZ_ERROR_MEMORY);
    complain_at(json, json->begin + (wrong.pos < n ? wrong.pos : n), "", "this is no JSON: ");
    zz__error_add(json->error, wrong.msg);
    return ZZ_ERROR_CONFIG;
}

void zz__json_close(zz__json *json)
{
    yyjson_doc_free(json->doc);
    zz__delete(json->memory, json->copy, json->copy_size);
}

/* ---- Members ---------------------------------------------------------- */

static const char *must_be(yyjson_type type)
{
    return type == YYJSON_TYPE_STR   ? "this must be a string"
           : type == YYJSON_TYPE_ARR ? "this must be an array"
           : type == YYJSON_TYPE_OBJ ? "this must be an object"
                                     : "this must be true or false";
}

static int32_t take_member(const zz__json *json, yyjson_val *key, const char *path,
                           zz__json_member *members, size_t count)
{
    const char *name = yyjson_get_str(key);
    size_t size = yyjson_get_len(key), i;

    for (i = 0; i < count; i++) {
        zz__json_member *m = &members[i];

        if (strlen(m->name) != size || memcmp(m->name, name, size) != 0)
            continue;
        if (m->key != NULL)
            return zz__json_complain(json, key, path, "this member is there twice");
        m->key = key;
        m->value = yyjson_obj_iter_get_val(key);
        if (yyjson_get_type(m->value) != m->type)
            return zz__json_complain(json, key, path, must_be(m->type));
        return ZZ_OK;
    }
    if (size > 0 && name[0] == '$')
        return ZZ_OK;
    zz__json_complain(json, key, path, "there is no member \"");
    zz__error_add_quoted(json->error, name, size > 40 ? 40 : size);
    zz__error_add(json->error, "\" here; there are");
    for (i = 0; i < count; i++) {
        zz__error_add(json->error, i == 0 ? " " : ", ");
        zz__error_add(json->error, members[i].name);
    }
    return ZZ_ERROR_CONFIG;
}

int32_t zz__json_members(const zz__json *json, yyjson_val *object, const yyjson_val *above,
                         const char *path, zz__json_member *members, size_t count)
{
    yyjson_obj_iter iter;
    yyjson_val *key;
    size_t i;

    if (!yyjson_is_obj(object))
        return zz__json_complain(json, above, path, must_be(YYJSON_TYPE_OBJ));
    yyjson_obj_iter_init(object, &iter);
    while ((key = yyjson_obj_iter_next(&iter)) != NULL) {
        int32_t status = take_member(json, key, path, members, count);
        if (status != ZZ_OK)
            return status;
    }
    for (i = 0; i < count; i++) {
        if (members[i].needed && members[i].key == NULL) {
            zz__json_complain(json, above, path, "the member \"");
            zz__error_add(json->error, members[i].name);
            zz__error_add(json->error, "\" is missing");
            return ZZ_ERROR_CONFIG;
        }
    }
    return ZZ_OK;
}
