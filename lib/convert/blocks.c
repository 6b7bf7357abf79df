/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conversions of one stage, a block at a time: decode, map every unit to its default output,
 * collect the places where the filter of pairs lets a key begin, walk the trie only there, encode.
 * Matching never looks past a block's undecided tail, so how the text was cut does not show.
 */
#include <string.h>

#include "convert/convert.h"
#include "convert/ids.h"
#include "convert/units.h"

/* How many places ahead memory is asked for. */
#define AHEAD 4

/* A key found, whose value does not simply lie over its units. */
typedef struct span {
    uint32_t at;
    uint32_t key_size;
    const uint16_t *value;
    uint32_t value_size;
} span;

typedef struct worker {
    const zz__conversion *conversion;
    const zz__table *normalize; /* NULL: none */
    const zz__table *table;
    const zz__kernels *kernels;
    zz__sink *sink;
    zz__block block;
    uint16_t outputs[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT];
    uint16_t places[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT]; /* where a key may begin */
    uint32_t begun[ZZ__BLOCK_UNITS + ZZ__OVERSHOOT];  /* the trie's node there, see match.h */
    span spans[ZZ__BLOCK_UNITS / 2 + 8];
    uint32_t span_count;
    uint32_t limit; /* units decided */
} worker;

/* Collects the places where a key of two units or more may begin. */
static uint32_t find_places(worker *w)
{
    uint16_t *units = w->block.units;
    uint32_t count = w->block.count, found, i;

    units[count] = 0;
    found = w->kernels->filter(w->table, units, count, w->places);
    found = w->kernels->refine(w->table, units, count, w->places, found);
    for (i = 0; i < found; i++)
        w->begun[i] = zz__match_begin(w->table, units + w->places[i]);
    return found;
}

static void keep_span(worker *w, uint32_t at, const zz__match *match)
{
    span *s = &w->spans[w->span_count++];

    s->at = at;
    s->key_size = match->key_size;
    s->value = match->value;
    s->value_size = match->value_size;
}

/* The last unit of an open block may begin a key with the next; an ill-formed byte begins none. */
static bool last_is_open(const zz__block *block)
{
    uint16_t last = block->count == 0 ? 0 : block->units[block->count - 1];
    bool paired = block->count > 1 && (block->units[block->count - 2] & 0xFC00) == 0xD800;

    if (block->closed || block->count == 0)
        return false;
    return paired || last < ZZ__RAW || last > ZZ__RAW + 0xFF;
}

/* Takes the longest key at each place that no earlier key covers. */
static void take_matches(worker *w, uint32_t found)
{
    const zz__block *block = &w->block;
    uint32_t next = 0, i, j;

    w->span_count = 0;
    w->limit = block->count - (last_is_open(block) ? 1 : 0);
    for (i = 0; i < found; i++) {
        uint32_t at = w->places[i];
        zz__match match;

        if (i + AHEAD < found)
            zz__match_fetch(w->table, w->begun[i + AHEAD]);
        if (at < next || w->begun[i] == 0)
            continue;
        zz__match_end(w->table, w->begun[i], block->units + at, block->count - at, &match);
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
    if (next > w->limit)
        w->limit = next;
    else if (w->limit < block->count && w->limit > 0 &&
             (block->units[w->limit] & 0xFC00) == 0xDC00 &&
             (block->units[w->limit - 1] & 0xFC00) == 0xD800)
        w->limit--; /* not between the halves of a pair */
}

/* The bytes of a key's value; out has room for three a unit. */
static size_t encode_value(const uint16_t *value, uint32_t size, uint8_t *out)
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
        }
        bytes += zz__kernels_scalar.encode(units, count, out + bytes);
        i += (uint32_t)count;
    }
    return bytes;
}

/* The value of a key of one unit, where the map says ZZ__SPECIAL. */
static void find_special(const worker *w, uint32_t at, zz__match *match)
{
    zz__match_longest(w->table, w->block.units + at, 1, false, match);
    if (match->key_size == 0 || match->value == NULL) { /* only in an image made to harm */
        match->value = &w->table->map[0];
        match->value_size = 0;
    }
}

/* Appends outputs[from..to), looking up the ones the map could not hold. */
static int32_t write_outputs(worker *w, uint32_t from, uint32_t to)
{
    zz__buffer *out = w->sink->out;

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
        status = zz__buffer_reserve(out, (size_t)(end - from) * 3 + ZZ__OVERSHOOT);
        if (status != ZZ_OK)
            return status;
        out->size += w->kernels->encode(w->outputs + from, end - from, out->bytes + out->size);
        from = end;
        if (from == to)
            return ZZ_OK;
        find_special(w, from, &match);
        status = zz__buffer_reserve(out, (size_t)match.value_size * 3);
        if (status != ZZ_OK)
            return status;
        out->size += encode_value(match.value, match.value_size, out->bytes + out->size);
        from++;
    }
    return ZZ_OK;
}

/* Nobody records: the block's outputs with the spans spliced in. */
static int32_t write_block(worker *w)
{
    zz__buffer *out = w->sink->out;
    uint32_t from = 0, i;
    int32_t status;

    for (i = 0; i < w->span_count; i++) {
        const span *s = &w->spans[i];

        status = write_outputs(w, from, s->at);
        if (status == ZZ_OK)
            status = zz__buffer_reserve(out, (size_t)s->value_size * 3);
        if (status != ZZ_OK)
            return status;
        out->size += encode_value(s->value, s->value_size, out->bytes + out->size);
        from = s->at + s->key_size;
    }
    return write_outputs(w, from, w->limit);
}

