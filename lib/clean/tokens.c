/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spans within a token, which is a stretch of visible ASCII: URLs, e-mail addresses, file paths,
 * numbers and times, emoticons, and HTML's character references. Marks at the end of a URL or
 * path belong to the sentence around it, and so do brackets that close none of its own.
 *
 * What such a span is made of is changed by no step, and the token's end next to Han is told by
 * what is in the span alone, so a mark beside it that is widened makes no other span.
 */
#include "clean/ascii.h"
#include "clean/protect.h"

#define TOKEN_LIMIT 512

typedef struct token {
    const uint8_t *text;
    size_t from, to;
} token;

/* The tests below say whether pos is in a span; *end means nothing where it is not. */

static bool visible(uint8_t c)
{
    return c > ' ' && c < 0x7F;
}

/* The byte of the token at i, or 0 outside of it. */
static uint8_t at(const token *t, size_t i)
{
    return i >= t->from && i < t->to ? t->text[i] : 0;
}

/* The stretch from start without the marks at its end that are not its own. */
static size_t trimmed(const token *t, size_t start)
{
    size_t end = start, i;
    int open = 0;

    while (end < t->to && !zz__is_one_of(t->text[end], "\"<>`{}|^"))
        end++;
    for (i = start; i < end; i++)
        open += t->text[i] == '(' ? 1 : t->text[i] == ')' ? -1 : 0;
    while (end > start) {
        uint8_t c = t->text[end - 1];
        if (c == ')' && open < 0)
            open++;
        else if (c == '(')
            open--;
        else if (!zz__is_one_of(c, ".,;:!?'*_~]\\"))
            break;
        end--;
    }
    /* A bracket that closes more than was opened ends it, whatever is behind. */
    for (i = start, open = 0; i < end; i++) {
        open += t->text[i] == '(' ? 1 : t->text[i] == ')' ? -1 : 0;
        if (open < 0)
            return i;
    }
    return end;
}

/* Does pos lie in the span from start that is trimmed at its end? */
static bool inside(const token *t, size_t pos, size_t start, size_t *end)
{
    if (pos < start)
        return false;
    *end = trimmed(t, start);
    return pos < *end;
}

static size_t back_over(const token *t, size_t i, const char *others)
{
    while (i > t->from &&
           (zz__is_ascii_word(t->text[i - 1]) || zz__is_one_of(t->text[i - 1], others)))
        i--;
    return i;
}

/* Does a domain end at i: labels with a dot between them, the last of letters? */
static bool domain_before(const token *t, size_t start, size_t i)
{
    size_t last = i;

    while (last > start && zz__is_ascii_letter(t->text[last - 1]))
        last--;
    return i - last >= 2 && last > start + 1 && t->text[last - 1] == '.' &&
           zz__is_ascii_word(t->text[last - 2]);
}

static bool in_url(const token *t, size_t pos, size_t *end)
{
    size_t i, start;

    for (i = t->from; i < t->to; i++) {
        uint8_t c = t->text[i];

        if (c == ':' && at(t, i + 1) == '/' && at(t, i + 2) == '/') {
            start = back_over(t, i, "+");
            if (start < i && inside(t, pos, start, end))
                return true;
        } else if (c == 'w' && at(t, i + 1) == 'w' && at(t, i + 2) == 'w' &&
                   at(t, i + 3) == '.' && !zz__is_ascii_word(at(t, i - 1))) {
            if (inside(t, pos, i, end))
                return true;
        } else if (c == '/' || (c == ':' && zz__is_ascii_digit(at(t, i + 1)))) {
            start = back_over(t, i, "-.");
            if (domain_before(t, start, i) && inside(t, pos, start, end))
                return true;
        }
    }
    return false;
}

static bool in_email(const token *t, size_t pos, size_t *end)
{
    size_t i, k;

    for (i = t->from; i < t->to; i++) {
        size_t start;

        if (t->text[i] != '@')
            continue;
        start = back_over(t, i, "._%+-");
        for (k = i + 1; zz__is_ascii_word(at(t, k)) || zz__is_one_of(at(t, k), ".-"); k++)
            ;
        while (k > i && zz__is_one_of(t->text[k - 1], ".-"))
            k--;
        if (start < i && k > i + 1 && memchr(t->text + i, '.', k - i) != NULL && pos >= start &&
            pos < k) {
            *end = k;
            return true;
        }
    }
    return false;
}

/* C:\a C:/a \\server\a /a ./a ../a ~/a a/b */
static bool in_path(const token *t, size_t pos, size_t *end)
{
    size_t i;

    for (i = t->from; i < t->to; i++) {
        uint8_t c = t->text[i], behind = at(t, i + 1);
        size_t start;

        if (c == ':' && (behind == '\\' || behind == '/') && zz__is_ascii_letter(at(t, i - 1)) &&
            !zz__is_ascii_word(at(t, i - 2)) && inside(t, pos, i - 1, end))
            return true;
        /* the colon alone, where what follows it is not ASCII: C:\ and a Chinese name */
        if (c == ':' && behind == '\\' && pos == i) {
            *end = i + 2;
            return true;
        }
        if ((c == '/' || (c == '\\' && behind == '\\')) &&
            (zz__is_ascii_word(behind) || zz__is_one_of(behind, "._-*@~\\"))) {
            start = back_over(t, i, "._~@-");
            if (inside(t, pos, start, end))
                return true;
        }
    }
    return false;
}

