/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many texts at once. They are cut into parts of about the same number of bytes, a thread each;
 * what a thread makes goes one behind the other into memory of its own, and becomes objects of
 * Python's when all have ended. Threads and locks are those of Python's own pythread.h, which there
 * is wherever there is a Python.
 */
#include "binding.h"

#include <stdlib.h>

#define THREADS_MAX 256u
/* Below this many bytes a part, what a thread costs is more than it gains. */
#define PART_SIZE ((size_t)64 * 1024)
/* What a text costs besides its bytes, in bytes. */
#define TEXT_COST 32u
/* So many bytes or texts a thread are converted before their results become objects: few enough to
   stay in the processor's caches, and many beside what starting the threads costs. */
#define BATCH_SIZE ((size_t)256 * 1024)
#define BATCH_COUNT ((size_t)4096)

size_t many_threads(PyObject *threads)
{
    PyObject *number = threads;
    if (threads == Py_None) {
        PyObject *helpers = PyImport_ImportModule("zhengzi._types");
        number = helpers == NULL ? NULL : PyObject_CallMethod(helpers, "processors", NULL);
        Py_XDECREF(helpers);
    } else {
        Py_INCREF(number);
    }
    long count = number == NULL ? 0 : PyLong_AsLong(number);
    Py_XDECREF(number);
    if (PyErr_Occurred()) {
        return 0;
    }
    if (count < 1) {
        PyErr_SetString(PyExc_ValueError, "threads must be 1 or more, or None");
        return 0;
    }
    return (unsigned long)count > THREADS_MAX ? THREADS_MAX : (size_t)count;
}

/* ---- A part, without the GIL -------------------------------------------- */

static bool part_room(many_part *part, size_t room)
{
    if (part->capacity - part->size >= room) {
        return true;
    }
    size_t wanted = part->size + room;
    if (wanted < room) {
        return false;
    }
    size_t capacity = wanted > SIZE_MAX - part->capacity ? wanted : wanted + part->capacity;
    char *output = realloc(part->output, capacity);
    if (output == NULL) {
        return false;
    }
    part->output = output;
    part->capacity = capacity;
    return true;
}

static int32_t part_convert(many_part *part, text_span text)
{
    const zz_recipe *recipe = part->whole->recipe;
    /* Most results are not longer than their text, but steps write ahead. */
    size_t room = text.size > SIZE_MAX / 2 - 1024 ? text.size : text.size + text.size / 2 + 1024;
    size_t needed;
    int32_t status;
    if (!part_room(part, room)) {
        return ZZ_ERROR_MEMORY;
    }
    status = zz_convert_into(recipe, text.bytes, text.size, part->output + part->size,
                             part->capacity - part->size, &needed, &part->report);
    if (status == ZZ_ERROR_BUFFER) {
        if (!part_room(part, needed)) {
            return ZZ_ERROR_MEMORY;
        }
        status = zz_convert_into(recipe, text.bytes, text.size, part->output + part->size,
                                 part->capacity - part->size, &needed, &part->report);
    }
    part->size += status == ZZ_OK ? needed : 0;
    return status;
}

static void part_run(many_part *shared)
{
    many *all = shared->whole;
    many_part part = *shared; /* beside it lie parts that other threads write to */
    for (size_t i = part.first; i < part.end && part.status == ZZ_OK; i++) {
        part.status = part_convert(&part, all->at(all->texts, i));
        part.failed = i;
        all->ends[i] = part.size;
    }
    *shared = part;
}

static void part_thread(void *argument)
{
    many_part *part = argument;
    part_run(part);
    PyThread_release_lock(part->done);
}

/* ---- All of them -------------------------------------------------------- */

/* Sets where each part begins and ends. */
static void cut(many *all, size_t weight)
{
    size_t text = 0, weighed = 0;
    for (size_t i = 0; i < all->part_count; i++) {
        many_part *part = &all->parts[i];
        /* Divided first: the product might not fit. */
        size_t until = i + 1 == all->part_count ? SIZE_MAX : weight / all->part_count * (i + 1);
        part->whole = all;
        part->first = text;
        while (text < all->count && weighed < until) {
            weighed += all->at(all->texts, text).size + TEXT_COST;
            text++;
        }
        part->end = text;
        zz_report_init(&part->report, sizeof part->report);
    }
}

static bool many_allocate(many *all, size_t threads)
{
    size_t weight = 0;
    for (size_t i = 0; i < all->count; i++) {
        weight += all->at(all->texts, i).size + TEXT_COST;
    }
    size_t useful = weight / PART_SIZE + 1;
    all->part_count = threads < useful ? threads : useful;
    if (all->count > SIZE_MAX / sizeof *all->ends - 1) {
        return false;
    }
    all->ends = malloc((all->count + 1) * sizeof *all->ends);
    all->parts = calloc(all->part_count, sizeof *all->parts);
    if (all->ends == NULL || all->parts == NULL) {
        return false;
    }
    cut(all, weight);
    return true;
}

/* With the GIL held, as starting a thread wants it. False: to be run by the caller. */
static bool part_start(many_part *part)
{
    part->done = PyThread_allocate_lock();
    if (part->done == NULL) {
        return false;
    }
    PyThread_acquire_lock(part->done, WAIT_LOCK);
    if (PyThread_start_new_thread(part_thread, part) == (unsigned long)-1) {
        PyThread_release_lock(part->done);
        PyThread_free_lock(part->done);
        part->done = NULL;
        return false;
    }
    return true;
}

