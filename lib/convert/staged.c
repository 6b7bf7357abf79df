/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any conversion, stage by stage: normalization, segmentation, then each stage over each segment.
 * Every level reads units from a queue and writes units into the next level's; it asks the
 * level before it for more only when a longer key could still match. So nothing ever looks
 * further than its longest key, segments may be of any length, and all that has to be kept
 * between two chunks is what stands in the queues.
 */
#include <string.h>

#include "convert/convert.h"
#include "convert/ids.h"
#include "convert/units.h"

/* What is known of a unit in a queue. */
enum {
    BARRIER = 1, /* a segment begins here: no key may reach across */
    CHANGED = 2, /* some level changed it */
    ALIGNED = 4  /* all levels before had a boundary here: `source` says where in the text */
};

typedef struct item {
    uint16_t unit;
    uint16_t flags;
    uint32_t padding;
    uint64_t source;
} item;

/* A queue: items, and their units once more side by side for matching. */
typedef struct queue {
    zz__buffer items;
    zz__buffer units;
    size_t head; /* items before it are used up */
    bool ended;
} queue;

#define MAX_LEVELS (ZZ__MAX_STAGES + 2)

typedef enum level_kind { LEVEL_CONVERT, LEVEL_SEGMENT } level_kind;

typedef struct level {
    level_kind kind;
    const zz__table *table;
    queue input;
    bool after_key; /* LEVEL_SEGMENT: the token before was a key */
    size_t made;    /* units in this run, of keys */
} level;

typedef struct machine {
    const zz__conversion *conversion;
    level levels[MAX_LEVELS];
    int level_count;
    queue output;       /* of the last level */
    uint64_t began;     /* where in the source it began, or took over again */
    uint64_t read;      /* bytes of source put into the first queue */
    uint64_t told;      /* bytes of source told to the sink */
    zz__buffer pending; /* output since then, while recording */
    bool pending_changed;
    uint32_t pending_units;
    /* for the call that runs */
    zz__input *in;
    zz__sink *sink;
} machine;

/* What a level found it can do. */
typedef enum outcome { TOKEN, STARVED, ENDED, FAILED } outcome;

typedef struct step_result {
    outcome outcome;
    int32_t status;
} step_result;

static step_result result(outcome what, int32_t status)
{
    step_result r;

    r.outcome = what;
    r.status = status;
    return r;
}

static size_t queue_size(const queue *q)
{
    return q->items.size / sizeof(item) - q->head;
}

/* Of a queue that is not empty. */
static item *queue_items(const queue *q)
{
    return (item *)(void *)q->items.bytes + q->head;
}

static const uint16_t *queue_units(const queue *q)
{
    return (const uint16_t *)(const void *)q->units.bytes + q->head;
}

static int32_t put(queue *q, uint16_t unit, uint16_t flags, uint64_t source)
{
    item it;
    int32_t status;

    it.unit = unit;
    it.flags = flags;
    it.padding = 0;
    it.source = source;
    status = zz__buffer_append(&q->items, &it, sizeof it);
    return status == ZZ_OK ? zz__buffer_append(&q->units, &unit, sizeof unit) : status;
}

static void drop(queue *q, size_t n)
{
    size_t left;

    q->head += n;
    left = queue_size(q);
    if (left == 0) {
        q->items.size = q->units.size = q->head = 0;
    } else if (q->head >= 256 && q->head > 4 * left) {
        memmove(q->items.bytes, queue_items(q), left * sizeof(item));
        memmove(q->units.bytes, queue_units(q), left * sizeof(uint16_t));
        q->items.size = left * sizeof(item);
        q->units.size = left * sizeof(uint16_t);
        q->head = 0;
    }
}

