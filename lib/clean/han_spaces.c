/* SPDX-License-Identifier: Apache-2.0 */
/*
 * han-spaces: a single plain space between two Han or kana goes, and between one of them and a mark
 * of theirs; recognisers of printed text put one after every character.
 *
 *   auto    only in lines that are full of such spaces: from the first one that could go up to the
 *           end of the line, 2,048 bytes of it at most, at least six Han have a single
 *           space and another Han on both sides, and they are over 0.3 of all Han there. The
 *           next line needs the 0.3 alone, and so on.
 *   always  everywhere
 *
 * Not touched in auto, and the reason that Han with a space on one side are not counted:
 * lists of names (张三 李四), headings set wide (目 錄), titles of two parts, verse, words kept
 * apart by a tool. Never: two spaces and more, tabs, ideographic spaces; indents; protected text.
 *
 * Source: tesseract issues 991, 4031 and 4433, OCRmyPDF 715. zhlint drops every such space, and
 * cuts characters outside the first plane in two; autocorrect leaves all of them.
 */
#include "clean/clean.h"
#include "clean/spaces.h"

enum { AUTO, ALWAYS };
static const char *const operations[] = {"han-space", NULL};
static const char *const values[] = {"auto", "always", NULL};

#define SIGHT 2048  /* bytes of the line that are counted */
#define ISOLATED 6  /* Han with a space on both sides that a line needs */

enum { FRESH, STAYS, GOES }; /* what is known of the line */

typedef struct han_spaces_state {
    zz__spaces_state spaces;
    uint8_t line;
    bool follows; /* the line before was one whose spaces go */
    size_t noted; /* within a call: line ends are taken notice of up to here */
} han_spaces_state;

static zz__lanes han_spaces_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)((zz__lanes_in(a, 0x80, 0xBF) & zz__lanes_is(b, ' ') &
                        zz__lanes_in(c, 0xE2, 0xF4)) |
                       zz__protect_opens(a));
}

static bool is_letter(uint8_t kind)
{
    return kind == ZZ__KIND_HAN || kind == ZZ__KIND_KANA;
}

static bool is_single_space(const zz__spaces *s)
{
    return s->end - s->start == 1 && s->in->text[s->start] == ' ' &&
           ((is_letter(s->left.kind) && zz__is_cjk(s->right.kind)) ||
            (is_letter(s->right.kind) && zz__is_cjk(s->left.kind)));
}

/* Counts from the space of s on. */
static zz__spaces_verdict line_is_full(const zz__spaces *s, bool follows)
{
    size_t all = 0, isolated = 0, begin = s->start, spaces = 0;
    zz__neighbour n = zz__after(s->in, begin);
    bool last = is_letter(s->left.kind); /* is the character before the spaces Han or kana? */
    bool apart = false;                  /* and is it behind one space and another such? */

    while (n.kind != ZZ__KIND_UNKNOWN && n.kind != ZZ__KIND_EDGE && n.code_point != '\n' &&
           n.code_point != '\r' && n.at - begin < SIGHT) {
        if (n.code_point == ' ') {
            spaces++;
        } else if (n.kind != ZZ__KIND_MARK) {
            bool letter = is_letter(n.kind), behind = letter && last && spaces == 1;

            isolated += apart && behind;
            all += letter;
            apart = behind;
            last = letter;
            spaces = 0;
        }
        n = zz__after(s->in, n.at + n.size);
    }
    if (n.kind == ZZ__KIND_UNKNOWN && n.at - begin < SIGHT)
        return ZZ__SPACES_UNDECIDED;
    return (follows || isolated >= ISOLATED) && isolated * 10 > all * 3 ? ZZ__SPACES_CHANGE
                                                                        : ZZ__SPACES_STAY;
}

/* Takes notice of the line ends before pos. */
static void note_lines(han_spaces_state *state, const zz__input *in, size_t pos)
{
    size_t i;

    for (i = state->noted; i < pos && (state->line != FRESH || state->follows); i++) {
        uint8_t c = in->text[i];
        if (c == '\r' || (c == '\n' && (i == 0 || in->text[i - 1] != '\r'))) {
            state->follows = state->line == GOES;
            state->line = FRESH;
        }
    }
    state->noted = pos;
}

static zz__spaces_verdict han_spaces_decide(zz__spaces *s)
{
    han_spaces_state *state = s->state;

    if (!is_single_space(s))
        return ZZ__SPACES_STAY;
    if (s->options->value == ALWAYS)
        return ZZ__SPACES_CHANGE;
    note_lines(state, s->in, s->start);
    if (state->line == FRESH) {
        zz__spaces_verdict full = line_is_full(s, state->follows);
        if (full == ZZ__SPACES_UNDECIDED)
            return full;
        state->line = full == ZZ__SPACES_CHANGE ? GOES : STAYS;
    }
    return state->line == GOES ? ZZ__SPACES_CHANGE : ZZ__SPACES_STAY;
}

static const zz__spaces_rules han_spaces_rules = {han_spaces_decide, zz__spaces_drop, true};

static int32_t han_spaces_run(const void *self, void *state_memory, zz__input *in, zz__sink *sink)
{
    han_spaces_state *state = state_memory;
    int32_t status;

    state->noted = in->start;
    status = zz__spaces_run(&han_spaces_rules, han_spaces_test, self, state, in, sink);
    note_lines(state, in, in->start);
    return status;
}

const zz__step_type zz__step_han_spaces = {
    .name = "han-spaces",
    .summary = "spaces between Han go where a line is full of them; =always everywhere",
    .operations = operations,
    .values = values,
    .state_size = sizeof(han_spaces_state),
    .growth = 256,
    .run = han_spaces_run,
};