/* The last part is the caller's own. */
static void many_run(many *all)
{
    for (size_t i = 0; i + 1 < all->part_count; i++) {
        part_start(&all->parts[i]);
    }
    Py_BEGIN_ALLOW_THREADS
    for (size_t i = all->part_count; i-- > 0;) {
        if (all->parts[i].done == NULL) {
            part_run(&all->parts[i]);
        }
    }
    for (size_t i = 0; i < all->part_count; i++) {
        if (all->parts[i].done != NULL) {
            PyThread_acquire_lock(all->parts[i].done, WAIT_LOCK);
        }
    }
    Py_END_ALLOW_THREADS
    for (size_t i = 0; i < all->part_count; i++) {
        if (all->parts[i].done != NULL) {
            PyThread_release_lock(all->parts[i].done);
            PyThread_free_lock(all->parts[i].done);
        }
    }
}

bool many_convert(many *all, const converter *self, text_at at, const void *texts, size_t count,
                  size_t threads, size_t base)
{
    *all = (many){.recipe = self->opened, .at = at, .texts = texts, .count = count};
    if (!many_allocate(all, threads)) {
        PyErr_NoMemory();
        return false;
    }
    many_run(all);
    for (size_t i = 0; i < all->part_count; i++) {
        const many_part *part = &all->parts[i];
        if (part->status != ZZ_OK) {
            raise_conversion(converter_state(self), part->status, &part->report,
                             (Py_ssize_t)(base + part->failed));
            return false;
        }
    }
    return true;
}

void many_free(many *all)
{
    for (size_t i = 0; all->parts != NULL && i < all->part_count; i++) {
        free(all->parts[i].output);
    }
    free(all->parts);
    free(all->ends);
    all->parts = NULL;
    all->ends = NULL;
}

/* ---- convert_many ------------------------------------------------------- */

static text_span view_at(const void *texts, size_t index)
{
    const text_view *view = (const text_view *)texts + index;
    return (text_span){view->bytes, view->size};
}

/* Puts the results in the places of the texts. */
static bool place_results(const many *all, PyObject *list, size_t base)
{
    for (size_t p = 0; p < all->part_count; p++) {
        const many_part *part = &all->parts[p];
        size_t start = 0;
        for (size_t i = part->first; i < part->end; i++) {
            Py_ssize_t place = (Py_ssize_t)(base + i);
            PyObject *text = PyList_GetItem(list, place); /* borrowed */
            if (text == NULL) {
                return false;
            }
            PyObject *converted =
                text_make(part->output + start, all->ends[i] - start, PyUnicode_Check(text));
            if (converted == NULL || PyList_SetItem(list, place, converted) != 0) {
                return false;
            }
            start = all->ends[i];
        }
    }
    return true;
}

/* Converts from base on as many as make a batch; how many those are, or 0 with an error raised. */
static size_t convert_batch(const converter *self, PyObject *list, text_view *views, size_t base,
                            size_t count, size_t threads)
{
    size_t opened = 0, size = 0;
    bool good = true;
    while (base + opened < count && opened < threads * BATCH_COUNT
           && size < threads * BATCH_SIZE) {
        PyObject *text = PyList_GetItem(list, (Py_ssize_t)(base + opened)); /* borrowed */
        good = text != NULL && text_open(text, &views[opened]);
        if (!good) {
            break;
        }
        size += views[opened++].size;
    }
    if (good) {
        many all;
        good = many_convert(&all, self, view_at, views, opened, threads, base)
               && place_results(&all, list, base);
        many_free(&all);
    }
    for (size_t i = 0; i < opened; i++) {
        text_close(&views[i]);
    }
    return good ? opened : 0;
}

PyObject *converter_convert_many(PyObject *object, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "threads", NULL};
    const converter *self = (const converter *)object;
    PyObject *texts, *threads_asked = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$O:convert_many", names, &texts,
                                     &threads_asked)) {
        return NULL;
    }
    if (PyUnicode_Check(texts) || PyBytes_Check(texts)) {
        PyErr_SetString(PyExc_TypeError, "convert_many takes an iterable of texts, not one text");
        return NULL;
    }
    size_t threads = many_threads(threads_asked);
    PyObject *list = threads == 0 ? NULL : PySequence_List(texts);
    if (list == NULL) {
        return NULL;
    }
    size_t count = (size_t)PyList_Size(list), done = 0;
    size_t most = threads * BATCH_COUNT < count ? threads * BATCH_COUNT : count;
    text_view *views =
        most >= SIZE_MAX / sizeof *views ? NULL : PyMem_Malloc((most + 1) * sizeof *views);
    if (views == NULL) {
        Py_DECREF(list);
        return PyErr_NoMemory();
    }
    while (done < count) {
        size_t converted = convert_batch(self, list, views, done, count, threads);
        if (converted == 0 || PyErr_CheckSignals() != 0) {
            Py_CLEAR(list);
            break;
        }
        done += converted;
    }
    PyMem_Free(views);
    return list;
}
