/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/piece.h"

#include "base/utf8.h"
#include "clean/ascii.h"

#define KEPT 1200         /* from so many bytes on a long line is cut between two Han */
#define KEPT_SENTENCE 600 /* or behind a sentence */
#define KEPT_LATIN 1400   /* or between two words */

int32_t zz__piece_replace(zz__piece *piece, zz__sink *sink, size_t pos, size_t size,
                          const void *bytes, size_t n, zz__op op)
{
    int32_t status =
        zz__sink_copy(sink, piece->in->text + piece->copied, pos - piece->copied);
    if (status == ZZ_OK)
        status = zz__sink_replace(sink, size, bytes, n, op);
    piece->copied = pos + size;
    return status;
}

bool zz__piece_in_span(zz__piece *piece, size_t pos, size_t *end)
{
    while (piece->span < piece->span_count && piece->from + piece->spans[piece->span].to <= pos)
        piece->span++;
    if (piece->span == piece->span_count || piece->from + piece->spans[piece->span].from > pos)
        return false;
    *end = piece->from + piece->spans[piece->span].to;
    return true;
}

const zz__piece_span *zz__piece_span_to(const zz__piece *piece, size_t pos)
{
    size_t i;

    for (i = piece->span_count; i > 0 && piece->from + piece->spans[i - 1].to >= pos; i--) {
        if (piece->from + piece->spans[i - 1].to == pos)
            return &piece->spans[i - 1];
    }
    return NULL;
}

const zz__piece_span *zz__piece_span_from(const zz__piece *piece, size_t pos)
{
    size_t i;

    for (i = piece->span_count; i > 0 && piece->from + piece->spans[i - 1].from >= pos; i--) {
        if (piece->from + piece->spans[i - 1].from == pos)
            return &piece->spans[i - 1];
    }
    return NULL;
}

bool zz__piece_has_han(const zz__piece *piece, size_t from, size_t to)
{
    const uint8_t *text = piece->in->text;
    size_t pos = from;

    while (pos < to) {
        uint8_t c = text[pos];
        size_t size = 1;

        if (c >= 0xE2 && zz__kind_of(zz__utf8_decode(text + pos, to - pos, &size)) ==
                             ZZ__KIND_HAN)
            return true;
        pos += size;
    }
    return false;
}

zz__neighbour zz__piece_before(const zz__piece *piece, size_t pos)
{
    zz__neighbour edge = {0, ZZ__KIND_EDGE, pos, 0};
    return pos == piece->from && piece->begins ? edge : zz__before(piece->in, pos);
}

zz__neighbour zz__piece_after(const zz__piece *piece, size_t pos)
{
    zz__neighbour edge = {0, ZZ__KIND_EDGE, pos, 0};
    return pos == piece->to && piece->ends ? edge : zz__after(piece->in, pos);
}

size_t zz__piece_begin(const uint8_t *text, size_t pos, size_t found)
{
    while (found > pos && text[found - 1] != '\n')
        found--;
    return found;
}

/* How far a walk through a line has come. */
typedef struct walk {
    size_t pos;
    size_t kept;   /* bytes of what no step for marks changes */
    size_t weight; /* at least the bytes, and no step makes it more */
    int depth;     /* of quotes */
    uint32_t last; /* the character before pos; 0 behind a span */
    uint32_t third; /* the one before that */
} walk;

/* What no step for marks changes or makes: neither spaces nor marks that Chinese text has. */
static bool is_kept(uint32_t c)
{
    if (c < 0x80)
        return c > ' ' && !zz__is_one_of(c, ",:;?!.()\"'-");
    return c != 0xB7 && !(c >= 0x2000 && c <= 0x2FFF) && !(c >= 0x3000 && c <= 0x303F) &&
           c != 0x30FB && !(c >= 0xFE00 && c <= 0xFFFF);
}

static void count(walk *w, uint32_t c, size_t size)
{
    if (is_kept(c)) {
        w->kept += size;
        w->weight += size;
    } else if (c == ' ') {
        /* One behind a mark may go, or come. */
        w->weight += w->last <= ' ' || is_kept(w->last);
    } else {
        w->weight += 6;
    }
    if (c == 0x201C || c == 0x300C || c == 0x300E)
        w->depth++;
    else if ((c == 0x201D || c == 0x300D || c == 0x300F) && w->depth > 0)
        w->depth--;
    w->third = w->last;
    w->last = c;
    w->pos += size;
}

