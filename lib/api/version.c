/* SPDX-License-Identifier: Apache-2.0 */
#include "zhengzi.h"

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

uint32_t zz_version(void)
{
    return ZZ_VERSION;
}

const char *zz_version_string(void)
{
    return TEXT(ZZ_VERSION_MAJOR) "." TEXT(ZZ_VERSION_MINOR) "." TEXT(ZZ_VERSION_PATCH);
}
