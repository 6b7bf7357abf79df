/* SPDX-License-Identifier: Apache-2.0 */
/* What else could stand where the model chooses: the text as it is, and with one character in
 * another of its forms. */
#include <string.h>

#include "base/utf8.h"
#include "context/context.h"

static int32_t add_forms(const zz__choice *choice, const uint8_t *text, size_t n, size_t at,
                         size_t size, zz__alternatives *list)
{
    uint8_t made[ZZ__ALTERNATIVES_TEXT + 4];
    zz__option options[ZZ__CONTEXT_CANDIDATES];
    uint32_t count = zz__context_candidates(choice, text, n, at, options), i;
    int32_t status = ZZ_OK;

    memcpy(made, text, at);
    for (i = 0; i < count && status == ZZ_OK; i++) {
        size_t form = zz__utf8_encode(options[i].code_point, made + at);

        memcpy(made + at + form, text + at + size, n - at - size);
        status = zz__alternatives_add(list, made, n - size + form);
    }
    return status;
}

int32_t zz__context_alternatives(const void *self, const uint8_t *text, size_t n,
                                 zz__alternatives *list)
{
    size_t at, size;
    int32_t status;

    if (n > ZZ__ALTERNATIVES_TEXT)
        return ZZ_OK;
    status = zz__alternatives_add(list, text, n);
    for (at = 0; at < n && status == ZZ_OK; at += size) {
        uint32_t c = zz__utf8_decode(text + at, n - at, &size);
        if (c < ZZ__TRUNCATED)
            status = add_forms(self, text, n, at, size, list);
    }
    return status;
}
