/* SPDX-License-Identifier: Apache-2.0 */
/* What stands beside a place, as the steps for marks and spaces see it. */
#ifndef ZZ_CLEAN_AROUND_H
#define ZZ_CLEAN_AROUND_H

#include "step/step.h"

enum zz__kind {
    ZZ__KIND_EDGE,      /* the beginning or the end of the text */
    ZZ__KIND_UNKNOWN,   /* the chunk ends before it can be told; never where final is set */
    ZZ__KIND_NEWLINE,   /* LF, CR, VT, FF, NEL, LS, PS */
    ZZ__KIND_SPACE,     /* SPACE, TAB, no-break and other spaces, U+3000 */
    ZZ__KIND_HAN,       /* in every plane; radicals and strokes, 〇 々 */
    ZZ__KIND_KANA,      /* kana and bopomofo: letters that are set as Han are */
    ZZ__KIND_CJK_MARK,  /* a mark that only East Asian text has: 、。「」《》，（ */
    ZZ__KIND_WIDE_MARK, /* a mark that Chinese and Latin text share: “”‘’…—·‧ */
    ZZ__KIND_DIGIT,     /* ASCII */
    ZZ__KIND_LETTER,    /* ASCII, and every letter or digit of another script */
    ZZ__KIND_ASCII_MARK,
    ZZ__KIND_MARK,      /* a combining mark or variation selector: look at its base */
    ZZ__KIND_OTHER      /* symbols, emoji, private use, ill-formed bytes */
};

/* A code point, or what zz__utf8_decode gives for ill-formed bytes. */
uint8_t zz__kind_of(uint32_t code_point);

typedef struct zz__neighbour {
    uint32_t code_point;
    uint8_t kind;
    size_t at, size; /* where it is in the text, and its bytes */
} zz__neighbour;

/* The character that begins at pos, or EDGE, or UNKNOWN. */
zz__neighbour zz__after(const zz__input *in, size_t pos);

/* The character that ends at pos, or EDGE. It may lie in what was consumed before; the caller goes
 * back no further than ZZ__LOOK_BEHIND bytes before in->start. */
zz__neighbour zz__before(const zz__input *in, size_t pos);

/* Han, kana or a mark of theirs alone. */
static inline bool zz__is_cjk(uint8_t kind)
{
    return kind == ZZ__KIND_HAN || kind == ZZ__KIND_KANA || kind == ZZ__KIND_CJK_MARK;
}

#endif
