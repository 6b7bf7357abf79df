/* SPDX-License-Identifier: Apache-2.0 */
/*
 * halfwidth: the halfwidth marks ｡｢｣､･ become 。「」、・, everywhere: they exist in East Asian text
 * only. With =kana halfwidth katakana, U+FF66-FF9F, become normal ones too, ｶ with the sound mark
 * ﾞ behind it one ガ. A sound mark behind nothing that takes it becomes the spacing ゛ or ゜, behind
 * a kana of normal width the combining one, which the step nfc then joins.
 *
 * Not touched: halfwidth Hangul, arrows and lines, U+FFA0-FFDC and U+FFE8-FFEE; fullwidth forms.
 *
 * Source: Unicode 15, the narrow decompositions of the block Halfwidth and Fullwidth Forms; their
 * sound marks are combining ones there, which alone would join whatever is before them.
 */
#include "clean/around.h"
#include "clean/change.h"
#include "clean/clean.h"
#include "clean/interest.h"

enum { FORM = 1 };
static const char *const operations[] = {"halfwidth-form", NULL};

enum { MARKS, KANA };
static const char *const values[] = {"marks", "kana", NULL};

#define FIRST 0xFF61u
#define VOICED 0xFF9Eu      /* ﾞ */
#define SEMI_VOICED 0xFF9Fu /* ﾟ */

/* What U+FF61-FF9D become. */
static const uint16_t wide[] = {
    0x3002, 0x300C, 0x300D, 0x3001, 0x30FB, 0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, /* 。「」、・ヲァィゥェ */
    0x30A9, 0x30E3, 0x30E5, 0x30E7, 0x30C3, 0x30FC, 0x30A2, 0x30A4, 0x30A6, 0x30A8, /* ォャュョッーアイウエ */
    0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1, 0x30B3, 0x30B5, 0x30B7, 0x30B9, 0x30BB, /* オカキクケコサシスセ */
    0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6, 0x30C8, 0x30CA, 0x30CB, 0x30CC, 0x30CD, /* ソタチツテトナニヌネ */
    0x30CE, 0x30CF, 0x30D2, 0x30D5, 0x30D8, 0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, /* ノハヒフヘホマミムメ */
    0x30E2, 0x30E4, 0x30E6, 0x30E8, 0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, /* モヤユヨラリルレロワ */
    0x30F3,                                                                         /* ン */
};

/* EF BD A1 to EF BD A5 */
static zz__lanes marks_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)(zz__lanes_is(a, 0xEF) & zz__lanes_is(b, 0xBD) &
                       zz__lanes_in(c, 0xA1, 0xA5));
}

/* EF BD A1 to EF BE 9F */
static zz__lanes kana_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)(zz__lanes_is(a, 0xEF) &
                       ((zz__lanes_is(b, 0xBD) & zz__lanes_in(c, 0xA1, 0xBF)) |
                        (zz__lanes_is(b, 0xBE) & zz__lanes_in(c, 0x80, 0x9F))));
}

/* The katakana of normal width with a sound mark; 0: there is none. */
static uint32_t with_sound(uint32_t kana, uint32_t mark)
{
    bool ha = kana >= 0x30CF && kana <= 0x30DB && (kana - 0x30CF) % 3 == 0; /* ハヒフヘホ */

    if (mark == SEMI_VOICED)
        return ha ? kana + 2 : 0;
    if (mark != VOICED)
        return 0;
    if (kana == 0x30A6) /* ウ */
        return 0x30F4;
    if (kana == 0x30EF) /* ワ */
        return 0x30F7;
    if (kana == 0x30F2) /* ヲ */
        return 0x30FA;
    /* カ to チ, ツ テ ト */
    if ((kana >= 0x30AB && kana <= 0x30C1 && kana % 2 == 1) ||
        (kana >= 0x30C4 && kana <= 0x30C8 && kana % 2 == 0))
        return kana + 1;
    return ha ? kana + 1 : 0;
}

static uint32_t katakana_of(uint32_t c)
{
    return c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c;
}

/* A sound mark that was not joined. */
static void sound_at(const zz__input *in, size_t pos, uint32_t mark, size_t size,
                     zz__change *change)
{
    uint32_t left = zz__before(in, pos).code_point;
    bool joins = with_sound(katakana_of(left), mark) != 0;

    zz__change_to(change, size, (joins ? 0x3099 : 0x309B) + (mark - VOICED), FORM);
}

static void kana_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    uint32_t c, kana, sounded;
    zz__neighbour next;
    size_t size;

    (void)ctx;
    if (in->text[pos] != 0xEF || !zz__character_at(in, pos, &c, &size, change))
        return;
    if (c == VOICED || c == SEMI_VOICED)
        sound_at(in, pos, c, size, change);
    if (c < FIRST || c >= VOICED)
        return;
    kana = wide[c - FIRST];
    zz__change_to(change, size, kana, FORM);
    if (with_sound(kana, VOICED) == 0)
        return;
    next = zz__after(in, pos + size);
    sounded = with_sound(kana, next.code_point);
    if (next.kind == ZZ__KIND_UNKNOWN)
        change->source = 0;
    else if (sounded != 0)
        zz__change_to(change, size + next.size, sounded, FORM);
}

static void mark_at(const zz__input *in, size_t pos, void *ctx, zz__change *change)
{
    uint32_t c;
    size_t size;

    (void)ctx;
    if (in->text[pos] != 0xEF || !zz__character_at(in, pos, &c, &size, change))
        return;
    if (c >= FIRST && c <= 0xFF65)
        zz__change_to(change, size, wide[c - FIRST], FORM);
}

static int32_t halfwidth_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__clean_options *options = self;

    (void)state;
    return options->value == KANA ? zz__change_run(in, sink, kana_test, kana_at, NULL)
                                  : zz__change_run(in, sink, marks_test, mark_at, NULL);
}

const zz__step_type zz__step_halfwidth = {
    .name = "halfwidth",
    .summary = "halfwidth CJK marks become normal ones; =kana katakana too",
    .operations = operations,
    .values = values,
    .growth = 256,
    .run = halfwidth_run,
    .interest = ZZ__INTEREST_HALFWIDTH,
};
