/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhengzi._zhengzi: Python's types and errors around the library, which takes every decision.
 *
 * Within the limited API of Python 3.9, so that one built file serves every version since. That
 * API has no buffers and no type that knows its module; text_open and module_of make up for it.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdbool.h>
#include <string.h>

#include "zhengzi.h"

/* From this many bytes up a conversion lets other threads run; below, giving up the GIL and taking
   it back costs more than the others gain. */
#define RELEASE_GIL_SIZE 4096

/* ---- Module state ------------------------------------------------------- */

typedef struct module_state {
    PyObject *error;
    PyObject *recipe_error;
    PyObject *invalid_text_error;
} module_state;

static struct PyModuleDef *module_definition(void);

/* The module a type was made by: with PyType_GetModule in the limited API this could go. */
static PyObject *module_of(PyTypeObject *type)
{
    PyObject *module = PyObject_GetAttrString((PyObject *)type, "_module");
    if (module != NULL
        && (!PyModule_Check(module) || PyModule_GetDef(module) != module_definition())) {
        Py_DECREF(module);
        PyErr_SetString(PyExc_SystemError, "zhengzi.Converter._module is not what it was");
        return NULL;
    }
    return module;
}

/* ---- Errors ------------------------------------------------------------- */

static void raise_at(PyObject *type, const char *message, uint64_t offset)
{
    /* A message cut to its array may end inside a character. */
    PyObject *sentence = PyUnicode_DecodeUTF8(message, (Py_ssize_t)strlen(message), "replace");
    PyObject *position = PyLong_FromUnsignedLongLong(offset);
    PyObject *error = NULL;
    if (sentence != NULL && position != NULL) {
        error = PyObject_CallFunctionObjArgs(type, sentence, NULL);
    }
    if (error != NULL && PyObject_SetAttrString(error, "offset", position) == 0) {
        PyErr_SetObject(type, error);
    }
    Py_XDECREF(error);
    Py_XDECREF(position);
    Py_XDECREF(sentence);
}

/* The statuses that do not say where in an input the fault lies. */
static void raise_plain(const module_state *state, int32_t status, const char *message)
{
    if (status == ZZ_ERROR_MEMORY) {
        PyErr_NoMemory();
    } else if (status == ZZ_ERROR_TOO_LARGE) {
        PyErr_SetString(PyExc_OverflowError, message);
    } else {
        PyErr_SetString(state->error, message);
    }
}

/* ---- Text --------------------------------------------------------------- */

typedef struct text_view {
    PyObject *owner; /* a bytes object that keeps the rest alive */
    const char *bytes;
    size_t size;
} text_view;

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

static bool text_open(PyObject *text, text_view *view)
{
    view->owner = text_as_bytes(text);
    if (view->owner == NULL) {
        return false;
    }
    char *bytes;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(view->owner, &bytes, &size) != 0) {
        Py_DECREF(view->owner);
        return false;
    }
    view->bytes = bytes;
    view->size = (size_t)size;
    return true;
}

/* ---- Converter ---------------------------------------------------------- */

typedef struct converter {
    PyObject_HEAD
    PyObject *module; /* its state has the exceptions */
    PyObject *recipe; /* the str it was opened with */
    zz_recipe *opened;
    uint32_t invalid;
    bool tofu;
} converter;

static const char *invalid_name(uint32_t invalid)
{
    return invalid == ZZ_INVALID_ERROR ? "error" : "pass";
}

