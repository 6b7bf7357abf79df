/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spans with an end of their own. What is between their marks is not changed by any step, and the
 * marks themselves (` $ < > [ ] ~ \) are changed by none, so a span stays one. That the end of
 * one is not there is told by a count of what no step for marks and spaces changes, so that it
 * does not depend on how wide the marks are, unless there is hardly anything else.
 *
 * Sources: CommonMark 0.31 (code spans, fences, tags, links, reference definitions), pandoc's rule
 * for $ (no space within, no digit behind), MediaWiki's and Obsidian's links.
 */
#include "clean/protect.h"

#include "clean/around.h"
#include "clean/ascii.h"

#define KEPT_LIMIT 1200 /* how many bytes that no step changes may be in a span */
#define WIKI_LIMIT 300
#define INFO_LIMIT 1000 /* bytes of a line that opens a fence */
#define RUN_LIMIT 100   /* backticks in a row */

typedef struct seek {
    const zz__input *in;
    size_t from, pos;
    size_t kept;
    size_t limit; /* of pos - from */
    bool lines;   /* may it go on in the next line */
} seek;

enum { STOP = -1, MORE = -2 };

static seek seek_from(const zz__input *in, size_t from, size_t pos, bool lines)
{
    seek s = {in, from, pos, 0, ZZ__SPAN_LIMIT, lines};
    return s;
}

/* How many bytes such a byte stands for that are sure to be there after every step. */
static size_t kept_by(uint8_t c)
{
    if (c < 0x80)
        return zz__is_ascii_word(c);
    if (c >= 0xE4 && c <= 0xED)
        return 3;
    return c >= 0xF0 ? 4 : 0;
}

/* Is the rest of the line that pos is in white, and the next one too? MORE, STOP: yes, 0: no. */
static int blank_line(const zz__input *in, size_t pos)
{
    size_t i;

    for (i = pos + 1; i < in->end && i - pos < 32; i++) {
        if (in->text[i] == '\n')
            return STOP;
        if (in->text[i] != ' ' && in->text[i] != '\t' && in->text[i] != '\r')
            return 0;
    }
    return i < in->end || in->final ? 0 : MORE;
}

/* The byte at pos, which it passes; STOP where no span goes on, MORE where text is needed. */
static int next(seek *s)
{
    const zz__input *in = s->in;
    uint8_t c;

    if (s->pos - s->from >= s->limit || s->kept >= KEPT_LIMIT)
        return STOP;
    if (s->pos >= in->end)
        return in->final ? STOP : MORE;
    c = in->text[s->pos];
    if (c == '\n') {
        int blank = s->lines ? blank_line(in, s->pos) : STOP;
        if (blank != 0)
            return blank;
    }
    s->kept += kept_by(c);
    s->pos++;
    return c;
}

/* The byte at pos; STOP or MORE behind the end. */
static int peek(const zz__input *in, size_t pos)
{
    return pos < in->end ? in->text[pos] : in->final ? STOP : MORE;
}

static zz__protection answer(int c)
{
    return c == MORE ? ZZ__UNDECIDED : ZZ__FREE;
}

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Goes on behind the next two bytes that are these. */
static zz__protection seek_pair(seek s, uint8_t first, uint8_t second, size_t *end)
{
    int c = next(&s), last = 0;

    for (; c >= 0; last = c, c = next(&s)) {
        if (last == first && c == second) {
            *end = s.pos;
            return ZZ__PROTECTED;
        }
    }
    return answer(c);
}

/* How many bytes like that at pos are in a row, up to most; MORE where the chunk ends in them. */
static int run_at(const zz__input *in, size_t pos, int most)
{
    int n = 0;

    while (n < most && pos + (size_t)n < in->end && in->text[pos + (size_t)n] == in->text[pos])
        n++;
    return n < most && pos + (size_t)n == in->end && !in->final ? MORE : n;
}

static zz__protection code_span(const zz__input *in, size_t pos, size_t *end)
{
    int n = run_at(in, pos, RUN_LIMIT), c;
    seek s;

    if (n < 0)
        return ZZ__UNDECIDED;
    if (n == RUN_LIMIT)
        return ZZ__FREE;
    s = seek_from(in, pos, pos + (size_t)n, true);
    while ((c = next(&s)) >= 0) {
        int m;

        if (c != '`')
            continue;
        m = run_at(in, s.pos - 1, RUN_LIMIT);
        if (m < 0)
            return ZZ__UNDECIDED;
        s.pos += (size_t)m - 1;
        if (m == n) {
            *end = s.pos;
            return ZZ__PROTECTED;
        }
    }
    return answer(c);
}

