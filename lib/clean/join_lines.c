/* SPDX-License-Identifier: Apache-2.0 */
/*
 * join-lines: the lines of a paragraph that was broken to a width become one line again. A line
 * break (LF, CR LF or CR) goes where all of this holds:
 *  - the line before has Han or kana in it, is 20 columns wide or more, and at least 0.8 as wide as
 *    the next line and as the widest of the lines before, which count a sixteenth less with each
 *    line. Only letters and digits count, Han, kana and Hangul two columns, others one. A line of
 *    more than 120 columns was not broken to a width and is not joined to the next;
 *  - it does not end in 。！？…”」』：； or the like, or ASCII .!?:; and does not begin with # | >,
 *    which are Markdown's headings, tables and quotations;
 *  - the next line does not begin with a space, a bullet, a number as of a list or chapter, # | > =
 *    or a fence, and is not empty; nor is it less than 0.8 as wide as the one before, at the end of
 *    no sentence, and still followed by such a line: those are lines of a list;
 *  - neither is in a code fence, nor ends the first in two spaces, Markdown's line break.
 * Between two of Han, kana, their marks and “”‘’…— nothing is put, between others one space;
 * between one of each a space only if the line ended in one. A hyphen between small Latin letters
 * goes.
 *
 * So that doing it twice is doing it once, a paragraph's last line is told by its shortness only
 * where that can be seen in the result as well: where the joined line is more than 120 columns,
 * or narrow beside the lines that came out before it.
 *
 * Not touched: empty lines, other line ends (form feeds, U+0085, U+2028), line ends beside anything
 * but Han, kana, their marks, Latin, Greek and Cyrillic letters, ASCII; protected text other than
 * fences is none of its business.
 *
 * Source: CSS Text 3, 4.1.2 (segment breaks), with the marks of ambiguous width as Chinese ones;
 * the conditions are those of tools for novels and of pandoc's east_asian_line_breaks; "never
 * manufacture a space, keep authored ones" (djot 131).
 */
#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/spaces.h"

enum { JOINED = 1 };
static const char *const operations[] = {"joined-line", NULL};

#define NARROWEST 20u
#define WIDEST 120u
#define ENOUGH 1024u  /* columns that need no more counting: such a line isn't joined to the next */
#define TRAILING 256u /* as many spaces before a line end are looked at */
#define NEXT 512u     /* bytes of the next line that its width is taken of */
#define BEGINNING 64u /* bytes that tell how a line begins */
#define SCALE 64u     /* of the widths that are kept, for they shrink by fractions */

typedef struct join_state {
    uint32_t joined;    /* columns of the line as it comes out, up to what was consumed */
    uint32_t physical;  /* columns of it behind the last line end that went */
    uint32_t widest_in;  /* of lines before, as they came in, times SCALE */
    uint32_t widest_out; /* and as they came out */
    bool inside;        /* the line has begun */
    bool chinese;       /* it has Han or kana */
    bool markup;        /* it begins with # | > or is a fence */
    bool fence;         /* a code fence is open */
} join_state;

static bool is_one_of(uint32_t c, const uint16_t *list)
{
    while (*list != 0 && *list != c)
        list++;
    return *list != 0;
}

static bool ends_sentence(uint32_t c)
{
    static const uint16_t list[] = {
        '.', '!', '?', ':', ';', 0x2019, 0x201D, 0x2025, 0x2026, 0x22EF, 0x3002, 0x300B, 0x300D,
        0x300F, 0x3011, 0xFE52, 0xFE54, 0xFE55, 0xFE56, 0xFE57, 0xFF01, 0xFF0E, 0xFF1A, 0xFF1B,
        0xFF1F, 0xFF61, 0xFF63, 0,
    };
    return is_one_of(c, list);
}

static zz__lanes narrow_letters(zz__lanes x)
{
    return (zz__lanes)(zz__lanes_in(x, '0', '9') | zz__lanes_in(x, 'A', 'Z') |
                       zz__lanes_in(x, 'a', 'z') | zz__lanes_in(x, 0xC3, 0xDF));
}

/* Han and kana, at their first or second byte */
static zz__lanes wide_letters(zz__lanes last, zz__lanes x)
{
    return (zz__lanes)(zz__lanes_in(x, 0xE4, 0xE9) |
                       (zz__lanes_is(last, 0xE3) & zz__lanes_in(x, 0x81, 0xBF)) |
                       (zz__lanes_is(last, 0xF0) & zz__lanes_in(x, 0xA0, 0xBF)));
}

static zz__lanes hangul_letters(zz__lanes x)
{
    return zz__lanes_in(x, 0xEA, 0xED);
}

