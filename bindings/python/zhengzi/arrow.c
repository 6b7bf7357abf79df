/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi.ArrowArray and ArrowStream: Arrow's PyCapsule protocol, in and out. */
#include "arrow.h"

#include <stdlib.h>

static const char schema_name[] = "arrow_schema";
static const char array_name[] = "arrow_array";
static const char stream_name[] = "arrow_array_stream";

typedef struct strings {
    PyObject_HEAD
    column_type type;
    chunk **chunks;
    size_t count, capacity;
} strings;

static void strings_dealloc(PyObject *object)
{
    strings *self = (strings *)object;
    for (size_t i = 0; i < self->count; i++) {
        chunk_release(self->chunks[i]);
    }
    free(self->chunks);
    column_type_free(&self->type);
    plain_free(object);
}

/* Takes the chunk, also where it fails. */
static bool strings_add(strings *self, chunk *c)
{
    if (c != NULL && self->count == self->capacity) {
        size_t capacity = self->capacity * 2 + 1;
        chunk **chunks = realloc(self->chunks, capacity * sizeof *chunks);
        if (chunks == NULL) {
            PyErr_NoMemory();
            chunk_release(c);
            c = NULL;
        } else {
            self->chunks = chunks;
            self->capacity = capacity;
        }
    }
    if (c != NULL) {
        self->chunks[self->count++] = c;
    }
    return c != NULL;
}

/* ---- In ----------------------------------------------------------------- */

/* An array from what __arrow_c_array__ gave. */
static bool read_array(strings *self, const converter *made_by, PyObject *pair, size_t threads)
{
    struct ArrowSchema *schema = NULL;
    struct ArrowArray *array = NULL;
    if (PyTuple_Check(pair) && PyTuple_Size(pair) == 2) {
        schema = PyCapsule_GetPointer(PyTuple_GetItem(pair, 0), schema_name);
        array = schema == NULL ? NULL : PyCapsule_GetPointer(PyTuple_GetItem(pair, 1), array_name);
    } else {
        PyErr_SetString(PyExc_TypeError, "__arrow_c_array__ must give a pair of capsules");
    }
    if (schema == NULL || array == NULL) {
        return false;
    }
    if (schema->release == NULL || array->release == NULL) {
        PyErr_SetString(PyExc_ValueError, "the Arrow array is released");
        return false;
    }
    /* What is not taken out of the capsules is released by them. */
    return column_type_read(&self->type, schema)
           && strings_add(self, chunk_convert(made_by, &self->type, array, threads, 0));
}

static bool raise_from_stream(struct ArrowArrayStream *stream)
{
    const char *message = stream->get_last_error(stream);
    PyErr_Format(PyExc_ValueError, "the Arrow stream failed: %s",
                 message != NULL ? message : "it does not say why");
    return false;
}

static bool read_schema(strings *self, struct ArrowArrayStream *stream)
{
    struct ArrowSchema schema = {.release = NULL};
    int failed;
    Py_BEGIN_ALLOW_THREADS
    failed = stream->get_schema(stream, &schema);
    Py_END_ALLOW_THREADS
    if (failed != 0) {
        return raise_from_stream(stream);
    }
    bool read = column_type_read(&self->type, &schema);
    if (schema.release != NULL) {
        schema.release(&schema);
    }
    return read;
}

static bool read_stream(strings *self, const converter *made_by, PyObject *capsule, size_t threads)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, stream_name);
    size_t base = 0;
    if (stream == NULL) {
        return false;
    }
    if (stream->release == NULL) {
        PyErr_SetString(PyExc_ValueError, "the Arrow stream is released");
        return false;
    }
    if (!read_schema(self, stream)) {
        return false;
    }
    for (;;) {
        struct ArrowArray array = {.release = NULL};
        int failed;
        Py_BEGIN_ALLOW_THREADS
        failed = stream->get_next(stream, &array);
        Py_END_ALLOW_THREADS
        if (failed != 0) {
            return raise_from_stream(stream);
        }
        if (array.release == NULL) {
            return true;
        }
        size_t length = array.length > 0 ? (size_t)array.length : 0;
        bool added = strings_add(self, chunk_convert(made_by, &self->type, &array, threads, base));
        if (!added && array.release != NULL) {
            array.release(&array);
        }
        if (!added || PyErr_CheckSignals() != 0) {
            return false;
        }
        base += length;
    }
}

PyObject *converter_convert_arrow(PyObject *object, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "threads", NULL};
    const converter *made_by = (const converter *)object;
    const module_state *state = converter_state(made_by);
    PyObject *data, *threads_asked = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$O:convert_arrow", names, &data,
                                     &threads_asked)) {
        return NULL;
    }
    size_t threads = many_threads(threads_asked);
    if (threads == 0) {
        return NULL;
    }
    bool whole = PyObject_HasAttrString(data, "__arrow_c_array__");
    if (!whole && !PyObject_HasAttrString(data, "__arrow_c_stream__")) {
        PyErr_Format(PyExc_TypeError,
                     "%R has neither __arrow_c_array__ nor __arrow_c_stream__",
                     (PyObject *)Py_TYPE(data));
        return NULL;
    }
    PyObject *given =
        PyObject_CallMethod(data, whole ? "__arrow_c_array__" : "__arrow_c_stream__", NULL);
    strings *self = given == NULL
                        ? NULL
                        : plain_make(whole ? state->arrow_array_type : state->arrow_stream_type);
    if (self != NULL
        && !(whole ? read_array(self, made_by, given, threads)
                   : read_stream(self, made_by, given, threads))) {
        Py_CLEAR(self);
    }
    Py_XDECREF(given);
    return (PyObject *)self;
}

