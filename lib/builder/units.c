/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/units.h"

#include "base/utf8.h"

int32_t zz__units_read(zz__units *out, zz__arena *arena, const char *text, size_t size,
                       size_t *bad)
{
    uint16_t *units = zz__arena_new(arena, size, sizeof *units);
    size_t i = 0, n = 0;

    if (units == NULL)
        return ZZ_ERROR_MEMORY;
    while (i < size) {
        size_t taken;
        uint32_t c = zz__utf8_decode((const uint8_t *)text + i, size - i, &taken);

        if (c >= ZZ__TRUNCATED) {
            *bad = i;
            return ZZ_ERROR_INVALID_UTF8;
        }
        if (c >= 0x10000) {
            units[n++] = (uint16_t)(0xD7C0 + (c >> 10));
            units[n++] = (uint16_t)(0xDC00 + (c & 0x3FF));
        } else {
            units[n++] = (uint16_t)c;
        }
        i += taken;
    }
    if (n > ZZ__MAX_UNITS)
        return ZZ_ERROR_TOO_LARGE;
    out->units = units;
    out->size = (uint32_t)n;
    return ZZ_OK;
}

int32_t zz__units_write(zz__buffer *out, const zz__units *units)
{
    uint32_t i = 0;
    int32_t status = ZZ_OK;

    while (i < units->size && status == ZZ_OK) {
        uint32_t c = units->units[i++];
        uint8_t bytes[4];

        if ((c & 0xFC00) == 0xD800)
            c = ((c - 0xD7C0) << 10) + (units->units[i++] - 0xDC00u);
        status = zz__buffer_append(out, bytes, zz__utf8_encode(c, bytes));
    }
    return status;
}
