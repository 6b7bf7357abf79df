/* SPDX-License-Identifier: Apache-2.0 */
#include "gradients.h"

#include <stdlib.h>

#include "train.h"

void shuffle(uint32_t *order, size_t n)
{
    size_t i;

    for (i = n; i > 1; i--) {
        uint32_t j = draw_below((uint32_t)i), other = order[i - 1];

        order[i - 1] = order[j];
        order[j] = other;
    }
}

float importance(float weight, float square)
{
    return weight * weight * square;
}

static int descending(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return x > y ? -1 : x < y;
}

bool *keep_most_important(float *weight, const float *square, size_t slots, size_t most,
                          size_t *learnt)
{
    bool *kept = allocate(slots, sizeof *kept);
    size_t n = 0, i;
    float *all, least;

    for (i = 0; i < slots; i++)
        n += weight[i] != 0;
    all = allocate(n + 1, sizeof *all);
    for (i = 0, n = 0; i < slots; i++) {
        if (weight[i] != 0)
            all[n++] = importance(weight[i], square[i]);
    }
    qsort(all, n, sizeof *all, descending);
    least = n > most ? all[most] : 0;
    free(all);
    for (i = 0; i < slots; i++) {
        kept[i] = weight[i] != 0 && importance(weight[i], square[i]) > least;
        if (!kept[i])
            weight[i] = 0;
    }
    *learnt = n;
    return kept;
}
