/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding the keys of a conversion of two stages joined in one table (docs/format.md). A key of the
 * segmentation has its value in the table. At an event, where a longer key of either stage may
 * begin inside a run, both stages are run from there until they have a boundary at one place;
 * from there on the table is right again.
 */
#include "convert/block_worker.h"

#define WINDOW 256 /* units between the stages; built-in dictionaries need some twenty */
#define NO_SOURCE 0xFFFFFFFFu

typedef enum outcome {
    DONE,
    UNDECIDED, /* more text is needed */
    FULL       /* no common boundary within the window, or no room for the result */
} outcome;

/* Both stages over the units from `start` on. */
typedef struct passage {
    const zz__worker *w;
    uint32_t start;
    uint32_t end;   /* of the units */
    bool is_key;    /* of the segmentation: all of it is one segment; else part of a run */
    bool closed;    /* nothing behind end can matter */
    uint32_t taken; /* units that the first stage has taken */
    bool ended;     /* it has nothing more to give: the segment ends at `taken` */
    uint16_t between[WINDOW];
    uint32_t source[WINDOW]; /* where in the units a token begins that this one begins */
    uint32_t size;
    uint32_t head; /* what the second stage has taken */
    uint16_t *out; /* little-endian */
    uint32_t out_size;
    uint32_t out_room;
} passage;

static uint32_t character_size(const uint16_t *units, uint32_t n)
{
    return (units[0] & 0xFC00) == 0xD800 && n > 1 ? 2 : 1;
}

/* Whether a key of the segmentation begins at a unit inside a run. */
static outcome cuts(const passage *p, uint32_t at, bool *found)
{
    const zz__worker *w = p->w;
    zz__match match;

    zz__match_longest(&w->conversion->segment, w->block.units + at, p->end - at, true, &match);
    if (match.undecided && !p->closed)
        return UNDECIDED;
    *found = match.key_size != 0;
    return DONE;
}

/* The token of the first stage at `taken`; in a run it ends where a segment begins. */
static outcome first_token(const passage *p, zz__match *match)
{
    const zz__table *first = &p->w->conversion->stages[0];
    const uint16_t *units = p->w->block.units + p->taken;
    uint32_t n = p->end - p->taken, i;

    zz__match_longest(first, units, n, false, match);
    if (match->undecided && !p->closed)
        return UNDECIDED;
    for (i = 1; i < match->key_size && !p->is_key; i++) {
        bool found;
        outcome o = cuts(p, p->taken + i, &found);

        if (o != DONE)
            return o;
        if (found) {
            zz__match_longest(first, units, i, false, match);
            break;
        }
    }
    return DONE;
}

/* Lets the first stage give one token more. */
static outcome pull(passage *p)
{
    const zz__worker *w = p->w;
    const uint16_t *units = w->block.units + p->taken;
    uint32_t i, size;
    zz__match match;
    outcome o;

    if (p->taken == p->end) {
        p->ended = true;
        return p->closed ? DONE : UNDECIDED;
    }
    if (!p->is_key && p->taken != p->start) {
        o = cuts(p, p->taken, &p->ended);
        if (o != DONE || p->ended)
            return o;
    }
    o = first_token(p, &match);
    if (o != DONE)
        return o;
    size = match.key_size != 0 ? match.key_size : character_size(units, p->end - p->taken);
    if (match.key_size == 0 || match.value == NULL)
        match.value_size = size;
    if (match.value_size > WINDOW - p->size)
        return FULL;
    for (i = 0; i < match.value_size; i++) {
        p->source[p->size] = i == 0 ? p->taken : NO_SOURCE;
        p->between[p->size++] = match.key_size != 0 && match.value != NULL
                                    ? zz__le16(match.value[i])
                                    : zz__default_output(&w->conversion->stages[0], units[i]);
    }
    p->taken += size;
    return DONE;
}

/* Lets the second stage take a token, if it can tell which; else *wants_more. */
static outcome second_token(passage *p, bool *wants_more)
{
    const zz__table *second = &p->w->conversion->stages[1];
    const uint16_t *units = p->between + p->head;
    uint32_t n = p->size - p->head, size, i;
    zz__match match;

    zz__match_longest(second, units, n, false, &match);
    *wants_more = match.undecided && !p->ended;
    if (*wants_more)
        return DONE;
    size = match.key_size != 0 ? match.key_size : character_size(units, n);
    if (match.key_size == 0 || match.value == NULL)
        match.value_size = size;
    if (match.value_size > p->out_room - p->out_size)
        return FULL;
    for (i = 0; i < match.value_size; i++)
        p->out[p->out_size++] = match.key_size != 0 && match.value != NULL
                                    ? match.value[i]
                                    : zz__le16(zz__default_output(second, units[i]));
    p->head += size;
    return DONE;
}

