/* SPDX-License-Identifier: Apache-2.0 */
/* What posix.c and posix_output.c share. */
#ifndef CLI_POSIX_H
#define CLI_POSIX_H

#include <sys/stat.h>

#include "system.h"

void posix_identify(sys_identity *identity, const struct stat *st);
/* Is it worth trying a failed read or write again? Waits where the descriptor is non-blocking. */
bool posix_retry(int fd, short events);
/* Creates the file and has it removed by any signal that ends the process; -1 with errno. */
int posix_open_temporary(char *path, unsigned mode);
/* Lets go of it: renamed onto target, or removed where that is NULL. Returns 0 or errno. */
int posix_close_temporary(const char *path, const char *target);

#endif
