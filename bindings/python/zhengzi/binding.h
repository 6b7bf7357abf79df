/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of zhengzi._zhengzi share. They are Python's types and errors around the library,
 * which takes every decision.
 *
 * All is within the limited API of Python 3.9, so that one built file serves every version since.
 * That API has no buffers and no type that knows its module: text_open and module_of make up for
 * it.
 */
#ifndef ZHENGZI_BINDING_H
#define ZHENGZI_BINDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdbool.h>
#include <string.h>

#include "zhengzi.h"

/* From this many bytes up a conversion lets other threads run; below, giving up the GIL and taking
   it back costs more than the others gain. */
#define RELEASE_GIL_SIZE 4096

/* A function that takes keywords, where a table wants one that does not. */
#define KEYWORDS(function) ((PyCFunction)(void (*)(void))(function))

typedef struct module_state {
    PyObject *error;
    PyObject *recipe_error;
    PyObject *dictionary_error;
    PyObject *invalid_text_error;
    PyTypeObject *edits_type;
    PyTypeObject *stream_type;
    PyTypeObject *arrow_array_type;
    PyTypeObject *arrow_stream_type;
    PyObject *edit_tuple; /* the named tuples of _types.py */
    PyObject *alternative_tuple;
    PyObject *suggestion_tuple;
    PyObject *detection_tuple;
} module_state;

/* ---- module.c ----------------------------------------------------------- */

/* The module that a type was made by, a new reference. */
PyObject *module_of(PyTypeObject *type);

/* ---- errors.c ----------------------------------------------------------- */

/* index: which of several texts, or -1. */
void raise_at(PyObject *type, const char *message, uint64_t offset, Py_ssize_t index);
/* The statuses that do not say where in an input the fault lies. message NULL: the status's own. */
void raise_plain(const module_state *state, int32_t status, const char *message);
/* What a conversion failed with. Gives NULL. */
PyObject *raise_conversion(const module_state *state, int32_t status, const zz_report *report,
                           Py_ssize_t index);
/* What zz_recipe_open failed with. */
void raise_recipe(const module_state *state, const zz_error *error, const char *recipe,
                  size_t size);
bool add_errors(PyObject *module, module_state *state);

/* ---- text.c ------------------------------------------------------------- */

typedef struct text_view {
    PyObject *owner; /* a bytes object that keeps the rest alive */
    const char *bytes;
    size_t size;
} text_view;

bool text_open(PyObject *text, text_view *view);
void text_close(text_view *view);
/* A str, or bytes. */
PyObject *text_make(const char *bytes, size_t size, bool string);

/* ---- converter.c -------------------------------------------------------- */

typedef struct converter {
    PyObject_HEAD
    PyObject *module;  /* its state has the exceptions and the other types */
    PyObject *recipe;  /* the str it was opened with */
    PyObject *options; /* a dict of those that are not the defaults */
    zz_recipe *opened;
} converter;

const module_state *converter_state(const converter *self);
bool add_converter(PyObject *module);

/* ---- many.c ------------------------------------------------------------- */

typedef struct text_span {
    const char *bytes;
    size_t size;
} text_span;

/* Called by several threads at the same time, without the GIL. */
typedef text_span (*text_at)(const void *texts, size_t index);

typedef struct many_part {
    size_t first, end; /* the texts that it has */
    char *output;      /* one result behind the other */
    size_t size, capacity;
    int32_t status;
    size_t failed; /* which text, where status is not ZZ_OK */
    zz_report report;
    struct many *whole;
    PyThread_type_lock done;
} many_part;

typedef struct many {
    const zz_recipe *recipe;
    text_at at;
    const void *texts;
    size_t count;
    size_t *ends; /* of each result in the output of its part */
    many_part *parts;
    size_t part_count;
} many;

/* How many threads an argument asks for; None: as many as there are processors. 0: raised. */
size_t many_threads(PyObject *threads);
/* Converts, with the GIL released. Where it fails the error is raised, for text base + index.
   Freed by many_free, also then. */
bool many_convert(many *all, const converter *self, text_at at, const void *texts, size_t count,
                  size_t threads, size_t base);
void many_free(many *all);
PyObject *converter_convert_many(PyObject *object, PyObject *args, PyObject *kwargs);

/* ---- edits.c, stream.c, arrow.c ------------------------------------------- */

PyObject *converter_edits(PyObject *object, PyObject *args, PyObject *kwargs);
PyObject *converter_stream(PyObject *object, PyObject *args, PyObject *kwargs);
PyObject *converter_convert_arrow(PyObject *object, PyObject *args, PyObject *kwargs);
bool add_edits(PyObject *module, module_state *state);
bool add_stream(PyObject *module, module_state *state);
bool add_arrow(PyObject *module, module_state *state);

/* ---- plain.c: what edits, streams and arrays have in common -------------- */

/* A new object of a type that nobody but the module makes objects of. */
void *plain_make(PyTypeObject *type);
/* tp_new of such a type. */
PyObject *plain_new(PyTypeObject *type, PyObject *args, PyObject *kwargs);
void plain_free(PyObject *object);
/* Makes the type and says in the module where it is. */
bool plain_add(PyObject *module, PyType_Spec *spec, PyTypeObject **out);

#endif
