/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text through any clean-up step, with any of its values, or any preset: a stream gives what
 * the whole text gives, the bound holds; a step changes nothing a second time, a preset comes
 * to rest.
 *
 * The first byte chooses the recipe, the second the sizes of chunks; the rest is the text.
 */
#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"

#define MOST 160

static char names[MOST][64];
static zz_recipe *opened[MOST];
static size_t count, first_preset;

static void add(const char *name, const char *value)
{
    if (count == MOST)
        fuzz_fail(name, "there are more recipes than MOST");
    else
        snprintf(names[count++], sizeof names[0], "%s%s%s", name, value != NULL ? "=" : "",
                 value != NULL ? value : "");
}

static void list_recipes(void)
{
    uint32_t kind, i;
    const char *name;
    size_t k;

    for (k = 0; k < ZZ__CLEAN_STEP_COUNT; k++) {
        const char *const *values = zz__clean_steps[k]->values;
        add(zz__clean_steps[k]->name, NULL);
        for (i = 1; values != NULL && values[i] != NULL; i++)
            add(zz__clean_steps[k]->name, values[i]);
    }
    first_preset = count;
    for (i = 0; zz_catalog(NULL, i, &kind, &name, NULL) == ZZ_OK; i++) {
        if (kind == ZZ_CATALOG_PRESET)
            add(name, NULL);
    }
}

static zz_recipe *recipe_of(size_t number)
{
    zz_error error;

    if (opened[number] == NULL &&
        zz_recipe_open(names[number], ZZ_TERMINATED, NULL, &opened[number], &error) != ZZ_OK)
        fuzz_fail(names[number], error.message);
    return opened[number];
}

/* Takes the result over. */
static void check_rest(size_t number, zz_result *result)
{
    int allowed = number < first_preset ? 1 : 8, times = 0;
    bool same = false;

    while (!same && times < allowed) {
        zz_result *next;

        if (zz_convert(recipe_of(number), zz_result_text(result), zz_result_size(result), &next,
                       NULL) != ZZ_OK)
            fuzz_fail(names[number], "a second time fails");
        same = zz_result_size(next) == zz_result_size(result) &&
               memcmp(zz_result_text(next), zz_result_text(result), zz_result_size(next)) == 0;
        zz_result_free(result);
        result = next;
        times++;
    }
    zz_result_free(result);
    if (!same)
        fuzz_fail(names[number], "it does not come to rest");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zz_result *once;
    size_t number, chunk;
    int32_t status;

    if (count == 0)
        list_recipes();
    if (size < 2)
        return 0;
    number = data[0] % count;
    chunk = (size_t)data[1] + 1;
    data += 2;
    size -= 2;
    status = zz_convert(recipe_of(number), (const char *)data, size, &once, NULL);
    if (status == ZZ_ERROR_INVALID_UTF8)
        return 0;
    if (status != ZZ_OK)
        fuzz_fail(names[number], zz_status_string(status));
    if (zz_result_size(once) > zz_bound(recipe_of(number), size))
        fuzz_fail(names[number], "the result is longer than the bound");
    fuzz_stream(names[number], recipe_of(number), (const char *)data, size, chunk, once);
    check_rest(number, once);
    return 0;
}
