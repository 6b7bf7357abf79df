/* SPDX-License-Identifier: Apache-2.0 */
#include "match/match.h"

/* Takes what ends at a node, if that is a key the caller counts and its tail is there. */
static void take(const zz__table *table, const zz__image_node *node, const uint16_t *rest, size_t n,
                 uint32_t depth, bool only_segment, zz__match *match)
{
    uint16_t kind = zz__le16(node->kind);
    uint32_t flags, tail, i;
    const uint16_t *record;

    if (kind == ZZ__NODE_DERIVED || kind == ZZ__NODE_DERIVED_SEGMENT) {
        flags = kind == ZZ__NODE_DERIVED ? 0 : ZZ__RECORD_SEGMENT;
        if (only_segment && flags == 0)
            return;
        match->key_size = depth;
        match->flags = flags | ZZ__RECORD_DERIVED;
        match->value_size = depth;
        match->value = NULL;
        return;
    }
    if (kind != ZZ__NODE_RECORD)
        return;
    record = table->pool + zz__le32(node->link);
    flags = zz__le16(record[0]);
    tail = zz__le16(record[1]);
    if (only_segment && (flags & ZZ__RECORD_SEGMENT) == 0)
        return;
    for (i = 0; i < tail; i++) {
        if (i == n) {
            match->undecided = true;
            return;
        }
        if (rest[i] != zz__le16(record[ZZ__RECORD_HEAD + i]))
            return;
    }
    match->key_size = depth + tail;
    match->flags = flags;
    if (flags & ZZ__RECORD_DERIVED) {
        match->value_size = match->key_size;
        match->value = NULL;
    } else {
        match->value_size = zz__le16(record[2]);
        match->value = record + ZZ__RECORD_HEAD + tail;
    }
}

void zz__match_longest(const zz__table *table, const uint16_t *units, size_t n, bool only_segment,
                       zz__match *match)
{
    const zz__image_node *nodes = table->nodes;
    uint32_t base = table->root_link, depth = 0;

    match->key_size = 0;
    match->undecided = false;
    for (;;) {
        uint32_t code, child;
        uint16_t kind;

        if (depth == n) {
            match->undecided = true;
            return;
        }
        code = zz__map_get(table->pages, table->codes, units[depth]);
        child = base + code;
        if (code == 0 || child >= table->node_count || zz__le16(nodes[child].label) != code)
            return;
        depth++;
        kind = zz__le16(nodes[child].kind);
        if (kind != ZZ__NODE_INNER) {
            take(table, &nodes[child], units + depth, n - depth, depth, only_segment, match);
            return;
        }
        base = zz__le32(nodes[child].link);
        if (zz__le16(nodes[base].label) == 0)
            take(table, &nodes[base], units + depth, n - depth, depth, only_segment, match);
    }
}
