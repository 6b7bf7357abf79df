/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of block conversion share: one block on its way through them. */
#ifndef ZZ_CONVERT_BLOCK_WORKER_H
#define ZZ_CONVERT_BLOCK_WORKER_H

#include "convert/convert.h"
#include "convert/units.h"

#define ZZ__EXTRA_UNITS 512

/* A key found, whose value does not simply lie over its units. */
typedef struct zz__span {
    uint32_t at;
    uint32_t key_size;
    const uint16_t *value; /* little-endian */
    uint32_t value_size;
} zz__span;

typedef struct zz__worker {
    const zz__conversion *conversion;
    const zz__table *normalize; /* NULL: none */
    const zz__table *table;
    const uint16_t *second_map; /* joined: what still maps the table's values; or NULL */
    const zz__kernels *kernels;
    zz__sink *sink;
    void (*take)(struct zz__worker *w, uint32_t found); /* one of the three below */
    const uint8_t *text; /* the text that the block begins in, and where */
    size_t start;
    zz__block block;
    uint16_t outputs[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT];
    uint16_t places[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT]; /* where a key may begin */
    /* for each place: the trie's node, what ends after two units, whether more may; see match.h */
    uint32_t begun[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT];
    uint32_t ended[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT];
    bool longer[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT];
    zz__span spans[(ZZ__BLOCK_UNITS + ZZ__OVERSHOOT) / 2 + 8];
    uint32_t span_count;
    uint32_t limit; /* units decided */
    bool has_special; /* some outputs may be ZZ__SPECIAL */
    /* what both stages of a joined conversion gave, for spans to point to; little-endian */
    uint16_t extra[ZZ__EXTRA_UNITS];
    uint32_t extra_size;
    bool too_tangled; /* see zz__take_joined */
} zz__worker;

/* The last unit of an open block may begin a key with the next; an ill-formed byte begins none. */
static inline bool zz__last_is_open(const zz__block *block)
{
    uint16_t last = block->count == 0 ? 0 : block->units[block->count - 1];
    bool paired = block->count > 1 && (block->units[block->count - 2] & 0xFC00) == 0xD800;

    if (block->closed || block->count == 0)
        return false;
    return paired || last < ZZ__RAW || last > ZZ__RAW + 0xFF;
}

/* After matching: all up to `next` is decided, and no limit lies between the halves of a pair. */
static inline void zz__settle_limit(zz__worker *w, uint32_t next)
{
    const uint16_t *units = w->block.units;

    if (next > w->limit)
        w->limit = next;
    else if (w->limit < w->block.count && w->limit > 0 && (units[w->limit] & 0xFC00) == 0xDC00 &&
             (units[w->limit - 1] & 0xFC00) == 0xD800)
        w->limit--;
}

/*
 * Take the longest key at each of the `found` places that no earlier key covers; set outputs, spans
 * and limit. The second is for joined conversions: where its stages do not come to a common
 * boundary within reason it sets too_tangled, and limit before that place. The third asks the
 * conversion's judge.
 */
void zz__take_matches(zz__worker *w, uint32_t found);
void zz__take_joined(zz__worker *w, uint32_t found);
void zz__take_judged(zz__worker *w, uint32_t found);

/* Takes a key of two units or more. */
void zz__take_key(zz__worker *w, uint32_t at, const zz__match *match);

/* Tell the sink of the block up to limit: while nobody records, and while somebody does. */
int32_t zz__block_write(zz__worker *w);
int32_t zz__block_record(zz__worker *w, const uint8_t *text, size_t n);

#endif
