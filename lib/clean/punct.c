/* SPDX-License-Identifier: Apache-2.0 */
/*
 * punct: the ASCII marks , : ; ? ! beside Han become the fullwidth ones, and a . that ends a Han
 * sentence becomes 。: it undoes what NFKC and its like have folded.
 *
 * A mark, or a run of ? and !, is widened where what it stands beside is Han, or a mark of Han
 * alone: on its left, found through spaces, digits, signs such as % and °, emphasis, other
 * such marks, code, and a group in quotes or brackets that has no Han in it itself; on its right,
 * through spaces, opening quotes and brackets. At the end of a line, so is one behind Latin words
 * that stand behind Han. The line must have Han. One space behind a widened mark goes if Han
 * follows. A full stop is one behind Han, or behind brackets or quotes that close behind Han, at
 * the end of the line or before a closing quote.
 *
 * Not touched: protected spans (protect.h); a mark between two digits, or between two words in
 * ASCII; a ? or : with a space on both sides; runs of ASCII marks (... :: != ?.); a mark at the
 * beginning of a line, but for a comma or colon right before Han; the colon of a key there
 * (title: ...); the stop of 1. and of abbreviations. 、 is never made: what was folded from it is no
 * longer known.
 *
 * Doing it twice is doing it once because a mark is looked through whether it is wide or not,
 * and all else that is looked at is not changed.
 *
 * Source: GB/T 15834-2011 and clreq (fullwidth marks in Chinese text, round Western words too);
 * the neighbours are those that autocorrect, zhlint and pangu.vim miss.
 */
#include "clean/ascii.h"
#include "clean/marks.h"
#include "clean/piece.h"

enum { WIDENED = 1, FULL_STOP };
static const char *const operations[] = {"widened", "full-stop", NULL};

#define RUN_LIMIT 64 /* marks in a run */

static zz__lanes punct_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes mark = zz__lanes_is(b, '!') | zz__lanes_is(b, ',') | zz__lanes_is(b, '.') |
                     zz__lanes_in(b, ':', ';') | zz__lanes_is(b, '?');
    zz__lanes left = zz__lanes_in(a, '0', '9') | zz__lanes_in((zz__lanes)(a | 0x20), 'a', 'z');
    zz__lanes right = zz__lanes_in(c, '0', '9') | zz__lanes_in((zz__lanes)(c | 0x20), 'a', 'z');

    return (zz__lanes)(zz__protect_opens(b) | (mark & ~(left & right)));
}

static bool is_candidate(uint8_t c)
{
    return c == ',' || c == ':' || c == ';' || c == '?' || c == '!' || c == '.';
}

/* A mark, or a run of ? and !, that is decided on as one. */
typedef struct unit {
    size_t from, to;
    uint8_t left, right; /* the bytes beside it, 0 at an edge */
} unit;

static bool is_dots(uint32_t c)
{
    return c == 0x2025 || c == 0x2026 || c == 0x22EF;
}

/* Behind the dots at pos that are an ellipsis, or beside one; pos where there are none. */
static size_t dots_end(const zz__piece *p, size_t pos, size_t run)
{
    size_t end = pos;

    while (end < run && p->in->text[end] == '.')
        end++;
    if (end - pos >= 3 || end == pos)
        return end;
    if (end == run && is_dots(zz__piece_after(p, end).code_point))
        return end;
    return is_dots(zz__piece_before(p, pos).code_point) ? end : pos;
}