/* Is there nothing before pos in its line but marks of blocks: > - * + 1. and spaces? */
static bool begins_block(const zz__input *in, size_t pos)
{
    size_t i = pos;

    while (i > 0 && pos - i <= 32) {
        uint8_t c = in->text[i - 1];
        if (c == '\n')
            return true;
        if (c != ' ' && c != '\t' && c != '>' && c != '-' && c != '*' && c != '+' && c != '.' &&
            c != ')' && !(c >= '0' && c <= '9'))
            return false;
        i--;
    }
    return i == 0;
}

/* Where the line ends that pos is in: behind its line feed, or 0 where the chunk ends before. */
static size_t line_end(const zz__input *in, size_t pos)
{
    const uint8_t *feed = memchr(in->text + pos, '\n', in->end - pos);

    if (feed != NULL)
        return (size_t)(feed - in->text) + 1;
    return in->final ? in->end : 0;
}

/* May the line from pos close the fence? What is unfinished may if it is all there is to it yet. */
static bool closes(const zz__input *in, uint32_t fence, size_t pos, size_t end)
{
    uint8_t mark = (uint8_t)(fence >> 16);
    uint32_t run = 0;

    while (pos < end && (in->text[pos] == ' ' || in->text[pos] == '\t' || in->text[pos] == '>'))
        pos++;
    for (; pos < end && in->text[pos] == mark; pos++)
        run++;
    while (pos < end && (in->text[pos] == ' ' || in->text[pos] == '\t' || in->text[pos] == '\r' ||
                         in->text[pos] == '\n'))
        pos++;
    return pos == end && run >= (fence & 0xFFFF);
}

static bool may_close(const zz__input *in, uint32_t fence, size_t pos)
{
    uint8_t mark = (uint8_t)(fence >> 16);
    size_t i;

    for (i = pos; i < in->end; i++) {
        uint8_t c = in->text[i];
        if (c != ' ' && c != '\t' && c != '>' && c != '\r' && c != mark)
            return false;
    }
    return in->end - pos <= INFO_LIMIT;
}

/* From a line of an open fence on; pos is in the line that begins at line. */
static zz__protection fence_lines(zz__protect *protect, const zz__input *in, size_t line,
                                  size_t pos, size_t *end)
{
    *end = pos;
    while (line < in->end) {
        size_t behind = line_end(in, line);

        if (behind == 0) {
            if (!may_close(in, protect->fence, line))
                *end = in->end;
            break;
        }
        *end = behind;
        if (closes(in, protect->fence, line, behind)) {
            protect->mode = 0;
            break;
        }
        line = behind;
    }
    return *end > pos ? ZZ__PROTECTED : ZZ__UNDECIDED;
}

/* In a fence that is open. */
static zz__protection in_fence(zz__protect *protect, const zz__input *in, size_t pos, size_t *end)
{
    size_t line = pos;

    while (line > 0 && in->text[line - 1] != '\n' && pos - line <= INFO_LIMIT)
        line--;
    if (pos - line > INFO_LIMIT) { /* too long a line to be the one that closes */
        line = line_end(in, pos);
        if (line == 0) {
            *end = in->end;
            return ZZ__PROTECTED;
        }
        *end = line;
        return ZZ__PROTECTED;
    }
    return fence_lines(protect, in, line, pos, end);
}

/* A fence that opens at pos. */
static zz__protection fence(zz__protect *protect, const zz__input *in, size_t pos, size_t *end)
{
    int n = run_at(in, pos, RUN_LIMIT);
    size_t i, behind;

    if (n < 0)
        return ZZ__UNDECIDED;
    if (n < 3 || n == RUN_LIMIT || !begins_block(in, pos))
        return ZZ__FREE;
    for (i = pos + (size_t)n; i < in->end && in->text[i] != '\n'; i++) {
        if ((in->text[pos] == '`' && in->text[i] == '`') || i - pos >= INFO_LIMIT)
            return ZZ__FREE;
    }
    behind = line_end(in, pos);
    if (behind == 0)
        return ZZ__UNDECIDED;
    protect->mode = ZZ__SPAN_FENCE;
    protect->fence = (uint32_t)in->text[pos] << 16 | (uint32_t)n;
    if (fence_lines(protect, in, behind, behind, end) == ZZ__UNDECIDED)
        *end = behind;
    return ZZ__PROTECTED;
}

