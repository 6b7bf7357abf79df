/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Logistic regression over hashed features. Features are left out at random, so that those that
 * remain learn to do without; at the end only the weights that matter most are kept, and learnt
 * once more.
 */
#include <stdio.h>
#include <stdlib.h>

#include "exact.h"
#include "gradients.h"
#include "train.h"

#define ROUNDS 4
#define FIRST_RATE 0.5f
#define LATER 0.7f /* the rate of each round, of the one before */
#define ROUNDS_AGAIN 3 /* with the weights that are kept */
#define AGAIN_RATE 0.3f
#define SINGLES 4  /* features 1 to 4 are single characters */

/* In thousandths: a feature of several characters left out, all of them, the dictionary. */
#define LEAVE_OUT 300
#define LEAVE_OUT_ALL 100
#define LEAVE_OUT_DICTIONARY 300

float *weights, *squares;
float biases[MOST_FAMILIES][MOST_CANDIDATES];
float dictionary_weights[MOST_FAMILIES][MOST_CANDIDATES][MOST_CANDIDATES];
bool *supported;

static float bias_squares[MOST_FAMILIES][MOST_CANDIDATES];
static float dictionary_squares[MOST_FAMILIES][MOST_CANDIDATES][MOST_CANDIDATES];
static float rate = FIRST_RATE;

/* Some of an example's features. */
static unsigned choose(const example *e, uint32_t *chosen)
{
    bool singles_only = chance(LEAVE_OUT_ALL);
    unsigned n = 0, i;

    for (i = 0; i < e->feature_count; i++) {
        uint32_t f = features[e->first + i];

        if ((f & 31u) > SINGLES && (singles_only || chance(LEAVE_OUT)))
            continue;
        chosen[n++] = f;
    }
    return n;
}

/* The probability of each candidate. */
static void estimate(const example *e, const uint32_t *chosen, unsigned n, int dictionary,
                     float *p)
{
    unsigned count = families[e->family].count, k, i;
    float most = 0, sum = 0;

    for (k = 0; k < count; k++) {
        float score = biases[e->family][k];

        if (dictionary >= 0)
            score += dictionary_weights[e->family][dictionary][k];
        for (i = 0; i < n && k > 0; i++)
            score += weights[weight_slot(chosen[i], k)];
        p[k] = score;
        if (k == 0 || score > most)
            most = score;
    }
    for (k = 0; k < count; k++) {
        p[k] = exact_exp(p[k] - most);
        sum += p[k];
    }
    for (k = 0; k < count; k++)
        p[k] /= sum;
}

static void learn_from(const example *e)
{
    uint32_t chosen[ZZ__CONTEXT_FEATURES];
    unsigned count = families[e->family].count, n = choose(e, chosen), k, i;
    int dictionary = chance(LEAVE_OUT_DICTIONARY) ? -1 : e->dictionary;
    float p[MOST_CANDIDATES];

    estimate(e, chosen, n, dictionary, p);
    for (k = 0; k < count; k++) {
        float gradient = (p[k] - (k == e->gold ? 1.0f : 0.0f)) * e->weight;

        if (gradient < 1e-4f && gradient > -1e-4f)
            continue;
        move_weight(&biases[e->family][k], &bias_squares[e->family][k], gradient, rate);
        if (dictionary >= 0)
            move_weight(&dictionary_weights[e->family][dictionary][k],
                        &dictionary_squares[e->family][dictionary][k], gradient, rate);
        for (i = 0; i < n && k > 0; i++) {
            uint32_t slot = weight_slot(chosen[i], k);

            if (supported == NULL || supported[slot])
                move_weight(&weights[slot], &squares[slot], gradient, rate);
        }
    }
}

static void go_through(uint32_t *order)
{
    size_t i;

    shuffle(order, example_count);
    for (i = 0; i < example_count; i++)
        learn_from(&examples[order[i]]);
    rate *= LATER;
}

void learn(size_t kept)
{
    const size_t slots = (size_t)1 << TABLE_LOG2;
    uint32_t *order = allocate(example_count, sizeof *order);
    size_t learnt, i;
    int round;

    weights = allocate(slots, sizeof *weights);
    squares = allocate(slots, sizeof *squares);
    for (i = 0; i < example_count; i++)
        order[i] = (uint32_t)i;
    for (round = 0; round < ROUNDS; round++)
        go_through(order);
    supported = keep_most_important(weights, squares, slots, kept, &learnt);
    fprintf(stderr, "weights: %zu, the most important kept\n", learnt);
    rate = AGAIN_RATE;
    for (round = 0; round < ROUNDS_AGAIN; round++)
        go_through(order);
    free(order);
}
