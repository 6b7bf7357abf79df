/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run of a step that replaces single characters of U+F000 to U+FFFF, each for
 * itself, by no longer ones. All of them are three bytes that begin with EF, which begins nothing
 * else, so ill-formed bytes need no care.
 */
#ifndef ZZ_CLEAN_FORMS_H
#define ZZ_CLEAN_FORMS_H

#include "base/utf8.h"
#include "clean/scan.h"
#include "step/step.h"

#define ZZ__FORM_LEAD 0xEF
#define ZZ__FORM_SIZE 3

/* What the three bytes at form become: stores up to three bytes, returns how many; 0: they stay. */
typedef size_t (*zz__forms_map)(const uint8_t *form, uint8_t out[4]);

/* To be inlined, with test, map and op known: a step's run is a call of it. */
static inline int32_t zz__forms_run(zz__input *in, zz__sink *sink, zz__scan_test test,
                                    zz__forms_map map, zz__op op)
{
    const uint8_t *text = in->text;
    size_t pos = in->start, copied = in->start, end = in->end, stop;
    int32_t status = ZZ_OK;

    if (!in->final)
        end -= zz__utf8_unfinished(text + in->start, end - in->start);
    while (pos < end) {
        pos = zz__scan_skip(text, pos, end, test);
        stop = end - pos > ZZ__SCAN_BLOCK ? pos + ZZ__SCAN_BLOCK : end;
        while (pos < stop) {
            uint8_t form[4];
            size_t size = 0;
            const uint8_t *lead = memchr(text + pos, ZZ__FORM_LEAD, stop - pos);

            if (lead == NULL) {
                pos = stop;
                break;
            }
            pos = (size_t)(lead - text);
            if (end - pos >= ZZ__FORM_SIZE)
                size = map(lead, form);
            if (size == 0) {
                pos++;
                continue;
            }
            status = zz__sink_copy(sink, text + copied, pos - copied);
            if (status == ZZ_OK)
                status = zz__sink_replace(sink, ZZ__FORM_SIZE, form, size, op);
            if (status != ZZ_OK)
                return status;
            pos += ZZ__FORM_SIZE;
            copied = pos;
        }
    }
    in->start = end;
    return zz__sink_copy(sink, text + copied, end - copied);
}

#endif