/* <tag ...> </tag> <https://...> <!-- ... --> <!...> <?...> */
static zz__protection html(const zz__input *in, size_t pos, size_t *end)
{
    int c = peek(in, pos + 1), quote = 0;
    seek s = seek_from(in, pos, pos + 1, true);
    bool name = true;

    if (c == '!' && peek(in, pos + 2) == '-' && peek(in, pos + 3) == '-') {
        int last = 0;
        s.pos = pos + 4;
        for (c = next(&s); c >= 0; c = next(&s)) {
            if (c == '>' && last >= 2) {
                *end = s.pos;
                return ZZ__PROTECTED;
            }
            last = c == '-' ? last + 1 : 0;
        }
        return answer(c);
    }
    if (c == MORE || (c == '!' && (peek(in, pos + 2) == MORE || peek(in, pos + 3) == MORE)))
        return ZZ__UNDECIDED;
    if (c == '/' || c == '!' || c == '?')
        c = peek(in, ++s.pos);
    if (!is_letter(c))
        return answer(c);
    while ((c = next(&s)) >= 0) {
        if (name && !is_letter(c) && !(c >= '0' && c <= '9') && c != '-') {
            name = false;
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '/' && c != '>' &&
                c != ':' && c != '@' && c != '.')
                return ZZ__FREE;
        }
        if (quote == 0 && c == '>') {
            *end = s.pos;
            return ZZ__PROTECTED;
        }
        if (quote == 0 && c == '<')
            return ZZ__FREE;
        if (c == '"' || c == '\'')
            quote = quote == 0 ? c : quote == c ? 0 : quote;
    }
    return answer(c);
}

/* $...$ in a line and $$...$$; Han stand in a formula only where a command does too. */
static zz__protection dollars(const zz__input *in, size_t pos, size_t *end)
{
    int c = peek(in, pos + 1), last = '$';
    bool han = false, command = false;
    seek s = seek_from(in, pos, pos + 1, false);

    if (pos > 0 && in->text[pos - 1] == '$')
        return ZZ__FREE;
    if (c == '$') {
        s.pos++;
        s.lines = true;
        return seek_pair(s, '$', '$', end);
    }
    if (c == ' ' || c == '\t')
        return ZZ__FREE;
    for (c = next(&s); c >= 0; last = c, c = next(&s)) {
        han = han || c >= 0xE3;
        command = command || c == '\\';
        if (c == '$' && last != '\\' && last != ' ' && last != '\t' && last != '$') {
            int behind = peek(in, s.pos);
            if (behind == MORE)
                return ZZ__UNDECIDED;
            if ((behind >= '0' && behind <= '9') || (han && !command))
                continue;
            *end = s.pos;
            return ZZ__PROTECTED;
        }
    }
    return answer(c);
}

/* \word and the groups of ASCII behind it */
static zz__protection command(const zz__input *in, size_t pos, size_t *end)
{
    seek s = seek_from(in, pos, pos + 1, false);
    size_t depth = 0;
    int c;

    s.limit = 200;
    for (c = next(&s); is_letter(c) || c == '*'; c = next(&s))
        ;
    if (c == MORE)
        return ZZ__UNDECIDED;
    *end = c >= 0 ? s.pos - 1 : s.pos;
    for (; c == '{' || c == '[' || depth > 0; c = next(&s)) {
        if (c == MORE)
            return ZZ__UNDECIDED;
        if (c < 0 || c >= 0x80)
            break;
        if (c == '{' || c == '[')
            depth++;
        if ((c == '}' || c == ']') && --depth == 0)
            *end = s.pos;
    }
    return c == MORE ? ZZ__UNDECIDED : ZZ__PROTECTED;
}

