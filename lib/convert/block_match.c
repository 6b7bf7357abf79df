/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the keys of a conversion of one stage in a block. */
#include "convert/block_worker.h"

static void keep_span(zz__worker *w, uint32_t at, const zz__match *match)
{
    zz__span *s = &w->spans[w->span_count++];

    s->at = at;
    s->key_size = match->key_size;
    s->value = match->value;
    s->value_size = match->value_size;
}

void zz__take_key(zz__worker *w, uint32_t at, const zz__match *match)
{
    uint32_t i;

    if (match->value == NULL)
        return;
    if (match->value_size != match->key_size || w->sink->recorder != NULL) {
        keep_span(w, at, match);
        return;
    }
    for (i = 0; i < match->value_size; i++)
        w->outputs[at + i] = zz__le16(match->value[i]);
}

/* What is at a place, when it is not simply a key of two units; false where that can't be
 * decided. */
static bool take_place(zz__worker *w, uint32_t i, uint32_t *next)
{
    const zz__block *block = &w->block;
    uint32_t at = w->places[i];
    zz__match match;

    zz__match_end(w->table, w->begun[i], block->units + at, block->count - at, false, &match);
    if (match.undecided && !block->closed)
        return false;
    if (match.key_size < 2)
        return true; /* the default output; ZZ__SPECIAL stands for what the map can't hold */
    *next = at + match.key_size;
    zz__take_key(w, at, &match);
    return true;
}

void zz__take_matches(zz__worker *w, uint32_t found)
{
    const uint16_t *pool = w->table->pool;
    bool recording = w->sink->recorder != NULL;
    uint32_t next = 0, i;

    w->span_count = 0;
    w->limit = w->block.count - (zz__last_is_open(&w->block) ? 1 : 0);
    for (i = 0; i < found; i++) {
        uint32_t at = w->places[i], link = w->ended[i], kind = zz__link_kind(link);
        const uint16_t *value = pool + (link & ZZ__LINK_MASK);

        if (at < next)
            continue;
        if (w->longer[i] || kind == ZZ__NODE_RECORD || recording) {
            if (!take_place(w, i, &next)) {
                w->limit = at;
                return;
            }
        } else if (kind >= ZZ__NODE_PAIR) {
            w->outputs[at] = zz__le16(value[0]);
            w->outputs[at + 1] = zz__le16(value[1]);
            next = at + 2;
        } else if (kind == ZZ__NODE_DERIVED || kind == ZZ__NODE_DERIVED_SEGMENT) {
            next = at + 2;
        }
    }
    zz__settle_limit(w, next);
}
