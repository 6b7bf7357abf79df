/* SPDX-License-Identifier: Apache-2.0 */
#include "step/step.h"

int32_t zz__sink_copy_keeping(zz__sink *sink, const uint8_t *p, size_t n)
{
    int32_t status = zz__kept_pass(sink->kept, sink->source, n, sink->target);

    if (status != ZZ_OK)
        return status;
    sink->source += n;
    sink->target += n;
    return zz__buffer_append(sink->out, p, n);
}

int32_t zz__sink_replace(zz__sink *sink, size_t n, const uint8_t *p, size_t m, zz__op op)
{
    if (sink->kept != NULL && zz__kept_touches(sink->kept, sink->source, n))
        return zz__sink_copy_keeping(sink, sink->text + (sink->source - sink->text_offset), n);
    if (sink->recorder != NULL) {
        zz__edit edit;
        int32_t status;

        edit.source = sink->source;
        edit.source_size = n;
        edit.target = sink->target;
        edit.target_size = m;
        edit.result = p;
        edit.op = op;
        status = sink->recorder->edit(sink->recorder->ctx, &edit);
        if (status != ZZ_OK)
            return status;
    }
    sink->source += n;
    sink->target += m;
    return zz__buffer_append(sink->out, p, m);
}

int32_t zz__sink_keep(zz__sink *sink, size_t n, const uint8_t *p, size_t m, zz__op op)
{
    uint64_t target = sink->target;
    int32_t status;

    if (op == 0 || zz__kept_touches(sink->kept, sink->source, n) ||
        (n == m && memcmp(sink->text + (sink->source - sink->text_offset), p, n) == 0))
        status = zz__sink_copy_keeping(sink, sink->text + (sink->source - sink->text_offset), n);
    else
        status = zz__sink_replace(sink, n, p, m, op);
    if (status == ZZ_OK && sink->kept->following != NULL && sink->target != target)
        status = zz__kept_add(sink->kept->following, target, sink->target - target);
    return status;
}