/* The source as the first level's input: one character. */
static step_result read_character(machine *m, queue *out)
{
    zz__input *in = m->in;
    const uint8_t *text = in->text + in->start;
    size_t n = in->end - in->start, size;
    uint16_t units[2];
    uint32_t c;
    unsigned count;
    int32_t status;

    if (n == 0)
        return result(in->final ? ENDED : STARVED, ZZ_OK);
    c = zz__utf8_decode(text, n, &size);
    if (c == ZZ__TRUNCATED && !in->final)
        return result(STARVED, ZZ_OK);
    if (c >= ZZ__TRUNCATED) {
        size_t i;
        if (m->sink->invalid++ == 0)
            m->sink->invalid_offset = m->read;
        for (i = 0; i < size; i++) {
            status = put(out, (uint16_t)(ZZ__RAW + text[i]), ALIGNED, m->read + i);
            if (status != ZZ_OK)
                return result(FAILED, status);
        }
        in->start += size;
        m->read += size;
        return result(TOKEN, ZZ_OK);
    }
    count = zz__decode_units(NULL, text, n, &size, units);
    status = put(out, units[0], ALIGNED, m->read);
    if (status == ZZ_OK && count == 2)
        status = put(out, units[1], 0, 0);
    in->start += size;
    m->read += size;
    return result(status == ZZ_OK ? TOKEN : FAILED, status);
}

/* How many units stand at the head before the next barrier; *closed where nothing can be
 * added to them. */
static size_t open_size(const queue *q, bool *closed)
{
    size_t n = queue_size(q), i = n > 0 ? 1 : 0;

    while (i < n && !(queue_items(q)[i].flags & BARRIER))
        i++;
    *closed = q->ended || i < n;
    return i;
}

/* The description sequence at the head: its units, 0 where there is none. *undecided where more
 * units are needed. */
static size_t description_units(const uint16_t *units, size_t n, bool *undecided)
{
    zz__ids ids;
    size_t i = 1;
    int state = 0;

    zz__ids_begin(&ids, units[0]);
    while (state == 0) {
        uint32_t c;

        if (i == n) {
            *undecided = true;
            return 0;
        }
        c = units[i++];
        if ((c & 0xFC00) == 0xD800) {
            if (i == n) {
                *undecided = true;
                return 0;
            }
            i++; /* beyond U+FFFF there is no operator: which one it is does not matter */
        } else if (c >= ZZ__RAW && c <= ZZ__RAW + 0xFF) {
            return 0; /* an ill-formed byte is no operand */
        }
        state = zz__ids_next(&ids, c);
    }
    return state > 0 ? i : 0;
}

/* A token at the head of a level's input: `size` units become what match says, or stay. */
typedef struct token {
    size_t size;
    bool key;
    zz__match match;
} token;

/* Finds the token among the n units at the head; false where more units are needed. */
static bool find_token(const level *l, size_t n, bool closed, token *t)
{
    const uint16_t *units = queue_units(&l->input);
    bool undecided = false;

    zz__match_longest(l->table, units, n, l->kind == LEVEL_SEGMENT, &t->match);
    if (t->match.undecided && !closed)
        return false;
    t->key = t->match.key_size != 0;
    t->size = t->match.key_size;
    if (t->key)
        return true;
    t->size = 1;
    if (zz__is_ids_operator(units[0])) {
        size_t whole = description_units(units, n, &undecided);
        if (undecided && !closed)
            return false;
        if (whole != 0)
            t->size = whole;
    } else if ((units[0] & 0xFC00) == 0xD800 && n > 1) {
        t->size = 2;
    }
    return true;
}