static zz__protection backslash(const zz__input *in, size_t pos, uint32_t kinds, size_t *end)
{
    int c = peek(in, pos + 1);
    zz__protection found = ZZ__FREE;

    if (c < 0)
        return answer(c);
    if ((c == '(' || c == '[') && (kinds & ZZ__SPAN_LATEX))
        found = seek_pair(seek_from(in, pos, pos + 2, true), '\\', c == '(' ? ')' : ']', end);
    else if (is_letter(c) && (kinds & ZZ__SPAN_LATEX))
        return command(in, pos, end);
    if (found == ZZ__FREE && c < 0x80 && zz__protect_may_open((uint8_t)c)) {
        *end = pos + 2; /* escaped: it opens nothing */
        return ZZ__PROTECTED;
    }
    return found;
}

/* [[...]] in a line */
static zz__protection wiki(const zz__input *in, size_t pos, size_t *end)
{
    int c = peek(in, pos + 1);
    seek s = seek_from(in, pos, pos + 2, false);

    if (c != '[')
        return answer(c);
    s.limit = WIKI_LIMIT;
    return seek_pair(s, ']', ']', end);
}

/* [name]: target, at the beginning of a line; of a footnote's [^name]: no more than that */
static zz__protection reference(const zz__input *in, size_t pos, size_t *end)
{
    seek s = seek_from(in, pos, pos + 1, false);
    bool footnote;
    int c = peek(in, pos + 1);

    if (!begins_block(in, pos))
        return ZZ__FREE;
    footnote = c == '^';
    s.limit = WIKI_LIMIT;
    while (c >= 0 && c != ']' && c != '[')
        c = next(&s);
    if (c != ']')
        return answer(c);
    c = next(&s);
    if (c != ':')
        return answer(c);
    *end = s.pos;
    s.limit = ZZ__SPAN_LIMIT;
    if (footnote)
        return ZZ__PROTECTED;
    for (c = next(&s); c == ' ' || c == '\t'; c = next(&s))
        ;
    for (; c > ' ' && c < 0x7F; c = next(&s))
        *end = s.pos;
    return c == MORE ? ZZ__UNDECIDED : ZZ__PROTECTED;
}

/* ](...) in a line */
static zz__protection link(const zz__input *in, size_t pos, size_t *end)
{
    seek s = seek_from(in, pos, pos + 2, false);
    size_t depth = 1;
    int c = peek(in, pos + 1);

    if (c != '(')
        return answer(c);
    while ((c = next(&s)) >= 0) {
        depth += c == '(';
        depth -= c == ')';
        if (depth == 0) {
            *end = s.pos;
            return ZZ__PROTECTED;
        }
    }
    return answer(c);
}

zz__protection zz__protect_opened(zz__protect *protect, const zz__input *in, size_t pos,
                                  uint32_t unprotected, size_t *end)
{
    uint32_t kinds = ~unprotected;
    uint8_t c = in->text[pos];
    zz__protection found = ZZ__FREE;
    bool first = pos == 0 || in->text[pos - 1] != c;

    if (protect->mode != 0)
        return in_fence(protect, in, pos, end);
    if ((c == '`' || c == '~') && first && (kinds & ZZ__SPAN_FENCE))
        found = fence(protect, in, pos, end);
    if (found != ZZ__FREE)
        return found;
    switch (c) {
    case '`':
        return first && (kinds & ZZ__SPAN_CODE) ? code_span(in, pos, end) : ZZ__FREE;
    case '<':
        return kinds & ZZ__SPAN_HTML ? html(in, pos, end) : ZZ__FREE;
    case '$':
        return kinds & ZZ__SPAN_LATEX ? dollars(in, pos, end) : ZZ__FREE;
    case '\\':
        return backslash(in, pos, kinds, end);
    case '[':
        if (kinds & ZZ__SPAN_WIKI)
            found = wiki(in, pos, end);
        return found == ZZ__FREE && (kinds & ZZ__SPAN_LINK) ? reference(in, pos, end) : found;
    case ']':
        return kinds & ZZ__SPAN_LINK ? link(in, pos, end) : ZZ__FREE;
    default:
        return ZZ__FREE;
    }
}

zz__protection zz__protect_at(zz__protect *protect, const zz__input *in, size_t pos,
                              uint32_t unprotected, size_t *end)
{
    if (protect->mode != 0 || zz__protect_may_open(in->text[pos])) {
        zz__protection found = zz__protect_opened(protect, in, pos, unprotected, end);
        if (found != ZZ__FREE)
            return found;
    }
    return zz__protect_token(in, pos, unprotected, end);
}