static uint32_t sum(zz__lanes lanes)
{
    uint8_t each[sizeof lanes];
    uint32_t total = 0;
    size_t i;

    memcpy(each, &lanes, sizeof each);
    for (i = 0; i < sizeof each; i++)
        total += each[i];
    return total;
}

/* Of the lanes from text[i] on, of which text[i - 1] is there too. At most 60 of them. */
static uint32_t columns_of_lanes(const uint8_t *text, size_t i, size_t count, bool *chinese)
{
    const zz__lanes none = zz__lanes_load((const uint8_t[16]){0});
    zz__lanes columns = none, wide = none;

    for (; count > 0; count--, i += sizeof columns) {
        zz__lanes last = zz__lanes_load(text + i - 1), x = zz__lanes_load(text + i);
        zz__lanes w = wide_letters(last, x), double_width = (zz__lanes)(w | hangul_letters(x));

        /* a lane that is true is less one */
        columns = (zz__lanes)(columns - narrow_letters(x) - double_width - double_width);
        wide = (zz__lanes)(wide | w);
    }
    *chinese = *chinese || zz__lanes_any(wide);
    return sum(columns);
}

/*
 * The columns of the letters in text[from..to), of which text[0..from) is there too; each counts at
 * its first or second byte. Marks and spaces don't, so that their clean-up changes nothing here.
 */
static uint32_t columns_of(const uint8_t *text, size_t from, size_t to, bool *chinese)
{
    uint8_t tail[sizeof(zz__lanes) + 1];
    uint32_t columns = 0;

    while (from < to) {
        size_t count = (to - from) / sizeof(zz__lanes), rest = to - from;

        if (count > 0 && from > 0) {
            count = count > 60 ? 60 : count;
            columns += columns_of_lanes(text, from, count, chinese);
            from += count * sizeof(zz__lanes);
            continue;
        }
        /* what does not fill the lanes, or has nothing before it */
        rest = rest > sizeof tail - 1 ? sizeof tail - 1 : rest;
        memset(tail, 0, sizeof tail);
        tail[0] = from > 0 ? text[from - 1] : 0;
        memcpy(tail + 1, text + from, rest);
        columns += columns_of_lanes(tail, 1, 1, chinese);
        from += rest;
    }
    return columns;
}

/* Takes notice of text[from..to), which is inside the line. */
static void count(join_state *state, const uint8_t *text, size_t from, size_t to)
{
    while (from < to && state->physical < ENOUGH) {
        size_t piece = to - from > ENOUGH ? from + ENOUGH : to;
        uint32_t columns = columns_of(text, from, piece, &state->chinese);

        state->physical += columns;
        state->joined += columns;
        from = piece;
    }
    if (state->joined > 1u << 24)
        state->joined = 1u << 24;
}

static uint32_t clip(uint32_t columns)
{
    return columns < WIDEST ? columns : WIDEST;
}

static void keep_width(uint32_t *widest, uint32_t columns)
{
    *widest -= *widest / 16;
    if (clip(columns) * SCALE > *widest)
        *widest = clip(columns) * SCALE;
}

/* Is it less than 0.8 of the wider? */
static bool is_narrow(uint32_t columns, uint32_t widest, uint32_t next)
{
    uint32_t wide = clip(next) * SCALE > widest ? clip(next) * SCALE : widest;
    return columns * SCALE * 5 < wide * 4;
}

static size_t line_end_size(const zz__input *in, size_t pos)
{
    return in->text[pos] == '\r' && pos + 1 < in->end && in->text[pos + 1] == '\n' ? 2 : 1;
}

/* The next line end from pos on, or in->end. */
static size_t find_line_end(const zz__input *in, size_t pos)
{
    const uint8_t *text = in->text, *lf = memchr(text + pos, '\n', in->end - pos);
    size_t end = lf == NULL ? in->end : (size_t)(lf - text);
    const uint8_t *cr = memchr(text + pos, '\r', end - pos);

    return cr == NULL ? end : (size_t)(cr - text);
}

static bool is_numeral(uint32_t c)
{
    static const uint16_t list[] = {
        0x3007, 0x4E00, 0x4E03, 0x4E09, 0x4E5D, 0x4E8C, 0x4E94, 0x516B, 0x516D,
        0x5341, 0x56DB, 0x767E, 0x5343, 0x96F6, 0x5EFE, 0,
    };
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || is_one_of(c, list);
}

