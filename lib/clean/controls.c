/* SPDX-License-Identifier: Apache-2.0 */
/*
 * controls: deletes the control characters U+0000-001F and U+007F, wherever they are.
 *
 * Not touched: TAB, LF, CR and FF, which break cells, lines and pages; U+0080-009F, which are
 * mostly bytes of another encoding read wrongly: they can still be told and repaired, unless they
 * are gone. Of a terminal's sequence only ESC is a control character: the rest of it shows. The
 * step invisible leaves such sequences alone, and goes by what is beside a character. A control
 * character right before an ill-formed byte that continues nothing stays: it might keep the
 * parts of a character apart.
 *
 * Source: the controls that ftfy removes, and C0 in full as XML 1.0 forbids it, but FF.
 */
#include "clean/change.h"
#include "clean/clean.h"

enum { CONTROL = 1 };
static const char *const operations[] = {"control-character", NULL};

static zz__lanes controls_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    (void)b;
    (void)c;
    /* below 0x09, 0x0B, 0x0E to 0x1F, DEL */
    return (zz__lanes)(zz__lanes_in(a, 0x00, 0x08) | zz__lanes_is(a, 0x0B) |
                       zz__lanes_in(a, 0x0E, 0x1F) | zz__lanes_is(a, 0x7F));
}

static void controls_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    uint8_t c = in->text[pos];

    (void)ctx;
    if (c != 0x7F && (c >= 0x20 || c == '\t' || c == '\n' || c == '\f' || c == '\r'))
        return;
    if (in->end - pos == 1 && !in->final)
        change->source = 0;
    else if (in->end - pos == 1 || (in->text[pos + 1] & 0xC0) != 0x80)
        zz__change_delete(change, 1, CONTROL);
}

static int32_t controls_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    (void)self;
    (void)state;
    return zz__change_run(in, sink, controls_test, controls_at, NULL);
}

const zz__step_type zz__step_controls = {
    .name = "controls",
    .summary = "control characters but TAB, LF, CR and FF go",
    .operations = operations,
    .growth = 256,
    .run = controls_run,
};
