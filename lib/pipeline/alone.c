/* SPDX-License-Identifier: Apache-2.0 */
#include "pipeline/alone.h"

#include <string.h>

int32_t zz__step_alone(const zz_recipe *recipe, const zz__step *step, const uint8_t *text,
                       size_t n, zz__buffer *out)
{
    void *state = NULL;
    zz__input in = {text, 0, n, true};
    zz__sink sink = {.out = out};
    int32_t status;

    if (step->type->state_size != 0) {
        state = zz__new(&recipe->memory, step->type->state_size);
        if (state == NULL)
            return ZZ_ERROR_MEMORY;
        memset(state, 0, step->type->state_size);
    }
    status = step->type->run(step->self, state, &in, &sink);
    if (state != NULL && step->type->release != NULL)
        step->type->release(state);
    zz__delete(&recipe->memory, state, step->type->state_size);
    return status;
}
