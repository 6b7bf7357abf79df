/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two stages over segments as one table, for conversions where the segment rule allows it.
 *
 * A segment that is a key has one final value, known here. In a run between keys, a character that
 * is a token of the first stage by itself, and begins no longer key of the second, has a final
 * default output. What is left are *events*, pairs of units at which that may not hold: a longer
 * key of the first stage begins, or one of the second in what the first makes of them. There
 * the converter runs both stages, until both have a boundary at one place again.
 */
#ifndef ZZ_BUILDER_JOIN_H
#define ZZ_BUILDER_JOIN_H

#include "base/buffer.h"
#include "builder/dictionary.h"

typedef struct zz__join_input {
    const zz__dictionary *segment;
    const zz__dictionary *first;
    const zz__dictionary *second;
    bool shared; /* the first stage's own table takes the events; its keys need none */
} zz__join_input;

typedef struct zz__join {
    zz__dictionary events; /* entries with event set, sorted */
    uint16_t *outputs;     /* 65536 numbers: the map of both stages' default outputs */
    uint16_t *second;      /* 65536 numbers: the second stage's map */
} zz__join;

/*
 * Finds the events and maps. *joinable is false where the stages can't be joined: a key holds
 * an ideographic description character, a longer key of the second stage lies beyond the BMP, or
 * a character of several in the first stage's output begins one; or where it would take too much.
 */
int32_t zz__join_find(zz__join *join, zz__arena *arena, const zz__join_input *input,
                      bool *joinable);

/*
 * Makes of a shared first stage's table the joined one too: the events go in, and the keys whose
 * value the second stage changes in more than single characters are marked for the member.
 * *joinable as above.
 */
int32_t zz__join_share(zz__dictionary *table, zz__arena *arena, const zz__join *join,
                       const zz__join_input *input, unsigned member, bool *joinable);

/* Makes a table of its own: the segments' keys with their final values, the events for member 0,
 * and all default outputs. *joinable as above, and false where a value would be too long. */
int32_t zz__join_own(zz__dictionary *out, zz__arena *arena, const zz__join *join,
                     const zz__join_input *input, bool *joinable);

#endif
