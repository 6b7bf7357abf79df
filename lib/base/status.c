/* SPDX-License-Identifier: Apache-2.0 */
#include "zhengzi.h"

const char *zz_status_string(int32_t status)
{
    switch (status) {
    case ZZ_OK: return "done";
    case ZZ_ERROR_ARGUMENT: return "an argument is NULL or out of range";
    case ZZ_ERROR_MEMORY: return "there is not enough memory";
    case ZZ_ERROR_TOO_LARGE:
        return "a length does not fit in memory, or a text would grow too long";
    case ZZ_ERROR_BUFFER: return "the buffer is too small";
    case ZZ_ERROR_STRUCT_SIZE: return "a struct's size is not one this library knows";
    case ZZ_ERROR_STATE: return "the call is out of order";
    case ZZ_ERROR_STOPPED: return "the caller's own function stopped it";
    case ZZ_ERROR_UNSUPPORTED: return "the library was built without this";
    case ZZ_ERROR_RECIPE: return "the recipe is unknown or contradicts itself";
    case ZZ_ERROR_INVALID_UTF8: return "the text is not well-formed UTF-8";
    case ZZ_ERROR_FILE: return "the file can't be read";
    case ZZ_ERROR_IMAGE_DAMAGED: return "the data image is damaged";
    case ZZ_ERROR_IMAGE_VERSION: return "the data image has another format version";
    case ZZ_ERROR_DICTIONARY: return "a dictionary or definition can't be read";
    case ZZ_ERROR_CONFIG: return "the configuration is wrong";
    default: return "unknown status";
    }
}
