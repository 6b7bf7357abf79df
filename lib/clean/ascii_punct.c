/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ascii-punct: a fullwidth ，：；？！。 between two Latin words becomes the ASCII mark of the same
 * meaning, with a space behind it (Hello，world to Hello, world), and so does a pair of （） that
 * stands behind a Latin word or a space after one, and before one, and has no Han, kana or mark of
 * theirs within.
 *
 * A Latin word is a stretch of ASCII letters and digits that has a letter; between it and the mark
 * behind it may stand one space.
 *
 * Not touched: what has Han, a digit alone or another mark on one side; 《》「」 and whatever
 * else has no twin in ASCII, of which autocorrect makes quotes and brackets that mean something
 * else.
 *
 * Source: the reverse of punct, for text in another language that a Chinese input method wrote.
 */
#include "clean/ascii.h"
#include "clean/piece.h"

enum { NARROWED = 1 };
static const char *const operations[] = {"narrowed", NULL};

#define WORD 32  /* bytes of a word that are looked at */
#define GROUP 64 /* characters of a group in brackets that are looked at, less spaces */

static zz__lanes ascii_punct_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    /* The last byte of a mark, and an ASCII letter, space or bracket; a bracket's first bytes. */
    zz__lanes last = zz__lanes_is(a, 0xBC) & zz__lanes_in(b, 0x81, 0x9F);
    zz__lanes stop = zz__lanes_is(a, 0x80) & zz__lanes_is(b, 0x82);

    return (zz__lanes)(zz__protect_opens(b) | ((last | stop) & zz__lanes_in(c, ' ', 'z')));
}

static uint8_t narrow_of(uint32_t c)
{
    switch (c) {
    case 0x3002:
        return '.';
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF1F:
    case 0xFF01:
        return (uint8_t)(c - 0xFEE0);
    default:
        return 0;
    }
}

static bool word_before(const zz__piece *p, size_t pos)
{
    const uint8_t *text = p->in->text;
    size_t i;

    for (i = pos; i > p->from && pos - i < WORD && zz__is_ascii_word(text[i - 1]); i--) {
        if (zz__is_ascii_letter(text[i - 1]))
            return true;
    }
    return false;
}

static bool word_after(const zz__piece *p, size_t pos)
{
    const uint8_t *text = p->in->text;
    size_t i;

    if (pos < p->to && text[pos] == ' ')
        pos++;
    for (i = pos; i < p->to && i - pos < WORD && zz__is_ascii_word(text[i]); i++) {
        if (zz__is_ascii_letter(text[i]))
            return true;
    }
    return false;
}

/* Where the bracket closes that opens at pos, if no other is between, and nothing East Asian but
 * marks
 * that may be narrowed themselves. */
static size_t group_end(const zz__piece *p, size_t pos)
{
    zz__neighbour n = zz__piece_after(p, pos + 3);
    int count = 0;

    while (n.size != 0 && n.at < p->to && count < GROUP) {
        if (n.code_point == 0xFF09)
            return n.at;
        if ((zz__is_cjk(n.kind) && narrow_of(n.code_point) == 0) || n.kind == ZZ__KIND_NEWLINE)
            break;
        count += n.code_point != ' ';
        n = zz__piece_after(p, n.at + n.size);
    }
    return 0;
}

static int32_t narrow(zz__piece *p, zz__sink *sink, size_t pos, uint8_t mark, bool space)
{
    uint8_t ascii[2] = {mark, ' '};
    return zz__piece_replace(p, sink, pos, 3, ascii, space ? 2 : 1, NARROWED);
}

/* Where the bracket is that closes the one at pos, if both are to be narrowed; else 0. */
static size_t group_at(const zz__piece *p, size_t pos)
{
    bool space = pos > p->from && p->in->text[pos - 1] == ' ';
    size_t close = word_before(p, pos - space) ? group_end(p, pos) : 0;

    return close != 0 && word_after(p, close + 3) ? close : 0;
}

static int32_t ascii_punct_rewrite(zz__piece *p, zz__sink *sink)
{
    const uint8_t *text = p->in->text;
    int32_t status = ZZ_OK;
    size_t pos, end, close = 0;

    for (pos = p->from; pos < p->to && status == ZZ_OK; pos = end) {
        zz__neighbour n;
        uint8_t mark;

        end = pos + 1;
        if ((text[pos] != 0xE3 && text[pos] != 0xEF) || zz__piece_in_span(p, pos, &end))
            continue;
        n = zz__piece_after(p, pos);
        end = pos + n.size;
        mark = narrow_of(n.code_point);
        if (close != 0 && pos == close) {
            status = narrow(p, sink, pos, ')', false);
        } else if (mark != 0 && word_before(p, pos) && word_after(p, end)) {
            status = narrow(p, sink, pos, mark, text[end] != ' ');
        } else if (n.code_point == 0xFF08 && (close = group_at(p, pos)) != 0) {
            status = narrow(p, sink, pos, '(', false);
        }
    }
    return status;
}

static const zz__piece_step ascii_punct_step = {ascii_punct_rewrite, false, 0};

static int32_t ascii_punct_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    return zz__pieces_run(self, state, in, sink, &ascii_punct_step, ascii_punct_test);
}

const zz__step_type zz__step_ascii_punct = {
    .name = "ascii-punct",
    .summary = "fullwidth marks between Latin words become ASCII",
    .operations = operations,
    .state_size = sizeof(zz__protect),
    .growth = 256,
    .run = ascii_punct_run,
};
