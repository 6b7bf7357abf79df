/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One recipe, shared by many threads without a lock: a recipe never changes once it is
 * opened. Each thread has its own texts and results.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <zhengzi.h>

#define THREADS 4
#define ROUNDS 1000

static const char *const lines[THREADS] = {
    "她的头发很干燥。",
    "皇后在面粉里找到一只戒指。",
    "台风过后又复习了历史。",
    "内存太小，程序就跑不动。",
};

typedef struct job {
    const zz_recipe *recipe;
    const char *text;
    int32_t status;
    zz_result *result; /* of the last round */
} job;

static void *run(void *argument)
{
    job *self = argument;
    for (int round = 0; round < ROUNDS && self->status == ZZ_OK; round++) {
        zz_result_free(self->result);
        self->status =
            zz_convert(self->recipe, self->text, strlen(self->text), &self->result, NULL);
    }
    return NULL;
}

int main(void)
{
    zz_recipe *recipe;
    zz_error error;
    if (zz_recipe_open("s2twp", ZZ_TERMINATED, NULL, &recipe, &error) != ZZ_OK) {
        fprintf(stderr, "threads: %s\n", error.message);
        return 1;
    }

    pthread_t threads[THREADS];
    job jobs[THREADS];
    int started = 0;
    for (; started < THREADS; started++) {
        jobs[started] = (job){recipe, lines[started], ZZ_OK, NULL};
        if (pthread_create(&threads[started], NULL, run, &jobs[started]) != 0)
            break;
    }

    int failed = started < THREADS;
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        if (jobs[i].status == ZZ_OK)
            printf("%s\n", zz_result_text(jobs[i].result));
        else
            failed = 1;
        zz_result_free(jobs[i].result);
    }
    if (failed)
        fprintf(stderr, "threads: not every thread did its work\n");

    zz_recipe_close(recipe);
    return failed;
}
