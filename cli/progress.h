/* SPDX-License-Identifier: Apache-2.0 */
/* A line on the terminal that says how far a long conversion is. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#define PROGRESS_SIZE_UNKNOWN UINT64_MAX

/* wanted: standard error is a terminal, and nothing else goes to it. */
void progress_init(bool wanted);
/* A new input; the name must live until progress_end. */
void progress_begin(const char *name, uint64_t size);
/* That many bytes of it are done. Cheap: asks the clock, and draws at most a few times a second. */
void progress_update(uint64_t done);
void progress_end(void);
/* Takes the line away, until the next update. */
void progress_hide(void);

#endif
