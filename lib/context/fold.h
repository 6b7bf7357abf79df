/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text as the model reads it: every character in its simplified form, all that is no Han as a
 * class. The trainer takes the classes from here too. It is no part of model.h, since a library
 * without the model includes that to check images.
 */
#ifndef ZZ_CONTEXT_FOLD_H
#define ZZ_CONTEXT_FOLD_H

#include "context/model.h"

/* The class of a code point outside the main block of Han. */
static inline uint16_t zz__context_class(uint32_t c)
{
    if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
        return ZZ__CLASS_DIGIT;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return ZZ__CLASS_LETTER;
    if (c >= 0x3040 && c < 0x3100)
        return ZZ__CLASS_KANA;
    if (c >= 0x3100 && c < 0x3130)
        return ZZ__CLASS_BOPOMOFO;
    if ((c >= 0x3400 && c < 0x4E00) || (c >= 0x20000 && c < 0x40000))
        return ZZ__CLASS_RARE;
    return ZZ__CLASS_OTHER;
}

/* A character as contexts read it. */
static inline uint16_t zz__context_fold(const zz__context *context, uint32_t c)
{
    if (c - ZZ__CONTEXT_BLOCK >= ZZ__CONTEXT_BLOCK_SIZE)
        return zz__context_class(c);
    return zz__le16(context->folds[c - ZZ__CONTEXT_BLOCK]);
}

#endif
