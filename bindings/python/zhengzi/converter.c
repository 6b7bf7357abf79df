/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi.Converter: a recipe, opened. */
#include "binding.h"

/* Results of texts up to a third of this need no memory but Python's. */
#define SMALL_RESULT 3072

const module_state *converter_state(const converter *self)
{
    return PyModule_GetState(self->module);
}

/* ---- Opening ------------------------------------------------------------ */

static const char *const invalid_names[] = {"pass", "error", "replace", "drop"};

static bool invalid_value(const char *name, uint32_t *invalid)
{
    for (uint32_t i = 0; i < sizeof invalid_names / sizeof *invalid_names; i++) {
        if (strcmp(name, invalid_names[i]) == 0) {
            *invalid = i;
            return true;
        }
    }
    PyErr_Format(PyExc_ValueError,
                 "invalid must be 'pass', 'error', 'replace' or 'drop', not '%s'", name);
    return false;
}

/* The lines that an option is, a new str: as given, or made by a function of _types.py. */
static PyObject *option_lines(const char *name, PyObject *given, const char *function)
{
    if (PyUnicode_Check(given)) {
        return PyUnicode_FromObject(given);
    }
    PyObject *helpers = PyImport_ImportModule("zhengzi._types");
    PyObject *lines =
        helpers == NULL ? NULL : PyObject_CallMethod(helpers, function, "sO", name, given);
    Py_XDECREF(helpers);
    if (lines != NULL && !PyUnicode_Check(lines)) {
        Py_CLEAR(lines);
        PyErr_SetString(PyExc_TypeError, "words must be str");
    }
    return lines;
}

static bool keep_option(PyObject *options, const char *name, PyObject *value)
{
    bool kept = value != NULL && PyDict_SetItemString(options, name, value) == 0;
    Py_XDECREF(value);
    return kept;
}

static bool keep_lines(PyObject *options, const char *name, PyObject *given, const char *function)
{
    return given == Py_None || keep_option(options, name, option_lines(name, given, function));
}

/* The bytes of an option; the owner keeps them alive. */
static bool option_bytes(PyObject *options, const char *name, text_view *view)
{
    PyObject *value = PyDict_GetItemString(options, name); /* borrowed */
    view->owner = NULL;
    view->bytes = NULL;
    view->size = 0;
    return value == NULL || text_open(value, view);
}

/* A configuration, whose path stands in the place of the recipe. */
static int32_t open_config(const char *path, const zz_options *options, zz_recipe **opened,
                           zz_error *error)
{
    int32_t status;
    Py_BEGIN_ALLOW_THREADS
    status = zz_recipe_open_config_file(path, options, opened, error);
    Py_END_ALLOW_THREADS
    return status;
}

static bool open_recipe(converter *self, uint32_t invalid)
{
    text_view recipe = {NULL, NULL, 0}, dictionary = {NULL, NULL, 0}, protect = {NULL, NULL, 0};
    text_view furniture = {NULL, NULL, 0};
    bool opened = false;
    if (text_open(self->recipe, &recipe) && option_bytes(self->options, "dictionary", &dictionary)
        && option_bytes(self->options, "protect", &protect)
        && option_bytes(self->options, "furniture", &furniture)) {
        zz_options options;
        zz_error error;
        zz_options_init(&options, sizeof options);
        options.invalid = invalid;
        options.flags = PyDict_GetItemString(self->options, "tofu") == NULL ? 0u : ZZ_NO_TOFU;
        PyObject *config = PyDict_GetItemString(self->options, "_config"); /* borrowed */
        options.flags |= config == Py_True ? ZZ_BUILTIN_DICTIONARIES : 0u;
        options.dictionary = dictionary.bytes;
        options.dictionary_size = dictionary.size;
        options.protect = protect.bytes;
        options.protect_size = protect.size;
        options.furniture = furniture.bytes;
        options.furniture_size = furniture.size;
        opened = (config == NULL
                      ? zz_recipe_open(recipe.bytes, recipe.size, &options, &self->opened, &error)
                      : open_config(recipe.bytes, &options, &self->opened, &error))
                 == ZZ_OK;
        if (!opened) {
            raise_recipe(converter_state(self), &error, recipe.bytes, recipe.size);
        }
    }
    text_close(&recipe);
    text_close(&dictionary);
    text_close(&protect);
    text_close(&furniture);
    return opened;
}

