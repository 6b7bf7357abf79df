/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yyjson, of the system or of its source file. That becomes a part of lib/config/json.c, and no
 * name of it is seen outside. Other files use only what its header has inline.
 */
#ifndef ZZ_CONFIG_YYJSON_H
#define ZZ_CONFIG_YYJSON_H

#ifdef ZZ_YYJSON_SOURCE
#ifdef ZZ_YYJSON_HERE
#define yyjson_api static
#else
#define yyjson_api extern
#endif
#define YYJSON_DISABLE_WRITER 1
#define YYJSON_DISABLE_UTILS 1
#define YYJSON_DISABLE_FAST_FP_CONV 1
#endif
#include <yyjson.h>

#endif
