/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline/alternatives.h"

struct zz_alternatives {
    zz__memory memory;
    zz__alternatives list;
};

int32_t zz_alternatives_find(const zz_recipe *recipe, const char *text, size_t size,
                             zz_alternatives **out)
{
    zz_alternatives *made;
    int32_t status;

    if (out != NULL)
        *out = NULL;
    if (recipe == NULL || out == NULL || (text == NULL && size != 0))
        return ZZ_ERROR_ARGUMENT;
    made = zz__new(&recipe->memory, sizeof *made);
    if (made == NULL)
        return ZZ_ERROR_MEMORY;
    made->memory = recipe->memory;
    zz__alternatives_init(&made->list, &made->memory);
    status = zz__pipeline_alternatives(recipe, (const uint8_t *)(text != NULL ? text : ""), size,
                                       &made->list);
    if (status != ZZ_OK) {
        zz_alternatives_free(made);
        return status;
    }
    *out = made;
    return ZZ_OK;
}

size_t zz_alternatives_count(const zz_alternatives *alternatives)
{
    return alternatives != NULL ? alternatives->list.count : 0;
}

int32_t zz_alternatives_get(const zz_alternatives *alternatives, size_t index, const char **text,
                            size_t *size)
{
    bool there = alternatives != NULL && index < alternatives->list.count;
    const uint8_t *found = NULL;
    size_t found_size = 0;

    if (there)
        found = zz__alternatives_at(&alternatives->list, (uint32_t)index, &found_size);
    if (text != NULL)
        *text = (const char *)found;
    if (size != NULL)
        *size = found_size;
    return there ? ZZ_OK : ZZ_ERROR_ARGUMENT;
}

void zz_alternatives_free(zz_alternatives *alternatives)
{
    if (alternatives != NULL) {
        zz__memory memory = alternatives->memory;
        zz__alternatives_release(&alternatives->list);
        zz__delete(&memory, alternatives, sizeof *alternatives);
    }
}
