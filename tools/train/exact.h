/* SPDX-License-Identifier: Apache-2.0 */
/* The few functions that learning takes, made of operations that IEEE 754 rounds in one way: the C
 * library's own differ from system to system. Good to about six digits, more than enough. */
#ifndef ZZ_TRAIN_EXACT_H
#define ZZ_TRAIN_EXACT_H

#include <math.h>
#include <stdint.h>
#include <string.h>

/* e to the x, for x <= 0. */
static inline float exact_exp(float x)
{
    /* 2 to the x / ln 2: the whole part by the exponent, the rest by a polynomial */
    float t = x * 1.44269504f, whole, rest, p;
    int32_t bits;

    if (t < -100.0f)
        return 0.0f;
    whole = (float)(int32_t)t;
    if (whole > t)
        whole -= 1.0f;
    rest = t - whole;
    p = 0.00189646f;
    p = p * rest + 0.00894283f;
    p = p * rest + 0.0558663f;
    p = p * rest + 0.240140f;
    p = p * rest + 0.693155f;
    p = p * rest + 1.0f;
    bits = ((int32_t)whole + 127) * (1 << 23);
    memcpy(&rest, &bits, sizeof rest);
    return p * rest;
}

/* value * unit as a whole number from -most to most. */
static inline int rounded(float value, float unit, int most)
{
    float scaled = value * unit;
    int whole = (int)(scaled < 0 ? scaled - 0.5f : scaled + 0.5f);

    return whole > most ? most : whole < -most ? -most : whole;
}

/* The natural logarithm of x > 0. */
static inline double exact_log(double x)
{
    double whole = 0, u, v;

    while (x > 1.5) {
        x /= 2;
        whole += 1;
    }
    while (x < 0.75) {
        x *= 2;
        whole -= 1;
    }
    u = (x - 1) / (x + 1);
    v = u * u;
    return whole * 0.693147180559945 +
           2 * u * (1 + v * (1.0 / 3 + v * (1.0 / 5 + v * (1.0 / 7 + v * (1.0 / 9 + v / 11)))));
}

#endif
