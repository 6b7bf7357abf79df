/* SPDX-License-Identifier: Apache-2.0 */
/*
 * symbols: fullwidth symbols become ASCII where they belong to ASCII letters and digits. What
 * counts as beside a symbol is looked for past other symbols of the list, in either width:
 *
 *   ％             right behind a digit: 50％ to 50%
 *   ＠ ＄ ＋       a letter or digit on either side: user＠, US＄, C＋＋, ＋86
 *   ＃             a letter before it or a digit behind: C＃, ＃1
 *   ＆ ＊ － ／ ＜ ＝ ＞ ＼ ＾ ＿ ｜
 *                  letters or digits on both sides: R＆D, 2020－2021, km／h
 *   ．             digits on both sides: 3．14
 *
 * Not touched: the marks of Chinese prose ，。：；？！（）, of which the fullwidth ones are right even
 * beside Latin; brackets and quotation marks, which come in pairs; ～, which is the sign of a range
 * (1～5) by GB/T 15834; symbols among Han. Fullwidth letters and digits are none here: the step
 * letters goes before.
 *
 * Source: Unicode 15, the wide decompositions of the block Halfwidth and Fullwidth Forms. The
 * contexts are this project's: tools that fold all of them damage Chinese text.
 */
#include "clean/around.h"
#include "clean/change.h"
#include "clean/clean.h"

enum { SYMBOL = 1 };
static const char *const operations[] = {"fullwidth-symbol", NULL};

enum rule { NONE, AFTER_DIGIT, EITHER, NUMBER_SIGN, BOTH, BOTH_DIGITS };

/* By ASCII symbol, from '!' to '~'. */
static const uint8_t rules['~' - '!' + 1] = {
    ['#' - '!'] = NUMBER_SIGN, ['$' - '!'] = EITHER, ['%' - '!'] = AFTER_DIGIT,
    ['&' - '!'] = BOTH,        ['*' - '!'] = BOTH,   ['+' - '!'] = EITHER,
    ['-' - '!'] = BOTH,        ['/' - '!'] = BOTH,   ['.' - '!'] = BOTH_DIGITS,
    ['<' - '!'] = BOTH,        ['=' - '!'] = BOTH,   ['>' - '!'] = BOTH,
    ['@' - '!'] = EITHER,      ['\\' - '!'] = BOTH,  ['^' - '!'] = BOTH,
    ['_' - '!'] = BOTH,        ['|' - '!'] = BOTH,
};

#define MOST 8 /* symbols looked past */

/* EF BC 83 to EF BC BF, EF BD 9C: not the letters and digits, which are EF BC 90-99 and A1-BA */
static zz__lanes symbols_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes marks = zz__lanes_in(c, 0x83, 0x86) | zz__lanes_in(c, 0x8A, 0x8B) |
                      zz__lanes_in(c, 0x8D, 0x8F) | zz__lanes_in(c, 0x9C, 0x9E) |
                      zz__lanes_is(c, 0xA0) | zz__lanes_in(c, 0xBC, 0xBF);

    return (zz__lanes)(zz__lanes_is(a, 0xEF) &
                       ((zz__lanes_is(b, 0xBC) & marks) |
                        (zz__lanes_is(b, 0xBD) & zz__lanes_is(c, 0x9C))));
}

/* The rule of a symbol in either width; NONE for every other character. */
static uint8_t rule_of(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    return c >= '!' && c <= '~' ? rules[c - '!'] : (uint8_t)NONE;
}

static bool is_digit(const zz__neighbour *n)
{
    return n->kind == ZZ__KIND_DIGIT;
}

static bool is_letter(const zz__neighbour *n)
{
    uint32_t c = n->code_point | 0x20;
    return (c >= 'a' && c <= 'z') || n->code_point == 0x212A; /* the Kelvin sign, in NFC a K */
}

static bool is_either(const zz__neighbour *n)
{
    return is_digit(n) || is_letter(n);
}

static zz__neighbour left_of(const zz__input *in, size_t pos)
{
    zz__neighbour n = zz__before(in, pos);
    int past;

    for (past = 0; past < MOST && rule_of(n.code_point) != NONE; past++)
        n = zz__before(in, n.at);
    return n;
}

static zz__neighbour right_of(const zz__input *in, size_t pos)
{
    zz__neighbour n = zz__after(in, pos);
    int past;

    for (past = 0; past < MOST && rule_of(n.code_point) != NONE; past++)
        n = zz__after(in, n.at + n.size);
    return n;
}

static bool applies(uint8_t rule, const zz__neighbour *left, const zz__neighbour *right)
{
    switch (rule) {
    case EITHER:
        return is_either(left) || is_either(right);
    case NUMBER_SIGN:
        return is_letter(left) || is_digit(right);
    case BOTH:
        return is_either(left) && is_either(right);
    case BOTH_DIGITS:
        return is_digit(left) && is_digit(right);
    default:
        return is_digit(left);
    }
}

static void symbol_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    zz__neighbour left, right;
    uint32_t c;
    size_t size;
    uint8_t rule;

    (void)ctx;
    if (in->text[pos] != 0xEF || !zz__character_at(in, pos, &c, &size, change))
        return;
    rule = rule_of(c);
    if (rule == NONE)
        return;
    left = left_of(in, pos);
    right = right_of(in, pos + size);
    if (right.kind == ZZ__KIND_UNKNOWN)
        change->source = 0;
    else if (applies(rule, &left, &right))
        zz__change_to(change, size, c - 0xFEE0, SYMBOL);
}

static int32_t symbols_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    (void)self;
    (void)state;
    return zz__change_run(in, sink, symbols_test, symbol_at, NULL);
}

const zz__step_type zz__step_symbols = {
    .name = "symbols",
    .summary = "fullwidth symbols become ASCII: ＠＃％ to @#%",
    .operations = operations,
    .growth = 256,
    .run = symbols_run,
};
