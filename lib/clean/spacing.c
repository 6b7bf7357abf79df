/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spacing: the space between Han and Latin.
 *
 *   add     puts a plain space between a Han and an ASCII digit or a Latin, Greek or Cyrillic
 *           letter that stand next to each other, in either order; combining marks belong to
 *           their base. Not between digits and the units 年月日時時分秒號号天, in either order: 2022年3月1日.
 *   remove  takes one plain space away from between such two; units are no exception.
 *
 * Not touched: anything beside a mark or symbol (C++語言, 100%的, **重點**), which may be markup or
 * part of a word; several spaces, and spaces of other kinds; kana and Hangul, whose texts have
 * customs of their own; fullwidth letters; protected text and both its ends; NUMBER spans are text
 * here, as a space beside a number does not break it.
 *
 * Source: clreq 3.2.2 (a quarter of an em or U+0020); the guidelines of 中文文案排版指北 (add);
 * zhlint's skipping of 年月日天号时分秒; autocorrect 207 (a wish for remove). Nothing is so contested, and
 * browsers do it when they show a text (text-autospace): so it is in one recipe alone.
 */
#include "clean/ascii.h"
#include "clean/clean.h"
#include "clean/spaces.h"

enum { ADD, REMOVE };
enum { SPACING = 1 };
static const char *const operations[] = {"spacing", NULL};
static const char *const values[] = {"add", "remove", NULL};

typedef struct spacing_state {
    zz__spaces_state spaces;
    bool barred; /* what was consumed ends with protected text */
    bool busy;   /* it ends with a letter, and maybe marks of it */
} spacing_state;

static inline zz__lanes ascii_letter(zz__lanes x)
{
    return (zz__lanes)(zz__lanes_in(x, '0', '9') | zz__lanes_in(x, 'A', 'Z') |
                       zz__lanes_in(x, 'a', 'z'));
}

/* Behind an ASCII letter is a Han, or a mark with a Han behind it. */
static zz__lanes spacing_add_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes beyond = zz__lanes_in(a, 0xC3, 0xD4) |
                       (zz__lanes_is(a, 0xE1) & zz__lanes_in(b, 0xB8, 0xBF));

    (void)c;
    return (zz__lanes)((zz__lanes_in(a, 0x80, 0xBF) & ascii_letter(b)) |
                       (ascii_letter(a) & zz__lanes_in(b, 0xC3, 0xF3)) | beyond |
                       zz__protect_opens(a));
}

static zz__lanes spacing_remove_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)((zz__lanes_is(b, ' ') &
                        (zz__lanes_in(a, 0x80, 0xF4) | zz__lanes_in(c, 0x80, 0xF4))) |
                       zz__protect_opens(a));
}

static bool is_unit(uint32_t c)
{
    switch (c) {
    case 0x5E74: /* 年 */
    case 0x6708: /* 月 */
    case 0x65E5: /* 日 */
    case 0x65F6: /* 时 */
    case 0x6642: /* 時 */
    case 0x5206: /* 分 */
    case 0x79D2: /* 秒 */
    case 0x53F7: /* 号 */
    case 0x865F: /* 號 */
    case 0x5929: /* 天 */
        return true;
    default:
        return false;
    }
}

/* Does a space belong between left, which may have marks behind it, and right? */
static bool belongs(const zz__input *in, const zz__neighbour *left, const zz__neighbour *right)
{
    if (left->kind == ZZ__KIND_HAN && zz__is_western(right))
        return right->kind != ZZ__KIND_DIGIT || !is_unit(left->code_point) ||
               zz__before(in, left->at).kind != ZZ__KIND_DIGIT;
    if (right->kind == ZZ__KIND_HAN && zz__is_western(left))
        return left->kind != ZZ__KIND_DIGIT || !is_unit(right->code_point);
    return false;
}

typedef struct walk {
    const zz__input *in;
    zz__sink *sink;
    spacing_state *state;
    uint32_t unprotected;
    size_t pos, copied;
} walk;

/* Over protected text at w->pos. false: it is undecided. *is_protected: there was some. */
static bool pass_protected(walk *w, bool *is_protected)
{
    size_t end;
    zz__protection p =
        zz__protect_at(&w->state->spaces.protect, w->in, w->pos, w->unprotected, &end);

    *is_protected = p == ZZ__PROTECTED;
    if (*is_protected) {
        w->state->barred = true;
        w->state->busy = false;
        w->pos = end;
    }
    return p != ZZ__UNDECIDED;
}

