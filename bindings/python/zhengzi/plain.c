/* SPDX-License-Identifier: Apache-2.0 */
/* Types that only the module makes objects of. Their objects hold a converter and texts, nothing
   that could lead back to them, and so the garbage collector need not know them. */
#include "binding.h"

void *plain_make(PyTypeObject *type)
{
    return PyType_GenericAlloc(type, 0);
}

PyObject *plain_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)args;
    (void)kwargs;
    PyErr_Format(PyExc_TypeError, "%R is made by methods of zhengzi.Converter", (PyObject *)type);
    return NULL;
}

void plain_free(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF(type);
}

bool plain_add(PyObject *module, PyType_Spec *spec, PyTypeObject **out)
{
    *out = (PyTypeObject *)PyType_FromSpec(spec);
    return *out != NULL
           && PyObject_SetAttrString(module, spec->name + sizeof "zhengzi." - 1, (PyObject *)*out)
                  == 0;
}