/* Numerals, and then what makes them the number of an item or a chapter. */
static bool begins_number(const zz__input *in, size_t pos)
{
    static const uint16_t units[] = {0x7AE0, 0x8282, 0x7BC0, 0x56DE, 0x5377, 0x90E8, 0x7BC7,
                                     0x96C6, 0x689D, 0x6761, 0x6B3E, 0x9805, 0x9879, 0x8BB2, 0};
    static const uint16_t closers[] = {0x3001, 0xFF0E, ')', 0xFF09, 0};
    static const uint16_t points[] = {'.', ':', 0xFF1A, 0};
    zz__neighbour n = zz__after(in, pos);
    bool bracket = n.code_point == '(' || n.code_point == 0xFF08;
    bool ordinal = n.code_point == 0x7B2C; /* 第 */
    unsigned count = 0;

    if (bracket || ordinal)
        n = zz__after(in, n.at + n.size);
    for (; count < 6 && is_numeral(n.code_point); count++)
        n = zz__after(in, n.at + n.size);
    if (count == 0)
        return false;
    if (ordinal)
        return is_one_of(n.code_point, units);
    if (is_one_of(n.code_point, closers))
        return true;
    if (bracket || !is_one_of(n.code_point, points))
        return false;
    n = zz__after(in, n.at + n.size);
    return n.kind == ZZ__KIND_SPACE || n.kind == ZZ__KIND_HAN;
}

static bool begins_item(const zz__input *in, size_t pos)
{
    static const uint16_t bullets[] = {
        '*', '+', '-', '#', '|', '>', '=', 0xB7, 0x2022, 0x203B, 0x2192, 0x25A0, 0x25A1, 0x25AA,
        0x25B2, 0x25B3, 0x25BA, 0x25B6, 0x25C6, 0x25C7, 0x25CB, 0x25CE, 0x25CF, 0x2605, 0x2606,
        0x2660, 0x2663, 0x2665, 0x2666, 0x3010, 0,
    };
    zz__neighbour n = zz__after(in, pos);

    return is_one_of(n.code_point, bullets) || (n.code_point >= 0x2460 && n.code_point <= 0x24FF) ||
           begins_number(in, pos);
}

static bool begins_fence(const zz__input *in, size_t pos)
{
    const uint8_t *p = in->text + pos;
    return in->end - pos >= 3 && (*p == '`' || *p == '~') && p[1] == *p && p[2] == *p;
}

/* What is told of a line by its beginning. false: it takes more text. */
static bool begin_line(join_state *state, const zz__input *in, size_t pos)
{
    uint8_t c = in->text[pos];

    if ((c == '`' || c == '~') && in->end - pos < 3 && !in->final)
        return false;
    state->inside = true;
    state->markup = c == '#' || c == '|' || c == '>' || state->fence;
    if (begins_fence(in, pos)) {
        state->markup = true;
        state->fence = !state->fence;
    }
    return true;
}

typedef struct line_break {
    size_t from; /* where the spaces before it begin, or the hyphen that goes */
    size_t at, end;
    size_t spaces;
    bool hyphen;
    zz__neighbour left, right;
    uint32_t next; /* columns of the next line */
} line_break;

typedef enum verdict { KEEP, JOIN, UNDECIDED } verdict;

static bool is_wide(uint8_t kind)
{
    return zz__is_cjk(kind) || kind == ZZ__KIND_WIDE_MARK;
}

