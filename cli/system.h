/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything that asks the operating system, and but for system.c the one part that a port to
 * another system writes anew. What can fail returns 0, an errno value or a SYS_ERROR_*;
 * sys_error_text says it in words.
 */
#ifndef CLI_SYSTEM_H
#define CLI_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYS_ERROR_NOT_REGULAR (-1)
#define SYS_ERROR_CHANGED (-2)
#define SYS_ERROR_OWNER (-3)
#define SYS_ERROR_SAME_FILE (-4)

/* Which file it is, and which state of it. */
typedef struct sys_identity {
    uint64_t device, number, size;
    int64_t seconds;
    int64_t nanoseconds;
} sys_identity;

typedef struct sys_input {
    int fd;
    bool regular;
    bool terminal;
    sys_identity identity;
} sys_input;

/* Where bytes go: straight to fd, or to a new file that takes the place of path in the end. */
typedef struct sys_output {
    int fd;
    char *path;      /* the file to replace, symbolic links followed; NULL: straight */
    char *temporary; /* the new file, in the same directory */
    bool existed;
    uint32_t mode, owner, group; /* of the file that existed */
} sys_output;

/* Once, before anything is opened: standard descriptors, and no temporary file left by a signal. */
void sys_prepare(void);
/* What the process was told, in UTF-8 where the system says it otherwise; NULL without memory. */
char **sys_arguments(int *argc, char **argv);

const char *sys_error_text(int error);
bool sys_is_broken_pipe(int error);

/* path NULL: standard input. */
int sys_input_open(sys_input *input, const char *path, bool in_place);
/* Reads what there is, at most size bytes; *got is 0 at the end. */
int sys_input_read(const sys_input *input, void *bytes, size_t size, size_t *got);
/* The same from an offset, moving no position; regular files only. */
int sys_input_read_at(const sys_input *input, uint64_t offset, void *bytes, size_t size,
                      size_t *got);
void sys_input_close(sys_input *input);

void sys_output_standard(sys_output *output);
/* For writing path as a whole. A device or a pipe is written straight. */
int sys_output_open(sys_output *output, const char *path);
/* For replacing the file that input was opened from by path. */
int sys_output_open_in_place(sys_output *output, const char *path, const sys_input *input);
int sys_output_write(const sys_output *output, const void *bytes, size_t size);
/* Makes it last. expected: the state in which the replaced file must still be, or NULL. */
int sys_output_commit(sys_output *output, const sys_identity *expected);
/* Leaves everything as it was before. */
void sys_output_discard(sys_output *output);
/* Would writing there feed this input? */
bool sys_output_is_input(const sys_output *output, const sys_input *input);

bool sys_output_is_terminal(void); /* standard output */
bool sys_error_is_terminal(void);  /* standard error */
double sys_seconds(void);          /* from some beginning, never backwards */

#endif
