/* SPDX-License-Identifier: Apache-2.0 */
/* What the command can say about itself. */
#ifndef CLI_INFO_H
#define CLI_INFO_H

#include "writer.h"

void info_help(writer *out);
void info_version(writer *out);
void info_list(writer *out);

#endif
