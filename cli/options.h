/* SPDX-License-Identifier: Apache-2.0 */
/* The command line, read. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#define MOST_LISTS 32

#define EXIT_DONE 0
#define EXIT_CHANGES 1 /* --check: something would change */
#define EXIT_ERROR 2

typedef enum command { COMMAND_CONVERT, COMMAND_DETECT, COMMAND_LIST, COMMAND_HELP,
               COMMAND_VERSION } command;

/* What becomes of the result. */
typedef enum mode { MODE_WRITE, MODE_IN_PLACE, MODE_CHECK, MODE_DIFF, MODE_EDITS } mode;

/* Files that an option names, which may be given several times. */
typedef struct file_list {
    const char *paths[MOST_LISTS];
    int count;
} file_list;

typedef struct options {
    command command;
    mode mode;
    bool check;          /* EXIT_CHANGES where something would change; also with MODE_DIFF */
    bool stats;
    bool by_line;        /* --detect=lines */
    bool colour;
    bool invalid_chosen; /* --invalid was given: nobody needs a warning */
    uint32_t invalid;    /* ZZ_INVALID_* */
    uint32_t flags;      /* ZZ_NO_TOFU, ZZ_BUILTIN_DICTIONARIES */
    const char *output;  /* -o, or NULL */
    const char *recipe;  /* or the path of a configuration */
    file_list dictionaries;
    file_list protect;
    file_list furniture;
    char **files;
    int file_count;
} options;

/* Reads the arguments; false after it has said on standard error what is wrong with them. */
bool options_read(options *o, int argc, char **argv);

#endif
