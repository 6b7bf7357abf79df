/* SPDX-License-Identifier: Apache-2.0 */
#include "step/alternatives.h"

#include <string.h>

void zz__alternatives_init(zz__alternatives *list, const zz__memory *memory)
{
    zz__buffer_init(&list->bytes, memory);
    zz__alternatives_clear(list);
}

void zz__alternatives_release(zz__alternatives *list)
{
    zz__buffer_free(&list->bytes);
}

void zz__alternatives_clear(zz__alternatives *list)
{
    list->bytes.size = 0;
    list->count = 0;
    list->begins[0] = 0;
}

int32_t zz__alternatives_add(zz__alternatives *list, const void *text, size_t size)
{
    int32_t status;
    uint32_t i;

    for (i = 0; i < list->count; i++) {
        size_t there;
        const uint8_t *known = zz__alternatives_at(list, i, &there);
        if (there == size && (size == 0 || memcmp(known, text, size) == 0))
            return ZZ_OK;
    }
    if (zz__alternatives_full(list))
        return ZZ_OK;
    status = zz__buffer_append(&list->bytes, text, size);
    if (status == ZZ_OK)
        status = zz__buffer_append(&list->bytes, "", 1);
    if (status != ZZ_OK)
        return status;
    list->begins[++list->count] = list->bytes.size;
    return ZZ_OK;
}
