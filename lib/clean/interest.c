/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/interest.h"

#include "base/lanes.h"

typedef struct found {
    zz__lanes small_forms, vertical, halfwidth, letters, radicals;
} found;

/* U+F000 to U+FFFF. */
static inline void look_at_forms(found *f, zz__lanes ef, zz__lanes b, zz__lanes c)
{
    zz__lanes b8 = zz__lanes_is(b, 0xB8), b9 = zz__lanes_is(b, 0xB9);
    zz__lanes digits_and_upper = zz__lanes_in(c, 0x90, 0x99) | zz__lanes_in(c, 0xA1, 0xBA);
    zz__lanes bd = zz__lanes_is(b, 0xBD);

    f->small_forms |= ef & b9 & zz__lanes_in(c, 0x90, 0xBF);
    f->vertical |= ef & ((b8 & zz__lanes_in(c, 0x90, 0xBF)) | (b9 & zz__lanes_in(c, 0x80, 0x8F)));
    f->halfwidth |= ef & ((bd & zz__lanes_in(c, 0xA1, 0xBF)) | zz__lanes_is(b, 0xBE));
    f->letters |= ef & ((zz__lanes_is(b, 0xBC) & digits_and_upper) |
                        (bd & zz__lanes_in(c, 0x81, 0x9A)));
}

static inline void look_at(found *f, const uint8_t *p)
{
    zz__lanes a = zz__lanes_load(p), b = zz__lanes_load(p + 1), c = zz__lanes_load(p + 2);

    look_at_forms(f, zz__lanes_is(a, 0xEF), b, c);
    f->radicals |= (zz__lanes_is(a, 0xE2) & zz__lanes_in(b, 0xBA, 0xBF)) |
                   (zz__lanes_is(a, 0xE3) & zz__lanes_is(b, 0x87));
}

uint32_t zz__interest_in(const uint8_t *text, size_t n)
{
    uint8_t rest[2 * sizeof(zz__lanes) + 2] = {0};
    found f;
    size_t i = 0;

    memset(&f, 0, sizeof f);
    for (; n - i >= sizeof(zz__lanes) + 2; i += sizeof(zz__lanes))
        look_at(&f, text + i);
    if (n != i)
        memcpy(rest, text + i, n - i);
    for (i = 0; i < 2 * sizeof(zz__lanes); i += sizeof(zz__lanes))
        look_at(&f, rest + i);
    return (zz__lanes_any(f.small_forms) ? ZZ__INTEREST_SMALL_FORMS : 0u) |
           (zz__lanes_any(f.vertical) ? ZZ__INTEREST_VERTICAL : 0u) |
           (zz__lanes_any(f.halfwidth) ? ZZ__INTEREST_HALFWIDTH : 0u) |
           (zz__lanes_any(f.letters) ? ZZ__INTEREST_LETTERS : 0u) |
           (zz__lanes_any(f.radicals) ? ZZ__INTEREST_RADICALS : 0u);
}