/* Looks at the character at w->pos and what is before it. false: it is undecided. */
static bool step_on(walk *w, int32_t *status)
{
    zz__neighbour right = zz__after(w->in, w->pos), left;
    bool letter = zz__is_western(&right), here = false, is_protected;

    if (right.kind == ZZ__KIND_UNKNOWN)
        return false;
    if (letter || right.kind == ZZ__KIND_HAN) {
        left = zz__base_before(w->in, w->pos);
        here = belongs(w->in, &left, &right);
    }
    if (here || (right.code_point < 0x80 && zz__protect_may_open((uint8_t)right.code_point))) {
        if (!pass_protected(w, &is_protected))
            return false;
        if (is_protected)
            return true;
    }
    if (here && !w->state->barred) {
        *status = zz__sink_copy(w->sink, w->in->text + w->copied, w->pos - w->copied);
        if (*status == ZZ_OK)
            *status = zz__sink_replace(w->sink, 0, (const uint8_t *)" ", 1, SPACING);
        w->copied = w->pos;
    }
    if (right.kind != ZZ__KIND_MARK) {
        w->state->barred = false;
        w->state->busy = letter;
    }
    w->pos += right.size;
    return true;
}

/* Over Han behind no letter, and ASCII letters behind another: the most of what there is. */
static inline size_t pass_plain(const walk *w, size_t pos)
{
    const uint8_t *text = w->in->text;

    if (w->state->barred)
        return pos;
    if (!w->state->busy) {
        while (w->in->end - pos >= 3 && text[pos] >= 0xE2 && text[pos] <= 0xE9 &&
               (text[pos + 1] & 0xC0) == 0x80 && (text[pos + 2] & 0xC0) == 0x80)
            pos += 3;
    } else if (pos > 0 && zz__is_ascii_word(text[pos - 1])) {
        while (pos < w->in->end && zz__is_ascii_word(text[pos]))
            pos++;
    }
    return pos;
}

static int32_t add_run(walk *w)
{
    const uint8_t *text = w->in->text;
    size_t end = w->in->end;
    int32_t status = ZZ_OK;
    bool decided = true, is_protected;

    if (w->state->spaces.protect.mode != 0 && w->pos < end)
        decided = pass_protected(w, &is_protected);
    while (status == ZZ_OK && decided && w->pos < end) {
        size_t from = w->pos - (w->pos < 4 ? w->pos : 4), block = from, stop;

        if (!w->state->busy && !w->state->barred)
            block = zz__scan_skip(text, from, end, spacing_add_test);
        if (block != from)
            w->pos = zz__scan_character_before(text, block);
        stop = end - block > ZZ__SCAN_READ + 4 ? block + ZZ__SCAN_READ + 4 : end;
        while (status == ZZ_OK && decided && (w->pos = pass_plain(w, w->pos)) < stop)
            decided = step_on(w, &status);
    }
    return status;
}

static zz__spaces_verdict remove_decide(zz__spaces *s)
{
    bool goes = s->end - s->start == 1 && s->in->text[s->start] == ' ' &&
                ((s->left.kind == ZZ__KIND_HAN && zz__is_western(&s->right)) ||
                 (s->right.kind == ZZ__KIND_HAN && zz__is_western(&s->left)));
    return goes ? ZZ__SPACES_CHANGE : ZZ__SPACES_STAY;
}

static const zz__spaces_rules remove_rules = {remove_decide, zz__spaces_drop, true};

static int32_t spacing_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__clean_options *options = self;
    walk w = {in, sink, state, options->unprotected | ZZ__SPAN_NUMBER, in->start, in->start};
    int32_t status;

    if (options->value == REMOVE)
        return zz__spaces_run(&remove_rules, spacing_remove_test, self, state, in, sink);
    status = add_run(&w);
    if (status != ZZ_OK)
        return status;
    in->start = w.pos;
    return zz__sink_copy(sink, in->text + w.copied, w.pos - w.copied);
}

const zz__step_type zz__step_spacing = {
    .name = "spacing",
    .summary = "a space between Han and Latin letters or digits; =remove takes it away",
    .operations = operations,
    .values = values,
    .state_size = sizeof(spacing_state),
    .growth = 384, /* two spaces beside a Han and a letter, four bytes */
    .run = spacing_run,
};
