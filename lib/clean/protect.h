/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text that is not prose and that a step for marks or spaces leaves alone: URLs, e-mail
 * addresses, file paths, inline and fenced code, HTML tags, LaTeX, Markdown link targets, wiki
 * links, emoticons, numbers and times.
 *
 * A step walks its text forward. It asks zz__protect_at at every byte that zz__protect_opens says
 * may begin a span with an end of its own (code, tags, formulas, links), and at every place
 * it would change; what is protected it copies up to the end told.
 *
 * Two kinds of spans are told apart by where they may be asked for:
 *  - Those with an end of their own begin at an opening byte, which is asked at in passing. Their
 *    end is sought among the next ZZ__SPAN_LIMIT bytes; where it is not there, there is no span.
 *  - Those within a token, which is a stretch of visible ASCII, are told at any byte of it
 *    (tokens.c). A token of more than 512 bytes on a side is protected as a whole.
 */
#ifndef ZZ_CLEAN_PROTECT_H
#define ZZ_CLEAN_PROTECT_H

#include "clean/clean.h"
#include "clean/scan.h"

#define ZZ__SPAN_LIMIT 1980

/* What a step's state holds of it, zeroed at the beginning of a text. */
typedef struct zz__protect {
    uint32_t mode;  /* the kind of an open span that began before in->start, 0: none */
    uint32_t fence; /* the byte and length of the fence that opened it */
} zz__protect;

typedef enum zz__protection {
    ZZ__FREE,      /* not protected */
    ZZ__PROTECTED, /* up to *end, which is behind pos */
    ZZ__UNDECIDED  /* more text is needed; never where in->final is set */
} zz__protection;

/* May a span with an end of its own begin at such a byte? Every one of them is to be asked at. */
static inline zz__lanes zz__protect_opens(zz__lanes a)
{
    return (zz__lanes)(zz__lanes_is(a, '`') | zz__lanes_is(a, '<') | zz__lanes_is(a, '$') |
                       zz__lanes_in(a, '[', ']') | zz__lanes_is(a, '~'));
}

static inline bool zz__protect_may_open(uint8_t c)
{
    return c == '`' || c == '<' || c == '$' || (c >= '[' && c <= ']') || c == '~';
}

/*
 * Is the character at pos inside a protected span? pos is at or behind in->start, and never goes
 * back. unprotected: ZZ__SPAN_* that the recipe treats as text.
 */
zz__protection zz__protect_at(zz__protect *protect, const zz__input *in, size_t pos,
                              uint32_t unprotected, size_t *end);

/* The same for spans with an end of their own, at a byte that may open one, or in an open fence. */
zz__protection zz__protect_opened(zz__protect *protect, const zz__input *in, size_t pos,
                                  uint32_t unprotected, size_t *end);

/* The same for what is told within a token; needs no state, and may be asked in any order. */
zz__protection zz__protect_token(const zz__input *in, size_t pos, uint32_t unprotected,
                                 size_t *end);

#endif
