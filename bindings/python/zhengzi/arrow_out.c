/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Converted strings as Arrow's arrays. They are counted references to memory of the C library, and
 * so whoever took one may give it back in any thread, without the GIL and after the interpreter.
 */
#include "arrow.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

struct chunk {
    atomic_size_t held;
    int64_t length, nulls;
    uint8_t *validity; /* NULL where none is null */
    void *offsets;
    char *data;
    bool encoded;             /* the strings are a dictionary: */
    struct ArrowArray source; /* what has the indices into it */
};

int64_t chunk_length(const chunk *c)
{
    return c->encoded ? c->source.length : c->length;
}

void chunk_hold(chunk *c)
{
    atomic_fetch_add(&c->held, 1);
}

void chunk_release(chunk *c)
{
    if (c == NULL || atomic_fetch_sub(&c->held, 1) != 1) {
        return;
    }
    if (c->source.release != NULL) {
        c->source.release(&c->source);
    }
    free(c->validity);
    free(c->offsets);
    free(c->data);
    free(c);
}

/* ---- Converting --------------------------------------------------------- */

static bool copy_validity(chunk *c, const string_array *strings)
{
    if (strings->validity == NULL && strings->kind != STRINGS_NULL) {
        return true;
    }
    c->validity = calloc((size_t)strings->length / 8 + 1, 1);
    if (c->validity == NULL) {
        return false;
    }
    for (int64_t i = 0; i < strings->length; i++) {
        if (string_array_is_null(strings, i)) {
            c->nulls++;
        } else {
            c->validity[i / 8] |= (uint8_t)(1u << (i % 8));
        }
    }
    return true;
}

/* The outputs of the parts as one, with the offsets into it. */
static bool join_parts(chunk *c, many *all, bool wide)
{
    size_t size = 0, width = wide ? sizeof(int64_t) : sizeof(int32_t);
    for (size_t p = 0; p < all->part_count; p++) {
        size += all->parts[p].size;
    }
    if (!wide && size > INT32_MAX) {
        PyErr_SetString(PyExc_OverflowError,
                        "the result does not fit an array of string; convert one of large_string");
        return false;
    }
    c->offsets = calloc(all->count + 1, width);
    if (all->part_count == 1) {
        c->data = all->parts[0].output;
        all->parts[0].output = NULL;
    }
    if (c->data == NULL) {
        c->data = malloc(size + 1);
    }
    if (c->offsets == NULL || c->data == NULL) {
        PyErr_NoMemory();
        return false;
    }
    size_t start = 0;
    for (size_t p = 0; p < all->part_count; p++) {
        const many_part *part = &all->parts[p];
        if (part->output != NULL) {
            memcpy(c->data + start, part->output, part->size);
        }
        for (size_t i = part->first; i < part->end; i++) {
            if (wide) {
                ((int64_t *)c->offsets)[i + 1] = (int64_t)(start + all->ends[i]);
            } else {
                ((int32_t *)c->offsets)[i + 1] = (int32_t)(start + all->ends[i]);
            }
        }
        start += part->size;
    }
    return true;
}

static bool convert_strings(chunk *c, const converter *self, const column_type *type,
                            const struct ArrowArray *array, size_t threads, size_t base)
{
    string_array strings;
    many all;
    if (!string_array_read(&strings, type->kind, array)) {
        return false;
    }
    c->length = strings.length;
    if (!copy_validity(c, &strings)) {
        PyErr_NoMemory();
        return false;
    }
    bool converted = many_convert(&all, self, string_array_at, &strings, (size_t)strings.length,
                                  threads, base)
                     && join_parts(c, &all,
                                   type->kind == STRINGS_64 || type->kind == STRINGS_VIEW);
    many_free(&all);
    return converted;
}