/* &amp; &#20013; */
static bool in_reference(const token *t, size_t pos, size_t *end)
{
    size_t from = pos, to = pos;

    while (from > t->from && t->text[from] != '&' && pos - from < 32)
        from--;
    if (t->text[from] != '&' || (t->text[pos] != ';' && t->text[pos] != '&'))
        return false;
    for (to = from + 1; to < t->to && (zz__is_ascii_word(t->text[to]) || t->text[to] == '#'); to++)
        ;
    *end = to + 1;
    return to > from + 1 && to < t->to && t->text[to] == ';' && pos <= to;
}

/* 3,000 14:11 1:2 1.2.3: the mark between two digits */
static bool in_number(const token *t, size_t pos, size_t *end)
{
    if (!zz__is_one_of(t->text[pos], ",.:/-") || !zz__is_ascii_digit(at(t, pos - 1)) ||
        !zz__is_ascii_digit(at(t, pos + 1)))
        return false;
    for (*end = pos + 1; zz__is_ascii_digit(at(t, *end)); ++*end)
        ;
    return true;
}

/* Does it stand there, at from, as an emoticon may? */
static bool stands(const token *t, size_t from, const char *face, size_t size)
{
    uint8_t first = (uint8_t)face[0], last = (uint8_t)face[size - 1], behind = at(t, from + size);

    if (from < t->from || from + size > t->to || memcmp(t->text + from, face, size) != 0)
        return false;
    if (zz__is_ascii_word(first) && zz__is_ascii_word(at(t, from - 1)))
        return false;
    if (zz__is_ascii_word(last) && zz__is_ascii_word(behind))
        return false;
    /* A colon and a bracket that something stands in is no sad face. */
    return last != '(' || behind == 0 || zz__is_one_of(behind, ",.!?;");
}

/* Is a bracket open in the line before pos? Then one behind a colon closes it. */
static bool bracket_open(const zz__input *in, size_t pos)
{
    size_t i;

    for (i = pos; i > 0 && pos - i < 256 && in->text[i - 1] != '\n'; i--) {
        const uint8_t *last = in->text + i - 1;
        bool wide = i >= 3 && *last >= 0x88 && *last <= 0x89 && last[-1] == 0xBC &&
                    last[-2] == 0xEF;

        if (*last == ')' || (wide && *last == 0x89))
            return false;
        if (*last == '(' || wide)
            return true;
    }
    return false;
}

static bool in_emoticon(const zz__input *in, const token *t, size_t pos, size_t *end)
{
    static const char *const faces[] = {":)",  ";)",  ":-)", ";-)", ":D",  ":-D", ";D",  ":P",
                                        ":-P", ":p",  ":-p", ":(",  ":-(", ":'(", ":O",  ":-O",
                                        ":o",  ":|",  "=)",  "=D",  ":-/", "^_^", "^^",  ">_<",
                                        "T_T", "-_-", "=_=", "o_O", "O_o", "XD",  ":-|", "@_@"};
    size_t k, back;

    for (k = 0; k < sizeof faces / sizeof *faces; k++) {
        size_t size = strlen(faces[k]);
        for (back = 0; back < size && back <= pos - t->from; back++) {
            if (!stands(t, pos - back, faces[k], size))
                continue;
            *end = pos - back + size;
            /* ":(" right before Han opens a bracket, ":)" may close one */
            if (faces[k][size - 1] == ')' && bracket_open(in, pos - back))
                continue;
            if (faces[k][size - 1] == '(' && *end < in->end && in->text[*end] >= 0xE3)
                continue;
            return true;
        }
    }
    return false;
}

zz__protection zz__protect_token(const zz__input *in, size_t pos, uint32_t unprotected,
                                 size_t *end)
{
    token t = {in->text, pos, pos};
    uint32_t kinds = ~unprotected;
    size_t behind = pos;

    if (!visible(in->text[pos]))
        return ZZ__FREE;
    while (t.from > 0 && visible(in->text[t.from - 1]) && pos - t.from < TOKEN_LIMIT)
        t.from--;
    while (t.to < in->end && visible(in->text[t.to]) && t.to - pos < TOKEN_LIMIT)
        t.to++;
    /* One byte more tells an emoticon. */
    if (t.to == in->end && !in->final && t.to - pos < TOKEN_LIMIT)
        return ZZ__UNDECIDED;
    if (pos - t.from == TOKEN_LIMIT || t.to - pos == TOKEN_LIMIT) {
        *end = t.to;
        return ZZ__PROTECTED;
    }
    if (t.to - t.from == 1)
        return ZZ__FREE;
    if (((kinds & ZZ__SPAN_NUMBER) && in_number(&t, pos, &behind)) ||
        ((kinds & ZZ__SPAN_HTML) && in_reference(&t, pos, &behind)) ||
        ((kinds & ZZ__SPAN_URL) && in_url(&t, pos, &behind)) ||
        ((kinds & ZZ__SPAN_EMAIL) && in_email(&t, pos, &behind)) ||
        ((kinds & ZZ__SPAN_PATH) && in_path(&t, pos, &behind)) ||
        ((kinds & ZZ__SPAN_EMOTICON) && in_emoticon(in, &t, pos, &behind))) {
        *end = behind;
        return ZZ__PROTECTED;
    }
    return ZZ__FREE;
}