/* ---- Out ---------------------------------------------------------------- */

/* What nobody took out of a capsule goes with it. */
static void free_schema(PyObject *capsule)
{
    struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, schema_name);
    if (schema->release != NULL) {
        schema->release(schema);
    }
    free(schema);
}

static void free_array(PyObject *capsule)
{
    struct ArrowArray *array = PyCapsule_GetPointer(capsule, array_name);
    if (array->release != NULL) {
        array->release(array);
    }
    free(array);
}

static void free_stream(PyObject *capsule)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, stream_name);
    if (stream->release != NULL) {
        stream->release(stream);
    }
    free(stream);
}

/* In a capsule from the beginning, which then frees it whatever follows. */
static void *new_in_capsule(size_t size, const char *name, PyCapsule_Destructor destructor,
                            PyObject **capsule)
{
    void *made = calloc(1, size);
    *capsule = NULL;
    if (made == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    *capsule = PyCapsule_New(made, name, destructor);
    if (*capsule == NULL) {
        free(made);
        return NULL;
    }
    return made;
}

static PyObject *finished(PyObject *capsule, bool failed)
{
    if (failed) {
        Py_XDECREF(capsule);
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    }
    return capsule;
}

static PyObject *strings_schema(PyObject *object, PyObject *unused)
{
    PyObject *capsule;
    struct ArrowSchema *out = new_in_capsule(sizeof *out, schema_name, free_schema, &capsule);
    (void)unused;
    return finished(capsule, out == NULL || export_schema(&((strings *)object)->type, out) != 0);
}

/* Nobody has to be given the type that he asks for, says the protocol. */
static bool read_requested(PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"requested_schema", NULL};
    PyObject *requested;
    return PyArg_ParseTupleAndKeywords(args, kwargs, "|O", names, &requested) != 0;
}

static PyObject *strings_array(PyObject *object, PyObject *args, PyObject *kwargs)
{
    PyObject *capsule, *schema;
    if (!read_requested(args, kwargs)) {
        return NULL;
    }
    struct ArrowArray *out = new_in_capsule(sizeof *out, array_name, free_array, &capsule);
    capsule = finished(capsule, out == NULL
                                    || export_chunk(((strings *)object)->chunks[0], out) != 0);
    if (capsule == NULL) {
        return NULL;
    }
    schema = strings_schema(object, NULL);
    if (schema == NULL) {
        Py_DECREF(capsule);
        return NULL;
    }
    return Py_BuildValue("(NN)", schema, capsule);
}

static PyObject *strings_stream(PyObject *object, PyObject *args, PyObject *kwargs)
{
    const strings *self = (const strings *)object;
    PyObject *capsule;
    if (!read_requested(args, kwargs)) {
        return NULL;
    }
    struct ArrowArrayStream *out =
        new_in_capsule(sizeof *out, stream_name, free_stream, &capsule);
    bool failed =
        out == NULL || export_stream(&self->type, self->chunks, self->count, out) != 0;
    return finished(capsule, failed);
}

static Py_ssize_t strings_length(PyObject *object)
{
    const strings *self = (const strings *)object;
    int64_t length = 0;
    for (size_t i = 0; i < self->count; i++) {
        length += chunk_length(self->chunks[i]);
    }
    return (Py_ssize_t)length;
}

/* ---- The types ---------------------------------------------------------- */

static PyMethodDef array_methods[] = {
    {"__arrow_c_schema__", strings_schema, METH_NOARGS, NULL},
    {"__arrow_c_array__", KEYWORDS(strings_array), METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMethodDef stream_methods[] = {
    {"__arrow_c_schema__", strings_schema, METH_NOARGS, NULL},
    {"__arrow_c_stream__", KEYWORDS(strings_stream), METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(array_doc,
"Converted strings, for what imports arrays by Arrow's PyCapsule protocol, as pyarrow.array.\n"
"Made by Converter.convert_arrow.");

PyDoc_STRVAR(stream_doc,
"Converted strings in chunks, for what imports streams by Arrow's PyCapsule protocol, as\n"
"pyarrow.chunked_array and polars.Series. Made by Converter.convert_arrow.");

static PyType_Slot array_slots[] = {
    {Py_tp_doc, (void *)array_doc},
    {Py_tp_new, (void *)plain_new},
    {Py_tp_dealloc, (void *)strings_dealloc},
    {Py_tp_methods, array_methods},
    {Py_sq_length, (void *)strings_length},
    {0, NULL},
};

static PyType_Slot stream_slots[] = {
    {Py_tp_doc, (void *)stream_doc},
    {Py_tp_new, (void *)plain_new},
    {Py_tp_dealloc, (void *)strings_dealloc},
    {Py_tp_methods, stream_methods},
    {Py_sq_length, (void *)strings_length},
    {0, NULL},
};

static PyType_Spec array_spec = {
    .name = "zhengzi.ArrowArray",
    .basicsize = (int)sizeof(strings),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = array_slots,
};

static PyType_Spec stream_spec = {
    .name = "zhengzi.ArrowStream",
    .basicsize = (int)sizeof(strings),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = stream_slots,
};

bool add_arrow(PyObject *module, module_state *state)
{
    return plain_add(module, &array_spec, &state->arrow_array_type)
           && plain_add(module, &stream_spec, &state->arrow_stream_type);
}
