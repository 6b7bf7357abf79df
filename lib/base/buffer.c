/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

int32_t zz__buffer_grow(zz__buffer *buffer, size_t more)
{
    size_t needed, capacity;
    uint8_t *bytes;

    if (!zz__add(buffer->size, more, &needed) || needed > buffer->limit)
        return ZZ_ERROR_TOO_LARGE;
    capacity = needed < 256 ? 256 : needed + needed / 2;
    if (buffer->owned) {
        bytes = zz__resize(buffer->memory, buffer->bytes, buffer->capacity, capacity);
    } else {
        bytes = zz__new(buffer->memory, capacity);
        if (bytes != NULL && buffer->size != 0)
            memcpy(bytes, buffer->bytes, buffer->size);
    }
    if (bytes == NULL)
        return ZZ_ERROR_MEMORY;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    buffer->owned = true;
    return ZZ_OK;
}
