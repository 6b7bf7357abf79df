/* SPDX-License-Identifier: Apache-2.0 */
#include "edits/forms.h"

typedef struct head {
    uint32_t size;
    int32_t score;
} head;

void zz__forms_init(zz__forms *forms, const zz__memory *memory)
{
    zz__buffer_init(&forms->bytes, memory);
    forms->count = forms->reserved = 0;
}

void zz__forms_free(zz__forms *forms)
{
    zz__buffer_free(&forms->bytes);
    forms->count = 0;
}

void zz__forms_clear(zz__forms *forms)
{
    forms->bytes.size = 0;
    forms->count = 0;
}

const uint8_t *zz__form_read(const uint8_t *bytes, zz__form *form)
{
    head h;

    memcpy(&h, bytes, sizeof h);
    form->text = bytes + sizeof h;
    form->size = h.size;
    form->score = h.score;
    return form->text + h.size + 1;
}

static void set_score(uint8_t *bytes, int32_t score)
{
    head h;

    memcpy(&h, bytes, sizeof h);
    h.score = score;
    memcpy(bytes, &h, sizeof h);
}

static int32_t sum(int32_t a, int32_t b)
{
    if (a < 0 || b < 0)
        return a < 0 ? b : a;
    return a + b < 1000 ? a + b : 1000;
}

static int32_t append(zz__buffer *out, const uint8_t *text, uint32_t size, int32_t score)
{
    head h;
    int32_t status;

    h.size = size;
    h.score = score;
    status = zz__buffer_append(out, &h, sizeof h);
    if (status == ZZ_OK)
        status = zz__buffer_append(out, text, size);
    return status == ZZ_OK ? zz__buffer_append(out, "", 1) : status;
}

int32_t zz__forms_add(zz__forms *forms, const uint8_t *text, size_t size, int32_t score)
{
    const uint8_t *at = forms->bytes.bytes;
    uint32_t i;
    int32_t status;

    for (i = 0; i < forms->count; i++) {
        zz__form form;
        const uint8_t *next = zz__form_read(at, &form);

        if (form.size == size && (size == 0 || memcmp(form.text, text, size) == 0)) {
            set_score(forms->bytes.bytes + (at - forms->bytes.bytes), sum(form.score, score));
            return ZZ_OK;
        }
        at = next;
    }
    if (forms->count == ZZ__MAX_FORMS)
        return ZZ_OK;
    if (size > UINT32_MAX)
        return ZZ_ERROR_TOO_LARGE;
    status = append(&forms->bytes, text, (uint32_t)size, score);
    if (status == ZZ_OK)
        forms->count++;
    return status;
}

void zz__forms_limit(zz__forms *forms, int32_t score)
{
    zz__form first;

    zz__form_read(forms->bytes.bytes, &first);
    if (score >= 0 && (first.score < 0 || score < first.score))
        set_score(forms->bytes.bytes, score);
}

#define ROUNDING 5 /* of nine options, half a thousandth each */

void zz__forms_scale(zz__forms *forms)
{
    int32_t all = 0;
    size_t at = 0;
    uint32_t i, pass;

    for (pass = 0; pass < 2; pass++, at = 0) {
        for (i = 0; i < forms->count; i++) {
            zz__form form;
            size_t next = (size_t)(zz__form_read(forms->bytes.bytes + at, &form) -
                                   forms->bytes.bytes);

            if (pass == 0 && form.score > 0)
                all += form.score;
            else if (pass == 1 && form.score > 0)
                set_score(forms->bytes.bytes + at, form.score * 1000 / all);
            at = next;
        }
        if (all <= 1000 + ROUNDING)
            return;
    }
}

/* The likeliest form that is less likely than `score`, or as likely and behind number `behind`. */
static bool next_best(const zz__forms *forms, int32_t score, uint32_t behind, zz__form *best,
                      uint32_t *which)
{
    const uint8_t *at = forms->bytes.bytes;
    bool found = false;
    uint32_t i;

    for (i = 0; i < forms->count; i++) {
        zz__form form;

        at = zz__form_read(at, &form);
        if (i == 0 || form.score > score || (form.score == score && i <= behind) ||
            (found && form.score <= best->score))
            continue;
        *best = form;
        *which = i;
        found = true;
    }
    return found;
}

int32_t zz__forms_sort(zz__forms *forms, zz__buffer *room)
{
    int32_t score = 1000, status;
    uint32_t which = 0;
    zz__buffer sorted;
    zz__form form;

    if (forms->count < 3)
        return ZZ_OK;
    room->size = 0;
    zz__form_read(forms->bytes.bytes, &form);
    status = append(room, form.text, form.size, form.score);
    while (status == ZZ_OK && next_best(forms, score, which, &form, &which)) {
        score = form.score;
        status = append(room, form.text, form.size, form.score);
    }
    if (status != ZZ_OK)
        return status;
    sorted = *room;
    *room = forms->bytes;
    forms->bytes = sorted;
    return ZZ_OK;
}
