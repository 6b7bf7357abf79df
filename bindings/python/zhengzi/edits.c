/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi.Edits: what a conversion changed, and where. */
#include "binding.h"

typedef struct edits {
    PyObject_HEAD
    converter *made_by;
    PyObject *before; /* str or bytes */
    PyObject *after;
    zz_result *result; /* offsets are in code points where the texts are str */
    uint32_t want;     /* what it was made with */
} edits;

static int32_t convert_with_edits(const edits *made, const text_view *view, zz_result **result,
                                  zz_report *report)
{
    const converter *self = made->made_by;
    int32_t status;
    zz_report_init(report, sizeof *report);
    report->want = made->want;
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
    int32_t status = convert_with_edits(self, view, &self->result, &report);
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

PyObject *converter_edits(PyObject *object, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "alternatives", NULL};
    PyObject *text;
    text_view view;
    int alternatives = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$p:edits", names, &text, &alternatives)) {
        return NULL;
    }
    edits *self = plain_make(converter_state((converter *)object)->edits_type);
    if (self == NULL) {
        return NULL;
    }
    Py_INCREF(object);
    self->made_by = (converter *)object;
    self->want = alternatives != 0 ? ZZ_WANT_ALTERNATIVES : ZZ_WANT_EDITS;
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

/* As in Detection; None where nobody weighed. */
static PyObject *score_made(int32_t score)
{
    if (score == ZZ_SCORE_NONE) {
        Py_RETURN_NONE;
    }
    return PyFloat_FromDouble(score / 1000.0);
}

/* A form of an edit or a suggestion, by number. */
typedef int32_t (*form_fn)(const zz_result *, size_t, size_t, const char **, size_t *, int32_t *);

static PyObject *forms_tuple(const edits *self, form_fn form, size_t which, size_t count)
{
    PyObject *make = converter_state(self->made_by)->alternative_tuple;
    bool string = PyUnicode_Check(self->before);
    PyObject *tuple = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; tuple != NULL && i < count; i++) {
        const char *bytes;
        size_t size;
        int32_t score;
        form(self->result, which, i, &bytes, &size, &score);
        PyObject *text = text_make(bytes, size, string);
        PyObject *weight = text == NULL ? NULL : score_made(score);
        PyObject *made = weight == NULL ? NULL : PyObject_CallFunction(make, "OO", text, weight);
        Py_XDECREF(text);
        Py_XDECREF(weight);
        if (made == NULL || PyTuple_SetItem(tuple, (Py_ssize_t)i, made) != 0) {
            Py_CLEAR(tuple);
        }
    }
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
    PyObject *score = score_made(edit.score);
    PyObject *others =
        forms_tuple(self, zz_result_edit_alternative, (size_t)index, edit.alternatives);
    PyObject *made = NULL;
    if (before != NULL && after != NULL && steps != NULL && score != NULL && others != NULL) {
        made = PyObject_CallFunction(converter_state(self->made_by)->edit_tuple, "nnnnOOssOOO",
                                     source, source_end, target, target_end, before, after,
                                     edit.step_name, edit.operation, steps, score, others);
    }
    Py_XDECREF(before);
    Py_XDECREF(after);
    Py_XDECREF(steps);
    Py_XDECREF(score);
    Py_XDECREF(others);
    return made;
}

static PyObject *suggestion_made(const edits *self, size_t index)
{
    zz_suggestion given;
    given.size = sizeof given;
    zz_result_suggestion(self->result, index, &given);
    Py_ssize_t source = (Py_ssize_t)given.source, target = (Py_ssize_t)given.target;
    Py_ssize_t source_end = source + (Py_ssize_t)given.source_size;
    Py_ssize_t target_end = target + (Py_ssize_t)given.target_size;
    PyObject *text = PySequence_GetSlice(self->before, source, source_end);
    PyObject *score = score_made(given.score);
    PyObject *forms = forms_tuple(self, zz_result_suggestion_form, index, given.forms);
    PyObject *made = NULL;
    if (text != NULL && score != NULL && forms != NULL) {
        made = PyObject_CallFunction(converter_state(self->made_by)->suggestion_tuple, "nnnnOsOO",
                                     source, source_end, target, target_end, text,
                                     given.step_name, score, forms);
    }
    Py_XDECREF(text);
    Py_XDECREF(score);
    Py_XDECREF(forms);
    return made;
}

static PyObject *edits_suggestions(PyObject *object, void *unused)
{
    const edits *self = (const edits *)object;
    size_t count = zz_result_suggestion_count(self->result);
    PyObject *list = PyList_New(0);
    (void)unused;
    for (size_t i = 0; list != NULL && i < count; i++) {
        PyObject *made = suggestion_made(self, i);
        if (made == NULL || PyList_Append(list, made) != 0) {
            Py_CLEAR(list);
        }
        Py_XDECREF(made);
    }
    return list;
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

static PyObject *apply_chosen(const edits *self, const uint8_t *chosen)
{
    text_view view;
    zz_result *applied = NULL;
    PyObject *text = NULL;
    if (!text_open(self->before, &view)) {
        return NULL;
    }
    int32_t status = zz_result_apply(self->result, view.bytes, view.size, chosen, &applied);
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
    {"suggestions", edits_suggestions, NULL,
     "A list of Suggestion: places left as they are because nothing was sure. Empty unless\n"
     "alternatives were asked for.", NULL},
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
