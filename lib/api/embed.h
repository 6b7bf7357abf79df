/* SPDX-License-Identifier: Apache-2.0 */
/* The data image linked into the library, aligned to 64. */
#ifndef ZZ_API_EMBED_H
#define ZZ_API_EMBED_H

#include <stdint.h>

extern const uint8_t zz__embedded_image[];

#endif
