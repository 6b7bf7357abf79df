/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi.Stream: a text that comes in chunks. */
#include "binding.h"

#include <stdlib.h>

typedef struct stream {
    PyObject_HEAD
    converter *made_by;
    zz_stream *opened;
    PyThread_type_lock lock; /* a stream has one owner at a time */
    bool binary;
    char tail[4]; /* of str: a character whose end has not come out yet */
    size_t tail_size;
} stream;

PyObject *converter_stream(PyObject *object, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"binary", NULL};
    const module_state *state = converter_state((converter *)object);
    int binary = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|$p:stream", names, &binary)) {
        return NULL;
    }
    stream *self = plain_make(state->stream_type);
    if (self == NULL) {
        return NULL;
    }
    Py_INCREF(object);
    self->made_by = (converter *)object;
    self->binary = binary != 0;
    self->lock = PyThread_allocate_lock();
    int32_t status = self->lock == NULL ? ZZ_ERROR_MEMORY
                                        : zz_stream_open(self->made_by->opened, &self->opened);
    if (status != ZZ_OK) {
        raise_plain(state, status, NULL);
        Py_CLEAR(self);
    }
    return (PyObject *)self;
}

static void stream_dealloc(PyObject *object)
{
    stream *self = (stream *)object;
    zz_stream_close(self->opened);
    if (self->lock != NULL) {
        PyThread_free_lock(self->lock);
    }
    Py_XDECREF((PyObject *)self->made_by);
    plain_free(object);
}

static bool stream_take(stream *self)
{
    if (PyThread_acquire_lock(self->lock, NOWAIT_LOCK) == 0) {
        PyErr_SetString(PyExc_RuntimeError, "another thread uses this stream");
        return false;
    }
    return true;
}

/* A str of the whole characters of tail and output; what is left becomes the tail. */
static PyObject *whole_characters(stream *self, const char *output, size_t size)
{
    char *joined = NULL;
    if (size > (size_t)PY_SSIZE_T_MAX - sizeof self->tail) {
        return PyErr_NoMemory();
    }
    if (self->tail_size != 0) {
        joined = malloc(self->tail_size + size);
        if (joined == NULL) {
            return PyErr_NoMemory();
        }
        memcpy(joined, self->tail, self->tail_size);
        if (size != 0) {
            memcpy(joined + self->tail_size, output, size);
        }
        output = joined;
        size += self->tail_size;
    }
    /* Pythons before 3.11.1 do not set it where all is ASCII. */
    Py_ssize_t used = (Py_ssize_t)size;
    PyObject *text = PyUnicode_DecodeUTF8Stateful(output, (Py_ssize_t)size, NULL, &used);
    if (text != NULL) {
        self->tail_size = size - (size_t)used;
        memcpy(self->tail, output + used, self->tail_size);
    }
    free(joined);
    return text;
}

/* What the library gave, or why it did not. */
static PyObject *stream_output(stream *self, int32_t status, const char *output, size_t size)
{
    if (status == ZZ_ERROR_STATE) {
        raise_plain(converter_state(self->made_by), status,
                    "the stream has ended or failed; reset makes it ready for another text");
        return NULL;
    }
    if (status != ZZ_OK) {
        zz_report report;
        zz_report_init(&report, sizeof report);
        zz_stream_end(self->opened, &output, &size, &report);
        return raise_conversion(converter_state(self->made_by), status, &report, -1);
    }
    return self->binary ? text_make(output, size, false) : whole_characters(self, output, size);
}

static PyObject *stream_feed(PyObject *object, PyObject *chunk)
{
    stream *self = (stream *)object;
    text_view view;
    if (self->binary == PyUnicode_Check(chunk)) {
        PyErr_Format(PyExc_TypeError, "this stream takes chunks of %s, not %R",
                     self->binary ? "bytes" : "str", (PyObject *)Py_TYPE(chunk));
        return NULL;
    }
    if (!text_open(chunk, &view)) {
        return NULL;
    }
    PyObject *converted = NULL;
    if (stream_take(self)) {
        const char *output;
        size_t size;
        int32_t status;
        Py_BEGIN_ALLOW_THREADS
        status = zz_stream_feed(self->opened, view.bytes, view.size, &output, &size);
        Py_END_ALLOW_THREADS
        converted = stream_output(self, status, output, size);
        PyThread_release_lock(self->lock);
    }
    text_close(&view);
    return converted;
}

static PyObject *stream_end(PyObject *object, PyObject *unused)
{
    stream *self = (stream *)object;
    const char *output;
    size_t size;
    int32_t status;
    zz_report report;
    (void)unused;
    if (!stream_take(self)) {
        return NULL;
    }
    zz_report_init(&report, sizeof report);
    Py_BEGIN_ALLOW_THREADS
    status = zz_stream_end(self->opened, &output, &size, &report);
    Py_END_ALLOW_THREADS
    const module_state *state = converter_state(self->made_by);
    PyObject *converted = status == ZZ_ERROR_INVALID_UTF8
                              ? raise_conversion(state, status, &report, -1)
                              : stream_output(self, status, output, size);
    PyThread_release_lock(self->lock);
    return converted;
}

static PyObject *stream_reset(PyObject *object, PyObject *unused)
{
    stream *self = (stream *)object;
    (void)unused;
    if (!stream_take(self)) {
        return NULL;
    }
    int32_t status = zz_stream_reset(self->opened, 0);
    self->tail_size = 0;
    PyThread_release_lock(self->lock);
    if (status != ZZ_OK) {
        raise_plain(converter_state(self->made_by), status, NULL);
        return NULL;
    }
    Py_RETURN_NONE;
}

PyDoc_STRVAR(stream_doc,
"A text that comes in chunks, which may end anywhere: what comes out, put together, is what\n"
"convert gives for the whole text. Made by Converter.stream; one thread at a time may use it.");

PyDoc_STRVAR(feed_doc,
"feed($self, chunk, /)\n"
"--\n"
"\n"
"Takes the next chunk and gives what is decided by now, which may be empty.");

PyDoc_STRVAR(end_doc,
"end($self)\n"
"--\n"
"\n"
"Says that the text has ended, and gives the rest.");

PyDoc_STRVAR(reset_doc,
"reset($self)\n"
"--\n"
"\n"
"Makes the stream ready for another text.");

static PyMethodDef stream_methods[] = {
    {"feed", stream_feed, METH_O, feed_doc},
    {"end", stream_end, METH_NOARGS, end_doc},
    {"reset", stream_reset, METH_NOARGS, reset_doc},
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot stream_slots[] = {
    {Py_tp_doc, (void *)stream_doc},
    {Py_tp_new, (void *)plain_new},
    {Py_tp_dealloc, (void *)stream_dealloc},
    {Py_tp_methods, stream_methods},
    {0, NULL},
};

static PyType_Spec stream_spec = {
    .name = "zhengzi.Stream",
    .basicsize = (int)sizeof(stream),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = stream_slots,
};

bool add_stream(PyObject *module, module_state *state)
{
    return plain_add(module, &stream_spec, &state->stream_type);
}