/* May a long line be cut before c? */
static bool is_place(const walk *w, uint32_t c, bool sentences)
{
    bool han;

    if (w->kept < (sentences ? KEPT_SENTENCE : KEPT))
        return false;
    han = c > 0x2E7F && zz__kind_of(c) == ZZ__KIND_HAN;
    if (sentences && w->kept < KEPT)
        return w->kept >= KEPT_SENTENCE && han && w->last == 0x3002 && w->depth == 0;
    if (han)
        return w->last > 0x2E7F && zz__kind_of(w->last) == ZZ__KIND_HAN;
    return w->kept >= KEPT_LATIN && zz__is_ascii_letter(c) && w->last == ' ' &&
           zz__is_ascii_letter(w->third);
}

typedef enum span_result { SPAN_NONE, SPAN_ADDED, SPAN_PIECE, SPAN_UNDECIDED } span_result;

/* Asks about a span at w->pos; SPAN_PIECE: what is found there is a piece, or ends one. */
static span_result take_span(zz__piece *p, zz__protect *protect, walk *w)
{
    zz__protect after = *protect;
    zz__piece_span *span;
    size_t end;

    if (after.mode == 0)
        after.fence = 0;
    switch (zz__protect_opened(&after, p->in, w->pos, p->unprotected, &end)) {
    case ZZ__FREE:
        return SPAN_NONE;
    case ZZ__UNDECIDED:
        return SPAN_UNDECIDED;
    case ZZ__PROTECTED:
        break;
    }
    if (after.fence != 0) {
        p->to = w->pos;
        if (w->pos == p->from) {
            p->to = end;
            p->copy = true;
            *protect = after;
            if (protect->mode == 0)
                protect->fence = 0;
        }
        return SPAN_PIECE;
    }
    if (p->span_count == ZZ__PIECE_SPANS)
        return SPAN_NONE;
    span = &p->spans[p->span_count++];
    span->from = (uint16_t)(w->pos - p->from);
    span->to = (uint16_t)(end - p->from);
    w->kept += end - w->pos;
    w->weight += end - w->pos;
    w->pos = end;
    w->last = w->third = 0;
    return SPAN_ADDED;
}

#define BATCH 128 /* lanes counted in one byte each */

/* Bytes that may weigh more than one: of marks, and the first ones of what may be no letter. */
static zz__lanes is_heavy(zz__lanes x)
{
    zz__lanes word = zz__lanes_in((zz__lanes)(x | 0x20), 'a', 'z') | zz__lanes_in(x, '0', '9');

    return (zz__lanes)((zz__lanes_in(x, 0, 0x7F) & ~word) | zz__lanes_is(x, 0xC2) |
                       zz__lanes_in(x, 0xE2, 0xE3) | zz__lanes_is(x, 0xEF));
}

static size_t sum(zz__lanes x)
{
    uint8_t bytes[sizeof x];
    size_t i, total = 0;

    memcpy(bytes, &x, sizeof x);
    for (i = 0; i < sizeof x; i++)
        total += bytes[i];
    return total;
}

/* Is the line from pos to end a piece in any case: no span in it, and too light to be cut? */
static bool is_piece(const uint8_t *text, size_t pos, size_t end, bool sentences)
{
    size_t weight = end - pos, batch;

    if (weight >= (sentences ? KEPT_SENTENCE : KEPT))
        return false;
    while (pos < end) {
        zz__lanes opens, heavy, x;

        memset(&opens, 0, sizeof opens);
        memset(&heavy, 0, sizeof heavy);
        for (batch = 0; pos < end && batch < BATCH; batch++) {
            uint8_t last[sizeof x];
            size_t there = end - pos < sizeof x ? end - pos : sizeof x;

            if (there < sizeof x) {
                memset(last, 'a', sizeof last);
                memcpy(last, text + pos, there);
                x = zz__lanes_load(last);
            } else {
                x = zz__lanes_load(text + pos);
            }
            opens = (zz__lanes)(opens | zz__protect_opens(x));
            heavy = (zz__lanes)(heavy - is_heavy(x)); /* yes is -1 */
            pos += there;
        }
        if (zz__lanes_any(opens))
            return false;
        weight += sum(heavy) * 5; /* at the most: see count */
    }
    return weight < ZZ__SPAN_LIMIT;
}

