/* SPDX-License-Identifier: Apache-2.0 */
#include "step/step.h"

int32_t zz__sink_replace(zz__sink *sink, size_t n, const uint8_t *p, size_t m, zz__op op)
{
    if (sink->recorder != NULL) {
        zz__edit edit;
        int32_t status;

        edit.source = sink->source;
        edit.source_size = n;
        edit.target = sink->target;
        edit.target_size = m;
        edit.op = op;
        status = sink->recorder->edit(sink->recorder->ctx, &edit);
        if (status != ZZ_OK)
            return status;
    }
    sink->source += n;
    sink->target += m;
    return zz__buffer_append(sink->out, p, m);
}
