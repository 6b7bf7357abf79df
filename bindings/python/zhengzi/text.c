/* SPDX-License-Identifier: Apache-2.0 */
/* Text into the library and out of it. */
#include "binding.h"

static PyObject *text_as_bytes(PyObject *text)
{
    if (PyUnicode_Check(text)) {
        return PyUnicode_AsUTF8String(text);
    }
    if (PyBytes_Check(text)) {
        Py_INCREF(text);
        return text;
    }
    /* Through a memoryview, as PyBytes_FromObject alone would take a list of numbers too. */
    PyObject *view = PyMemoryView_FromObject(text);
    if (view == NULL) {
        if (PyErr_ExceptionMatches(PyExc_TypeError)) {
            PyErr_Format(PyExc_TypeError, "text must be str or a bytes-like object, not %R",
                         (PyObject *)Py_TYPE(text));
        }
        return NULL;
    }
    PyObject *bytes = PyBytes_FromObject(view);
    Py_DECREF(view);
    return bytes;
}

bool text_open(PyObject *text, text_view *view)
{
    view->owner = text_as_bytes(text);
    if (view->owner == NULL) {
        return false;
    }
    char *bytes;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(view->owner, &bytes, &size) != 0) {
        text_close(view);
        return false;
    }
    view->bytes = bytes;
    view->size = (size_t)size;
    return true;
}

void text_close(text_view *view)
{
    Py_CLEAR(view->owner);
}

PyObject *text_make(const char *bytes, size_t size, bool string)
{
    if (size > (size_t)PY_SSIZE_T_MAX) {
        return PyErr_NoMemory();
    }
    return string ? PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)size, NULL)
                  : PyBytes_FromStringAndSize(bytes, (Py_ssize_t)size);
}
