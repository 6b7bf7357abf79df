/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the clean-up steps know of Unicode characters, from tables that
 * tools/unicode/properties.py writes. A code point that is unassigned in their version of
 * Unicode is left alone by every step, whatever version of utf8proc is linked.
 */
#ifndef ZZ_CLEAN_UNICODE_H
#define ZZ_CLEAN_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#define ZZ__UNICODE_LIMIT 0x20000u /* the tables end here; what lies above is told by ranges */
#define ZZ__UNICODE_SHIFT 5

/* How a character takes part in normalisation form C. */
enum zz__nfc_code {
    ZZ__NFC_PLAIN,      /* a starter that never joins what is before it */
    ZZ__NFC_INERT,      /* the same, and it is not normalised: unassigned, or a compatibility
                           ideograph, which is kept */
    ZZ__NFC_MEMBER,     /* it may join what is before it, or change */
    ZZ__NFC_DECOMPOSES, /* a starter that never joins what is before it, and always changes */
    ZZ__NFC_RANK        /* this and above: a combining mark; in order of combining class */
};

/* What a character is as the neighbour of an invisible one. */
enum zz__class {
    ZZ__CLASS_PLAIN,
    ZZ__CLASS_CJK,     /* Han, kana, bopomofo, their punctuation, symbols and forms, but not
                          the fullwidth letters and digits */
    ZZ__CLASS_EMOJI,   /* a pictograph, or a part of an emoji sequence */
    ZZ__CLASS_COMPLEX, /* of a script in which joiners or invisible spaces are spelling: Indic,
                          Arabic's relatives, Mongolian, South-East Asian; and unassigned */
    ZZ__CLASS_RTL,     /* a letter of a script written from right to left */
    ZZ__CLASS_HANGUL,
    ZZ__CLASS_MARK     /* a combining mark or variation selector: looked through to its base */
};

extern const uint16_t zz__nfc_index[ZZ__UNICODE_LIMIT >> ZZ__UNICODE_SHIFT];
extern const uint8_t zz__nfc_blocks[];
extern const uint16_t zz__class_index[ZZ__UNICODE_LIMIT >> ZZ__UNICODE_SHIFT];
extern const uint8_t zz__class_blocks[];

static inline uint8_t zz__unicode_look_up(const uint16_t *index, const uint8_t *blocks,
                                          uint32_t code_point)
{
    uint32_t block = index[code_point >> ZZ__UNICODE_SHIFT];
    return blocks[block << ZZ__UNICODE_SHIFT | (code_point & ((1u << ZZ__UNICODE_SHIFT) - 1))];
}

/* A code point, or what zz__utf8_decode gives for ill-formed bytes: those are inert. */
static inline uint8_t zz__nfc_code(uint32_t code_point)
{
    /* Nothing in the planes above composes, and what decomposes are compatibility ideographs. */
    if (code_point >= ZZ__UNICODE_LIMIT)
        return ZZ__NFC_INERT;
    return zz__unicode_look_up(zz__nfc_index, zz__nfc_blocks, code_point);
}

/* Nothing before such a character can change because of it. */
static inline bool zz__nfc_begins(uint8_t code)
{
    return code <= ZZ__NFC_INERT || code == ZZ__NFC_DECOMPOSES;
}

/* The same for neighbours; ill-formed bytes are ZZ__CLASS_PLAIN. */
static inline uint8_t zz__class_of(uint32_t code_point)
{
    if (code_point < ZZ__UNICODE_LIMIT)
        return zz__unicode_look_up(zz__class_index, zz__class_blocks, code_point);
    /* Planes 2 and 3 are Han, in extensions that exist and that may come. */
    if (code_point < 0x40000)
        return ZZ__CLASS_CJK;
    if (code_point >= 0xE0100 && code_point <= 0xE01EF)
        return ZZ__CLASS_MARK; /* ideographic variation selectors */
    if (code_point >= 0xF0000)
        return ZZ__CLASS_PLAIN; /* private use, and ill-formed bytes */
    return ZZ__CLASS_COMPLEX;   /* unassigned */
}

#endif
