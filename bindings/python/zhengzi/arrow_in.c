/* SPDX-License-Identifier: Apache-2.0 */
/* Reading Arrow's arrays of strings where they lie. */
#include "arrow.h"

#include <stdlib.h>

/* ---- Types -------------------------------------------------------------- */

static const struct {
    const char *in, *out;
    string_kind kind;
} string_formats[] = {
    {"u", "u", STRINGS_32},   {"U", "U", STRINGS_64},   {"vu", "U", STRINGS_VIEW},
    {"z", "z", STRINGS_32},   {"Z", "Z", STRINGS_64},   {"vz", "Z", STRINGS_VIEW},
    {"n", "u", STRINGS_NULL},
};

static char *copy_string(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(copy, text, size);
    return copy;
}

bool column_type_read(column_type *type, const struct ArrowSchema *schema)
{
    const struct ArrowSchema *strings = schema->dictionary != NULL ? schema->dictionary : schema;
    *type = (column_type){.flags = schema->flags};
    for (size_t i = 0; i < sizeof string_formats / sizeof *string_formats; i++) {
        if (strcmp(strings->format, string_formats[i].in) == 0) {
            type->format = string_formats[i].out;
            type->kind = string_formats[i].kind;
        }
    }
    if (type->kind == STRINGS_NONE || (strings != schema && strings->dictionary != NULL)) {
        PyErr_Format(PyExc_TypeError,
                     "convert_arrow takes one array or column of strings, not of Arrow's format "
                     "'%s'",
                     schema->format);
        return false;
    }
    type->name = copy_string(schema->name != NULL ? schema->name : "");
    if (strings != schema && type->name != NULL) {
        type->index_format = copy_string(schema->format);
    }
    if (PyErr_Occurred()) {
        column_type_free(type);
        return false;
    }
    return true;
}

void column_type_free(column_type *type)
{
    free(type->name);
    free(type->index_format);
    *type = (column_type){.kind = STRINGS_NONE};
}

/* ---- Arrays ------------------------------------------------------------- */

typedef struct string_view {
    int32_t size;
    union {
        char bytes[12]; /* of a string that is no longer */
        struct {
            char prefix[4];
            int32_t buffer, offset;
        } place;
    } is;
} string_view;

#define INLINE_SIZE 12

static bool offsets_are_right(const string_array *s)
{
    int64_t first = s->offset, last = s->offset + s->length;
    if (s->kind == STRINGS_32) {
        const int32_t *offsets = s->places;
        for (int64_t i = first; i < last; i++) {
            if (offsets[i] < 0 || offsets[i] > offsets[i + 1]) {
                return false;
            }
        }
        return s->data != NULL || offsets[first] == offsets[last];
    }
    const int64_t *offsets = s->places;
    for (int64_t i = first; i < last; i++) {
        if (offsets[i] < 0 || offsets[i] > offsets[i + 1]) {
            return false;
        }
    }
    return s->data != NULL || offsets[first] == offsets[last];
}

static bool views_are_right(const string_array *s)
{
    const string_view *views = s->places;
    for (int64_t i = 0; i < s->length; i++) {
        const string_view *v = &views[s->offset + i];
        if (string_array_is_null(s, i) || (v->size >= 0 && v->size <= INLINE_SIZE)) {
            continue;
        }
        if (v->size < 0 || v->is.place.offset < 0 || v->is.place.buffer < 0
            || v->is.place.buffer >= s->data_buffers
            || (int64_t)v->is.place.offset + v->size > s->sizes[v->is.place.buffer]) {
            return false;
        }
    }
    return true;
}

static bool layout_is_right(string_array *s, const struct ArrowArray *array)
{
    /* views: validity, views, any number of data, and their sizes */
    int64_t least = 3, most = s->kind == STRINGS_VIEW ? INT64_MAX : 3;
    if (array->length < 0 || array->offset < 0 || array->offset > INT64_MAX / 32 - array->length) {
        return false;
    }
    if (s->kind == STRINGS_NULL) {
        return true;
    }
    if (array->n_buffers < least || array->n_buffers > most || array->buffers == NULL) {
        return false;
    }
    s->validity = array->null_count == 0 ? NULL : array->buffers[0];
    s->places = array->buffers[1];
    s->buffers = array->buffers;
    if (s->kind == STRINGS_VIEW) {
        s->data_buffers = array->n_buffers - 3;
        s->sizes = array->buffers[array->n_buffers - 1];
    } else {
        s->data = array->buffers[2];
    }
    if (s->length == 0) {
        return true;
    }
    return s->places != NULL && (s->data_buffers == 0 || s->sizes != NULL)
           && (s->kind == STRINGS_VIEW ? views_are_right(s) : offsets_are_right(s));
}

bool string_array_read(string_array *strings, string_kind kind, const struct ArrowArray *array)
{
    *strings = (string_array){.kind = kind, .length = array->length, .offset = array->offset};
    if (!layout_is_right(strings, array)) {
        PyErr_SetString(PyExc_ValueError, "the Arrow array has offsets or buffers that are wrong");
        return false;
    }
    return true;
}

bool string_array_is_null(const string_array *strings, int64_t index)
{
    int64_t bit = strings->offset + index;
    return strings->kind == STRINGS_NULL
           || (strings->validity != NULL && (strings->validity[bit / 8] >> (bit % 8) & 1) == 0);
}

text_span string_array_at(const void *strings, size_t index)
{
    const string_array *s = strings;
    size_t place = (size_t)s->offset + index;
    if (string_array_is_null(s, (int64_t)index)) {
        return (text_span){NULL, 0};
    }
    if (s->kind == STRINGS_32) {
        const int32_t *offsets = (const int32_t *)s->places + place;
        size_t size = (size_t)(offsets[1] - offsets[0]);
        return size == 0 ? (text_span){NULL, 0} : (text_span){s->data + offsets[0], size};
    }
    if (s->kind == STRINGS_64) {
        const int64_t *offsets = (const int64_t *)s->places + place;
        size_t size = (size_t)(offsets[1] - offsets[0]);
        return size == 0 ? (text_span){NULL, 0} : (text_span){s->data + offsets[0], size};
    }
    const string_view *view = (const string_view *)s->places + place;
    if (view->size <= INLINE_SIZE) {
        return (text_span){view->is.bytes, (size_t)view->size};
    }
    const char *data = s->buffers[2 + view->is.place.buffer];
    return (text_span){data + view->is.place.offset, (size_t)view->size};
}
