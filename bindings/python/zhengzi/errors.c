/* SPDX-License-Identifier: Apache-2.0 */
/* The library's statuses as exceptions. */
#include "binding.h"

void raise_at(PyObject *type, const char *message, uint64_t offset, Py_ssize_t index)
{
    /* A message cut to its array may end inside a character. */
    PyObject *sentence = PyUnicode_DecodeUTF8(message, (Py_ssize_t)strlen(message), "replace");
    PyObject *position = PyLong_FromUnsignedLongLong(offset);
    PyObject *number = index < 0 ? Py_None : PyLong_FromSsize_t(index);
    PyObject *error = NULL;
    if (index < 0) {
        Py_INCREF(number);
    }
    if (sentence != NULL && position != NULL && number != NULL) {
        error = PyObject_CallFunctionObjArgs(type, sentence, NULL);
    }
    if (error != NULL && PyObject_SetAttrString(error, "offset", position) == 0
        && PyObject_SetAttrString(error, "index", number) == 0) {
        PyErr_SetObject(type, error);
    }
    Py_XDECREF(error);
    Py_XDECREF(number);
    Py_XDECREF(position);
    Py_XDECREF(sentence);
}

void raise_plain(const module_state *state, int32_t status, const char *message)
{
    if (message == NULL) {
        message = zz_status_string(status);
    }
    if (status == ZZ_ERROR_MEMORY) {
        PyErr_NoMemory();
    } else if (status == ZZ_ERROR_TOO_LARGE) {
        PyErr_SetString(PyExc_OverflowError, message);
    } else {
        PyErr_SetString(state->error, message);
    }
}

PyObject *raise_conversion(const module_state *state, int32_t status, const zz_report *report,
                           Py_ssize_t index)
{
    if (status == ZZ_ERROR_INVALID_UTF8) {
        unsigned long long offset = report->invalid_offset;
        char message[128];
        if (index < 0) {
            PyOS_snprintf(message, sizeof message, "ill-formed UTF-8 at byte offset %llu", offset);
        } else {
            PyOS_snprintf(message, sizeof message,
                          "ill-formed UTF-8 at byte offset %llu of the text at index %lld", offset,
                          (long long)index);
        }
        raise_at(state->invalid_text_error, message, offset, index);
    } else {
        raise_plain(state, status, NULL);
    }
    return NULL;
}

/* A byte offset into UTF-8 as the index into the str it was made from. */
static uint64_t code_points(const char *utf8, size_t size, uint64_t offset)
{
    uint64_t count = 0;
    for (size_t i = 0; i < size && i < offset; i++) {
        count += ((unsigned char)utf8[i] & 0xC0u) != 0x80u;
    }
    return count;
}

void raise_recipe(const module_state *state, const zz_error *error, const char *recipe, size_t size)
{
    if (error->status == ZZ_ERROR_RECIPE) {
        raise_at(state->recipe_error, error->message, code_points(recipe, size, error->offset), -1);
    } else if (error->status == ZZ_ERROR_CONFIG) {
        /* In bytes of the configuration; the message has line and column. */
        raise_at(state->recipe_error, error->message, error->offset, -1);
    } else if (error->status == ZZ_ERROR_DICTIONARY) {
        /* The message begins with the name of the one that is at fault, and counts its lines. */
        raise_at(state->dictionary_error, error->message, error->offset, -1);
    } else {
        raise_plain(state, error->status, error->message);
    }
}

/* Makes an exception, says in the module where it is, and keeps one reference in *out. */
static bool add_error(PyObject *module, const char *name, const char *doc, PyObject *base,
                      PyObject *attributes, PyObject **out)
{
    *out = PyErr_NewExceptionWithDoc(name, doc, base, attributes);
    return *out != NULL
           && PyObject_SetAttrString(module, name + sizeof "zhengzi." - 1, *out) == 0;
}

bool add_errors(PyObject *module, module_state *state)
{
    PyObject *attributes = Py_BuildValue("{s:O,s:O}", "offset", Py_None, "index", Py_None);
    bool made =
        attributes != NULL
        && add_error(module, "zhengzi.Error",
                     "What the library refused. offset says where, or is None; index says in which "
                     "of several texts.",
                     PyExc_ValueError, attributes, &state->error)
        && add_error(module, "zhengzi.RecipeError",
                     "An unknown or contradictory recipe. offset is the index into it of the step "
                     "at fault.",
                     state->error, NULL, &state->recipe_error)
        && add_error(module, "zhengzi.DictionaryError",
                     "A dictionary, protect or furniture that is wrong. offset is the byte offset "
                     "of the fault in the lines, as UTF-8; the message has line and column.",
                     state->error, NULL, &state->dictionary_error)
        && add_error(module, "zhengzi.InvalidTextError",
                     "Ill-formed UTF-8 in bytes under invalid='error'. offset is the index of the "
                     "first byte at fault.",
                     state->error, NULL, &state->invalid_text_error);
    Py_XDECREF(attributes);
    return made;
}
