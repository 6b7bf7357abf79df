/* SPDX-License-Identifier: Apache-2.0 */
/* From a block whose keys are found to bytes, or to edits. */
#include <string.h>

#include "convert/block_worker.h"

/* The bytes of a key's value, each unit through a map if there is one; out has room for three
 * a unit. */
static size_t encode_mapped(const zz__worker *w, const uint16_t *map, const uint16_t *value,
                            uint32_t size, uint8_t *out)
{
    size_t bytes = 0;
    uint32_t i = 0;

    while (i < size) {
        uint16_t units[2];
        size_t count = 1;

        units[0] = zz__le16(value[i]);
        if ((units[0] & 0xFC00) == 0xD800 && i + 1 < size) {
            units[1] = zz__le16(value[i + 1]);
            count = 2;
        } else if (map != NULL) {
            units[0] = (uint16_t)(units[0] + zz__map_get(w->table->pages, map, units[0]));
        }
        bytes += zz__kernels_scalar.encode(units, count, out + bytes);
        i += (uint32_t)count;
    }
    return bytes;
}

static size_t encode_value(const zz__worker *w, const uint16_t *value, uint32_t size, uint8_t *out)
{
    return encode_mapped(w, NULL, value, size, out);
}

/* The same for the value of a key of one unit. */
static size_t encode_special(const zz__worker *w, const zz__match *match, uint8_t *out)
{
    return encode_mapped(w, w->second_map, match->value, match->value_size, out);
}

/* The value of a key of one unit, where the map says ZZ__SPECIAL. */
static void find_special(const zz__worker *w, uint32_t at, zz__match *match)
{
    zz__match_longest(w->table, w->block.units + at, 1, false, match);
    if (match->key_size == 0 || match->value == NULL) { /* only in an image made to harm */
        match->value = &w->table->map[0];
        match->value_size = 0;
    }
}

/* Appends outputs[from..to), none of which the map could not hold. */
static int32_t write_plain(zz__worker *w, uint32_t from, uint32_t to)
{
    zz__buffer *out = w->sink->out;
    int32_t status = zz__buffer_reserve(out, (size_t)(to - from) * 3 + ZZ__OVERSHOOT);

    if (status == ZZ_OK)
        out->size += w->kernels->encode(w->outputs + from, to - from, out->bytes + out->size);
    return status;
}

/* Appends outputs[from..to), looking up the ones the map could not hold. */
static int32_t write_outputs(zz__worker *w, uint32_t from, uint32_t to)
{
    zz__buffer *out = w->sink->out;

    if (!w->has_special)
        return write_plain(w, from, to);
    while (from < to) {
        uint32_t end = from;
        bool pair = false;
        zz__match match;
        int32_t status;

        /* a trailing surrogate DC00 belongs to the leading one before it */
        while (end < to && (pair || w->outputs[end] != ZZ__SPECIAL)) {
            pair = !pair && (w->outputs[end] & 0xFC00) == 0xD800;
            end++;
        }
        status = write_plain(w, from, end);
        from = end;
        if (status != ZZ_OK || from == to)
            return status;
        find_special(w, from, &match);
        status = zz__buffer_reserve(out, (size_t)match.value_size * 3);
        if (status != ZZ_OK)
            return status;
        out->size += encode_special(w, &match, out->bytes + out->size);
        from++;
    }
    return ZZ_OK;
}

/* Nobody records: the block's outputs with the spans spliced in. */
int32_t zz__block_write(zz__worker *w)
{
    zz__buffer *out = w->sink->out;
    uint32_t from = 0, i;
    int32_t status;

    for (i = 0; i < w->span_count; i++) {
        const zz__span *s = &w->spans[i];

        status = write_outputs(w, from, s->at);
        if (status == ZZ_OK)
            status = zz__buffer_reserve(out, (size_t)s->value_size * 3);
        if (status != ZZ_OK)
            return status;
        out->size += encode_value(w, s->value, s->value_size, out->bytes + out->size);
        from = s->at + s->key_size;
    }
    return write_outputs(w, from, w->limit);
}

/* A stretch of source and what it becomes: told as a copy where that is the same. */
static int32_t tell(zz__worker *w, const uint8_t *text, size_t n, const uint8_t *result, size_t m,
                    zz__op op)
{
    if (n == m && memcmp(text, result, n) == 0)
        return zz__sink_copy(w->sink, text, n);
    return zz__sink_replace(w->sink, n, result, m, op);
}

/* One character that no span covers, at unit `at`; moves on by its units and bytes. */
static int32_t record_character(zz__worker *w, const uint8_t *text, size_t n, uint32_t *at,
                                size_t *size)
{
    uint8_t bytes[64], *result = bytes;
    uint16_t units[2];
    unsigned count = zz__decode_units(w->normalize, text, n, size, units);
    size_t m;
    int32_t status;

    if (w->outputs[*at] == ZZ__SPECIAL) {
        zz__match match;
        find_special(w, *at, &match);
        if ((size_t)match.value_size * 3 > sizeof bytes) {
            result = zz__new(w->conversion->memory, (size_t)match.value_size * 3);
            if (result == NULL)
                return ZZ_ERROR_MEMORY;
        }
        m = encode_special(w, &match, result);
        status = tell(w, text, *size, result, m, ZZ__OP_CHARACTER);
        if (result != bytes)
            zz__delete(w->conversion->memory, result, (size_t)match.value_size * 3);
    } else {
        bool normalized_only = w->outputs[*at] == units[0];

        m = zz__kernels_scalar.encode(w->outputs + *at, count, result);
        status = tell(w, text, *size, result, m,
                      normalized_only ? ZZ__OP_COMPATIBILITY : ZZ__OP_CHARACTER);
    }
    *at += count;
    return status;
}

/* Somebody records: every character and key by itself. */
int32_t zz__block_record(zz__worker *w, const uint8_t *text, size_t n)
{
    uint32_t at = 0, next_span = 0;
    size_t byte = 0;

    while (at < w->limit) {
        int32_t status;
        size_t size;

        if (next_span < w->span_count && w->spans[next_span].at == at) {
            const zz__span *s = &w->spans[next_span++];
            size_t room = (size_t)s->value_size * 3;
            uint8_t *result = zz__new(w->conversion->memory, room);

            if (result == NULL)
                return ZZ_ERROR_MEMORY;
            at += s->key_size;
            size = zz__block_byte(&w->block, w->normalize, text, at) - byte;
            status = tell(w, text + byte, size, result,
                          encode_value(w, s->value, s->value_size, result), ZZ__OP_PHRASE);
            zz__delete(w->conversion->memory, result, room);
        } else {
            status = record_character(w, text + byte, n - byte, &at, &size);
        }
        if (status != ZZ_OK)
            return status;
        byte += size;
    }
    return ZZ_OK;
}
