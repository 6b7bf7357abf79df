/* SPDX-License-Identifier: Apache-2.0 */
/* Arrays of strings out of Arrow's memory (arrow_in.c) and into it (arrow_out.c). */
#ifndef ZHENGZI_ARROW_H
#define ZHENGZI_ARROW_H

#include "arrow_abi.h"
#include "binding.h"

/* A layout of strings; STRINGS_NULL: of nothing but nulls, which has no buffers. */
typedef enum string_kind {
    STRINGS_NONE,
    STRINGS_32,
    STRINGS_64,
    STRINGS_VIEW,
    STRINGS_NULL,
} string_kind;

/* What a column is, as its schema says. */
typedef struct column_type {
    const char *format; /* of the strings that come out, static; see string_format */
    string_kind kind;   /* of those that come in */
    char *name;         /* malloc'ed */
    char *index_format; /* malloc'ed; NULL where the column is not dictionary-encoded */
    int64_t flags;
} column_type;

/* Converted strings, immutable, held by several owners in several threads. */
typedef struct chunk chunk;

/* False: not strings; an error is raised. */
bool column_type_read(column_type *type, const struct ArrowSchema *schema);
void column_type_free(column_type *type);

/* The strings of an array whose layout is trusted no further than it can be checked. */
typedef struct string_array {
    string_kind kind;
    int64_t length, offset;
    const uint8_t *validity; /* NULL: none is null, or all where the kind says so */
    const void *places;      /* offsets or views */
    const char *data;        /* not of views */
    const void *const *buffers;
    const int64_t *sizes; /* of the buffers of views, from buffers[2] on */
    int64_t data_buffers;
} string_array;

bool string_array_read(string_array *strings, string_kind kind, const struct ArrowArray *array);
bool string_array_is_null(const string_array *strings, int64_t index);
text_span string_array_at(const void *strings, size_t index);

/* The array converted; NULL: an error is raised. Takes the array where it succeeds. */
chunk *chunk_convert(const converter *self, const column_type *type, struct ArrowArray *array,
                     size_t threads, size_t base);
int64_t chunk_length(const chunk *c);
void chunk_hold(chunk *c);
void chunk_release(chunk *c);

/* 0, or ENOMEM; without the GIL. */
int export_schema(const column_type *type, struct ArrowSchema *out);
int export_chunk(chunk *c, struct ArrowArray *out);
/* type and chunks are copied and held. */
int export_stream(const column_type *type, chunk *const *chunks, size_t count,
                  struct ArrowArrayStream *out);

#endif
