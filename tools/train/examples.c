/* SPDX-License-Identifier: Apache-2.0 */
/* Examples from Traditional text: each ambiguous character, what stands around it, what
 * OpenCC makes of its simplified form, and what its author wrote. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "train.h"
#include "zhengzi.h"

example *examples;
size_t example_count;
uint32_t *features;

static size_t example_room, feature_count, feature_room;
static zz_recipe *to_simplified, *to_traditional;

void open_recipes(void)
{
    if (zz_recipe_open("t2s", 3, NULL, &to_simplified, NULL) != ZZ_OK ||
        zz_recipe_open("s2t", 3, NULL, &to_traditional, NULL) != ZZ_OK)
        die("can't be opened", "s2t, t2s");
}

/* Converts n characters to as many; false where they become more or fewer. */
static bool convert(const zz_recipe *recipe, const uint32_t *text, size_t n, uint32_t *out)
{
    static char bytes[4 * LONGEST_LINE];
    static uint32_t converted[2 * LONGEST_LINE];
    zz_result *result;
    size_t size = 0, i;

    for (i = 0; i < n; i++)
        size += zz__utf8_encode(text[i], (uint8_t *)bytes + size);
    if (zz_convert(recipe, bytes, size, &result, NULL) != ZZ_OK)
        die("failed", "zz_convert");
    i = decode(zz_result_text(result), zz_result_size(result), converted, 2 * LONGEST_LINE);
    zz_result_free(result);
    if (i == n)
        memcpy(out, converted, n * sizeof *out);
    return i == n;
}

static void add_example(unsigned which, unsigned gold, int dictionary, float weight,
                        const uint16_t *unit, const uint8_t *group)
{
    uint32_t found[ZZ__CONTEXT_FEATURES], i;
    example *e;

    examples = grow(examples, &example_room, example_count + 1, sizeof *examples);
    features = grow(features, &feature_room, feature_count + ZZ__CONTEXT_FEATURES,
                    sizeof *features);
    e = &examples[example_count++];
    e->family = (uint16_t)which;
    e->gold = (uint8_t)gold;
    e->dictionary = (int8_t)dictionary;
    e->weight = weight;
    e->first = (uint32_t)feature_count;
    zz__context_features(unit, group, found);
    for (i = 0; i < ZZ__CONTEXT_FEATURES; i++) {
        if (found[i] != 0)
            features[feature_count++] = found[i];
    }
    e->feature_count = (uint8_t)(feature_count - e->first);
}

/* Folds text into units with margins; returns whether anything is ambiguous. */
static bool fold(const uint32_t *text, size_t n, bool open, uint16_t *units)
{
    bool any = false;
    size_t i;

    memset(units, 0, MARGIN * sizeof *units);
    memset(units + MARGIN + n, 0, MARGIN * sizeof *units);
    for (i = 0; i < n; i++) {
        units[MARGIN + i] = read_as(text[i]);
        any |= family_of[folded[text[i]]] >= 0;
    }
    if (!open)
        units[MARGIN - 1] = units[MARGIN + n] = ZZ__CLASS_OTHER;
    return any;
}

void read_neighbours(const uint32_t *text, size_t n, float weight)
{
    static uint16_t units[LONGEST_LINE + 2 * MARGIN];

    fold(text, n, false, units);
    count_neighbours(units + MARGIN - 1, n + 2, weight);
}

void add_line(const uint32_t *text, size_t n, float weight, bool open, int from)
{
    static uint16_t units[LONGEST_LINE + 2 * MARGIN];
    static uint8_t grouped[LONGEST_LINE + 2 * MARGIN];
    static uint32_t plain[LONGEST_LINE], simple[LONGEST_LINE], back[LONGEST_LINE];
    bool converted;
    size_t i;

    if (!fold(text, n, open, units))
        return;
    for (i = 0; i < n; i++)
        plain[i] = canonical[text[i]] < 32 ? ' ' : canonical[text[i]];
    for (i = 0; i < n + 2 * MARGIN; i++)
        grouped[i] = group_of(units[i]);
    converted =
        convert(to_simplified, plain, n, simple) && convert(to_traditional, simple, n, back);
    for (i = 0; i < n; i++) {
        int which = family_of[folded[text[i]]], gold, dictionary = -1;
        family *f;

        if (which < 0)
            continue;
        f = &families[which];
        gold = candidate_of(f, text[i]);
        if (gold < 0)
            continue;
        f->known[gold] += 1;
        if (converted && from == FROM_TEXT) {
            f->seen[gold] += 1;
            if (simple[i] == f->simplified) {
                f->folded[gold] += 1;
                dictionary = candidate_of(f, back[i]);
            }
        }
        add_example((unsigned)which, (unsigned)gold, dictionary, weight, units + MARGIN + i,
                    grouped + MARGIN + i);
    }
}