/* Units that stay as they are; what is known of them stays too. */
static int32_t put_unchanged(queue *out, const item *items, size_t n, bool barrier)
{
    size_t i;

    for (i = 0; i < n; i++) {
        uint16_t flags = items[i].flags;
        int32_t status;

        if (i == 0 && barrier)
            flags |= BARRIER;
        status = put(out, items[i].unit, flags, items[i].source);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

static uint16_t token_output(const level *l, const token *t, const item *items, size_t i)
{
    if (t->match.value != NULL)
        return zz__le16(t->match.value[i]);
    return zz__default_output(l->table, items[i].unit);
}

/* A key's value. */
static int32_t put_value(const level *l, queue *out, const token *t)
{
    const item *items = queue_items(&l->input);
    uint16_t flags = items[0].flags, changed = 0;
    size_t i, n = t->match.value_size;
    int32_t status = ZZ_OK;

    for (i = 0; i < t->size; i++)
        changed |= items[i].flags & CHANGED;
    if (n != t->size)
        changed = CHANGED;
    for (i = 0; i < n && changed == 0; i++) {
        if (token_output(l, t, items, i) != items[i].unit)
            changed = CHANGED;
    }
    for (i = 0; i < n && status == ZZ_OK; i++) {
        uint16_t known = (uint16_t)((i == 0 ? flags : 0) | changed);
        status = put(out, token_output(l, t, items, i), known, i == 0 ? items[0].source : 0);
    }
    return status;
}

/* One unit without a key of its own in the trie: its default output. */
static int32_t put_default(const level *l, queue *out)
{
    const item *it = queue_items(&l->input);
    uint16_t unit = zz__default_output(l->table, it->unit), flags = it->flags;

    if (unit == ZZ__SPECIAL)
        unit = it->unit; /* only in an image made to harm */
    if (unit != it->unit)
        flags |= CHANGED;
    return put(out, unit, flags, it->source);
}

static int32_t put_token(level *l, queue *out, const token *t)
{
    const item *items = queue_items(&l->input);
    int32_t status;

    if (l->kind == LEVEL_SEGMENT) {
        status = put_unchanged(out, items, t->size, t->key || l->after_key);
        l->after_key = t->key;
    } else if (t->key) {
        status = put_value(l, out, t);
    } else if (t->size == 1 && !zz__is_ids_operator(items[0].unit)) {
        status = put_default(l, out);
    } else {
        status = put_unchanged(out, items, t->size, false);
    }
    return status;
}

/* Lets level `k` put one token into the next queue. */
static step_result advance(machine *m, int k)
{
    level *l = &m->levels[k];
    queue *out = k + 1 < m->level_count ? &m->levels[k + 1].input : &m->output;

    for (;;) {
        bool closed;
        size_t n = open_size(&l->input, &closed);
        step_result more;
        token t;

        if (n > 0 && find_token(l, n, closed, &t)) {
            int32_t status = put_token(l, out, &t);
            if (t.key)
                l->made += t.match.value_size;
            if (l->made > m->sink->out->limit) /* a later level may make less of it */
                status = ZZ_ERROR_TOO_LARGE;
            drop(&l->input, t.size);
            return result(status == ZZ_OK ? TOKEN : FAILED, status);
        }
        if (n == 0 && l->input.ended)
            return result(ENDED, ZZ_OK);
        more = k == 0 ? read_character(m, &l->input) : advance(m, k - 1);
        if (more.outcome == ENDED)
            l->input.ended = true;
        else if (more.outcome != TOKEN)
            return more;
    }
}

/* Recording: tells the sink of all up to `source`, where every level has a boundary. */
static int32_t tell(machine *m, uint64_t source)
{
    size_t n = (size_t)(source - m->told);
    int32_t status;

    if (n == 0)
        return ZZ_OK;
    if (!m->pending_changed) /* then the pending bytes are the source's own */
        status = zz__sink_copy(m->sink, m->pending.bytes, m->pending.size);
    else
        status = zz__sink_replace(m->sink, n, m->pending.bytes, m->pending.size,
                                  m->pending_units > 1 ? ZZ__OP_PHRASE : ZZ__OP_CHARACTER);
    m->told = source;
    m->pending.size = 0;
    m->pending_changed = false;
    m->pending_units = 0;
    return status;
}

static int32_t write_bytes(zz__buffer *out, const uint16_t *units, size_t n)
{
    int32_t status = zz__buffer_reserve(out, n * 3 + 4);

    if (status == ZZ_OK)
        out->size += zz__kernels_scalar.encode(units, n, out->bytes + out->size);
    return status;
}

/* Sends what the last level gave to the sink. */
static int32_t flush(machine *m)
{
    size_t n = queue_size(&m->output), i;
    const item *items;
    const uint16_t *units;
    int32_t status = ZZ_OK;

    if (n == 0)
        return ZZ_OK;
    items = queue_items(&m->output);
    units = queue_units(&m->output);
    if (m->sink->recorder == NULL) {
        status = write_bytes(m->sink->out, units, n);
    } else {
        for (i = 0; i < n && status == ZZ_OK;) {
            size_t size = (units[i] & 0xFC00) == 0xD800 && i + 1 < n ? 2 : 1;

            if (items[i].flags & ALIGNED)
                status = tell(m, items[i].source);
            if (status == ZZ_OK)
                status = write_bytes(&m->pending, units + i, size);
            m->pending_units += (uint32_t)size;
            m->pending_changed |= (items[i].flags & CHANGED) != 0;
            i += size;
        }
    }
    drop(&m->output, n);
    return status;
}

static void init_queue(queue *q, const zz__memory *memory)
{
    zz__buffer_init(&q->items, memory);
    zz__buffer_init(&q->units, memory);
    q->head = 0;
    q->ended = false;
}

static void add_level(machine *m, level_kind kind, const zz__table *table)
{
    level *l = &m->levels[m->level_count++];

    l->kind = kind;
    l->table = table;
    l->after_key = false;
    init_queue(&l->input, m->conversion->memory);
}

static void init(machine *m, const zz__conversion *conversion)
{
    uint32_t i;

    m->conversion = conversion;
    if (conversion->has_normalize)
        add_level(m, LEVEL_CONVERT, &conversion->normalize);
    if (conversion->has_segment)
        add_level(m, LEVEL_SEGMENT, &conversion->segment);
    for (i = 0; i < conversion->stage_count; i++)
        add_level(m, LEVEL_CONVERT, &conversion->stages[i]);
    init_queue(&m->output, conversion->memory);
    zz__buffer_init(&m->pending, conversion->memory);
}

/* Nothing read is still on its way: what comes next is converted as if the text began there. */
static bool is_at_rest(const machine *m)
{
    int i;

    for (i = 0; i < m->level_count; i++) {
        if (queue_size(&m->levels[i].input) != 0)
            return false;
    }
    return true;
}

/* Runs to the end of the input, or until it rests when it has gone on for `least` bytes. */
static int32_t run_machine(machine *m, uint64_t least, bool *rested)
{
    step_result r;
    int32_t status = ZZ_OK;

    *rested = false;
    do {
        r = advance(m, m->level_count - 1);
        if (r.outcome == FAILED)
            return r.status;
        *rested = m->read - m->began >= least && is_at_rest(m);
        if (r.outcome != TOKEN || *rested || queue_size(&m->output) >= 64)
            status = flush(m);
    } while (r.outcome == TOKEN && status == ZZ_OK && !*rested);
    if (status == ZZ_OK && m->sink->recorder != NULL && (r.outcome == ENDED || *rested))
        status = tell(m, m->read);
    return status;
}

static void enter(machine *m, const zz__conversion *conversion, zz__input *in, zz__sink *sink,
                  bool anew)
{
    int i;

    m->in = in;
    m->sink = sink;
    if (m->conversion == NULL)
        init(m, conversion);
    for (i = 0; i < m->level_count; i++)
        m->levels[i].made = 0;
    if (anew) /* a joined conversion may have gone before */
        m->began = m->read = m->told = sink->source;
}

static int32_t run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    machine *m = state;
    bool rested;

    enter(m, self, in, sink, m->conversion == NULL);
    return run_machine(m, UINT64_MAX, &rested);
}

int32_t zz__staged_detour(const zz__conversion *conversion, void *state, zz__input *in,
                          zz__sink *sink, bool anew, bool *done)
{
    machine *m = state;
    int32_t status;

    enter(m, conversion, in, sink, anew);
    status = run_machine(m, ZZ__DETOUR, done);
    if (*done)
        sink->source = m->read;
    return status;
}

static void free_queue(queue *q)
{
    zz__buffer_free(&q->items);
    zz__buffer_free(&q->units);
}

static void release(void *state)
{
    machine *m = state;
    int i;

    if (m->conversion == NULL)
        return;
    for (i = 0; i < m->level_count; i++)
        free_queue(&m->levels[i].input);
    free_queue(&m->output);
    zz__buffer_free(&m->pending);
}

const zz__step_type zz__step_staged = {
    .name = "convert",
    .summary = "a conversion of several stages",
    .operations = zz__convert_operations,
    .alternatives = zz__conversion_alternatives,
    .state_size = sizeof(machine),
    .run = run,
    .release = release,
    .checks_utf8 = true,
};
