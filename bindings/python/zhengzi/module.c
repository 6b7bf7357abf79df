/* SPDX-License-Identifier: Apache-2.0 */
/* The module zhengzi._zhengzi; binding.h says what is in which file. */
#include "binding.h"

static struct PyModuleDef *module_definition(void);

/* The module a type was made by: with PyType_GetModule in the limited API this could go. */
PyObject *module_of(PyTypeObject *type)
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

/* ---- Functions ---------------------------------------------------------- */

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

static const char *const script_names[] = {"none",        "either", "simplified",
                                           "traditional", "mixed",  "japanese"};
static const char *const region_names[] = {"none", "taiwan", "hong-kong"};

static PyObject *detect(PyObject *module, PyObject *text)
{
    const module_state *state = PyModule_GetState(module);
    text_view view;
    zz_detection found;
    int32_t status;
    if (!text_open(text, &view)) {
        return NULL;
    }
    zz_detection_init(&found, sizeof found);
    if (view.size < RELEASE_GIL_SIZE) {
        status = zz_detect(NULL, view.bytes, view.size, &found);
    } else {
        Py_BEGIN_ALLOW_THREADS
        status = zz_detect(NULL, view.bytes, view.size, &found);
        Py_END_ALLOW_THREADS
    }
    text_close(&view);
    if (status != ZZ_OK) {
        raise_plain(state, status, NULL);
        return NULL;
    }
    return PyObject_CallFunction(
        state->detection_tuple, "sdsdKKKKKKK", script_names[found.script],
        found.script_score / 1000.0, region_names[found.region], found.region_score / 1000.0,
        (unsigned long long)found.han, (unsigned long long)found.simplified,
        (unsigned long long)found.traditional, (unsigned long long)found.japanese,
        (unsigned long long)found.kana, (unsigned long long)found.taiwan,
        (unsigned long long)found.hong_kong);
}

/* ---- The module --------------------------------------------------------- */

static bool add_tuples(module_state *state)
{
    PyObject *types = PyImport_ImportModule("zhengzi._types");
    if (types == NULL) {
        return false;
    }
    state->edit_tuple = PyObject_GetAttrString(types, "Edit");
    state->alternative_tuple = PyObject_GetAttrString(types, "Alternative");
    state->suggestion_tuple = PyObject_GetAttrString(types, "Suggestion");
    state->detection_tuple = PyObject_GetAttrString(types, "Detection");
    Py_DECREF(types);
    return state->edit_tuple != NULL && state->alternative_tuple != NULL
           && state->suggestion_tuple != NULL && state->detection_tuple != NULL;
}

static int module_exec(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    bool done = add_errors(module, state) && add_tuples(state) && add_converter(module)
                && add_edits(module, state) && add_stream(module, state)
                && add_arrow(module, state)
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
        Py_VISIT(state->dictionary_error);
        Py_VISIT(state->invalid_text_error);
        Py_VISIT(state->edits_type);
        Py_VISIT(state->stream_type);
        Py_VISIT(state->arrow_array_type);
        Py_VISIT(state->arrow_stream_type);
        Py_VISIT(state->edit_tuple);
        Py_VISIT(state->alternative_tuple);
        Py_VISIT(state->suggestion_tuple);
        Py_VISIT(state->detection_tuple);
    }
    return 0;
}

static int module_clear(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    if (state != NULL) {
        Py_CLEAR(state->error);
        Py_CLEAR(state->recipe_error);
        Py_CLEAR(state->dictionary_error);
        Py_CLEAR(state->invalid_text_error);
        Py_CLEAR(state->edits_type);
        Py_CLEAR(state->stream_type);
        Py_CLEAR(state->arrow_array_type);
        Py_CLEAR(state->arrow_stream_type);
        Py_CLEAR(state->edit_tuple);
        Py_CLEAR(state->alternative_tuple);
        Py_CLEAR(state->suggestion_tuple);
        Py_CLEAR(state->detection_tuple);
    }
    return 0;
}

static void module_free(void *module)
{
    module_clear(module);
}

static PyMethodDef module_methods[] = {
    {"catalog", catalog, METH_NOARGS, "catalog()\n--\n\n(name, kind, summary) of every name."},
    {"detect", detect, METH_O,
     "detect($module, text, /)\n--\n\n"
     "A Detection: which script and region a text is in, a str or bytes in UTF-8."},
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
