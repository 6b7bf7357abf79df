/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the library scales. A line for each measurement, its fields by tabs:
 *   scale threads RECIPE FILE COUNT     one opened recipe, from 1, 2, ... COUNT threads that each
 *                                       convert the text over and over: threads, MB/s of them all
 *   scale growth RECIPE FILE LIMIT      the text repeated to 1 KB, 4 KB, ... LIMIT bytes, whole and
 *                                       stream in chunks of 64 KB: bytes, seconds whole, seconds
 *                                       streamed, most heap whole, most heap streamed
 *   scale copy FILE                     memcpy of the text, in and out of cache: MB/s
 */
#define _GNU_SOURCE

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "read_file.h"
#include "zhengzi.h"

#define CHUNK ((size_t)65536)
#define SECONDS 0.5

typedef struct heap {
    size_t now, most;
} heap;

typedef struct worker {
    pthread_t thread;
    const zz_recipe *recipe;
    const char *text;
    size_t size, times;
    atomic_int *stop;
} worker;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int fail(const char *what)
{
    fprintf(stderr, "scale: %s\n", what);
    return 1;
}

/* An allocator that keeps count. */
static void *counted(void *ctx, void *ptr, size_t old_size, size_t new_size)
{
    heap *h = ctx;
    void *block = NULL;

    if (new_size == 0)
        free(ptr);
    else if ((block = realloc(ptr, new_size)) == NULL)
        return NULL;
    h->now += new_size - old_size;
    if (h->now > h->most)
        h->most = h->now;
    return block;
}

static void *work(void *argument)
{
    worker *w = argument;

    while (!atomic_load(w->stop)) {
        zz_result *result;
        if (zz_convert(w->recipe, w->text, w->size, &result, NULL) != ZZ_OK)
            break;
        zz_result_free(result);
        w->times++;
    }
    return NULL;
}

static int threads(const char *recipe_text, const char *text, size_t size, size_t most)
{
    worker *workers = calloc(most, sizeof *workers);
    zz_recipe *recipe;
    size_t count, i;

    if (workers == NULL || zz_recipe_open(recipe_text, ZZ_TERMINATED, NULL, &recipe, NULL) != ZZ_OK)
        return fail("the recipe does not open");
    for (count = 1; count <= most; count++) {
        atomic_int stop = 0;
        size_t times = 0;
        double start = now(), took;
        struct timespec wait = {0, (long)(SECONDS * 1e9)};

        for (i = 0; i < count; i++) {
            worker w = {.recipe = recipe, .text = text, .size = size, .stop = &stop};
            workers[i] = w;
            if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
                return fail("no more threads");
        }
        nanosleep(&wait, NULL);
        atomic_store(&stop, 1);
        for (i = 0; i < count; i++) {
            pthread_join(workers[i].thread, NULL);
            times += workers[i].times;
        }
        took = now() - start;
        printf("%zu\t%.1f\n", count, (double)times * (double)size / took * 1e-6);
    }
    zz_recipe_close(recipe);
    free(workers);
    return 0;
}

/* text[0..size) over and over up to `wanted` bytes, through a stream. */
static int stream_all(const zz_recipe *recipe, const char *text, size_t wanted)
{
    zz_stream *stream;
    const char *output;
    size_t output_size, at;
    int32_t status = zz_stream_open(recipe, &stream);

    for (at = 0; at < wanted && status == ZZ_OK; at += CHUNK)
        status = zz_stream_feed(stream, text + at, wanted - at < CHUNK ? wanted - at : CHUNK,
                                &output, &output_size);
    if (status == ZZ_OK)
        status = zz_stream_end(stream, &output, &output_size, NULL);
    zz_stream_close(stream);
    return status == ZZ_OK;
}

static int growth(const char *recipe_text, const char *text, size_t size, size_t limit)
{
    heap memory = {0, 0};
    zz_options options;
    zz_recipe *recipe;
    char *all = malloc(limit);
    size_t wanted, i;

    zz_options_init(&options, sizeof options);
    options.alloc = counted;
    options.alloc_ctx = &memory;
    if (all == NULL || zz_recipe_open(recipe_text, ZZ_TERMINATED, &options, &recipe, NULL) != ZZ_OK)
        return fail("no memory, or the recipe does not open");
    for (i = 0; i < limit; i += size)
        memcpy(all + i, text, limit - i < size ? limit - i : size);
    for (wanted = 1024; wanted <= limit; wanted *= 4) {
        double best[2] = {1e9, 1e9};
        size_t most[2] = {0, 0}, base = memory.now;
        int round, rounds = wanted < 16777216 ? 15 : 3;

        for (round = 0; round < rounds; round++) {
            int streamed;
            for (streamed = 0; streamed < 2; streamed++) {
                zz_result *result = NULL;
                double start, took;

                memory.most = memory.now;
                start = now();
                if (streamed ? !stream_all(recipe, all, wanted)
                             : zz_convert(recipe, all, wanted, &result, NULL) != ZZ_OK)
                    return fail("the conversion failed");
                took = now() - start;
                zz_result_free(result);
                if (took < best[streamed])
                    best[streamed] = took;
                most[streamed] = memory.most - base;
            }
        }
        printf("%zu\t%.9f\t%.9f\t%zu\t%zu\n", wanted, best[0], best[1], most[0], most[1]);
        fflush(stdout);
    }
    zz_recipe_close(recipe);
    free(all);
    return 0;
}

static int copy(const char *text, size_t size)
{
    size_t sizes[2] = {size < 16384 ? size : 16384, size}, i, k;
    char *to = malloc(size);

    if (to == NULL)
        return fail("no memory");
    for (k = 0; k < 2; k++) {
        size_t times = (size_t)2000000000 / sizes[k];
        double start = now();

        for (i = 0; i < times; i++) {
            memcpy(to, text, sizes[k]);
            __asm__ volatile("" : : "r"(to) : "memory");
        }
        printf("%zu\t%.0f\n", sizes[k], (double)times * (double)sizes[k] / (now() - start) * 1e-6);
    }
    free(to);
    return 0;
}

int main(int argc, char **argv)
{
    size_t size = 0;
    int at = argc > 1 && strcmp(argv[1], "copy") == 0 ? 2 : 3;
    char *text = argc > at ? read_file(argv[at], &size) : NULL;
    int result = 2;

    if (text == NULL || size == 0)
        result = fail("threads RECIPE FILE COUNT, growth RECIPE FILE LIMIT or copy FILE");
    else if (at == 2)
        result = copy(text, size);
    else if (argc == 5 && strcmp(argv[1], "threads") == 0)
        result = threads(argv[2], text, size, (size_t)strtoul(argv[4], NULL, 10));
    else if (argc == 5 && strcmp(argv[1], "growth") == 0)
        result = growth(argv[2], text, size, (size_t)strtoul(argv[4], NULL, 10));
    free(text);
    return result;
}
