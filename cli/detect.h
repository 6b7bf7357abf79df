/* SPDX-License-Identifier: Apache-2.0 */
/* --detect: which script and region each file, or each line, is in. */
#ifndef CLI_DETECT_H
#define CLI_DETECT_H

#include "options.h"
#include "writer.h"

/* False where a file could not be read; the others are told of. */
bool detect_files(const options *o, writer *out);

#endif
