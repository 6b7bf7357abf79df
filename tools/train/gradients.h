/* SPDX-License-Identifier: Apache-2.0 */
/* What both learners do alike: stochastic gradients with AdaGrad's steps, and of the weights
 * learnt only those kept that matter most. */
#ifndef ZZ_TRAIN_GRADIENTS_H
#define ZZ_TRAIN_GRADIENTS_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* square: the sum of a weight's squared gradients. */
static inline void move_weight(float *weight, float *square, float gradient, float rate)
{
    *square += gradient * gradient;
    *weight -= rate * gradient / sqrtf(*square + 0.1f);
}

/* For each round another order of the examples. */
void shuffle(uint32_t *order, size_t n);

/* What leaving a weight out would cost, about: its square times the curvature there. */
float importance(float weight, float square);

/* Which weights are kept, as many as `most`; the others become 0. *learnt: how many there were. */
bool *keep_most_important(float *weight, const float *square, size_t slots, size_t most,
                          size_t *learnt);

#endif