/* The unit at pos, in u; where it is none, how many bytes to pass by is in u->to. */
static bool unit_at(const zz__piece *p, size_t pos, unit *u)
{
    const uint8_t *text = p->in->text;
    size_t i = pos, run = pos;
    bool emphatic = true;

    u->from = pos;
    while (run < p->to && is_candidate(text[run]))
        run++;
    i = dots_end(p, pos, run);
    if (i > pos) { /* an ellipsis is no part of a run */
        u->to = i;
        return false;
    }
    for (i = pos; i < run && dots_end(p, i, run) == i; i++) {
        emphatic = emphatic && (text[i] == '?' || text[i] == '!');
    }
    u->to = i;
    u->left = pos > p->from || !p->begins ? text[pos - 1] : 0;
    u->right = i < p->to ? text[i] : 0;
    return (i - pos == 1 || emphatic) && i - pos <= RUN_LIMIT &&
           !(pos == p->from && is_candidate(u->left));
}

static bool is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0;
}

/* Marks that make of one beside them an operator or a piece of markup. */
static bool joins_left(const zz__piece *p, const unit *u)
{
    uint8_t c = u->left;

    if (c == 0x88 && zz__piece_before(p, u->from).code_point == 0xFF08)
        return true; /* as the ASCII one */
    return zz__is_one_of(c, "=/<&|-\\{[(");
}

static bool joins_right(const zz__piece *p, const unit *u)
{
    uint8_t c = u->right;

    if (c == 0 || c >= 0x80)
        return false;
    if (c == '<' || c == '\\' || c == '[')
        return zz__piece_span_from(p, u->to) == NULL && (c != '[' || p->in->text[u->from] == '!');
    if (c == '-')
        return u->to + 1 >= p->to || !zz__is_ascii_digit(p->in->text[u->to + 1]);
    return zz__is_one_of(c, "=/|&>}");
}

/* Is there nothing before the place in its line but what blocks are marked with? */
static bool begins_line(const zz__piece *p, size_t pos)
{
    const uint8_t *text = p->in->text;

    if (!p->begins)
        return false;
    while (pos > p->from && (is_space(text[pos - 1]) || text[pos - 1] == '>') &&
           text[pos - 1] != '\n')
        pos--;
    return pos == p->from || text[pos - 1] == '\n';
}

/* title: at the beginning of a line, in ASCII, and a space behind it */
static bool is_key(const zz__piece *p, const unit *u)
{
    const uint8_t *text = p->in->text;
    size_t pos = u->from;

    if (text[u->from] != ':' || (u->right != ' ' && u->right != '\t'))
        return false;
    while (pos > p->from && (zz__is_ascii_word(text[pos - 1]) || text[pos - 1] == '_' ||
                             text[pos - 1] == '-' || text[pos - 1] == '.'))
        pos--;
    if (pos == u->from)
        return false;
    while (pos > p->from && (text[pos - 1] == ' ' || text[pos - 1] == '-'))
        pos--;
    return begins_line(p, pos);
}

/* Is it between two words in ASCII, or two digits, with or without spaces? */
static bool between_words(const zz__piece *p, const unit *u)
{
    size_t pos = u->to;

    if (!zz__is_ascii_word(u->left))
        return false;
    while (pos < p->to && p->in->text[pos] == ' ')
        pos++;
    return pos < p->to && zz__is_ascii_word(p->in->text[pos]) &&
           zz__piece_span_from(p, pos) == NULL;
}

/* Does a Chinese mark follow at once, or a straight quote that closes, or is it the colon of a key
 * in quotes? Then what is behind has no say. */
static bool is_followed(const zz__piece *p, const unit *u)
{
    uint32_t c = zz__piece_after(p, u->to).code_point;
    uint8_t mark = p->in->text[u->from];

    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B ||
           c == 0xFF1F || c == 0xFF01 || (c == '"' && mark != ':' && mark != ',') ||
           (mark == ':' && u->left == '"');
}

/* A mark that begins a line is the line's, unless Han follow a comma or its like at once. */
static bool is_the_lines(const zz__piece *p, const unit *u)
{
    uint8_t mark = p->in->text[u->from];

    return begins_line(p, u->from) && (mark == '?' || mark == '!' ||
                                       zz__piece_after(p, u->to).kind != ZZ__KIND_HAN);
}