/* A stretch of source and what it becomes: told as a copy where that is the same. */
static int32_t tell(worker *w, const uint8_t *text, size_t n, const uint8_t *result, size_t m,
                    zz__op op)
{
    if (n == m && memcmp(text, result, n) == 0)
        return zz__sink_copy(w->sink, text, n);
    return zz__sink_replace(w->sink, n, result, m, op);
}

/* One character that no span covers, at unit `at`; moves on by its units and bytes. */
static int32_t record_character(worker *w, const uint8_t *text, size_t n, uint32_t *at,
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
        m = encode_value(match.value, match.value_size, result);
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
static int32_t record_block(worker *w, const uint8_t *text, size_t n)
{
    uint32_t at = 0, next_span = 0;
    size_t byte = 0;

    while (at < w->limit) {
        int32_t status;
        size_t size;

        if (next_span < w->span_count && w->spans[next_span].at == at) {
            const span *s = &w->spans[next_span++];
            size_t room = (size_t)s->value_size * 3;
            uint8_t *result = zz__new(w->conversion->memory, room);

            if (result == NULL)
                return ZZ_ERROR_MEMORY;
            at += s->key_size;
            size = zz__block_byte(&w->block, w->normalize, text, at) - byte;
            status = tell(w, text + byte, size, result,
                          encode_value(s->value, s->value_size, result), ZZ__OP_PHRASE);
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

/* ASCII goes out as it is, up to the last bytes, which may begin a key. Returns the bytes. */
static size_t ascii_run(const uint8_t *text, size_t n, uint32_t head)
{
    size_t i = 0;

    while (n - i >= 32) {
        uint64_t words[4];
        memcpy(words, text + i, 32);
        if ((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080))
            break;
        i += 32;
    }
    return i > head ? i - head : 0;
}

/* Ill-formed sequences in what a step consumed. */
static void count_invalid(worker *w, const zz__input *in, size_t n, uint64_t consumed)
{
    zz__utf8_scan scan = zz__utf8_check(in->text + in->start, n, 1);

    if (scan.invalid != 0 && w->sink->invalid == 0)
        w->sink->invalid_offset = consumed + scan.first;
    w->sink->invalid += scan.invalid;
}

/* At an IDS operator: the whole sequence, or the operator alone, goes out untouched.
 * Returns the bytes, 0 where more text has to come. */
static size_t description_size(const uint8_t *text, size_t n, bool final)
{
    zz__ids ids;
    size_t size, at;
    uint32_t c = zz__utf8_decode(text, n, &at);
    size_t alone = at;
    int state = 0;

    zz__ids_begin(&ids, c);
    while (state == 0) {
        if (at == n)
            return final ? alone : 0;
        c = zz__utf8_decode(text + at, n - at, &size);
        if (c == ZZ__TRUNCATED && !final)
            return 0;
        if (c >= ZZ__TRUNCATED)
            return alone;
        state = zz__ids_next(&ids, c);
        at += size;
    }
    return state > 0 ? at : alone;
}

/* Converts a block at in->start; moves in->start by what is decided. */
static int32_t run_block(worker *w, zz__input *in)
{
    const uint8_t *text = in->text + in->start;
    size_t n = in->end - in->start, bytes;
    int32_t status;

    zz__block_decode(&w->block, w->kernels, w->normalize, text, n, in->final);
    w->kernels->map(w->table->pages, w->table->map, w->block.units, w->block.count, w->outputs);
    take_matches(w, find_places(w));
    bytes = zz__block_byte(&w->block, w->normalize, text, w->limit);
    if (w->block.has_invalid)
        count_invalid(w, in, bytes, w->sink->source);
    status = w->sink->recorder == NULL ? write_block(w) : record_block(w, text, n);
    if (status != ZZ_OK)
        return status;
    in->start += bytes;
    if (w->sink->recorder == NULL)
        w->sink->source += bytes;
    return ZZ_OK;
}

static int32_t run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    worker w;
    int32_t status = ZZ_OK;

    (void)state;
    w.conversion = self;
    w.table = &w.conversion->stages[0];
    w.kernels = w.conversion->kernels;
    w.normalize = w.conversion->has_normalize ? &w.conversion->normalize : NULL;
    w.sink = sink;
    while (in->start < in->end && status == ZZ_OK) {
        const uint8_t *text = in->text + in->start;
        size_t before = in->start, n = in->end - before, run_size;

        run_size = ascii_run(text, n, w.table->ascii_head);
        if (run_size == 0 && n >= 3 && text[0] == 0xE2 && text[1] == 0xBF &&
            text[2] >= 0xB0 && text[2] <= 0xBF) {
            run_size = description_size(text, n, in->final);
            if (run_size == 0)
                break;
        }
        if (run_size != 0) {
            status = zz__sink_copy(sink, text, run_size);
            in->start += run_size;
            continue;
        }
        status = run_block(&w, in);
        if (status == ZZ_OK && in->start == before) {
            if (in->final || n > ZZ__LOOK_AHEAD)
                status = ZZ_ERROR_IMAGE_DAMAGED; /* its keys are longer than it says */
            break; /* what is left needs more text */
        }
    }
    return status;
}

const zz__step_type zz__step_blocks = {
    "convert", "a conversion of one stage", 0, 0, 0, run, NULL, true,
};
