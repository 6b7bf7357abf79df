/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What else a conversion could make of a short text. A stage cuts it into its longest keys; each
 * has the values of its line. Then each character by itself has its own.
 */
#include <string.h>

#include "convert/convert.h"
#include "convert/units.h"

#define MAX_UNITS ZZ__ALTERNATIVES_TEXT /* a byte is one unit at the most */
#define MAX_OPTIONS 16                  /* of one piece */
#define ALL_TOGETHER 64                 /* so many in all are gone through in every combination */

/* A piece of the text that changes by itself: bytes in stage.options. */
typedef struct piece {
    uint32_t count;
    struct {
        size_t begin, size;
    } options[MAX_OPTIONS];
} piece;

typedef struct stage {
    const zz__table *table;
    uint16_t units[MAX_UNITS + 2]; /* of the text, and room for the space behind a key */
    uint32_t count;
    piece pieces[MAX_UNITS];
    uint32_t piece_count;
    zz__buffer options;
    zz__buffer made; /* one combination */
    zz__alternatives *list;
} stage;

/* Adds size units of the image's as an option of the last piece, if it has not got it. */
static int32_t add_option(stage *s, const uint16_t *stored, uint32_t size)
{
    piece *p = &s->pieces[s->piece_count - 1];
    size_t begin = s->options.size, bytes;
    uint32_t i = 0, k;
    int32_t status = zz__buffer_reserve(&s->options, (size_t)size * 4 + 1);

    if (status != ZZ_OK || p->count == MAX_OPTIONS)
        return status;
    while (i < size) {
        uint16_t units[2];
        size_t taken;

        units[0] = zz__le16(stored[i]);
        units[1] = i + 1 < size ? zz__le16(stored[i + 1]) : 0;
        i += (uint32_t)zz__encode_character(units, size - i, s->options.bytes + s->options.size,
                                            &taken);
        s->options.size += taken;
    }
    bytes = s->options.size - begin;
    for (k = 0; k < p->count; k++) {
        if (p->options[k].size == bytes &&
            memcmp(s->options.bytes + p->options[k].begin, s->options.bytes + begin, bytes) == 0) {
            s->options.size = begin;
            return ZZ_OK;
        }
    }
    p->options[p->count].begin = begin;
    p->options[p->count++].size = bytes;
    return ZZ_OK;
}

/* All values of a key, if it has several. */
static int32_t add_choices(stage *s, const uint16_t *key, uint32_t size)
{
    uint16_t units[MAX_UNITS + 1];
    zz__match match;
    uint32_t i, n;
    int32_t status = ZZ_OK;

    memcpy(units, key, size * sizeof *units);
    zz__match_choices(s->table, units, size, &match);
    for (i = 0; i < match.value_size && status == ZZ_OK; i += n + 1) {
        n = 0;
        while (i + n < match.value_size && zz__le16(match.value[i + n]) != ' ')
            n++;
        if (n != 0)
            status = add_option(s, match.value + i, n);
    }
    return status;
}

static uint32_t character_size(const uint16_t *units, uint32_t n)
{
    return (units[0] & 0xFC00) == 0xD800 && n > 1 ? 2 : 1;
}

/* A key's value, or what becomes of units that are none. */
static int32_t add_default(stage *s, const uint16_t *units, uint32_t size, const zz__match *match)
{
    uint16_t stored[MAX_UNITS];
    uint32_t i;

    if (match->key_size == size && match->value != NULL)
        return add_option(s, match->value, match->value_size);
    for (i = 0; i < size; i++) {
        uint16_t unit = zz__default_output(s->table, units[i]);
        stored[i] = zz__le16(unit == ZZ__SPECIAL ? units[i] : unit);
    }
    return add_option(s, stored, size);
}

/* The text in pieces; words: its longest keys are a piece each, else each character is one. */
static int32_t cut(stage *s, bool words)
{
    uint32_t at = 0;
    int32_t status = ZZ_OK;

    s->piece_count = 0;
    s->options.size = 0;
    while (at < s->count && status == ZZ_OK) {
        const uint16_t *units = s->units + at;
        uint32_t size = character_size(units, s->count - at);
        zz__match match;

        zz__match_longest(s->table, units, words ? s->count - at : size, false, &match);
        if (match.key_size > size)
            size = match.key_size;
        s->pieces[s->piece_count++].count = 0;
        status = add_default(s, units, size, &match);
        if (status == ZZ_OK)
            status = add_choices(s, units, size);
        at += size;
    }
    return status;
}

