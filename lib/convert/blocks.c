/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conversions of one stage, a block at a time: decode, map every unit to its default output,
 * collect the places where the filter of pairs lets a key begin, walk the trie only there, encode.
 * Matching never looks past a block's undecided tail, so how the text was cut does not show.
 */
#include <string.h>

#include "convert/block_worker.h"
#include "convert/ids.h"

/* Of `passed` places that passed the filter keeps those where a key of two units or more may begin,
 * and what is known there. */
static uint32_t find_places(zz__worker *w, uint32_t passed)
{
    const uint16_t *units = w->block.units;
    uint32_t count = w->block.count, found = 0, i;

    passed = w->kernels->refine(w->table, units, count, w->places, passed);
    for (i = 0; i < passed; i++) {
        uint16_t at = w->places[i];
        uint32_t begun = zz__match_begin(w->table, units + at);

        w->places[found] = at;
        w->begun[found] = begun;
        found += begun != 0;
    }
    for (i = 0; i < found; i++) {
        uint32_t at = w->places[i];
        bool longer;

        w->ended[i] = zz__match_pair(w->table, w->begun[i], units + at, count - at, &longer);
        w->longer[i] = longer;
    }
    return found;
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
static void count_invalid(zz__worker *w, const zz__input *in, size_t n, uint64_t consumed)
{
    zz__utf8_scan scan = zz__utf8_check(in->text + in->start, n, true);

    if (scan.invalid != 0 && w->sink->invalid == 0)
        w->sink->invalid_offset = consumed + scan.first;
    w->sink->invalid += scan.invalid;
}

/* At an IDS operator: the whole sequence, or the operator alone, goes out untouched.
 * Returns the bytes, 0 where more text has to come. */
static size_t description_size(const uint8_t *text, size_t n, bool final, bool *complete)
{
    zz__ids ids;
    size_t size, at;
    uint32_t c = zz__utf8_decode(text, n, &at);
    size_t alone = at;
    int state = 0;

    *complete = false;
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
    *complete = state > 0;
    return *complete ? at : alone;
}

static bool is_at_operator(const uint8_t *text, size_t n)
{
    return n >= 3 && text[0] == 0xE2 && text[1] == 0xBF && text[2] >= 0xB0 && text[2] <= 0xBF;
}

/* Converts a block at in->start; moves in->start by what is decided. */
static int32_t run_block(zz__worker *w, zz__input *in)
{
    const uint8_t *text = in->text + in->start;
    size_t n = in->end - in->start, bytes;
    uint32_t passed;
    int32_t status;

    w->text = in->text;
    w->start = in->start;
    zz__block_decode(&w->block, w->kernels, w->normalize, text, n, in->final);
    passed = w->kernels->filter(w->table, w->block.units, w->block.count, w->places);
    /* not sooner: the filter may load at once what decode stored at once */
    memset(w->block.units + w->block.count, 0, ZZ__UNITS_BEHIND * sizeof *w->block.units);
    w->has_special = w->kernels->map(w->table->pages, w->table->map, w->block.units,
                                     w->block.count, w->outputs);
    w->take(w, find_places(w, passed));
    bytes = w->limit == w->block.count ? w->block.bytes
                                       : zz__block_byte(&w->block, w->normalize, text, w->limit);
    if (w->block.has_invalid)
        count_invalid(w, in, bytes, w->sink->source);
    status = w->sink->recorder == NULL ? zz__block_write(w) : zz__block_record(w, text, n);
    if (status != ZZ_OK)
        return status;
    in->start += bytes;
    if (w->sink->recorder == NULL)
        w->sink->source += bytes;
    return ZZ_OK;
}

/* Converts as much as can be decided. too_tangled: a joined conversion stopped for good. */
static int32_t run_blocks(zz__worker *w, zz__input *in, uint32_t ascii_head)
{
    int32_t status = ZZ_OK;

    w->too_tangled = false;
    while (in->start < in->end && status == ZZ_OK && !w->too_tangled) {
        const uint8_t *text = in->text + in->start;
        size_t before = in->start, n = in->end - before, run_size;

        run_size = text[0] < 0x80 ? ascii_run(text, n, ascii_head) : 0;
        if (run_size == 0 && is_at_operator(text, n)) {
            bool complete;

            run_size = description_size(text, n, in->final, &complete);
            /* what lacks an operand here may have it once the first stage is done */
            w->too_tangled = run_size != 0 && !complete && w->take == zz__take_joined;
            if (run_size == 0 || w->too_tangled)
                break;
        }
        if (run_size != 0) {
            status = zz__sink_copy(w->sink, text, run_size);
            in->start += run_size;
            continue;
        }
        status = run_block(w, in);
        if (status == ZZ_OK && in->start == before && !w->too_tangled) {
            if (in->final || n > ZZ__LOOK_AHEAD)
                status = ZZ_ERROR_IMAGE_DAMAGED; /* its keys are longer than it says */
            break; /* what is left needs more text */
        }
    }
    return status;
}

static void set_up(zz__worker *w, const zz__conversion *conversion, zz__sink *sink)
{
    w->conversion = conversion;
    w->kernels = conversion->kernels;
    w->normalize = conversion->has_normalize ? &conversion->normalize : NULL;
    w->sink = sink;
}

static int32_t run_single(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    zz__worker w;

    (void)state;
    set_up(&w, self, sink);
    w.table = &w.conversion->stages[0];
    w.second_map = NULL;
    w.take = w.conversion->judge.ctx != NULL ? zz__take_judged : zz__take_matches;
    return run_blocks(&w, in, w.conversion->ascii_head);
}

/* What a joined conversion keeps: the state of the staged step, once it has come to a place where
 * only that can go on. */
typedef struct fallback {
    uint64_t *state;
    const zz__memory *memory;
    bool active; /* the staged step has the word */
    uint8_t padding[7];
} fallback;

static int32_t fall_back(fallback *f, const zz__conversion *conversion)
{
    f->active = true;
    if (f->state != NULL)
        return ZZ_OK;
    f->memory = conversion->memory;
    f->state = zz__new(f->memory, zz__step_staged.state_size);
    if (f->state == NULL)
        return ZZ_ERROR_MEMORY;
    memset(f->state, 0, zz__step_staged.state_size);
    return ZZ_OK;
}

static int32_t run_joined_blocks(const void *self, zz__input *in, zz__sink *sink, bool *tangled)
{
    zz__worker w;
    int32_t status;

    set_up(&w, self, sink);
    w.table = &w.conversion->joined;
    w.second_map = w.conversion->second_map;
    w.take = zz__take_joined;
    status = run_blocks(&w, in, w.conversion->ascii_head);
    *tangled = w.too_tangled;
    return status;
}

static int32_t run_joined(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    fallback *f = state;
    int32_t status;

    do {
        bool anew = false, tangled, done;

        if (!f->active) {
            status = run_joined_blocks(self, in, sink, &tangled);
            if (status != ZZ_OK || !tangled)
                return status;
            anew = true;
            status = fall_back(f, self);
            if (status != ZZ_OK)
                return status;
        }
        status = zz__staged_detour(self, f->state, in, sink, anew, &done);
        f->active = !done;
    } while (status == ZZ_OK && !f->active && in->start < in->end);
    return status;
}

static void release_joined(void *state)
{
    fallback *f = state;

    if (f->state != NULL) {
        zz__step_staged.release(f->state);
        zz__delete(f->memory, f->state, zz__step_staged.state_size);
    }
}

const zz__step_type zz__step_blocks = {
    .name = "convert",
    .summary = "a conversion of one stage",
    .operations = zz__convert_operations,
    .alternatives = zz__conversion_alternatives,
    .run = run_single,
    .checks_utf8 = true,
};

const zz__step_type zz__step_joined = {
    .name = "convert",
    .summary = "a conversion of two stages, joined",
    .operations = zz__convert_operations,
    .alternatives = zz__conversion_alternatives,
    .state_size = sizeof(fallback),
    .run = run_joined,
    .release = release_joined,
    .checks_utf8 = true,
};
