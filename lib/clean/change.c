/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/change.h"

bool zz__character_at(const zz__input *in, size_t pos, uint32_t *code_point, size_t *size,
                      zz__change *change)
{
    *code_point = zz__utf8_decode(in->text + pos, in->end - pos, size);
    if (*code_point != ZZ__TRUNCATED || in->final)
        return true;
    change->source = 0;
    return false;
}

void zz__change_to(zz__change *change, size_t source, uint32_t code_point, zz__op op)
{
    change->source = source;
    change->target = zz__utf8_encode(code_point, change->out);
    change->op = op;
}

static int32_t apply(zz__changes *run, const zz__input *in, zz__sink *sink,
                     const zz__change *change)
{
    int32_t status = zz__sink_copy(sink, in->text + run->copied, run->pos - run->copied);

    if (status == ZZ_OK)
        status = zz__sink_replace(sink, change->source, change->out, change->target, change->op);
    run->copied = run->pos + change->source;
    return status;
}

int32_t zz__change_each(zz__changes *run, const zz__input *in, zz__sink *sink, size_t stop,
                        zz__change_at at, void *ctx)
{
    int32_t status = ZZ_OK;

    while (status == ZZ_OK && run->pos < stop) {
        zz__change change;

        if ((in->text[run->pos] & 0xC0) == 0x80) {
            run->pos++;
            continue;
        }
        change.source = 1;
        change.op = 0;
        at(in, run->pos, ctx, &change);
        run->undecided = change.source == 0;
        if (run->undecided)
            break;
        if (change.op != 0)
            status = apply(run, in, sink, &change);
        run->pos += change.source;
    }
    return status;
}
