/* SPDX-License-Identifier: Apache-2.0 */
#include "edits/list.h"

void zz__edit_list_free(zz__edit_list *list)
{
    zz__buffer_free(&list->bytes);
    zz__buffer_free(&list->forms);
    list->head = 0;
    list->forms_origin = 0;
}

void zz__edit_list_clear(zz__edit_list *list)
{
    list->bytes.size = list->forms.size = 0;
    list->head = 0;
    list->forms_origin = 0;
}

void zz__edit_list_move(zz__edit_list *to, zz__edit_list *from, const zz__memory *memory)
{
    const zz__memory *before = from->bytes.memory;

    *to = *from;
    to->bytes.memory = to->forms.memory = memory;
    zz__edit_list_init(from, before);
}

int32_t zz__edit_list_add(zz__edit_list *list, const zz__composed *edit, const zz__forms *forms)
{
    zz__composed added = *edit;
    int32_t status = ZZ_OK;

    added.forms = list->forms_origin + list->forms.size;
    added.form_count = 0;
    if (forms != NULL) {
        added.form_count = (uint16_t)forms->count;
        status = zz__buffer_append(&list->forms, forms->bytes.bytes, forms->bytes.size);
    }
    return status == ZZ_OK ? zz__buffer_append(&list->bytes, &added, sizeof added) : status;
}

size_t zz__edit_list_count(const zz__edit_list *list)
{
    return list->bytes.size / sizeof(zz__composed) - list->head;
}

const zz__composed *zz__edit_list_at(const zz__edit_list *list)
{
    if (zz__edit_list_count(list) == 0)
        return NULL;
    return (const zz__composed *)(const void *)list->bytes.bytes + list->head;
}

const uint8_t *zz__edit_list_forms(const zz__edit_list *list, const zz__composed *edit)
{
    return list->forms.bytes + (edit->forms - list->forms_origin);
}

void zz__edit_list_drop(zz__edit_list *list, size_t n)
{
    size_t left;

    list->head += n;
    left = zz__edit_list_count(list);
    if (left == 0) {
        zz__edit_list_clear(list);
    } else if (list->head >= 64 && list->head > left) {
        const zz__composed *first = zz__edit_list_at(list);
        size_t used = (size_t)(first->forms - list->forms_origin);

        list->forms_origin = first->forms;
        list->forms.size -= used;
        if (used != 0)
            memmove(list->forms.bytes, list->forms.bytes + used, list->forms.size);
        memmove(list->bytes.bytes, first, left * sizeof(zz__composed));
        list->bytes.size = left * sizeof(zz__composed);
        list->head = 0;
    }
}
