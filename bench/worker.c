/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads commands from standard input, a line each, and answers each with a line:
 *   open RECIPE          opens, converts one word, closes: seconds, bytes of heap and of resident
 *                        memory that are there more while it is open
 *   load FILE            reads a text: its bytes
 *   time RECIPE          converts that text as often as 20 ms take, at least once: seconds each
 *   calls RECIPE         the same for each line of the text by itself: seconds a line
 *   save RECIPE FILE     converts the text and writes the result: its bytes
 * An answer that begins with "error" says why there is no other.
 */
#define _GNU_SOURCE

#include "read_file.h"
#include "worker.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define AT_LEAST 0.02
#define WORD "\xE6\xB1\x89\xE5\xAD\x97" /* 汉字 */

static char *text;
static size_t text_size;
static char opened_name[64];
static void *opened;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Bytes that malloc has handed out, where the C library can tell. */
static long heap(void)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
    struct mallinfo2 info = mallinfo2();
    return (long)(info.uordblks + info.hblkhd);
#else
    return -1;
#endif
}

static long resident(void)
{
    long pages = -1;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f != NULL) {
        if (fscanf(f, "%*d %ld", &pages) != 1)
            pages = -1;
        fclose(f);
    }
    return pages < 0 ? -1 : pages * sysconf(_SC_PAGESIZE);
}

static void *converter(const char *recipe)
{
    if (opened != NULL && strcmp(opened_name, recipe) == 0)
        return opened;
    if (opened != NULL)
        adapter_close(opened);
    opened = adapter_open(recipe);
    snprintf(opened_name, sizeof opened_name, "%s", recipe);
    return opened;
}

static void command_open(const char *recipe)
{
    long heap_before = heap(), resident_before = resident();
    size_t size;
    double start = now(), took;
    void *c = adapter_open(recipe);

    if (c == NULL || adapter_convert(c, WORD, sizeof WORD - 1, &size) == NULL) {
        printf("error it does not open\n");
        return;
    }
    took = now() - start;
    printf("%.9f %ld %ld\n", took, heap() - heap_before, resident() - resident_before);
    adapter_close(c);
}

static void command_load(const char *path)
{
    free(text);
    text = read_file(path, &text_size);
    if (text == NULL)
        printf("error %s can't be read\n", path);
    else
        printf("%zu\n", text_size);
}

static void command_time(void *c)
{
    double start = now(), took;
    size_t times = 0, size;

    do {
        if (adapter_convert(c, text, text_size, &size) == NULL) {
            printf("error the conversion failed\n");
            return;
        }
        times++;
        took = now() - start;
    } while (took < AT_LEAST);
    printf("%.9f\n", took / (double)times);
}

static void command_calls(void *c)
{
    double start = now(), took;
    size_t times = 0, size;

    do {
        const char *line = text, *end;
        size_t left = text_size;
        for (; (end = memchr(line, '\n', left)) != NULL; line = end + 1) {
            left -= (size_t)(end - line) + 1;
            if (adapter_convert(c, line, (size_t)(end - line), &size) == NULL) {
                printf("error the conversion failed\n");
                return;
            }
            times++;
        }
        took = now() - start;
    } while (took < AT_LEAST && times != 0);
    printf("%.12f\n", times ? took / (double)times : 0.0);
}

static void command_save(void *c, const char *path)
{
    size_t size = 0;
    const char *result = adapter_convert(c, text, text_size, &size);
    FILE *f = fopen(path, "wb");

    if (result == NULL || f == NULL || fwrite(result, 1, size, f) != size)
        printf("error the result can't be saved\n");
    else
        printf("%zu\n", size);
    if (f != NULL)
        fclose(f);
}

static void obey(char *line)
{
    char *command = strtok(line, " "), *name = strtok(NULL, " "), *rest = strtok(NULL, "");
    void *c;

    if (command == NULL || name == NULL) {
        printf("error a command and a name are needed\n");
        return;
    }
    if (strcmp(command, "open") == 0) {
        command_open(name);
    } else if (strcmp(command, "load") == 0) {
        command_load(name);
    } else if ((c = converter(name)) == NULL) {
        printf("error it does not open\n");
    } else if (strcmp(command, "time") == 0) {
        command_time(c);
    } else if (strcmp(command, "calls") == 0) {
        command_calls(c);
    } else if (strcmp(command, "save") == 0 && rest != NULL) {
        command_save(c, rest);
    } else {
        printf("error no such command\n");
    }
}

int main(void)
{
    char line[8192];

    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        obey(line);
        fflush(stdout);
    }
    return 0;
}
