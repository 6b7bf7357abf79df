/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi.Edits: what a conversion changed, and where. */
#include "binding.h"

typedef struct edits {
    PyObject_HEAD
    converter *made_by;
    PyObject *before; /* str or bytes */
    PyObject *after;
    zz_result *result; /* offsets are in code points where the texts are str */
} edits;

static int32_t convert_with_edits(const converter *self, const text_view *view, zz_result **result,
                                  zz_report *report)
{
    int32_t status;
    zz_report_init(report, sizeof *report);
    report->want = ZZ_WANT_EDITS;
    Py_BEGIN_ALLOW_THREADS
    status = zz_convert(self->opened, view->bytes, view->size, result, report);
    Py_END_ALLOW_THREADS
    return status;
}

/* text as the plain type that has its offsets. */
static PyObject *plain_text(PyObject *text, const text_view *view)
{
    if (PyUnicode_Check(text)) {
        return PyUnicode_FromObject(text);
    }
    Py_INCREF(view->owner);
    return view->owner;
}

static bool edits_fill(edits *self, PyObject *text, const text_view *view)
{
    bool string = PyUnicode_Check(text);
    zz_report report;
    int32_t status = convert_with_edits(self->made_by, view, &self->result, &report);
    if (status == ZZ_OK) {
        self->after =
            text_make(zz_result_text(self->result), zz_result_size(self->result), string);
        self->before = plain_text(text, view);
        if (self->after == NULL || self->before == NULL) {
            return false;
        }
        if (string) {
            Py_BEGIN_ALLOW_THREADS
            status = zz_result_use_units(self->result, view->bytes, view->size,
                                         ZZ_UNITS_CODE_POINTS);
            Py_END_ALLOW_THREADS
        }
    }
    if (status != ZZ_OK) {
        raise_conversion(converter_state(self->made_by), status, &report, -1);
    }
    return status == ZZ_OK;
}

PyObject *converter_edits(PyObject *object, PyObject *text)
{
    text_view view;
    edits *self = plain_make(converter_state((converter *)object)->edits_type);
    if (self == NULL) {
        return NULL;
    }
    Py_INCREF(object);
    self->made_by = (converter *)object;
    bool filled = text_open(text, &view);
    if (filled) {
        filled = edits_fill(self, text, &view);
        text_close(&view);
    }
    if (!filled) {
        Py_CLEAR(self);
    }
    return (PyObject *)self;
}

static void edits_dealloc(PyObject *object)
{
    edits *self = (edits *)object;
    zz_result_free(self->result);
    Py_XDECREF(self->before);
    Py_XDECREF(self->after);
    Py_XDECREF((PyObject *)self->made_by);
    plain_free(object);
}

/* ---- A sequence --------------------------------------------------------- */

static Py_ssize_t edits_length(PyObject *object)
{
    return (Py_ssize_t)zz_result_edit_count(((edits *)object)->result);
}

static PyObject *steps_tuple(uint64_t steps)
{
    PyObject *list = PyList_New(0);
    for (int i = 0; list != NULL && i < 64; i++) {
        PyObject *number = (steps >> i & 1u) == 0 ? NULL : PyLong_FromLong(i);
        if (number != NULL && PyList_Append(list, number) != 0) {
            Py_CLEAR(list);
        }
        Py_XDECREF(number);
    }
    PyObject *tuple = list == NULL || PyErr_Occurred() ? NULL : PyList_AsTuple(list);
    Py_XDECREF(list);
    return tuple;
}

static PyObject *edits_item(PyObject *object, Py_ssize_t index)
{
    const edits *self = (const edits *)object;
    zz_edit edit;
    edit.size = sizeof edit;
    if (index < 0 || zz_result_edit(self->result, (size_t)index, &edit) != ZZ_OK) {
        PyErr_SetString(PyExc_IndexError, "there is no edit of that number");
        return NULL;
    }
    Py_ssize_t source = (Py_ssize_t)edit.source, target = (Py_ssize_t)edit.target;
    Py_ssize_t source_end = source + (Py_ssize_t)edit.source_size;
    Py_ssize_t target_end = target + (Py_ssize_t)edit.target_size;
    PyObject *before = PySequence_GetSlice(self->before, source, source_end);
    PyObject *after = PySequence_GetSlice(self->after, target, target_end);
    PyObject *steps = steps_tuple(edit.steps);
    PyObject *made = NULL;
    if (before != NULL && after != NULL && steps != NULL) {
        made = PyObject_CallFunction(converter_state(self->made_by)->edit_tuple, "nnnnOOssO",
                                     source, source_end, target, target_end, before, after,
                                     edit.step_name, edit.operation, steps);
    }
    Py_XDECREF(before);
    Py_XDECREF(after);
    Py_XDECREF(steps);
    return made;
}

/* ---- Offsets ------------------------------------------------------------ */

static PyObject *map_offset(const edits *self, PyObject *number, uint32_t direction)
{
    uint64_t mapped;
    Py_ssize_t offset = PyNumber_AsSsize_t(number, PyExc_IndexError);
    if (offset == -1 && PyErr_Occurred()) {
        return NULL;
    }
    if (offset < 0
        || zz_result_map(self->result, direction, (uint64_t)offset, &mapped) != ZZ_OK) {
        PyErr_SetString(PyExc_IndexError, "an offset outside the text");
        return NULL;
    }
    return PyLong_FromUnsignedLongLong(mapped);
}

