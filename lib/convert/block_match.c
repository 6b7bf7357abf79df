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

void zz__take_matches(zz__worker *w, uint32_t found)
{
    const zz__block *block = &w->block;
    uint32_t next = 0, i, j;

    w->span_count = 0;
    w->limit = block->count - (zz__last_is_open(block) ? 1 : 0);
    for (i = 0; i < found; i++) {
        uint32_t at = w->places[i];
        zz__match match;

        if (i + ZZ__AHEAD < found)
            zz__match_fetch(w->table, w->begun[i + ZZ__AHEAD]);
        if (at < next || w->begun[i] == 0)
            continue;
        zz__match_end(w->table, w->begun[i], block->units + at, block->count - at, false,
                      &match);
        if (match.undecided && !block->closed) {
            w->limit = at;
            return;
        }
        if (match.key_size < 2)
            continue; /* the default output; ZZ__SPECIAL stands for what the map can't hold */
        next = at + match.key_size;
        if (match.value == NULL)
            continue;
        if (match.value_size == match.key_size && w->sink->recorder == NULL) {
            for (j = 0; j < match.value_size; j++)
                w->outputs[at + j] = zz__le16(match.value[j]);
        } else {
            keep_span(w, at, &match);
        }
    }
    zz__settle_limit(w, next);
}
