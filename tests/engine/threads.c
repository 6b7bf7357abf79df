/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads that share recipes and data without a lock: they convert, keep, stream, apply edits, and
 * open and close recipes and data of their own meanwhile. Each result must be the one that a single
 * thread got. Built with -fsanitize=thread a data race is an error.
 *
 * usage: threads IMAGE [ROUNDS]
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zhengzi.h"

#define THREADS 4

static const char *const names[] = {"s2t", "t2s", "s2twp", "tw2sp", "hk2tw", "t2jp", "clean",
                                    "web", "news-tw", "ocr", "copy-edit,s2hkp", "search",
#ifdef ZZ_CONTEXT
                                    "s2twp:context", "repair:tw"
#endif
};
#define RECIPES (sizeof names / sizeof *names)

static const char text[] = "头发，里面的闪存(http://a.b/c) 裏面“軟體”ＡＢ e\xCC\x81 &amp; 干部\xFF ⿰虫\n\n"
                           "第二行...少数组织,滑鼠\xE2\x80\x8B和 12 个 ﹙㈠﹚——\n分享到\n";

typedef struct shared {
    const char *image_path;
    zz_data *data;
    zz_recipe *recipes[RECIPES];
    zz_result *expected[RECIPES];
    unsigned rounds;
} shared;

typedef struct job {
    const shared *with;
    unsigned number;
    unsigned long done, wrong;
} job;

static void check(job *j, int right)
{
    j->done++;
    j->wrong += !right;
}

static int is_same(const zz_result *expected, const char *got, size_t size)
{
    return size == zz_result_size(expected) && memcmp(got, zz_result_text(expected), size) == 0;
}

static void convert(job *j, size_t k)
{
    const shared *with = j->with;
    zz_range kept = {3, 6};
    zz_report report;
    zz_result *result, *none;
    zz_alternatives *others;
    zz_detection detection;
    uint8_t chosen[256] = {0};

    zz_report_init(&report, sizeof report);
    report.want = ZZ_WANT_EDITS;
    if (zz_convert(with->recipes[k], text, sizeof text - 1, &result, &report) != ZZ_OK) {
        check(j, 0);
        return;
    }
    check(j, is_same(with->expected[k], zz_result_text(result), zz_result_size(result)));
    check(j, zz_result_apply(result, text, sizeof text - 1, chosen, &none) == ZZ_OK &&
                 zz_result_size(none) == sizeof text - 1);
    zz_result_free(none);
    zz_result_free(result);
    check(j, zz_alternatives_find(with->recipes[k], text, 21, &others) == ZZ_OK &&
                 zz_alternatives_count(others) >= 1);
    zz_alternatives_free(others);
    zz_detection_init(&detection, sizeof detection);
    check(j, zz_detect(with->data, text, sizeof text - 1, &detection) == ZZ_OK &&
                 detection.han > 20);
    check(j, zz_convert_keeping(with->recipes[k], text, sizeof text - 1, &kept, 1, &result,
                                NULL) == ZZ_OK);
    zz_result_free(result);
}

static void stream(job *j, size_t k)
{
    const shared *with = j->with;
    char out[4096];
    size_t at, n, size = 0;
    const char *got;
    zz_stream *s;

    if (zz_stream_open(with->recipes[k], &s) != ZZ_OK) {
        check(j, 0);
        return;
    }
    for (at = 0; at <= sizeof text - 1; at += 7) {
        size_t left = sizeof text - 1 - at;

        check(j, zz_stream_feed(s, text + at, left < 7 ? left : 7, &got, &n) == ZZ_OK);
        memcpy(out + size, got, n);
        size += n;
    }
    check(j, zz_stream_end(s, &got, &n, NULL) == ZZ_OK);
    memcpy(out + size, got, n);
    check(j, is_same(with->expected[k], out, size + n));
    zz_stream_close(s);
}

/* The first call of a process may set something up: here every thread makes it. */
static void open_and_close(job *j, size_t k)
{
    zz_options options;
    zz_recipe *recipe;
    zz_data *data;
    zz_result *result;

    zz_options_init(&options, sizeof options);
    options.dictionary = "干部\t幹部長\n";
    options.dictionary_size = strlen(options.dictionary);
    options.data = j->with->data;
    if (zz_recipe_open(names[k], ZZ_TERMINATED, &options, &recipe, NULL) == ZZ_OK) {
        check(j, zz_convert(recipe, text, sizeof text - 1, &result, NULL) == ZZ_OK &&
                     strstr(zz_result_text(result), "幹部長") != NULL);
        zz_result_free(result);
        zz_recipe_close(recipe);
    } else {
        check(j, 0);
    }
    check(j, zz_data_open_file(j->with->image_path, NULL, &data, NULL) == ZZ_OK);
    zz_data_close(data);
}

static void *run(void *ctx)
{
    job *j = ctx;
    unsigned round;

    for (round = 0; round < j->with->rounds; round++) {
        size_t k = (round + j->number) % RECIPES;

        if (round % RECIPES == 0)
            open_and_close(j, k);
        convert(j, k);
        stream(j, k);
    }
    return NULL;
}

static int open_all(shared *with)
{
    zz_options options;
    size_t k;

    zz_options_init(&options, sizeof options);
    if (zz_data_open_file(with->image_path, NULL, &with->data, NULL) != ZZ_OK)
        return -1;
    for (k = 0; k < RECIPES; k++) {
        options.data = k % 2 ? with->data : NULL;
        if (zz_recipe_open(names[k], ZZ_TERMINATED, &options, &with->recipes[k], NULL) != ZZ_OK ||
            zz_convert(with->recipes[k], text, sizeof text - 1, &with->expected[k], NULL) != ZZ_OK)
            return -1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    static shared with;
    pthread_t threads[THREADS];
    job jobs[THREADS];
    unsigned long done = 0, wrong = 0;
    unsigned i;

    if (argc < 2) {
        fprintf(stderr, "usage: threads IMAGE [ROUNDS]\n");
        return 2;
    }
    with.image_path = argv[1];
    with.rounds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 400;
    if (open_all(&with) != 0)
        return 1;
    for (i = 0; i < THREADS; i++) {
        memset(&jobs[i], 0, sizeof jobs[i]);
        jobs[i].with = &with;
        jobs[i].number = i;
        if (pthread_create(&threads[i], NULL, run, &jobs[i]) != 0)
            return 1;
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        done += jobs[i].done;
        wrong += jobs[i].wrong;
    }
    for (i = 0; i < RECIPES; i++) {
        zz_result_free(with.expected[i]);
        zz_recipe_close(with.recipes[i]);
    }
    zz_data_close(with.data);
    printf("%d threads: %lu calls compared, %lu wrong\n", THREADS, done, wrong);
    return wrong != 0;
}