static PyObject *edits_forward(PyObject *object, PyObject *offset)
{
    return map_offset((const edits *)object, offset, ZZ_MAP_FORWARD);
}

static PyObject *edits_back(PyObject *object, PyObject *offset)
{
    return map_offset((const edits *)object, offset, ZZ_MAP_BACK);
}

/* ---- Some of them ------------------------------------------------------- */

/* Sets a byte for each number in an iterable. */
static bool choose(PyObject *numbers, uint8_t *chosen, Py_ssize_t count)
{
    PyObject *iterator = PyObject_GetIter(numbers);
    PyObject *number;
    while (iterator != NULL && (number = PyIter_Next(iterator)) != NULL) {
        Py_ssize_t index = PyNumber_AsSsize_t(number, PyExc_IndexError);
        Py_DECREF(number);
        if (index == -1 && PyErr_Occurred()) {
            break;
        }
        if (index < 0 || index >= count) {
            PyErr_SetString(PyExc_IndexError, "there is no edit of that number");
            break;
        }
        chosen[index] = 1;
    }
    Py_XDECREF(iterator);
    return PyErr_Occurred() == NULL;
}

/* The result kept may count code points and then can't be applied any more: it is made again. */
static PyObject *apply_chosen(const edits *self, const uint8_t *chosen)
{
    text_view view;
    zz_report report;
    zz_result *result, *applied = NULL;
    PyObject *text = NULL;
    if (!text_open(self->before, &view)) {
        return NULL;
    }
    int32_t status = convert_with_edits(self->made_by, &view, &result, &report);
    if (status == ZZ_OK) {
        status = zz_result_apply(result, view.bytes, view.size, chosen, &applied);
        zz_result_free(result);
    }
    if (status == ZZ_OK) {
        text = text_make(zz_result_text(applied), zz_result_size(applied),
                         PyUnicode_Check(self->before));
        zz_result_free(applied);
    } else {
        raise_plain(converter_state(self->made_by), status, NULL);
    }
    text_close(&view);
    return text;
}

static PyObject *edits_apply(PyObject *object, PyObject *numbers)
{
    const edits *self = (const edits *)object;
    Py_ssize_t count = edits_length(object);
    uint8_t *chosen = PyMem_Malloc((size_t)count + 1); /* 3.9's limited API has no PyMem_Calloc */
    if (chosen == NULL) {
        return PyErr_NoMemory();
    }
    memset(chosen, 0, (size_t)count + 1);
    PyObject *text = choose(numbers, chosen, count) ? apply_chosen(self, chosen) : NULL;
    PyMem_Free(chosen);
    return text;
}

/* ---- The type ----------------------------------------------------------- */

static PyObject *edits_text(PyObject *object, void *which)
{
    const edits *self = (const edits *)object;
    PyObject *text = which == NULL ? self->before : self->after;
    Py_INCREF(text);
    return text;
}

static PyObject *edits_repr(PyObject *object)
{
    return PyUnicode_FromFormat("<zhengzi.Edits: %zd>", edits_length(object));
}

PyDoc_STRVAR(edits_doc,
"What a conversion changed: a sequence of Edit, in order and apart. Offsets are indexes into the\n"
"str or the bytes. Made by Converter.edits.");

PyDoc_STRVAR(forward_doc,
"forward($self, offset, /)\n"
"--\n"
"\n"
"Where an offset into the text is in the result. Inside an edit it is that edit's beginning.");

PyDoc_STRVAR(back_doc,
"back($self, offset, /)\n"
"--\n"
"\n"
"Where an offset into the result is in the text. Inside an edit it is that edit's beginning.");

PyDoc_STRVAR(apply_doc,
"apply($self, chosen, /)\n"
"--\n"
"\n"
"The text with some edits alone: those whose numbers, from 0, an iterable has.");

static PyMethodDef edits_methods[] = {
    {"forward", edits_forward, METH_O, forward_doc},
    {"back", edits_back, METH_O, back_doc},
    {"apply", edits_apply, METH_O, apply_doc},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef edits_properties[] = {
    {"before", edits_text, NULL, "The text as it was.", NULL},
    {"after", edits_text, NULL, "The text with all edits.", "after"},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot edits_slots[] = {
    {Py_tp_doc, (void *)edits_doc},
    {Py_tp_new, (void *)plain_new},
    {Py_tp_dealloc, (void *)edits_dealloc},
    {Py_tp_repr, (void *)edits_repr},
    {Py_tp_methods, edits_methods},
    {Py_tp_getset, edits_properties},
    {Py_tp_iter, (void *)PySeqIter_New},
    {Py_sq_length, (void *)edits_length},
    {Py_sq_item, (void *)edits_item},
    {0, NULL},
};

static PyType_Spec edits_spec = {
    .name = "zhengzi.Edits",
    .basicsize = (int)sizeof(edits),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = edits_slots,
};

bool add_edits(PyObject *module, module_state *state)
{
    return plain_add(module, &edits_spec, &state->edits_type);
}