/* Adds the text with the options chosen of each piece. */
static int32_t add_combination(stage *s, const uint8_t *chosen)
{
    uint32_t i;
    int32_t status = ZZ_OK;

    s->made.size = 0;
    for (i = 0; i < s->piece_count && status == ZZ_OK; i++) {
        const piece *p = &s->pieces[i];
        status = zz__buffer_append(&s->made, s->options.bytes + p->options[chosen[i]].begin,
                                   p->options[chosen[i]].size);
    }
    return status == ZZ_OK ? zz__alternatives_add(s->list, s->made.bytes, s->made.size) : status;
}

/* The defaults, then one other option at a time, then, if they are few, all combinations. */
static int32_t add_combinations(stage *s)
{
    uint8_t chosen[MAX_UNITS];
    uint32_t i, total = 1;
    int32_t status;

    memset(chosen, 0, sizeof chosen);
    status = add_combination(s, chosen);
    for (i = 0; i < s->piece_count && status == ZZ_OK; i++) {
        for (chosen[i] = 1; chosen[i] < s->pieces[i].count && status == ZZ_OK; chosen[i]++)
            status = add_combination(s, chosen);
        chosen[i] = 0;
        total = total > ALL_TOGETHER ? total : total * s->pieces[i].count;
    }
    while (total <= ALL_TOGETHER && status == ZZ_OK) {
        for (i = s->piece_count; i > 0 && ++chosen[i - 1] == s->pieces[i - 1].count; i--)
            chosen[i - 1] = 0;
        if (i == 0)
            break;
        status = add_combination(s, chosen);
    }
    return status;
}

/* One stage over one text. */
static int32_t run_stage(stage *s, const zz__table *normalize, const uint8_t *text, size_t n)
{
    size_t at = 0, size;
    int32_t status;

    s->count = 0;
    while (at < n) {
        s->count += zz__decode_units(normalize, text + at, n - at, &size, s->units + s->count);
        at += size;
    }
    status = cut(s, true);
    if (status == ZZ_OK)
        status = add_combinations(s);
    if (status == ZZ_OK)
        status = cut(s, false);
    return status == ZZ_OK ? add_combinations(s) : status;
}

/* The next stage over all that the one before gave. */
static int32_t run_over(stage *s, const zz__alternatives *before)
{
    uint32_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < before->count && status == ZZ_OK && !zz__alternatives_full(s->list); i++) {
        size_t size;
        const uint8_t *text = zz__alternatives_at(before, i, &size);
        if (size <= ZZ__ALTERNATIVES_TEXT)
            status = run_stage(s, NULL, text, size);
    }
    return status;
}

/* The stages one after another, the last into list. */
static int32_t run_stages(const zz__conversion *conversion, stage *s, zz__alternatives halves[2],
                          const uint8_t *text, size_t n, zz__alternatives *list)
{
    const zz__table *normalize = conversion->has_normalize ? &conversion->normalize : NULL;
    bool first = normalize != NULL && (normalize->flags & ZZ__TABLE_COMPATIBILITY) == 0;
    /* a normalization that is not of single characters is a stage like any other */
    uint32_t i, count = conversion->stage_count + first;
    int32_t status = ZZ_OK;

    for (i = 0; i < count && status == ZZ_OK; i++) {
        s->table = first && i == 0 ? normalize : &conversion->stages[i - first];
        s->list = i + 1 < count ? &halves[i % 2] : list;
        if (i + 1 < count)
            zz__alternatives_clear(s->list);
        status = i == 0 ? run_stage(s, first ? NULL : normalize, text, n)
                        : run_over(s, &halves[(i - 1) % 2]);
    }
    return status;
}

int32_t zz__conversion_alternatives(const void *self, const uint8_t *text, size_t n,
                                    zz__alternatives *list)
{
    const zz__conversion *conversion = self;
    const zz__memory *memory = conversion->memory;
    zz__alternatives halves[2];
    stage *s;
    int32_t status;

    if (n > ZZ__ALTERNATIVES_TEXT)
        return ZZ_OK;
    s = zz__new(memory, sizeof *s);
    if (s == NULL)
        return ZZ_ERROR_MEMORY;
    zz__buffer_init(&s->options, memory);
    zz__buffer_init(&s->made, memory);
    zz__alternatives_init(&halves[0], memory);
    zz__alternatives_init(&halves[1], memory);
    status = run_stages(conversion, s, halves, text, n, list);
    zz__alternatives_release(&halves[0]);
    zz__alternatives_release(&halves[1]);
    zz__buffer_free(&s->options);
    zz__buffer_free(&s->made);
    zz__delete(memory, s, sizeof *s);
    return status;
}
