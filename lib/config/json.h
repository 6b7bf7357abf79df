/* SPDX-License-Identifier: Apache-2.0 */
/* JSON with comments and trailing commas, read by yyjson with the caller's memory; and where in it
 * something is, for messages. */
#ifndef ZZ_CONFIG_JSON_H
#define ZZ_CONFIG_JSON_H

#include "base/memory.h"
#include "config/yyjson.h"

#define ZZ__JSON_LARGEST ((size_t)16 << 20) /* bytes */

typedef struct zz__json {
    const zz__memory *memory;
    const char *name; /* of the file, for messages */
    const char *text;
    size_t size;
    zz_error *error;
    size_t begin;     /* behind a byte order mark */
    char *copy;       /* which yyjson changes in place: each string begins where it did */
    size_t copy_size;
    yyjson_doc *doc;
} zz__json;

/* memory, name, text, size and error are set. */
int32_t zz__json_open(zz__json *json);
void zz__json_close(zz__json *json);

/* Says what is wrong at a string of the document, the key of a member as a rule; path may be "".
 * More may be added to the message. Returns ZZ_ERROR_CONFIG. */
int32_t zz__json_complain(const zz__json *json, const yyjson_val *at, const char *path,
                          const char *what);

typedef struct zz__json_member {
    const char *name;
    yyjson_type type;
    bool needed;
    yyjson_val *key; /* NULL: it is not there */
    yyjson_val *value;
} zz__json_member;

/*
 * Finds the members of an object, which must be of their types, all that are needed and no others,
 * but for those whose names begin with "$". above: what the object is the value of.
 */
int32_t zz__json_members(const zz__json *json, yyjson_val *object, const yyjson_val *above,
                         const char *path, zz__json_member *members, size_t count);

#endif
