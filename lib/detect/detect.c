/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/detect.h"

#include <string.h>

#include "base/utf8.h"

/* The table of a conversion's stage; false where there is none of that name. */
static bool locate(zz__table *table, const zz__image *image, const char *name)
{
    uint32_t i;

    for (i = 0; i < image->counts[ZZ__SECTION_CONVERSIONS]; i++) {
        const zz__image_conversion *conversion = &image->conversions[i];

        if (strcmp(zz__image_string(image, conversion->name), name) == 0 &&
            zz__le32(conversion->sequence_count) == 0) {
            zz__table_locate(table, image, zz__le32(conversion->program[0].stages[0]));
            return true;
        }
    }
    return false;
}

void zz__detector_locate(zz__detector *d, const zz__image *image)
{
    d->has_scripts = locate(&d->s2t, image, "s2t") && locate(&d->t2s, image, "t2s");
    d->has_regions = locate(&d->t2tw, image, "t2tw") && locate(&d->tw2t, image, "tw2t") &&
                     locate(&d->t2hk, image, "t2hk") && locate(&d->hk2t, image, "hk2t");
    d->has_japanese = locate(&d->jp2t, image, "jp2t");
}

/* A character as units. */
typedef struct character {
    uint16_t units[3]; /* room for a space behind */
    uint32_t size;
} character;

static character make_character(uint32_t code_point)
{
    character c = {{0, 0, 0}, 1};

    if (code_point >= 0x10000) {
        c.units[0] = (uint16_t)(0xD7C0 + (code_point >> 10));
        c.units[1] = (uint16_t)(0xDC00 + (code_point & 0x3FF));
        c.size = 2;
    } else {
        c.units[0] = (uint16_t)code_point;
    }
    return c;
}

/* What a table makes of a character by itself; the character where that is not one of the BMP. */
static character output_of(const zz__table *table, const character *c)
{
    character out = *c;
    zz__match match;
    uint16_t unit;

    if (c->size == 1) {
        unit = zz__default_output(table, c->units[0]);
        if (unit != ZZ__SPECIAL) {
            out.units[0] = unit;
            return out;
        }
    }
    zz__match_longest(table, c->units, c->size, false, &match);
    if (match.key_size == c->size && match.value != NULL && match.value_size == 1) {
        out.units[0] = zz__le16(match.value[0]);
        out.size = 1;
    } else if (match.key_size == c->size && match.value != NULL && match.value_size == 2) {
        out.units[0] = zz__le16(match.value[0]);
        out.units[1] = zz__le16(match.value[1]);
        out.size = 2;
    }
    return out;
}

static bool same(const character *a, const character *b)
{
    return a->size == b->size && a->units[0] == b->units[0] &&
           (a->size == 1 || a->units[1] == b->units[1]);
}

/* Whether a character is one of those that its own key gives. */
static bool may_stay(const zz__table *table, const character *c)
{
    character key = *c;
    zz__match match;
    uint32_t i, size;

    zz__match_choices(table, key.units, key.size, &match);
    for (i = 0; i < match.value_size; i += size + 1) {
        size = 0;
        while (i + size < match.value_size && zz__le16(match.value[i + size]) != ' ')
            size++;
        if (size == c->size && zz__le16(match.value[i]) == c->units[0] &&
            (size == 1 || zz__le16(match.value[i + 1]) == c->units[1]))
            return true;
    }
    return false;
}

static bool changes(const zz__table *table, const character *c)
{
    character out = output_of(table, c);
    return !same(&out, c);
}

/*
 * 㗎乜佢冇咁咗咩哋唔啱啲喎喺嗰嘅嘢嘥噉嚟攞畀睇瞓諗餸: written Cantonese, which outside Hong Kong is rare. In 127,000 Han of
 * sentences read out in Hong Kong they are one in fifteen, in 450,000 of Taiwan's parliament,
 * encyclopedia and newsletters there is none.
 */
static const uint16_t cantonese[] = {
    0x35CE, 0x4E5C, 0x4F62, 0x5187, 0x5481, 0x5497, 0x54A9, 0x54CB, 0x5514, 0x5571, 0x5572,
    0x558E, 0x55BA, 0x55F0, 0x5605, 0x5622, 0x5625, 0x5649, 0x569F, 0x651E, 0x7540, 0x7747,
    0x7793, 0x8AD7, 0x9938,
};

static bool is_cantonese(const character *c)
{
    size_t i;

    for (i = 0; i < sizeof cantonese / sizeof *cantonese; i++) {
        if (c->size == 1 && c->units[0] == cantonese[i])
            return true;
    }
    return false;
}

/* OpenCC's standard form of a character that may be a region's. */
static character standard_of(const zz__detector *d, const character *c)
{
    character simplified = output_of(&d->t2s, c), standard = output_of(&d->s2t, &simplified);

    if (same(&standard, c))
        return *c;
    standard = output_of(&d->tw2t, c);
    return same(&standard, c) ? output_of(&d->hk2t, c) : standard;
}

/*
 * Of a character that Taiwan and Hong Kong write in different ways, whose way it is. Where
 * Taiwan's is the standard form too, as 說, it tells nothing: Hong Kong's keyboards give it, and
 * 説 is rarer in its texts. The regions' words tell less: most of Taiwan's are Hong Kong's too.
 */
