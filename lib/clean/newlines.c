/* SPDX-License-Identifier: Apache-2.0 */
/*
 * newlines: every line end becomes LF, or with =crlf CR LF. Line ends are LF, CR LF, a CR alone,
 * and U+2028 and U+2029, which no file format asks for and most programs do not take for one.
 *
 * Not touched: U+0085, which in Chinese text is more often a damaged … (0x85 in code page 1252)
 * than a line end of a mainframe; VT and FF, which break pages and columns.
 *
 * Source: Unicode core specification 5.8, Newline Guidelines, less NEL, VT and FF.
 */
#include "clean/change.h"
#include "clean/clean.h"

enum { LINE_END = 1 };
static const char *const operations[] = {"line-end", NULL};

enum { LF, CRLF };
static const char *const values[] = {"lf", "crlf", NULL};

static zz__lanes lf_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes separator = zz__lanes_is(b, 0x80) & zz__lanes_in(c, 0xA8, 0xA9);

    return (zz__lanes)(zz__lanes_is(a, '\r') | (zz__lanes_is(a, 0xE2) & separator));
}

static zz__lanes crlf_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)(zz__lanes_is(a, '\n') | lf_test(a, b, c));
}

static bool is_separator(const zz__input *in, size_t pos)
{
    const uint8_t *p = in->text + pos;
    return in->end - pos >= 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9);
}

/* May what the chunk ends with be the beginning of a separator? */
static bool is_cut_separator(const zz__input *in, size_t pos)
{
    size_t n = in->end - pos;
    return !in->final && n < 3 && in->text[pos] == 0xE2 && (n == 1 || in->text[pos + 1] == 0x80);
}

static void to_lf(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    (void)ctx;
    if (in->text[pos] == '\r') {
        if (in->end - pos > 1)
            zz__change_to(change, in->text[pos + 1] == '\n' ? 2 : 1, '\n', LINE_END);
        else if (in->final)
            zz__change_to(change, 1, '\n', LINE_END);
        else
            change->source = 0;
    } else if (is_separator(in, pos)) {
        zz__change_to(change, 3, '\n', LINE_END);
    } else if (is_cut_separator(in, pos)) {
        change->source = 0;
    }
}

static void to_crlf(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    uint8_t c = in->text[pos];
    size_t source = c == '\n' || c == '\r' ? 1 : 3;

    (void)ctx;
    if (c == '\r' && in->end - pos == 1 && !in->final) {
        change->source = 0;
        return;
    }
    if (c == '\r' && in->end - pos > 1 && in->text[pos + 1] == '\n') {
        change->source = 2;
        return;
    }
    if (is_cut_separator(in, pos)) {
        change->source = 0;
    } else if (source == 1 || is_separator(in, pos)) {
        change->source = source;
        change->target = 2;
        change->out[0] = '\r';
        change->out[1] = '\n';
        change->op = LINE_END;
    }
}

static int32_t newlines_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__clean_options *options = self;

    (void)state;
    return options->value == CRLF ? zz__change_run(in, sink, crlf_test, to_crlf, NULL)
                                  : zz__change_run(in, sink, lf_test, to_lf, NULL);
}

const zz__step_type zz__step_newlines = {
    .name = "newlines",
    .summary = "line ends become LF; =crlf the other way",
    .operations = operations,
    .values = values,
    .growth = 512, /* LF to CR LF */
    .run = newlines_run,
};