static bool invalid_value(const char *name, uint32_t *invalid)
{
    if (strcmp(name, "pass") == 0) {
        *invalid = ZZ_INVALID_PASS;
    } else if (strcmp(name, "error") == 0) {
        *invalid = ZZ_INVALID_ERROR;
    } else {
        PyErr_Format(PyExc_ValueError, "invalid must be 'pass' or 'error', not '%s'", name);
        return false;
    }
    return true;
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

static bool open_recipe(converter *self)
{
    PyObject *recipe = PyUnicode_AsUTF8String(self->recipe);
    if (recipe == NULL) {
        return false;
    }
    const char *name = PyBytes_AsString(recipe);
    size_t size = (size_t)PyBytes_Size(recipe);
    zz_options options;
    zz_error error;
    zz_options_init(&options, sizeof options);
    options.invalid = self->invalid;
    options.flags = self->tofu ? 0u : ZZ_NO_TOFU;
    int32_t status = zz_recipe_open(name, size, &options, &self->opened, &error);
    if (status != ZZ_OK) {
        const module_state *state = PyModule_GetState(self->module);
        if (status == ZZ_ERROR_RECIPE) {
            raise_at(state->recipe_error, error.message, code_points(name, size, error.offset));
        } else {
            raise_plain(state, status, error.message);
        }
    }
    Py_DECREF(recipe);
    return status == ZZ_OK;
}

static PyObject *converter_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"recipe", "invalid", "tofu", NULL};
    PyObject *recipe;
    const char *invalid = "pass";
    int tofu = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "U|$sp:Converter", names, &recipe, &invalid,
                                     &tofu)) {
        return NULL;
    }
    uint32_t invalid_mode;
    if (!invalid_value(invalid, &invalid_mode)) {
        return NULL;
    }
    PyObject *module = module_of(type);
    if (module == NULL) {
        return NULL;
    }
    converter *self = PyObject_GC_New(converter, type);
    if (self == NULL) {
        Py_DECREF(module);
        return NULL;
    }
    Py_INCREF(recipe);
    self->module = module;
    self->recipe = recipe;
    self->opened = NULL;
    self->invalid = invalid_mode;
    self->tofu = tofu != 0;
    PyObject_GC_Track(self);
    if (!open_recipe(self)) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static int converter_traverse(PyObject *object, visitproc visit, void *arg)
{
    converter *self = (converter *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->module);
    return 0;
}

/* No tp_clear: what a converter holds leads to itself only through its type, which clears that. */
static void converter_dealloc(PyObject *object)
{
    converter *self = (converter *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyObject_GC_UnTrack(object);
    zz_recipe_close(self->opened);
    Py_XDECREF(self->recipe);
    Py_XDECREF(self->module);
    PyObject_GC_Del(object);
    Py_DECREF(type);
}

static PyObject *raise_from_text(const converter *self, int32_t status, const zz_report *report)
{
    const module_state *state = PyModule_GetState(self->module);
    if (status == ZZ_ERROR_INVALID_UTF8) {
        char message[96];
        PyOS_snprintf(message, sizeof message, "ill-formed UTF-8 at byte offset %llu",
                      (unsigned long long)report->invalid_offset);
        raise_at(state->invalid_text_error, message, report->invalid_offset);
    } else {
        raise_plain(state, status, zz_status_string(status));
    }
    return NULL;
}

static PyObject *converter_convert(PyObject *object, PyObject *text)
{
    const converter *self = (const converter *)object;
    text_view view;
    if (!text_open(text, &view)) {
        return NULL;
    }
    zz_report report;
    zz_result *result;
    int32_t status;
    zz_report_init(&report, sizeof report);
    if (view.size < RELEASE_GIL_SIZE) {
        status = zz_convert(self->opened, view.bytes, view.size, &result, &report);
    } else {
        Py_BEGIN_ALLOW_THREADS
        status = zz_convert(self->opened, view.bytes, view.size, &result, &report);
        Py_END_ALLOW_THREADS
    }
    Py_DECREF(view.owner);
    if (status != ZZ_OK) {
        return raise_from_text(self, status, &report);
    }
    PyObject *converted;
    const char *bytes = zz_result_text(result);
    size_t size = zz_result_size(result);
    if (size > (size_t)PY_SSIZE_T_MAX) {
        converted = PyErr_NoMemory();
    } else if (PyUnicode_Check(text)) {
        converted = PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)size, NULL);
    } else {
        converted = PyBytes_FromStringAndSize(bytes, (Py_ssize_t)size);
    }
    zz_result_free(result);
    return converted;
}

static PyObject *converter_call(PyObject *object, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", NULL};
    PyObject *text;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:Converter.__call__", names, &text)) {
        return NULL;
    }
    return converter_convert(object, text);
}

static PyObject *converter_recipe(PyObject *object, void *unused)
{
    (void)unused;
    PyObject *recipe = ((converter *)object)->recipe;
    Py_INCREF(recipe);
    return recipe;
}

