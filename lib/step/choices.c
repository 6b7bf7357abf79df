/* SPDX-License-Identifier: Apache-2.0 */
#include "step/step.h"

#define ONE (UINT64_C(1) << 24)
#define LEAST (-16 * 20) /* log-odds of less than this come to nothing */

/* ONE times e to the power of score / 16, which is not above 0. */
static uint64_t power(int32_t score)
{
    /* of 0, -1/16, ..., -15/16, and of -1 */
    static const uint32_t fractions[16] = {
        16777216, 15760736, 14805841, 13908801, 13066109, 12274473, 11530801, 10832185,
        10175896, 9559370,  8980197,  8436114,  7924996,  7444844,  6993784,  6570052,
    };
    static const uint64_t inverse_e = 6171993;
    uint32_t down = (uint32_t)-score;
    uint64_t p;

    if (score < LEAST)
        return 0;
    for (p = fractions[down % 16]; down >= 16; down -= 16)
        p = p * inverse_e / ONE;
    return p;
}

void zz__choices_weigh(const zz__choices *choices, int32_t likelihoods[ZZ__MAX_OPTIONS])
{
    uint64_t powers[ZZ__MAX_OPTIONS], sum = 0;
    uint32_t i;

    for (i = 0; i < choices->count; i++) {
        powers[i] = power(choices->options[i].score);
        sum += powers[i];
    }
    for (i = 0; i < choices->count; i++)
        likelihoods[i] = (int32_t)((powers[i] * 1000 + sum / 2) / sum);
}