static void count_region(const zz__detector *d, const character *c, zz_detection *counts)
{
    character standard = standard_of(d, c), taiwan, hong_kong;

    if (is_cantonese(c)) {
        counts->hong_kong++;
        return;
    }
    taiwan = output_of(&d->t2tw, &standard);
    hong_kong = output_of(&d->t2hk, &standard);
    if (same(&taiwan, &hong_kong))
        return;
    if (same(c, &taiwan) && !same(c, &standard))
        counts->taiwan++;
    else if (same(c, &hong_kong))
        counts->hong_kong++;
}

/* Whether a region writes a Traditional character as its Simplified form, as 群 for 羣. */
static bool is_regional(const zz__detector *d, const character *c)
{
    character standard, taiwan, hong_kong;

    if (!d->has_regions)
        return false;
    standard = output_of(&d->s2t, c);
    taiwan = output_of(&d->t2tw, &standard);
    hong_kong = output_of(&d->t2hk, &standard);
    return same(&taiwan, c) || same(&hong_kong, c);
}

/* Whether it is a shinjitai that Chinese text has not too, as it has 真 for 眞. */
static bool is_shinjitai(const zz__detector *d, const character *c)
{
    character kyujitai, simplified;

    if (!d->has_japanese || may_stay(&d->jp2t, c))
        return false;
    kyujitai = output_of(&d->jp2t, c);
    simplified = output_of(&d->t2s, &kyujitai);
    return !same(&kyujitai, c) && !same(&simplified, c);
}

static void count_han(const zz__detector *d, uint32_t code_point, zz_detection *counts)
{
    character c = make_character(code_point);
    bool to_traditional, to_simplified;

    counts->han++;
    if (!d->has_scripts)
        return;
    to_traditional = changes(&d->s2t, &c);
    to_simplified = changes(&d->t2s, &c);
    if (to_traditional && !to_simplified) {
        if (!may_stay(&d->s2t, &c) && !is_regional(d, &c))
            counts->simplified++;
        return;
    }
    if (to_simplified && !to_traditional) {
        if (!may_stay(&d->t2s, &c))
            counts->traditional++;
    } else if (!to_traditional && is_shinjitai(d, &c)) {
        counts->japanese++;
        return;
    }
    if (d->has_regions)
        count_region(d, &c, counts);
}

static bool is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
           (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9D);
}

void zz__detect_count(const zz__detector *d, const uint8_t *text, size_t size,
                      zz_detection *counts)
{
    size_t at = 0, taken;

    while (at < size) {
        uint32_t c;

        if (text[at] < 0x80) {
            at++;
            continue;
        }
        c = zz__utf8_decode(text + at, size - at, &taken);
        at += taken;
        if (is_han(c))
            count_han(d, c, counts);
        else
            counts->kana += is_kana(c);
    }
}

/* One of two counts as thousandths of both. */
static uint32_t share(uint64_t a, uint64_t b)
{
    return a + b == 0 ? 0 : (uint32_t)((double)a / ((double)a + (double)b) * 1000.0 + 0.5);
}

/* A text is Japanese where one letter in eight is kana: Chinese text has a の here and there;
 * Japanese prose has every second. Without kana it takes two shinjitai and nothing Chinese: some,
 * as 予, are rare characters of Chinese too. */
#define JAPANESE_SHARE 125u
static bool is_japanese(const zz_detection *d)
{
    if (d->kana == 0)
        return d->japanese > 1 && d->japanese > d->simplified + d->traditional;
    return share(d->kana, d->han) >= JAPANESE_SHARE;
}

/* Below that share of the other script's characters a text is of one script: a name, a quotation,
 * a character converted badly. */
#define MIXED_SHARE 100u
/* A region is named where it has so much of what tells regions apart. */
#define REGION_SHARE 667u

void zz__detect_judge(zz_detection *d)
{
    uint32_t simplified = share(d->simplified, d->traditional);

    d->script = ZZ_SCRIPT_EITHER;
    d->script_score = d->region_score = 0;
    d->region = ZZ_REGION_NONE;
    if (d->han + d->kana == 0) {
        d->script = ZZ_SCRIPT_NONE;
    } else if (is_japanese(d)) {
        d->script = ZZ_SCRIPT_JAPANESE;
        d->script_score = share(d->kana + d->japanese, d->simplified + d->traditional);
        return;
    } else if (d->simplified + d->traditional == 0) {
        return;
    } else if (simplified >= MIXED_SHARE && simplified <= 1000 - MIXED_SHARE) {
        d->script = ZZ_SCRIPT_MIXED;
        d->script_score = simplified < 500 ? 2 * simplified : 2 * (1000 - simplified);
    } else {
        bool is_simplified = simplified > 500;
        d->script = is_simplified ? ZZ_SCRIPT_SIMPLIFIED : ZZ_SCRIPT_TRADITIONAL;
        d->script_score = is_simplified ? simplified : 1000 - simplified;
    }
    if (d->script == ZZ_SCRIPT_TRADITIONAL || d->script == ZZ_SCRIPT_MIXED) {
        uint32_t taiwan = share(d->taiwan, d->hong_kong);

        if (d->taiwan > d->hong_kong && taiwan >= REGION_SHARE) {
            d->region = ZZ_REGION_TAIWAN;
            d->region_score = taiwan;
        } else if (d->hong_kong > d->taiwan && 1000 - taiwan >= REGION_SHARE) {
            d->region = ZZ_REGION_HONG_KONG;
            d->region_score = 1000 - taiwan;
        }
    }
}