static PyObject *make_options(uint32_t invalid, bool tofu, PyObject *config, PyObject *dictionary,
                              PyObject *protect, PyObject *furniture)
{
    PyObject *options = PyDict_New();
    bool made = options != NULL
                && (invalid == ZZ_INVALID_PASS
                    || keep_option(options, "invalid",
                                   PyUnicode_FromString(invalid_names[invalid])))
                && (tofu || keep_option(options, "tofu", PyBool_FromLong(0)))
                && (config == Py_None
                    || keep_option(options, "_config", PyBool_FromLong(config == Py_True)))
                && keep_lines(options, "dictionary", dictionary, "dictionary_lines")
                && keep_lines(options, "protect", protect, "word_lines")
                && keep_lines(options, "furniture", furniture, "word_lines");
    if (!made) {
        Py_CLEAR(options);
    }
    return options;
}

static PyObject *converter_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    /* "_config" is Converter.from_config's: the recipe is a path; True: with what is built in. */
    static char *names[] = {"recipe", "dictionary", "protect", "furniture", "invalid", "tofu",
                            "_config", NULL};
    PyObject *recipe, *config = Py_None;
    PyObject *dictionary = Py_None, *protect = Py_None, *furniture = Py_None;
    const char *invalid_name = "pass";
    uint32_t invalid;
    int tofu = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "U|$OOOspO:Converter", names, &recipe,
                                     &dictionary, &protect, &furniture, &invalid_name, &tofu,
                                     &config)
        || !invalid_value(invalid_name, &invalid)) {
        return NULL;
    }
    PyObject *options = make_options(invalid, tofu != 0, config, dictionary, protect,
                                                  furniture);
    PyObject *module = options == NULL ? NULL : module_of(type);
    converter *self = module == NULL ? NULL : PyObject_GC_New(converter, type);
    if (self == NULL) {
        Py_XDECREF(options);
        Py_XDECREF(module);
        return NULL;
    }
    Py_INCREF(recipe);
    self->module = module;
    self->recipe = recipe;
    self->options = options;
    self->opened = NULL;
    PyObject_GC_Track(self);
    if (!open_recipe(self, invalid)) {
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
    Py_XDECREF(self->options);
    Py_XDECREF(self->recipe);
    Py_XDECREF(self->module);
    PyObject_GC_Del(object);
    Py_DECREF(type);
}

/* ---- Converting --------------------------------------------------------- */

/* On the stack. Gives ZZ_ERROR_BUFFER where the result has no room there. */
static int32_t convert_small(const converter *self, const text_view *view, bool string,
                             zz_report *report, PyObject **converted)
{
    char buffer[SMALL_RESULT];
    size_t size;
    int32_t status = zz_convert_into(self->opened, view->bytes, view->size, buffer, sizeof buffer,
                                     &size, report);
    if (status == ZZ_OK) {
        *converted = text_make(buffer, size, string);
    }
    return status;
}

static int32_t convert_large(const converter *self, const text_view *view, bool string,
                             zz_report *report, PyObject **converted)
{
    zz_result *result;
    int32_t status;
    if (view->size < RELEASE_GIL_SIZE) {
        status = zz_convert(self->opened, view->bytes, view->size, &result, report);
    } else {
        Py_BEGIN_ALLOW_THREADS
        status = zz_convert(self->opened, view->bytes, view->size, &result, report);
        Py_END_ALLOW_THREADS
    }
    if (status == ZZ_OK) {
        *converted = text_make(zz_result_text(result), zz_result_size(result), string);
        zz_result_free(result);
    }
    return status;
}

static PyObject *converter_convert(PyObject *object, PyObject *text)
{
    const converter *self = (const converter *)object;
    bool string = PyUnicode_Check(text);
    text_view view;
    if (!text_open(text, &view)) {
        return NULL;
    }
    PyObject *converted = NULL;
    zz_report report;
    int32_t status = ZZ_ERROR_BUFFER;
    zz_report_init(&report, sizeof report);
    if (view.size <= SMALL_RESULT / 3) {
        status = convert_small(self, &view, string, &report, &converted);
    }
    if (status == ZZ_ERROR_BUFFER) {
        status = convert_large(self, &view, string, &report, &converted);
    }
    text_close(&view);
    return status == ZZ_OK ? converted
                           : raise_conversion(converter_state(self), status, &report, -1);
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

static PyObject *alternatives_list(const zz_alternatives *found, bool string)
{
    size_t count = zz_alternatives_count(found);
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list != NULL && i < count; i++) {
        const char *bytes;
        size_t size;
        PyObject *text = zz_alternatives_get(found, i, &bytes, &size) == ZZ_OK
                             ? text_make(bytes, size, string)
                             : NULL;
        if (text == NULL || PyList_Append(list, text) != 0) {
            Py_CLEAR(list);
        }
        Py_XDECREF(text);
    }
    return list;
}

