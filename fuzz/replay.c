/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main program of a fuzz target where there is no fuzzing engine: runs it over files, and over
 * the files in folders. usage: TARGET FILE-OR-FOLDER...
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned long count;

static void die(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    exit(2);
}

static void replay_file(const char *path, size_t size)
{
    /* Exactly as large as the file, so that a sanitizer sees a read past its end. */
    uint8_t *data = malloc(size ? size : 1);
    FILE *file = fopen(path, "rb");

    if (data == NULL || file == NULL || fread(data, 1, size, file) != size)
        die(path);
    fclose(file);
    fprintf(stderr, "%s\n", path); /* the last one named is the one that crashed */
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    count++;
}

static void replay(const char *path)
{
    struct dirent *entry;
    struct stat is;
    char inner[4096];
    DIR *folder;

    if (stat(path, &is) != 0)
        die(path);
    if (!S_ISDIR(is.st_mode)) {
        replay_file(path, (size_t)is.st_size);
        return;
    }
    folder = opendir(path);
    if (folder == NULL)
        die(path);
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (stat(inner, &is) != 0)
            die(inner);
        if (S_ISREG(is.st_mode)) /* folders in folders are left alone */
            replay_file(inner, (size_t)is.st_size);
    }
    closedir(folder);
}

int main(int argc, char **argv)
{
    int i;

    for (i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%lu inputs\n", count);
    if (count == 0) {
        fprintf(stderr, "usage: %s FILE-OR-FOLDER...\n", argv[0]);
        return 2;
    }
    return 0;
}