static PyObject *converter_invalid(PyObject *object, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(invalid_name(((converter *)object)->invalid));
}

static PyObject *converter_tofu(PyObject *object, void *unused)
{
    (void)unused;
    return PyBool_FromLong(((converter *)object)->tofu);
}

static PyObject *converter_repr(PyObject *object)
{
    const converter *self = (const converter *)object;
    return PyUnicode_FromFormat("zhengzi.Converter(%R%s%s)", self->recipe,
                                self->invalid == ZZ_INVALID_ERROR ? ", invalid='error'" : "",
                                self->tofu ? "" : ", tofu=False");
}

/* For copy and pickle, and so for pools of processes. */
static PyObject *converter_getnewargs_ex(PyObject *object, PyObject *unused)
{
    (void)unused;
    const converter *self = (const converter *)object;
    return Py_BuildValue("((O){s:s,s:O})", self->recipe, "invalid", invalid_name(self->invalid),
                         "tofu", self->tofu ? Py_True : Py_False);
}

PyDoc_STRVAR(converter_doc,
"Converter(recipe, *, invalid='pass', tofu=True)\n"
"--\n"
"\n"
"A recipe, opened: call it with a text, or use convert.\n"
"\n"
"recipe is a comma-separated list of steps, as 's2tw' or 'clean,t2s'; see recipes().\n"
"invalid says what happens to ill-formed UTF-8 in bytes: 'pass' leaves it as it is,\n"
"'error' raises InvalidTextError. tofu=False leaves out the characters that few fonts\n"
"have. A recipe that is unknown or contradicts itself raises RecipeError.\n"
"\n"
"It never changes, and any number of threads may use it at the same time.");

PyDoc_STRVAR(converter_convert_doc,
"convert($self, text, /)\n"
"--\n"
"\n"
"The converted text: a str for a str, bytes for a bytes-like object in UTF-8.");