/* The character at pos, as zz__after; Han of the first plane at once. */
static zz__neighbour character_at(const zz__input *in, size_t pos)
{
    const uint8_t *at = in->text + pos;

    if (*at >= 0xE5 && *at <= 0xE9 && in->end - pos >= 3 && (at[1] & 0xC0) == 0x80 &&
        (at[2] & 0xC0) == 0x80) {
        zz__neighbour n = {(uint32_t)(*at & 0xF) << 12 | (uint32_t)(at[1] & 0x3F) << 6 |
                               (at[2] & 0x3F),
                           ZZ__KIND_HAN, pos, 3};
        return n;
    }
    return zz__after(in, pos);
}

static bool cut(zz__piece *p, const walk *w)
{
    p->to = w->pos;
    p->ends = false;
    return true;
}

/* The piece that begins at p->from; false where more text is needed to tell. */
static bool find(zz__piece *p, zz__protect *protect, bool sentences)
{
    const zz__input *in = p->in;
    const uint8_t *text = in->text;
    size_t near = in->end - p->from < KEPT ? in->end : p->from + KEPT;
    const uint8_t *feed = memchr(text + p->from, '\n', near - p->from);
    walk w;

    memset(&w, 0, sizeof w);
    w.pos = p->from;
    p->ends = true;
    if (protect->mode == 0 && feed != NULL &&
        is_piece(text, p->from, (size_t)(feed - text), sentences)) {
        p->to = (size_t)(feed - text) + 1;
        return true;
    }
    while (w.pos < in->end) {
        uint8_t c = text[w.pos];
        zz__neighbour n;

        if (w.weight >= ZZ__SPAN_LIMIT && (c & 0xC0) != 0x80) {
            p->copy = true;
            return cut(p, &w);
        }
        if (protect->mode != 0 || zz__protect_may_open(c)) {
            span_result found = take_span(p, protect, &w);
            if (found == SPAN_ADDED)
                continue;
            if (found != SPAN_NONE)
                return found == SPAN_PIECE;
        }
        if (c == '\n') {
            p->to = w.pos + 1;
            return true;
        }
        n = character_at(in, w.pos);
        if (n.kind == ZZ__KIND_UNKNOWN)
            return false;
        if (is_place(&w, n.code_point, sentences))
            return cut(p, &w);
        count(&w, n.code_point, n.size);
    }
    p->to = in->end;
    return in->final;
}

static bool is_ascii(const uint8_t *text, size_t pos, size_t end)
{
    for (; end - pos >= 8; pos += 8) {
        uint64_t word;
        memcpy(&word, text + pos, sizeof word);
        if ((word & 0x8080808080808080u) != 0)
            return false;
    }
    for (; pos < end; pos++) {
        if (text[pos] >= 0x80)
            return false;
    }
    return true;
}

int32_t zz__pieces(const zz__piece_step *step, const zz__clean_options *options,
                   zz__protect *protect, const zz__input *in, size_t *pos, size_t looked,
                   zz__sink *sink)
{
    int32_t status = ZZ_OK;

    do {
        zz__piece p;

        p.in = in;
        p.from = p.copied = *pos;
        p.value = options->value;
        p.unprotected = options->unprotected;
        p.begins = p.from == 0 || in->text[p.from - 1] == '\n';
        p.copy = false;
        p.span_count = p.span = 0;
        if (!find(&p, protect, step->sentences) ||
            (!p.copy && !in->final && in->end - p.to < step->ahead))
            return ZZ_OK;
        if (!p.copy && !is_ascii(in->text, p.from, p.to))
            status = step->rewrite(&p, sink);
        if (status == ZZ_OK)
            status = zz__sink_copy(sink, in->text + p.copied, p.to - p.copied);
        *pos = p.to;
    } while (status == ZZ_OK && *pos < looked);
    return status;
}