static PyObject *converter_alternatives(PyObject *object, PyObject *text)
{
    const converter *self = (const converter *)object;
    text_view view;
    if (!text_open(text, &view)) {
        return NULL;
    }
    zz_alternatives *found;
    int32_t status = zz_alternatives_find(self->opened, view.bytes, view.size, &found);
    PyObject *list = NULL;
    if (status == ZZ_OK) {
        list = alternatives_list(found, PyUnicode_Check(text));
        zz_alternatives_free(found);
    } else {
        /* Where the fault is, only a conversion says. */
        list = status == ZZ_ERROR_INVALID_UTF8 ? converter_convert(object, text) : NULL;
        Py_CLEAR(list);
        if (!PyErr_Occurred()) {
            raise_plain(converter_state(self), status, NULL);
        }
    }
    text_close(&view);
    return list;
}

/* ---- What it is --------------------------------------------------------- */

static PyObject *converter_recipe(PyObject *object, void *unused)
{
    (void)unused;
    PyObject *recipe = ((converter *)object)->recipe;
    Py_INCREF(recipe);
    return recipe;
}

static PyObject *option_or(PyObject *object, const char *name, PyObject *otherwise)
{
    PyObject *value = PyDict_GetItemString(((converter *)object)->options, name); /* borrowed */
    if (value != NULL) {
        Py_XDECREF(otherwise);
        Py_INCREF(value);
        return value;
    }
    return otherwise;
}

static PyObject *converter_invalid(PyObject *object, void *unused)
{
    (void)unused;
    return option_or(object, "invalid", PyUnicode_FromString(invalid_names[ZZ_INVALID_PASS]));
}

static PyObject *converter_tofu(PyObject *object, void *unused)
{
    (void)unused;
    return option_or(object, "tofu", PyBool_FromLong(1));
}

static PyObject *converter_lines(PyObject *object, void *name)
{
    Py_INCREF(Py_None);
    return option_or(object, name, Py_None);
}

static PyObject *converter_repr(PyObject *object)
{
    static const char *const lines[] = {"dictionary", "protect", "furniture"};
    const converter *self = (const converter *)object;
    PyObject *invalid = PyDict_GetItemString(self->options, "invalid"); /* borrowed */
    bool is_config = PyDict_GetItemString(self->options, "_config") != NULL;
    PyObject *text = PyUnicode_FromFormat("zhengzi.Converter%s(%R", is_config ? ".from_config" : "",
                                          self->recipe);
    for (size_t i = 0; i < sizeof lines / sizeof *lines && text != NULL; i++) {
        if (PyDict_GetItemString(self->options, lines[i]) != NULL) {
            PyObject *longer = PyUnicode_FromFormat("%U, %s=...", text, lines[i]);
            Py_DECREF(text);
            text = longer;
        }
    }
    if (text == NULL) {
        return NULL;
    }
    const char *tofu = PyDict_GetItemString(self->options, "tofu") == NULL ? "" : ", tofu=False";
    PyObject *whole = invalid == NULL
                          ? PyUnicode_FromFormat("%U%s)", text, tofu)
                          : PyUnicode_FromFormat("%U, invalid=%R%s)", text, invalid, tofu);
    Py_DECREF(text);
    return whole;
}

/* For copy and pickle, and so for pools of processes. */
static PyObject *converter_getnewargs_ex(PyObject *object, PyObject *unused)
{
    (void)unused;
    const converter *self = (const converter *)object;
    PyObject *options = PyDict_Copy(self->options);
    return options == NULL ? NULL : Py_BuildValue("((O)N)", self->recipe, options);
}

/* ---- The type ----------------------------------------------------------- */

