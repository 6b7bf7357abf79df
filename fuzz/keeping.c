/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text with any ranges kept: no edit reaches into one, so that their bytes are in the result;
 * with none kept it is zz_convert, with all of it kept it is the text.
 *
 * The first byte chooses the recipe, the second how many ranges, then two bytes for each: what lies
 * before it and its size; the rest is the text.
 */
#include "common.h"

static const char *const combinations[] = {
    "s2t", "s2twp", "tw2sp", "clean,s2twp", "web,hk2tw", "s2twp,t2s,s2hkp", NULL,
};
static fuzz_recipes recipes = {combinations, {NULL}, {{NULL}}, 0};

typedef struct job {
    const char *name;
    const zz_recipe *recipe;
    const char *text;
    size_t size;
} job;

static zz_result *keep(const job *j, const zz_range *kept, size_t count)
{
    zz_report report;
    zz_result *result;

    zz_report_init(&report, sizeof report);
    report.want = ZZ_WANT_EDITS;
    if (zz_convert_keeping(j->recipe, j->text, j->size, kept, count, &result, &report) != ZZ_OK)
        fuzz_fail(j->name, "it does not convert with ranges kept");
    fuzz_rebuild(j->name, j->text, j->size, result);
    return result;
}

static void check_ends(const job *j)
{
    zz_range all = {0, j->size};
    zz_result *kept = keep(j, &all, 1), *plain;

    fuzz_same(j->name, j->text, j->size, zz_result_text(kept), zz_result_size(kept),
              "a text that is kept whole changes");
    zz_result_free(kept);
    kept = keep(j, NULL, 0);
    if (zz_convert(j->recipe, j->text, j->size, &plain, NULL) != ZZ_OK)
        fuzz_fail(j->name, "it does not convert");
    fuzz_same(j->name, zz_result_text(plain), zz_result_size(plain), zz_result_text(kept),
              zz_result_size(kept), "with nothing kept it is another text");
    zz_result_free(kept);
    zz_result_free(plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zz_range kept[16];
    size_t count, i, at = 0;
    const uint8_t *numbers = data + 2;
    zz_result *result, *again;
    job j;

    if (size < 2)
        return 0;
    count = data[1] % 16u;
    if (size < 2 + 2 * count)
        return 0;
    j.recipe = fuzz_recipe(&recipes, data[0], 0, &j.name);
    j.text = (const char *)data + 2 + 2 * count;
    j.size = size - 2 - 2 * count;
    for (i = 0; i < count; i++) {
        size_t gap = numbers[2 * i], length = numbers[2 * i + 1];

        kept[i].offset = at += gap < j.size - at ? gap : j.size - at;
        kept[i].size = length < j.size - at ? length : j.size - at;
        at += (size_t)kept[i].size;
    }
    result = keep(&j, kept, count);
    for (i = 0; i < count; i++)
        fuzz_untouched(j.name, result, kept[i]);
    if (zz_convert_keeping(j.recipe, j.text, j.size, kept, count, &again, NULL) != ZZ_OK)
        fuzz_fail(j.name, "it does not convert without edits");
    fuzz_same(j.name, zz_result_text(result), zz_result_size(result), zz_result_text(again),
              zz_result_size(again), "it is another text without edits");
    zz_result_free(again);
    zz_result_free(result);
    check_ends(&j);
    return 0;
}
