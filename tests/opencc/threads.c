/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads that share a converter, and fail meanwhile: each gets the right text, and its own error.
 * Built with -fsanitize=thread a data race is an error.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "opencc.h"

#define THREADS 4
#define ROUNDS 2000

typedef struct job {
    opencc_t converter;
    unsigned number;
    unsigned long wrong;
} job;

static void expect(job *j, int right)
{
    j->wrong += !right;
}

/* Its own name in the error, however many others fail between. */
static void fail_to_open(job *j)
{
    char name[32];

    snprintf(name, sizeof name, "nothing%u", j->number);
    expect(j, opencc_open(name) == (opencc_t)-1);
    expect(j, strstr(opencc_error(), name) != NULL);
}

static void *work(void *argument)
{
    job *j = argument;
    char buffer[64];
    unsigned i;

    expect(j, opencc_error()[0] == '\0');
    for (i = 0; i < ROUNDS; i++) {
        opencc_t own = opencc_open("t2s");
        char *text = opencc_convert_utf8(j->converter, "闪存里的头发", (size_t)-1);

        expect(j, text != NULL && strcmp(text, "快閃記憶體裡的頭髮") == 0);
        fail_to_open(j);
        if (text != NULL)
            opencc_convert_utf8_to_buffer(own, text, (size_t)-1, buffer);
        expect(j, strcmp(buffer, "快闪记忆体里的头发") == 0);
        opencc_convert_utf8_free(text);
        expect(j, opencc_close(own) == 0);
    }
    return NULL;
}

int main(void)
{
    opencc_t converter = opencc_open("s2twp");
    pthread_t threads[THREADS];
    job jobs[THREADS];
    unsigned long wrong = 0;
    unsigned i;

    if (converter == (opencc_t)-1)
        return 1;
    for (i = 0; i < THREADS; i++) {
        jobs[i].converter = converter;
        jobs[i].number = i;
        jobs[i].wrong = 0;
        if (pthread_create(&threads[i], NULL, work, &jobs[i]) != 0)
            return 1;
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        wrong += jobs[i].wrong;
    }
    wrong += opencc_error()[0] != '\0'; /* nothing failed on this thread */
    opencc_close(converter);
    printf("%d threads, %d rounds, %lu wrong\n", THREADS, ROUNDS, wrong);
    return wrong != 0;
}