PyDoc_STRVAR(converter_doc,
"Converter(recipe, *, dictionary=None, protect=None, furniture=None, invalid='pass', tofu=True)\n"
"--\n"
"\n"
"A recipe, opened: call it with a text, or use its methods.\n"
"\n"
"recipe is a comma-separated list of steps, as 's2tw' or 'clean,t2s'; see recipes().\n"
"dictionary has words of your own, which go before all steps and which no step touches: a\n"
"mapping, or lines of key TAB value. protect has words that no step may touch, furniture more\n"
"lines for the step furniture to delete: an iterable of str, or lines. A fault in them raises\n"
"DictionaryError.\n"
"invalid says what happens to ill-formed UTF-8 in bytes: 'pass' leaves it as it is,\n"
"'error' raises InvalidTextError, 'replace' puts U+FFFD there, 'drop' deletes it.\n"
"tofu=False leaves out the characters that few fonts have. A recipe that is unknown or\n"
"contradicts itself raises RecipeError.\n"
"\n"
"It never changes, and any number of threads may use it at the same time.");

PyDoc_STRVAR(convert_doc,
"convert($self, text, /)\n"
"--\n"
"\n"
"The converted text: a str for a str, bytes for a bytes-like object in UTF-8.");

PyDoc_STRVAR(convert_many_doc,
"convert_many($self, texts, /, *, threads=None)\n"
"--\n"
"\n"
"A list with each of the texts of an iterable converted, by several threads without the GIL:\n"
"as many as there are processors, or fewer where there is little to do.\n"
"Of an error, index says which text was at fault.");

PyDoc_STRVAR(convert_arrow_doc,
"convert_arrow($self, strings, /, *, threads=None)\n"
"--\n"
"\n"
"A string array converted, from and to anything that speaks Arrow's PyCapsule protocol, as the\n"
"arrays of pyarrow, polars and pandas. Nulls stay nulls. An array gives an ArrowArray, what comes\n"
"in chunks an ArrowStream. Of string, large_string, binary and large_binary the type stays; views\n"
"become large ones; of a dictionary-encoded array the dictionary is converted; nothing but nulls\n"
"become those of string.");

PyDoc_STRVAR(alternatives_doc,
"alternatives($self, text, /)\n"
"--\n"
"\n"
"A list of all that a word or a phrase could become, for a menu: first what convert makes of it,\n"
"then what else the dictionaries have. Of texts of more than 256 bytes nothing else is sought.");

PyDoc_STRVAR(edits_doc,
"edits($self, text, /, *, alternatives=False)\n"
"--\n"
"\n"
"The text converted, as Edits: what was changed, and where. With alternatives each says what else\n"
"it could be, and there are suggestions; that takes longer.");

PyDoc_STRVAR(stream_doc,
"stream($self, *, binary=False)\n"
"--\n"
"\n"
"A Stream, for a text that comes in chunks: of str, or of bytes where binary.");

static PyMethodDef converter_methods[] = {
    {"convert", converter_convert, METH_O, convert_doc},
    {"convert_many", KEYWORDS(converter_convert_many), METH_VARARGS | METH_KEYWORDS,
     convert_many_doc},
    {"convert_arrow", KEYWORDS(converter_convert_arrow), METH_VARARGS | METH_KEYWORDS,
     convert_arrow_doc},
    {"alternatives", converter_alternatives, METH_O, alternatives_doc},
    {"edits", KEYWORDS(converter_edits), METH_VARARGS | METH_KEYWORDS, edits_doc},
    {"stream", KEYWORDS(converter_stream), METH_VARARGS | METH_KEYWORDS, stream_doc},
    {"__getnewargs_ex__", converter_getnewargs_ex, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef converter_properties[] = {
    {"recipe", converter_recipe, NULL, "The recipe, or a configuration's path, as given.", NULL},
    {"dictionary", converter_lines, NULL, "Words of your own, as lines, or None.", "dictionary"},
    {"protect", converter_lines, NULL, "Words that nothing touches, as lines, or None.", "protect"},
    {"furniture", converter_lines, NULL, "Lines to delete, or None.", "furniture"},
    {"invalid", converter_invalid, NULL, "'pass', 'error', 'replace' or 'drop'.", NULL},
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

bool add_converter(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&converter_spec);
    bool added = type != NULL && PyObject_SetAttrString(type, "_module", module) == 0
                 && PyObject_SetAttrString(module, "Converter", type) == 0;
    Py_XDECREF(type);
    return added;
}
