/* SPDX-License-Identifier: Apache-2.0 */
/* Every system: what an error is in words. */
#include "system.h"

#include <errno.h>
#include <string.h>

const char *sys_error_text(int error)
{
    switch (error) {
    case SYS_ERROR_NOT_REGULAR:
        return "not a regular file; only such files can be rewritten in place";
    case SYS_ERROR_CHANGED:
        return "somebody else changed it meanwhile; left as it is";
    case SYS_ERROR_OWNER:
        return "its owner and group can't be kept; left as it is";
    case SYS_ERROR_SAME_FILE:
        return "it is input and output at once; use -w to rewrite it in place";
    default:
        return strerror(error);
    }
}

bool sys_is_broken_pipe(int error)
{
    return error == EPIPE;
}
