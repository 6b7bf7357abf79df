/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/around.h"

#include "base/utf8.h"
#include "clean/unicode.h"

static bool in(uint32_t c, uint32_t low, uint32_t high)
{
    return c >= low && c <= high;
}

static uint8_t ascii_kind(uint32_t c)
{
    if (in(c, '0', '9'))
        return ZZ__KIND_DIGIT;
    if (in(c | 0x20, 'a', 'z'))
        return ZZ__KIND_LETTER;
    if (in(c, 0x0A, 0x0D))
        return ZZ__KIND_NEWLINE;
    if (c == ' ' || c == '\t')
        return ZZ__KIND_SPACE;
    return in(c, '!', '~') ? ZZ__KIND_ASCII_MARK : ZZ__KIND_OTHER;
}

/* By the class in Unicode's tables; ZZ__KIND_OTHER: that does not tell. */
static uint8_t class_kind(uint32_t c)
{
    switch (zz__class_of(c)) {
    case ZZ__CLASS_MARK:
        return ZZ__KIND_MARK;
    case ZZ__CLASS_HANGUL:
    case ZZ__CLASS_RTL:
    case ZZ__CLASS_COMPLEX:
        return ZZ__KIND_LETTER;
    default:
        return ZZ__KIND_OTHER;
    }
}

/* U+0080 to U+2E7F */
static uint8_t low_kind(uint32_t c)
{
    uint8_t kind;

    if (c == 0x85 || c == 0x2028 || c == 0x2029)
        return ZZ__KIND_NEWLINE;
    if (c == 0xA0 || c == 0x1680 || in(c, 0x2000, 0x200A) || c == 0x202F || c == 0x205F)
        return ZZ__KIND_SPACE;
    if (in(c, 0x2014, 0x2015) || in(c, 0x2018, 0x201F) || in(c, 0x2025, 0x2027) || c == 0x22EF ||
        c == 0xB7)
        return ZZ__KIND_WIDE_MARK;
    kind = class_kind(c);
    if (kind != ZZ__KIND_OTHER)
        return kind;
    if (in(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7)
        return ZZ__KIND_LETTER;
    if (c == 0xAA || c == 0xB5 || c == 0xBA)
        return ZZ__KIND_LETTER;
    return in(c, 0x250, 0x1FFF) ? ZZ__KIND_LETTER : ZZ__KIND_OTHER;
}

static bool is_han(uint32_t c)
{
    return in(c, 0x4E00, 0x9FFF) || in(c, 0x3400, 0x4DBF) || in(c, 0x20000, 0x3FFFF) ||
           in(c, 0xF900, 0xFAFF) || in(c, 0x2E80, 0x2FDF) || in(c, 0x31C0, 0x31EF) ||
           in(c, 0x3005, 0x3007) || in(c, 0x3021, 0x3029) || in(c, 0x3038, 0x303B);
}

static bool is_kana(uint32_t c)
{
    return (in(c, 0x3041, 0x30FF) && c != 0x3099 && c != 0x309A && c != 0x30FB && c != 0x30A0) ||
           in(c, 0x3105, 0x312F) || in(c, 0x31A0, 0x31BF) || in(c, 0x31F0, 0x31FF) ||
           in(c, 0xFF66, 0xFF9F) || in(c, 0x1AFF0, 0x1B16F);
}

/* U+FF01 to U+FFEF */
static uint8_t fullwidth_kind(uint32_t c)
{
    if (in(c, 0xFF10, 0xFF19) || in(c, 0xFF21, 0xFF3A) || in(c, 0xFF41, 0xFF5A))
        return ZZ__KIND_LETTER;
    if (in(c, 0xFF01, 0xFF65))
        return ZZ__KIND_CJK_MARK;
    return in(c, 0xFFA0, 0xFFDC) ? ZZ__KIND_LETTER : ZZ__KIND_OTHER;
}

uint8_t zz__kind_of(uint32_t c)
{
    uint8_t kind;

    if (c < 0x80)
        return ascii_kind(c);
    if (is_han(c))
        return (c & 0xFFFE) == 0xFFFE ? ZZ__KIND_OTHER : ZZ__KIND_HAN;
    if (c < 0x2E80)
        return low_kind(c);
    if (is_kana(c))
        return ZZ__KIND_KANA;
    if (c == 0x3000)
        return ZZ__KIND_SPACE;
    if (in(c, 0x3001, 0x303F) || c == 0x30FB || c == 0x30A0 || in(c, 0xFE10, 0xFE1F) ||
        in(c, 0xFE30, 0xFE6F))
        return in(c, 0x302A, 0x302F) ? ZZ__KIND_MARK : ZZ__KIND_CJK_MARK;
    if (in(c, 0xFF01, 0xFFEF))
        return fullwidth_kind(c);
    kind = class_kind(c);
    if (kind != ZZ__KIND_OTHER)
        return kind;
    return in(c, 0xA000, 0xD7FF) || in(c, 0x10000, 0x1CFFF) || in(c, 0x1D400, 0x1D7FF)
               ? ZZ__KIND_LETTER
               : ZZ__KIND_OTHER;
}

zz__neighbour zz__after(const zz__input *in_, size_t pos)
{
    zz__neighbour n = {0, ZZ__KIND_EDGE, pos, 0};

    if (pos < in_->end) {
        n.code_point = zz__utf8_decode(in_->text + pos, in_->end - pos, &n.size);
        n.kind = n.code_point == ZZ__TRUNCATED && !in_->final ? (uint8_t)ZZ__KIND_UNKNOWN
                                                              : zz__kind_of(n.code_point);
    } else if (!in_->final) {
        n.kind = ZZ__KIND_UNKNOWN;
    }
    return n;
}

zz__neighbour zz__before(const zz__input *in_, size_t pos)
{
    zz__neighbour n = {0, ZZ__KIND_EDGE, pos, 0};

    if (pos > 0) {
        n.code_point = zz__utf8_decode_before(in_->text, pos, &n.size);
        n.at = pos - n.size;
        n.kind = zz__kind_of(n.code_point);
    }
    return n;
}