chunk *chunk_convert(const converter *self, const column_type *type, struct ArrowArray *array,
                     size_t threads, size_t base)
{
    chunk *c = calloc(1, sizeof *c);
    if (c == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    atomic_init(&c->held, 1);
    c->encoded = type->index_format != NULL;
    if (c->encoded && array->dictionary == NULL) {
        PyErr_SetString(PyExc_ValueError, "the Arrow array has no dictionary");
        chunk_release(c);
        return NULL;
    }
    if (!convert_strings(c, self, type, c->encoded ? array->dictionary : array, threads, base)) {
        chunk_release(c);
        return NULL;
    }
    if (c->encoded) {
        c->source = *array;
        array->release = NULL;
    } else {
        array->release(array);
    }
    return c;
}

/* ---- Arrays ------------------------------------------------------------- */

typedef struct exported {
    chunk *held;
    const void *buffers[3];
    struct ArrowArray dictionary;
} exported;

static void release_array(struct ArrowArray *array)
{
    exported *e = array->private_data;
    if (array->dictionary != NULL && array->dictionary->release != NULL) {
        array->dictionary->release(array->dictionary);
    }
    chunk_release(e->held);
    free(e);
    array->release = NULL;
}

static int export_strings(chunk *c, struct ArrowArray *out)
{
    exported *e = calloc(1, sizeof *e);
    if (e == NULL) {
        return ENOMEM;
    }
    chunk_hold(c);
    e->held = c;
    e->buffers[0] = c->validity;
    e->buffers[1] = c->offsets;
    e->buffers[2] = c->data;
    *out = (struct ArrowArray){.length = c->length, .null_count = c->nulls, .n_buffers = 3,
                               .buffers = e->buffers, .release = release_array,
                               .private_data = e};
    return 0;
}

int export_chunk(chunk *c, struct ArrowArray *out)
{
    if (!c->encoded) {
        return export_strings(c, out);
    }
    exported *e = calloc(1, sizeof *e);
    if (e == NULL) {
        return ENOMEM;
    }
    if (export_strings(c, &e->dictionary) != 0) {
        free(e);
        return ENOMEM;
    }
    chunk_hold(c);
    e->held = c;
    *out = (struct ArrowArray){.length = c->source.length, .null_count = c->source.null_count,
                               .offset = c->source.offset, .n_buffers = c->source.n_buffers,
                               .buffers = c->source.buffers, .dictionary = &e->dictionary,
                               .release = release_array, .private_data = e};
    return 0;
}

/* ---- Schemas ------------------------------------------------------------ */

typedef struct exported_schema {
    struct ArrowSchema dictionary;
    char *name, *index_format;
} exported_schema;

static void release_schema(struct ArrowSchema *schema)
{
    exported_schema *e = schema->private_data;
    if (schema->dictionary != NULL && schema->dictionary->release != NULL) {
        schema->dictionary->release(schema->dictionary);
    }
    if (e != NULL) {
        free(e->name);
        free(e->index_format);
        free(e);
    }
    schema->release = NULL;
}

static char *copy_string(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

int export_schema(const column_type *type, struct ArrowSchema *out)
{
    exported_schema *e = calloc(1, sizeof *e);
    bool encoded = type->index_format != NULL;
    if (e == NULL) {
        return ENOMEM;
    }
    *out = (struct ArrowSchema){.format = type->format, .release = release_schema,
                                .private_data = e};
    e->name = copy_string(type->name);
    e->index_format = encoded ? copy_string(type->index_format) : NULL;
    if (e->name == NULL || (encoded && e->index_format == NULL)) {
        release_schema(out);
        return ENOMEM;
    }
    out->name = e->name;
    out->flags = type->flags & ARROW_FLAG_NULLABLE;
    if (encoded) {
        e->dictionary = (struct ArrowSchema){.format = type->format, .name = "",
                                             .flags = ARROW_FLAG_NULLABLE,
                                             .release = release_schema};
        out->format = e->index_format;
        out->dictionary = &e->dictionary;
    }
    return 0;
}

/* ---- Streams ------------------------------------------------------------ */

typedef struct exported_stream {
    column_type type;
    size_t count, next;
    chunk *chunks[];
} exported_stream;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    const exported_stream *e = stream->private_data;
    return export_schema(&e->type, out);
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    exported_stream *e = stream->private_data;
    if (e->next == e->count) {
        *out = (struct ArrowArray){.release = NULL};
        return 0;
    }
    int failed = export_chunk(e->chunks[e->next], out);
    e->next += failed == 0;
    return failed;
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return "out of memory";
}

static void release_stream(struct ArrowArrayStream *stream)
{
    exported_stream *e = stream->private_data;
    for (size_t i = 0; i < e->count; i++) {
        chunk_release(e->chunks[i]);
    }
    column_type_free(&e->type);
    free(e);
    stream->release = NULL;
}

int export_stream(const column_type *type, chunk *const *chunks, size_t count,
                  struct ArrowArrayStream *out)
{
    exported_stream *e = calloc(1, sizeof *e + count * sizeof *e->chunks);
    if (e == NULL) {
        return ENOMEM;
    }
    *out = (struct ArrowArrayStream){stream_schema, stream_next, stream_error, release_stream, e};
    e->type = *type;
    e->type.name = copy_string(type->name);
    e->type.index_format = type->index_format == NULL ? NULL : copy_string(type->index_format);
    for (; e->count < count; e->count++) {
        e->chunks[e->count] = chunks[e->count];
        chunk_hold(chunks[e->count]);
    }
    if (e->type.name == NULL || (type->index_format != NULL && e->type.index_format == NULL)) {
        release_stream(out);
        return ENOMEM;
    }
    return 0;
}
