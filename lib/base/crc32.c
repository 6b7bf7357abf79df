/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crc32.h"

#include <string.h>

#include "base/endian.h"

/* The table for one nibble: small enough to write down. */
static const uint32_t nibble[16] = {
    0x00000000u, 0x1DB71064u, 0x3B6E20C8u, 0x26D930ACu, 0x76DC4190u, 0x6B6B51F4u,
    0x4DB26158u, 0x5005713Cu, 0xEDB88320u, 0xF00F9344u, 0xD6D6A3E8u, 0xCB61B38Cu,
    0x9B64C2B0u, 0x86D3D2D4u, 0xA00AE278u, 0xBDBDF21Cu,
};

/* As many bytes pay for making the tables of eight at a time (3 us) several times over. */
#define LONG 4096

static uint32_t step(uint32_t crc)
{
    crc = crc >> 4 ^ nibble[crc & 15];
    return crc >> 4 ^ nibble[crc & 15];
}

static uint32_t bytewise(uint32_t crc, const uint8_t *bytes, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        crc = step(crc ^ bytes[i]);
    return crc;
}

/* Slicing by eight (Kounavis and Berry 2005). n is a multiple of 8; table[k] is a byte's share with
 * k zero bytes after it. */
static uint32_t by_eight(uint32_t crc, const uint8_t *bytes, size_t n)
{
    uint32_t table[8][256], low, high;
    unsigned k, byte;
    size_t i;

    for (byte = 0; byte < 256; byte++)
        table[0][byte] = step(byte);
    for (k = 1; k < 8; k++) {
        for (byte = 0; byte < 256; byte++)
            table[k][byte] = table[k - 1][byte] >> 8 ^ table[0][table[k - 1][byte] & 255];
    }
    for (i = 0; i < n; i += 8) {
        memcpy(&low, bytes + i, 4);
        memcpy(&high, bytes + i + 4, 4);
        low = zz__le32(low) ^ crc;
        high = zz__le32(high);
        crc = table[7][low & 255] ^ table[6][low >> 8 & 255] ^ table[5][low >> 16 & 255] ^
              table[4][low >> 24] ^ table[3][high & 255] ^ table[2][high >> 8 & 255] ^
              table[1][high >> 16 & 255] ^ table[0][high >> 24];
    }
    return crc;
}

uint32_t zz__crc32(uint32_t crc, const uint8_t *bytes, size_t n)
{
    size_t eights = n >= LONG ? n - n % 8 : 0;

    crc = ~crc;
    if (eights != 0)
        crc = by_eight(crc, bytes, eights);
    return ~bytewise(crc, bytes + eights, n - eights);
}