static bool is_small_letter(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

static bool can_join(const zz__neighbour *n)
{
    return is_wide(n->kind) || zz__is_western(n) || n->kind == ZZ__KIND_ASCII_MARK;
}

/* The line end at b->at: what is before it. */
static void look_back(line_break *b, const zz__input *in)
{
    const uint8_t *text = in->text;

    b->from = b->at;
    while (b->from > 0 && b->at - b->from <= TRAILING &&
           (text[b->from - 1] == ' ' || text[b->from - 1] == '\t'))
        b->from--;
    b->spaces = b->at - b->from;
    b->left = zz__before(in, b->from);
    b->hyphen = b->left.code_point == '-' && is_small_letter(zz__before(in, b->left.at).code_point);
}

/*
 * Is the next line, which ends at next_end, one that was not broken to a width itself: narrower
 * than the one before, at the end of no sentence, and yet followed by another? Then they are a
 * list.
 */
static verdict is_list(const join_state *state, const line_break *b, const zz__input *in,
                       size_t next_end)
{
    size_t last = next_end, behind;
    zz__neighbour first;

    if (next_end == in->end || next_end - b->end >= NEXT ||
        b->next * 5 >= clip(state->physical) * 4)
        return JOIN;
    if (in->end - next_end < BEGINNING && !in->final)
        return UNDECIDED;
    while (last > b->end && in->text[last - 1] == ' ')
        last--;
    behind = next_end + line_end_size(in, next_end);
    first = zz__after(in, behind);
    if (ends_sentence(zz__before(in, last).code_point) || !can_join(&first) ||
        begins_item(in, behind))
        return JOIN;
    return KEEP;
}

static verdict decide(const join_state *state, line_break *b, const zz__input *in)
{
    size_t next_end, seen;
    bool ignored = false;

    if (in->text[b->at] == '\r' && b->at + 1 == in->end && !in->final)
        return UNDECIDED;
    b->end = b->at + line_end_size(in, b->at);
    if (!state->inside || !state->chinese || state->markup || state->fence)
        return KEEP;
    look_back(b, in);
    if (b->spaces > TRAILING || state->joined < NARROWEST || b->spaces == 2 ||
        !can_join(&b->left) ||
        ends_sentence(b->left.code_point))
        return KEEP;
    if (state->physical > WIDEST)
        return KEEP;
    seen = in->end - b->end;
    next_end = find_line_end(in, b->end);
    if (!in->final && seen < NEXT && next_end == in->end)
        return UNDECIDED;
    b->right = zz__after(in, b->end);
    if (!can_join(&b->right) ||
        begins_item(in, b->end) || begins_fence(in, b->end))
        return KEEP;
    b->next = columns_of(in->text, b->end, next_end - b->end < NEXT ? next_end : b->end + NEXT,
                         &ignored);
    return is_list(state, b, in, next_end);
}

/* Is the line too narrow to have been broken to a width? */
static bool is_last(const join_state *state, const line_break *b)
{
    if (state->joined == state->physical || state->joined > WIDEST)
        return is_narrow(state->physical, state->widest_in, b->next);
    return is_narrow(state->joined, state->widest_out, b->next);
}

static int32_t join(join_state *state, const line_break *b, const zz__input *in, size_t *copied,
                    zz__sink *sink)
{
    bool hyphen = b->hyphen && is_small_letter(b->right.code_point) && b->spaces == 0;
    bool left = is_wide(b->left.kind), right = is_wide(b->right.kind);
    bool space = !hyphen && !(left && right) && ((!left && !right) || b->spaces == 1);
    size_t from = hyphen ? b->left.at : b->from;
    int32_t status = zz__sink_copy(sink, in->text + *copied, from - *copied);

    if (status == ZZ_OK)
        status = zz__sink_replace(sink, b->end - from, (const uint8_t *)" ", space, JOINED);
    *copied = b->end;
    keep_width(&state->widest_in, state->physical);
    state->physical = 0;
    return status;
}

static void keep_break(join_state *state)
{
    if (state->inside) {
        keep_width(&state->widest_in, state->physical);
        keep_width(&state->widest_out, state->joined);
    }
    state->inside = state->chinese = state->markup = false;
    state->joined = state->physical = 0;
}

/* Where in pos..end the tail begins that a line end at the end may change. */
static size_t tail_of(const zz__input *in, size_t pos, size_t end)
{
    size_t tail = end;

    while (tail > pos && end - tail <= TRAILING &&
           (in->text[tail - 1] == ' ' || in->text[tail - 1] == '\t'))
        tail--;
    return tail > pos && in->text[tail - 1] == '-' ? tail - 1 : tail;
}

static int32_t join_lines_run(const void *self, void *state_memory, zz__input *in, zz__sink *sink)
{
    join_state *state = state_memory;
    size_t pos = in->start, copied = pos;
    int32_t status = ZZ_OK;

    (void)self;
    while (status == ZZ_OK && pos < in->end) {
        line_break b;
        join_state before;
        verdict v;

        memset(&b, 0, sizeof b);
        b.at = find_line_end(in, pos);
        if (!state->inside && b.at != pos && !begin_line(state, in, pos))
            break;
        before = *state;
        count(state, in->text, pos, b.at);
        v = b.at == in->end ? UNDECIDED : decide(state, &b, in);
        if (v == UNDECIDED) {
            size_t tail = in->final ? in->end : tail_of(in, pos, b.at);
            *state = before;
            count(state, in->text, pos, tail);
            pos = tail;
            break;
        }
        if (v == JOIN && !is_last(state, &b))
            status = join(state, &b, in, &copied, sink);
        else
            keep_break(state);
        pos = b.end;
    }
    if (status != ZZ_OK)
        return status;
    in->start = pos;
    return zz__sink_copy(sink, in->text + copied, pos - copied);
}

const zz__step_type zz__step_join_lines = {
    .name = "join-lines",
    .summary = "lines that were broken to a width are joined",
    .operations = operations,
    .state_size = sizeof(join_state),
    .growth = 256,
    .run = join_lines_run,
};
