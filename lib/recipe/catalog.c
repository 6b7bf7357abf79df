/* SPDX-License-Identifier: Apache-2.0 */
#include "recipe/catalog.h"

#include <string.h>

#include "clean/clean.h"
#include "recipe/contexts.h"

bool zz__catalog_get(const zz__image *image, uint32_t index, zz__name *out)
{
    uint32_t conversions = image->counts[ZZ__SECTION_CONVERSIONS];
    uint32_t presets = image->counts[ZZ__SECTION_PRESETS];

    if (index < conversions) {
        out->kind = ZZ_CATALOG_CONVERSION;
        out->number = index;
        out->name = zz__image_string(image, image->conversions[index].name);
        out->summary = zz__image_string(image, image->conversions[index].summary);
        return true;
    }
    index -= conversions;
    if (index < presets) {
        out->kind = ZZ_CATALOG_PRESET;
        out->number = index;
        out->name = zz__image_string(image, image->presets[index].name);
        out->summary = zz__image_string(image, image->presets[index].summary);
        return true;
    }
    index -= presets;
    if (index < ZZ__CLEAN_STEP_COUNT) {
        out->kind = ZZ_CATALOG_STEP;
        out->number = index;
        out->name = zz__clean_steps[index]->name;
        out->summary = zz__clean_steps[index]->summary;
        return true;
    }
#ifdef ZZ_CONTEXT
    index -= ZZ__CLEAN_STEP_COUNT;
    if (index < ZZ__CONTEXT_NAMES && image->counts[ZZ__SECTION_CONTEXT] != 0) {
        out->kind = ZZ_CATALOG_STEP;
        out->number = ZZ__CLEAN_STEP_COUNT + index;
        out->name = zz__context_names[index].name;
        out->summary = zz__context_names[index].summary;
        return true;
    }
#endif
    return false;
}

bool zz__catalog_find(const zz__image *image, const char *name, size_t size, zz__name *out)
{
    uint32_t i;

    for (i = 0; zz__catalog_get(image, i, out); i++) {
        if (strlen(out->name) == size && memcmp(out->name, name, size) == 0)
            return true;
    }
    return false;
}

#define LONGEST 31 /* of the words compared; names are short */

static unsigned smallest(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;
    return m < c ? m : c;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Levenshtein's distance, neighbours swapped counted as one change, of a word in any case to a
 * name, which is in lower case. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m)
{
    unsigned rows[3][LONGEST + 1];
    size_t i, j;

    for (j = 0; j <= m; j++)
        rows[0][j] = (unsigned)j;
    for (i = 1; i <= n; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];

        row[0] = (unsigned)i;
        for (j = 1; j <= m; j++) {
            unsigned change = above[j - 1] + (lower(a[i - 1]) != b[j - 1]);
            row[j] = smallest(change, above[j] + 1, row[j - 1] + 1);
            if (i > 1 && j > 1 && lower(a[i - 1]) == b[j - 2] &&
                lower(a[i - 2]) == b[j - 1] && second[j - 2] + 1 < row[j])
                row[j] = second[j - 2] + 1;
        }
    }
    return rows[n % 3][m];
}

size_t zz__catalog_nearest(const zz__image *image, const char *name, size_t size,
                           const char **nearest, size_t most)
{
    unsigned best[8];
    size_t count = 0, i, at;
    zz__name entry;

    if (size > LONGEST || most > sizeof best / sizeof *best)
        return 0;
    for (i = 0; zz__catalog_get(image, (uint32_t)i, &entry); i++) {
        size_t length = strlen(entry.name);
        unsigned d;

        if (length > LONGEST)
            continue;
        d = distance(name, size, entry.name, length);
        if (d > 1 && d > length / 3)
            continue;
        at = count < most ? count++ : most;
        for (; at > 0 && best[at - 1] > d; at--) {
            if (at < most) {
                best[at] = best[at - 1];
                nearest[at] = nearest[at - 1];
            }
        }
        if (at < most) {
            best[at] = d;
            nearest[at] = entry.name;
        }
    }
    return count;
}
