/* SPDX-License-Identifier: Apache-2.0 */
/* CRC-32 as IEEE 802.3, zlib and PNG have it. */
#ifndef ZZ_BASE_CRC32_H
#define ZZ_BASE_CRC32_H

#include <stddef.h>
#include <stdint.h>

/* Goes on from crc (0 at the beginning) over n more bytes. */
uint32_t zz__crc32(uint32_t crc, const uint8_t *bytes, size_t n);

#endif
