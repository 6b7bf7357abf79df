/* SPDX-License-Identifier: Apache-2.0 */
/* What a mark stands beside, looked for through what may be between it and the word. */
#ifndef ZZ_CLEAN_MARKS_H
#define ZZ_CLEAN_MARKS_H

#include "clean/piece.h"

enum {
    ZZ__SIDE_EDGE, /* nothing, or nothing near */
    ZZ__SIDE_WORD, /* a letter or digit */
    ZZ__SIDE_CJK,  /* Han, kana, or a mark of theirs alone */
    ZZ__SIDE_OTHER
};

/* Before pos, through what may close or end a word: see marks.c. */
uint8_t zz__marks_left(const zz__piece *piece, size_t pos);

/* At pos, through what may open one. */
uint8_t zz__marks_right(const zz__piece *piece, size_t pos);

/* Do Latin words end at pos that stand right behind Han, or with a space between? */
bool zz__marks_behind_han(const zz__piece *piece, size_t pos);

/* Is it a quote or bracket that closes, in East Asian text or in both? ASCII ones are none. */
bool zz__marks_closes(uint32_t code_point);

#endif
