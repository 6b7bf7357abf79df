/* SPDX-License-Identifier: Apache-2.0 */
#include "match/match.h"

static const zz__match no_match;

/* Takes what ends at a node, if that is a key the caller counts and its tail is there. */
static void take(const zz__table *table, uint32_t node, const uint16_t *rest, size_t n,
                 uint32_t depth, bool only_segment, zz__match *match)
{
    uint32_t link = zz__le32(table->links[node]), kind = zz__link_kind(link), flags, i;
    zz__record record;

    if (kind == ZZ__NODE_DERIVED || kind == ZZ__NODE_DERIVED_SEGMENT) {
        flags = kind == ZZ__NODE_DERIVED ? 0 : ZZ__RECORD_SEGMENT;
        if (only_segment && flags == 0) {
            match->events = ZZ__ALL_MEMBERS;
            return;
        }
        match->key_size = depth;
        match->flags = flags | ZZ__RECORD_DERIVED;
        match->value_size = depth;
        match->value = NULL;
        return;
    }
    if (kind == ZZ__NODE_PAIR || kind == ZZ__NODE_PAIR_SEGMENT) {
        flags = kind == ZZ__NODE_PAIR ? 0 : ZZ__RECORD_SEGMENT;
        if (only_segment && flags == 0) {
            match->events = ZZ__ALL_MEMBERS;
            return;
        }
        match->key_size = depth;
        match->flags = flags;
        match->value_size = 2;
        match->value = table->pool + (link & ZZ__LINK_MASK);
        return;
    }
    if (kind == ZZ__NODE_EVENT)
        match->events = (uint16_t)(match->events | link);
    if (kind != ZZ__NODE_RECORD)
        return;
    record = zz__record_read(table->pool + (link & ZZ__LINK_MASK));
    if (only_segment && (record.flags & ZZ__RECORD_SEGMENT) == 0) {
        match->events = ZZ__ALL_MEMBERS;
        return;
    }
    for (i = 0; i < record.tail; i++) {
        if (i == n) {
            match->undecided = true;
            return;
        }
        if (rest[i] != zz__le16(record.units[i]))
            return;
    }
    match->key_size = depth + record.tail;
    match->flags = record.flags;
    if (record.flags & ZZ__RECORD_DERIVED) {
        match->value_size = match->key_size;
        match->value = NULL;
    } else {
        match->value_size = record.value;
        match->value = record.units + record.tail;
    }
}

/* Goes on from an inner node that `depth` units led to. */
static void walk(const zz__table *table, uint32_t link, const uint16_t *units, size_t n,
                 uint32_t depth, bool only_segment, zz__match *match)
{
    for (;;) {
        uint32_t code, child;

        if (depth == n) {
            match->undecided = true;
            return;
        }
        code = zz__map_get(table->pages, table->codes, units[depth]);
        child = link + code;
        if (code == 0 || child >= table->node_count || zz__le16(table->labels[child]) != code)
            return;
        depth++;
        link = zz__le32(table->links[child]);
        if (zz__link_kind(link) != ZZ__NODE_INNER) {
            take(table, child, units + depth, n - depth, depth, only_segment, match);
            return;
        }
        link &= ZZ__LINK_MASK;
        if (zz__le16(table->labels[link]) == 0)
            take(table, link, units + depth, n - depth, depth, only_segment, match);
    }
}

void zz__match_longest(const zz__table *table, const uint16_t *units, size_t n, bool only_segment,
                       zz__match *match)
{
    *match = no_match;
    walk(table, table->root_link, units, n, 0, only_segment, match);
}

void zz__match_choices(const zz__table *table, uint16_t *units, size_t n, zz__match *match)
{
    *match = no_match;
    if (table->choices_link == ZZ__NONE)
        return;
    units[n] = ' ';
    walk(table, table->choices_link, units, n + 1, 0, false, match);
    if (match->key_size != n + 1 || match->value == NULL)
        *match = no_match;
}

void zz__match_end(const zz__table *table, uint32_t begun, const uint16_t *units, size_t n,
                   bool only_segment, zz__match *match)
{
    uint32_t node = begun & ~ZZ__AFTER_ONE, depth = begun & ZZ__AFTER_ONE ? 1 : 2, link;

    *match = no_match;
    link = zz__le32(table->links[node]);
    if (zz__link_kind(link) != ZZ__NODE_INNER) {
        take(table, node, units + depth, n - depth, depth, only_segment, match);
        return;
    }
    link &= ZZ__LINK_MASK;
    if (zz__le16(table->labels[link]) == 0)
        take(table, link, units + depth, n - depth, depth, only_segment, match);
    walk(table, link, units, n, depth, only_segment, match);
}