static bool is_widened(const zz__piece *p, const unit *u)
{
    uint8_t mark = p->in->text[u->from], right;

    if (u->left == ' ' && u->right == ' ' && (mark == '?' || mark == ':'))
        return false; /* an operator */
    if (is_the_lines(p, u) || joins_left(p, u) || joins_right(p, u) ||
        between_words(p, u) || is_key(p, u))
        return false;
    if (zz__marks_left(p, u->from) == ZZ__SIDE_CJK)
        return true;
    if (is_followed(p, u))
        return false;
    right = zz__marks_right(p, u->to);
    return right == ZZ__SIDE_CJK ||
           (right == ZZ__SIDE_EDGE && zz__marks_behind_han(p, u->from));
}

/* Does the . there end a Han sentence? */
static bool is_full_stop(const zz__piece *p, const unit *u)
{
    size_t pos = u->from;
    zz__neighbour n = zz__piece_before(p, pos);
    int steps;

    for (steps = 0; steps < 8 && zz__marks_closes(n.code_point); steps++)
        n = zz__piece_before(p, n.at);
    if (n.kind != ZZ__KIND_HAN)
        return false;
    n = zz__piece_after(p, u->to);
    if (n.code_point == 0x201D || n.code_point == 0x2019 || n.code_point == 0x300D ||
        n.code_point == 0x300F || n.code_point == '"')
        return true;
    for (steps = 0; steps < 8 && n.kind == ZZ__KIND_SPACE; steps++)
        n = zz__piece_after(p, n.at + n.size);
    return n.kind == ZZ__KIND_EDGE || n.kind == ZZ__KIND_NEWLINE;
}

static int32_t widen(zz__piece *p, zz__sink *sink, const unit *u)
{
    const uint8_t *text = p->in->text;
    int32_t status = ZZ_OK;
    size_t i;

    for (i = u->from; i < u->to && status == ZZ_OK; i++) {
        /* U+FF01 is the twin of U+0021, and so on */
        uint8_t wide[3] = {0xEF, 0xBC, (uint8_t)(text[i] + 0x60)};
        size_t size = 1;

        if (i + 1 == u->to && i + 1 < p->to && text[i + 1] == ' ' &&
            zz__piece_after(p, i + 2).kind == ZZ__KIND_HAN)
            size = 2;
        status = zz__piece_replace(p, sink, i, size, wide, sizeof wide, WIDENED);
    }
    return status;
}

static int32_t punct_rewrite(zz__piece *p, zz__sink *sink)
{
    static const uint8_t stop[3] = {0xE3, 0x80, 0x82};
    const uint8_t *text = p->in->text;
    int32_t status = ZZ_OK;
    int han = -1;
    size_t pos, end;

    for (pos = p->from; pos < p->to && status == ZZ_OK; pos = end) {
        unit u;

        end = pos + 1;
        if (!is_candidate(text[pos]))
            continue;
        if (zz__piece_in_span(p, pos, &end))
            continue;
        if (zz__protect_token(p->in, pos, p->unprotected, &end) != ZZ__FREE)
            continue;
        if (unit_at(p, pos, &u)) {
            bool dot = text[pos] == '.', yes = dot ? is_full_stop(p, &u) : is_widened(p, &u);

            if (yes && han < 0)
                han = zz__piece_has_han(p, p->from, p->to);
            if (yes && han)
                status = dot ? zz__piece_replace(p, sink, pos, 1, stop, sizeof stop, FULL_STOP)
                             : widen(p, sink, &u);
        }
        end = u.to;
    }
    return status;
}

static const zz__piece_step punct_step = {punct_rewrite, false, 0};

static int32_t punct_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &punct_step, punct_test);
}

const zz__step_type zz__step_punct = {
    .name = "punct",
    .summary = "ASCII marks beside Han become fullwidth: , to ，",
    .operations = operations,
    .state_size = sizeof(zz__protect),
    .growth = 3 * 256,
    .run = punct_run,
};
