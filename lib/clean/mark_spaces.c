/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mark-spaces: plain spaces at Chinese marks go, which have their own room inside: before and
 * behind ，。、；：！？… and their like, outside and inside of quotes and brackets. A curly quote or an
 * ellipsis, which Latin text has too, counts only where Han, kana or a mark of theirs is on the
 * other side of the spaces.
 *
 * Not touched: a space beside an ASCII mark, but before ，。、；：！？ and ）」』 behind ASCII ones that
 * are no Markdown: list markers (- 「, 1. 《), headings and emphasis (**重点** ，) need theirs; an
 * empty bracket （ ）, which is to be filled in; dashes, middle dots and tildes, which names
 * and ranges have spaces round; indents and line ends; other kinds of space; protected text; a run
 * of more than 1,024 bytes.
 *
 * Source: clreq 3.1 (marks have the room of a character); autocorrect's no-space-fullwidth and
 * no-space-fullwidth-quote, zhlint's noSpaceBefore.../noSpaceAfter... options.
 */
#include "clean/ascii.h"
#include "clean/clean.h"
#include "clean/spaces.h"

static const char *const operations[] = {"mark-space", NULL};

static zz__lanes mark_spaces_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes before = zz__lanes_is(b, 0xE2) | zz__lanes_is(b, 0xE3) | zz__lanes_is(b, 0xEF);

    (void)c;
    return (zz__lanes)((zz__lanes_is(a, ' ') & before) |
                       (zz__lanes_is(b, ' ') & zz__lanes_in(a, 0x80, 0xBF)) |
                       zz__protect_opens(a));
}

static bool is_one_of(uint32_t c, const uint16_t *list)
{
    while (*list != 0 && *list != c)
        list++;
    return *list != 0;
}

static bool opens(uint32_t c)
{
    static const uint16_t list[] = {
        0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A,
        0x301D, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62, 0,
    };
    return is_one_of(c, list);
}

static bool pauses(uint32_t c)
{
    static const uint16_t list[] = {
        0x2025, 0x2026, 0x22EF, 0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF61,
        0xFF64, 0,
    };
    return is_one_of(c, list);
}

static bool closes(uint32_t c)
{
    static const uint16_t list[] = {
        0x2019, 0x201D, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B,
        0x301E, 0x301F, 0xFF09, 0xFF3D, 0xFF5D, 0xFF60, 0xFF63, 0,
    };
    return is_one_of(c, list);
}

/* ASCII marks that may be Markdown's, and need the space behind them or before. */
static bool may_be_markup(uint32_t c)
{
    return zz__is_one_of(c, "*_`~#+-=>|.)]!:\\");
}

/* Can the space go that has the mark on one side and the other character on the other? */
static bool stands_free(const zz__neighbour *mark, const zz__neighbour *other)
{
    switch (other->kind) {
    case ZZ__KIND_HAN:
    case ZZ__KIND_KANA:
    case ZZ__KIND_CJK_MARK:
        return true;
    case ZZ__KIND_DIGIT:
    case ZZ__KIND_LETTER:
        return mark->kind == ZZ__KIND_CJK_MARK && zz__is_western(other);
    case ZZ__KIND_WIDE_MARK:
        return mark->kind == ZZ__KIND_CJK_MARK &&
               (opens(other->code_point) || closes(other->code_point) ||
                pauses(other->code_point));
    default:
        return false;
    }
}

static zz__spaces_verdict mark_spaces_decide(zz__spaces *s)
{
    uint32_t left = s->left.code_point, right = s->right.code_point;
    bool right_ends = pauses(right) || closes(right);
    bool goes;

    if (zz__spaces_begin_line(s) || zz__spaces_end_line(s) || !zz__spaces_are_plain(s))
        return ZZ__SPACES_STAY;
    if (opens(left) && closes(right))
        return ZZ__SPACES_STAY;
    if (right_ends && s->left.kind == ZZ__KIND_ASCII_MARK)
        goes = s->right.kind == ZZ__KIND_CJK_MARK && !may_be_markup(left);
    else
        goes = ((right_ends || opens(right)) && stands_free(&s->right, &s->left)) ||
               ((pauses(left) || closes(left) || opens(left)) && stands_free(&s->left, &s->right));
    return goes ? ZZ__SPACES_CHANGE : ZZ__SPACES_STAY;
}

static const zz__spaces_rules mark_spaces_rules = {mark_spaces_decide, zz__spaces_drop, true};

static int32_t mark_spaces_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__spaces_run(&mark_spaces_rules, mark_spaces_test, self, state, in, sink);
}

const zz__step_type zz__step_mark_spaces = {
    .name = "mark-spaces",
    .summary = "spaces at Chinese marks go: 你好 ， 世界 to 你好，世界",
    .operations = operations,
    .state_size = sizeof(zz__spaces_state),
    .growth = 256,
    .run = mark_spaces_run,
};