/* Runs both stages: over all of a key; in a run, to the first common boundary. */
static outcome run_passage(passage *p)
{
    for (;;) {
        bool wants_more = true;
        outcome o = DONE;

        if (p->head < p->size)
            o = second_token(p, &wants_more);
        else if (p->ended)
            return DONE;
        if (o == DONE && wants_more)
            o = pull(p);
        if (o != DONE)
            return o;
        if (wants_more || p->is_key)
            continue;
        if (p->head == p->size)
            return DONE;
        if (p->source[p->head] != NO_SOURCE) {
            p->taken = p->source[p->head];
            return DONE;
        }
    }
}

/* Runs both stages at `at`, over a key of `key_size` units or, if that is 0, in a run; keeps the
 * result and gives the units taken. */
static outcome convert_closely(zz__worker *w, uint32_t at, uint32_t key_size, uint32_t *taken)
{
    passage p;
    outcome o;
    uint32_t i, n;

    p.w = w;
    p.start = p.taken = at;
    p.is_key = key_size != 0;
    p.end = p.is_key ? at + key_size : w->block.count;
    p.closed = p.is_key || w->block.closed;
    p.ended = false;
    p.size = p.head = 0;
    p.out = w->extra + w->extra_size;
    p.out_size = 0;
    p.out_room = ZZ__EXTRA_UNITS - w->extra_size;
    o = run_passage(&p);
    if (o != DONE)
        return o;
    n = p.taken - at;
    *taken = n;
    if (n == p.out_size && w->sink->recorder == NULL) {
        for (i = 0; i < n; i++)
            w->outputs[at + i] = zz__le16(p.out[i]);
    } else if (n > 1) { /* one unit has its default output */
        zz__span *s = &w->spans[w->span_count++];
        s->at = at;
        s->key_size = n;
        s->value = p.out;
        s->value_size = p.out_size;
        w->extra_size += p.out_size;
    }
    return DONE;
}

/* Lays a key's value over its outputs; false where that takes a closer look. */
static bool lay_value(zz__worker *w, uint32_t at, const zz__match *match)
{
    const uint16_t *second = w->second_map;
    uint32_t i;

    if (match->flags & w->conversion->member)
        return false;
    if (match->value == NULL)
        return true; /* the default outputs, which are there */
    if (match->value_size != match->key_size || w->sink->recorder != NULL)
        return false;
    for (i = 0; i < match->value_size; i++) {
        uint16_t unit = zz__le16(match->value[i]);
        if (second != NULL)
            unit = (uint16_t)(unit + zz__map_get(w->table->pages, second, unit));
        w->outputs[at + i] = unit;
    }
    return true;
}

/* What is at a place: *taken units, 0 where the default output is right. */
static outcome take_place(zz__worker *w, uint32_t at, uint32_t begun, uint32_t *taken)
{
    const zz__block *block = &w->block;
    zz__match match;

    *taken = 0;
    zz__match_end(w->table, begun, block->units + at, block->count - at, true, &match);
    if (match.undecided && !block->closed)
        return UNDECIDED;
    if (match.key_size >= 2) {
        *taken = match.key_size;
        return lay_value(w, at, &match) ? DONE : convert_closely(w, at, match.key_size, taken);
    }
    if (match.events & w->conversion->member)
        return convert_closely(w, at, 0, taken);
    return DONE;
}

/* Lays the value of a key of two units. */
static void lay_pair(zz__worker *w, uint32_t at, const uint16_t *value)
{
    uint16_t first = zz__le16(value[0]), second = zz__le16(value[1]);

    if (w->second_map != NULL) {
        first = (uint16_t)(first + zz__map_get(w->table->pages, w->second_map, first));
        second = (uint16_t)(second + zz__map_get(w->table->pages, w->second_map, second));
    }
    w->outputs[at] = first;
    w->outputs[at + 1] = second;
}

void zz__take_joined(zz__worker *w, uint32_t found)
{
    const uint16_t *pool = w->table->pool;
    bool recording = w->sink->recorder != NULL;
    uint32_t next = 0, i;

    w->span_count = 0;
    w->extra_size = 0;
    w->limit = w->block.count - (zz__last_is_open(&w->block) ? 1 : 0);
    for (i = 0; i < found; i++) {
        uint32_t at = w->places[i], link = w->ended[i], kind = zz__link_kind(link), taken = 0;

        if (at < next)
            continue;
        if (!w->longer[i] && !recording && kind == ZZ__NODE_PAIR_SEGMENT) {
            lay_pair(w, at, pool + (link & ZZ__LINK_MASK));
            taken = 2;
        } else if (!w->longer[i] && kind == ZZ__NODE_DERIVED_SEGMENT) {
            taken = 2;
        } else if (w->longer[i] || kind != ZZ__NODE_EMPTY) {
            outcome o = take_place(w, at, w->begun[i], &taken);
            if (o != DONE) {
                /* with an empty pool the next block, which begins here, would fare no better */
                w->too_tangled = o == FULL && w->extra_size == 0;
                w->limit = at;
                return;
            }
        }
        if (taken != 0)
            next = at + taken;
    }
    zz__settle_limit(w, next);
}
