/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the keys of a conversion of one stage in a block, where a judge says of some of them that
 * they are none in their place. */
#include "convert/block_worker.h"

#define LINE_END '\n'

static bool is_leading(uint16_t unit)
{
    return (unit & 0xFC00) == 0xD800;
}

static uint32_t joined(uint16_t leading, uint16_t trailing)
{
    return 0x10000u + ((uint32_t)(leading & 0x3FF) << 10) + (trailing & 0x3FF);
}

/* A character as judges are told of it: ill-formed bytes end a line. */
static uint32_t told(uint16_t unit)
{
    return unit >= ZZ__RAW && unit <= ZZ__RAW + 0xFF ? LINE_END : unit;
}

/* The character before text[*end], which moves to its beginning. */
static uint32_t character_before(const zz__worker *w, size_t *end)
{
    uint16_t units[2];
    size_t size;
    unsigned count;

    if (*end == 0 || zz__utf8_decode_before(w->text, *end, &size) >= ZZ__TRUNCATED)
        return LINE_END;
    *end -= size;
    count = zz__decode_units(w->normalize, w->text + *end, size, &size, units);
    return count == 2 ? joined(units[0], units[1]) : units[0];
}

/* The same within the block, before units[*at]. */
static uint32_t unit_before(const uint16_t *units, uint32_t *at)
{
    uint16_t unit = units[--*at];

    if ((unit & 0xFC00) != 0xDC00 || *at == 0 || !is_leading(units[*at - 1]))
        return told(unit);
    --*at;
    return joined(units[*at], unit);
}

static void look_back(const zz__worker *w, uint32_t at, zz__place *place)
{
    size_t end = w->start;
    bool ended = false;
    uint32_t i;

    for (i = 0; i < ZZ__JUDGE_REACH; i++) {
        uint32_t c = ZZ__JUDGE_UNKNOWN;

        if (!ended)
            c = at > 0 ? unit_before(w->block.units, &at) : character_before(w, &end);
        ended = ended || c == LINE_END;
        place->before[i] = c;
    }
}

/* False where more text has to come. */
static bool look_ahead(const zz__block *block, uint32_t at, zz__place *place)
{
    bool ended = false;
    uint32_t i;

    for (i = 0; i < ZZ__JUDGE_REACH; i++) {
        uint32_t c = ZZ__JUDGE_UNKNOWN;

        if (!ended && at == block->count) {
            if (!block->closed)
                return false;
            c = LINE_END;
        } else if (!ended) {
            uint16_t unit = block->units[at++];

            c = told(unit);
            if (is_leading(unit) && at < block->count)
                c = joined(unit, block->units[at++]);
        }
        ended = ended || c == LINE_END;
        place->behind[i] = c;
    }
    return true;
}

/* The longest key that the judge lets be one, if match is the longest of all; key_size is less than
 * two where there is none. False where that can't be decided. */
static bool judge(const zz__worker *w, uint32_t at, zz__match *match)
{
    const zz__judge *j = &w->conversion->judge;
    const uint16_t *units = w->block.units + at;

    while (match->key_size >= 2 && match->value != NULL) {
        uint32_t size = match->key_size;
        int32_t number = j->find(j->ctx, units, size);
        zz__place place;

        if (number < 0)
            return true;
        place.key = units;
        place.key_size = size;
        look_back(w, at, &place);
        if (!look_ahead(&w->block, at + size, &place))
            return false;
        if (!j->stays(j->ctx, number, &place))
            return true;
        zz__match_longest(w->table, units, size - 1, false, match);
    }
    return true;
}

void zz__take_judged(zz__worker *w, uint32_t found)
{
    const zz__block *block = &w->block;
    uint32_t next = 0, i;

    w->span_count = 0;
    w->limit = block->count - (zz__last_is_open(block) ? 1 : 0);
    for (i = 0; i < found; i++) {
        uint32_t at = w->places[i];
        zz__match match;

        if (at < next)
            continue;
        zz__match_end(w->table, w->begun[i], block->units + at, block->count - at, false, &match);
        if ((match.undecided && !block->closed) || !judge(w, at, &match)) {
            w->limit = at;
            return;
        }
        if (match.key_size < 2)
            continue;
        next = at + match.key_size;
        zz__take_key(w, at, &match);
    }
    zz__settle_limit(w, next);
}
