/* SPDX-License-Identifier: Apache-2.0 */
/* The arguments of the command, read as OpenCC reads its own. */
#ifndef ZZ_OPENCC_COMMAND_OPTIONS_H
#define ZZ_OPENCC_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum command {
    COMMAND_CONVERT,
    COMMAND_INFO, /* the help or the version has been printed */
    COMMAND_WRONG /* what is wrong has been said */
} command;

typedef struct command_options {
    const char *config;
    const char *input;  /* NULL: standard input */
    const char *output; /* NULL: standard output */
    uint32_t flags;     /* of zz_options */
    const char *folders[16]; /* where configurations are looked for, ended by NULL */
    bool no_flush;
    bool in_place;
} command_options;

command command_options_read(command_options *o, int argc, char **argv);

#endif