static PyMethodDef converter_methods[] = {
    {"convert", converter_convert, METH_O, converter_convert_doc},
    {"__getnewargs_ex__", converter_getnewargs_ex, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef converter_properties[] = {
    {"recipe", converter_recipe, NULL, "The recipe as it was given.", NULL},
    {"invalid", converter_invalid, NULL, "'pass' or 'error'.", NULL},
    {"tofu", converter_tofu, NULL, "Whether characters that few fonts have are used.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot converter_slots[] = {
    {Py_tp_doc, (void *)converter_doc},
    {Py_tp_new, (void *)converter_new},
    {Py_tp_dealloc, (void *)converter_dealloc},
    {Py_tp_traverse, (void *)converter_traverse},
    {Py_tp_call, (void *)converter_call},
    {Py_tp_repr, (void *)converter_repr},
    {Py_tp_methods, converter_methods},
    {Py_tp_getset, converter_properties},
    {0, NULL},
};

static PyType_Spec converter_spec = {
    .name = "zhengzi.Converter",
    .basicsize = (int)sizeof(converter),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = converter_slots,
};

/* ---- Module ------------------------------------------------------------- */

static const char *kind_name(uint32_t kind)
{
    switch (kind) {
    case ZZ_CATALOG_CONVERSION:
        return "conversion";
    case ZZ_CATALOG_STEP:
        return "step";
    case ZZ_CATALOG_PRESET:
        return "preset";
    default:
        return "other";
    }
}

static PyObject *catalog(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    PyObject *list = PyList_New(0);
    uint32_t kind;
    const char *name, *summary;
    for (uint32_t i = 0;
         list != NULL && zz_catalog(NULL, i, &kind, &name, &summary) == ZZ_OK; i++) {
        PyObject *entry = Py_BuildValue("(sss)", name, kind_name(kind), summary);
        if (entry == NULL || PyList_Append(list, entry) != 0) {
            Py_CLEAR(list);
        }
        Py_XDECREF(entry);
    }
    return list;
}

/* Makes an exception, says in the module where it is, and keeps one reference in *out. */
static bool add_error(PyObject *module, const char *name, const char *doc, PyObject *base,
                      PyObject *attributes, PyObject **out)
{
    *out = PyErr_NewExceptionWithDoc(name, doc, base, attributes);
    return *out != NULL
           && PyObject_SetAttrString(module, name + sizeof "zhengzi." - 1, *out) == 0;
}

static bool add_errors(PyObject *module, module_state *state)
{
    PyObject *attributes = Py_BuildValue("{s:O}", "offset", Py_None);
    bool made =
        attributes != NULL
        && add_error(module, "zhengzi.Error",
                     "What the library refused. offset says where, or is None.", PyExc_ValueError,
                     attributes, &state->error)
        && add_error(module, "zhengzi.RecipeError",
                     "An unknown or contradictory recipe. offset is the index into it of the step "
                     "at fault.",
                     state->error, NULL, &state->recipe_error)
        && add_error(module, "zhengzi.InvalidTextError",
                     "Ill-formed UTF-8 in bytes under invalid='error'. offset is the index of the "
                     "first byte at fault.",
                     state->error, NULL, &state->invalid_text_error);
    Py_XDECREF(attributes);
    return made;
}

static bool add_converter(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&converter_spec);
    bool added = type != NULL && PyObject_SetAttrString(type, "_module", module) == 0
                 && PyObject_SetAttrString(module, "Converter", type) == 0;
    Py_XDECREF(type);
    return added;
}

static int module_exec(PyObject *module)
{
    bool done = add_errors(module, PyModule_GetState(module)) && add_converter(module)
                && PyModule_AddStringConstant(module, "version", zz_version_string()) == 0
                && PyModule_AddStringConstant(module, "data_version", zz_data_version(NULL)) == 0;
    return done ? 0 : -1;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    module_state *state = PyModule_GetState(module);
    if (state != NULL) {
        Py_VISIT(state->error);
        Py_VISIT(state->recipe_error);
        Py_VISIT(state->invalid_text_error);
    }
    return 0;
}

static int module_clear(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    if (state != NULL) {
        Py_CLEAR(state->error);
        Py_CLEAR(state->recipe_error);
        Py_CLEAR(state->invalid_text_error);
    }
    return 0;
}

static void module_free(void *module)
{
    module_clear(module);
}

static PyMethodDef module_methods[] = {
    {"catalog", catalog, METH_NOARGS, "catalog()\n--\n\n(name, kind, summary) of every name."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)module_exec},
#ifdef Py_mod_multiple_interpreters
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#else
    /* The limited API of 3.9 has no name for it. 3.12 and later want it of a module for an
       interpreter with a GIL of its own; see PyInit__zhengzi for those before. */
    {3, (void *)2},
#endif
#ifdef Py_mod_gil
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static PyModuleDef_Slot slots_before_3_12[] = {
    {Py_mod_exec, (void *)module_exec},
    {0, NULL},
};

#define MODULE_DEFINITION(slots_of_it)                                                    \
    {                                                                                     \
        .m_base = PyModuleDef_HEAD_INIT,                                                  \
        .m_name = "zhengzi._zhengzi",                                                     \
        .m_doc = "The C part of zhengzi; import zhengzi instead.",                        \
        .m_size = (Py_ssize_t)sizeof(module_state),                                       \
        .m_methods = module_methods,                                                      \
        .m_slots = (slots_of_it),                                                         \
        .m_traverse = module_traverse,                                                    \
        .m_clear = module_clear,                                                          \
        .m_free = module_free,                                                            \
    }

static struct PyModuleDef definition = MODULE_DEFINITION(slots);
static struct PyModuleDef definition_before_3_12 = MODULE_DEFINITION(slots_before_3_12);

/* Of the Python that runs, which may be later than the one this was built with. */
static struct PyModuleDef *module_definition(void)
{
    PyObject *version = PySys_GetObject("hexversion"); /* borrowed */
    long number = version != NULL ? PyLong_AsLong(version) : 0;
    return number >= 0x030C0000 ? &definition : &definition_before_3_12;
}

PyMODINIT_FUNC PyInit__zhengzi(void);

PyMODINIT_FUNC PyInit__zhengzi(void)
{
    return PyModuleDef_Init(module_definition());
}
