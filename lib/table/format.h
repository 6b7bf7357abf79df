/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The layout of the image: all that lib/builder writes and the run time reads.
 * docs/format.md explains it. Everything is little-endian, in 16- and
 * 32-bit integers at their natural alignment, and refers to other parts by
 * index, never by pointer. Sections begin at multiples of 64.
 *
 * Text inside the tables is UTF-16 ("units"): most characters are one unit, and
 * a table walk costs a step a unit.
 */
#ifndef ZZ_TABLE_FORMAT_H
#define ZZ_TABLE_FORMAT_H

#include <stdint.h>

#include "base/endian.h"

#define ZZ__IMAGE_MAGIC "ZZTB\r\n\x1a\n" /* a text-mode copy or a 7-bit channel damages it */
#define ZZ__IMAGE_MAJOR 2
#define ZZ__IMAGE_MINOR 0
#define ZZ__NONE 0xFFFFFFFFu

typedef struct zz__image_header {
    uint8_t magic[8];
    uint16_t major;
    uint16_t minor;
    uint32_t checksum; /* CRC-32 (IEEE 802.3) of the image with this field zero */
    uint64_t size;     /* of the whole image */
    uint32_t directory; /* offset of ZZ__SECTION_COUNT zz__image_section */
    uint32_t section_count;
    char data_version[32]; /* NUL-padded, at least one NUL */
} zz__image_header;

typedef struct zz__image_section {
    uint32_t offset;
    uint32_t count; /* items */
} zz__image_section;

/* Which section is which, in the order of the directory, and its items. */
enum {
    ZZ__SECTION_STRINGS,     /* bytes: NUL-terminated strings */
    ZZ__SECTION_PAGES,       /* uint16_t: the numbers of pages */
    ZZ__SECTION_MAPS,        /* uint16_t: maps of ZZ__MAP ways to pages */
    ZZ__SECTION_LABELS,      /* uint16_t: of nodes */
    ZZ__SECTION_LINKS,       /* uint32_t: of nodes, as many */
    ZZ__SECTION_POOL,        /* uint16_t: records */
    ZZ__SECTION_FILTERS,     /* uint32_t: bits */
    ZZ__SECTION_TABLES,      /* zz__image_table */
    ZZ__SECTION_CONVERSIONS, /* zz__image_conversion */
    ZZ__SECTION_PRESETS,     /* zz__image_preset */
    ZZ__SECTION_CONTEXT,     /* uint64_t: the context model, or nothing */
    ZZ__SECTION_SOURCES,     /* zz__image_source */
    ZZ__SECTION_PATCHES,     /* bytes: text of the sources */
    ZZ__SECTION_COUNT
};

/*
 * A map gives a 16-bit number for every unit, in two steps: way = maps[map * ZZ__MAP + unit /
 * ZZ__PAGE] leads to pages[(way * ZZ__PAGE_STEP + unit) % ZZ__PAGE_ROOM]. So what a map has is
 * where a page begins, in steps, less the steps from unit 0 to the page's first, mod 65536. Equal
 * pages are stored once, and the zeros with which one ends and another begins too.
 */
#define ZZ__PAGE 64
#define ZZ__PAGE_STEP 8
#define ZZ__PAGE_ROOM (0x10000u * ZZ__PAGE_STEP) /* for all pages */
#define ZZ__MAP 1024

static inline uint32_t zz__page_index(uint16_t way, uint16_t unit)
{
    return (zz__le16(way) * (uint32_t)ZZ__PAGE_STEP + unit) % ZZ__PAGE_ROOM;
}

/* Map 0: the code of a unit, 1 up; 0: it leads to no node. */
#define ZZ__CODE_MAP 0
/*
 * Every other map: what to add to a unit, mod 65536, to get its default output.
 * Where that gives ZZ__SPECIAL, the trie knows the output. A trailing
 * surrogate in a leading place is no text, so neither that nor a raw byte can be
 * mistaken for any.
 */
#define ZZ__SPECIAL 0xDC00u
/* An ill-formed byte b (0x80 to 0xFF) as a unit: ZZ__RAW + b. Maps leave it alone. */
#define ZZ__RAW 0xDC00u

/*
 * A double array. A node is a label and a link: the kind in the link's upper three bits, below
 * them, for
 *   INNER    where its children lie: the child for code c is node link + c, if its label is c;
 *            node link + 0, with label 0, says what ends at the inner node
 *   RECORD   where in POOL
 *   PAIR     where in POOL the two units of the value stand
 *   EVENT    its members
 * All tables share one array, and no two inner nodes have the same link.
 */
#define ZZ__LINK_BITS 29
#define ZZ__LINK_MASK 0x1FFFFFFFu

enum {
    ZZ__NODE_EMPTY,
    ZZ__NODE_INNER,
    ZZ__NODE_RECORD,          /* a key, with a record */
    ZZ__NODE_DERIVED,         /* a key whose value is its units' default output */
    ZZ__NODE_DERIVED_SEGMENT, /* the same, and a key of the segmentation */
    ZZ__NODE_EVENT,           /* no key, but a place where joined conversions must look closer */
    ZZ__NODE_PAIR,            /* a key with a value of two units and nothing else to know */
    ZZ__NODE_PAIR_SEGMENT,    /* the same, and a key of the segmentation */
    ZZ__NODE_KINDS
};

/* A record in the pool: a head, then the tail's and the value's units. The tail is what is left of
 * the key behind the node and has to be compared. The head has flags and the two sizes; where the
 * tail's is ZZ__RECORD_LONG there, both stand in the two units behind it. Equal records are one,
 * and a pair may be part of one. */
#define ZZ__RECORD_SEGMENT 1u /* a key of the segmentation */
#define ZZ__RECORD_DERIVED 2u /* the value is the default output and is not stored */
#define ZZ__RECORD_TAIL_SHIFT 2
#define ZZ__RECORD_VALUE_SHIFT 5
#define ZZ__RECORD_LONG 7u /* the three bits of a size, all set */
#define ZZ__RECORD_LONG_HEAD 3
#define ZZ__RECORD_FLAGS 0xFF03u
/* The high byte has a bit for each joined conversion that uses the table, its `member`: set where
 * the value is not yet its final one. The members of an event: for which it is one. */
#define ZZ__RECORD_MEMBER(member) (0x100u << (member))
#define ZZ__MAX_MEMBERS 8

typedef struct zz__record {
    uint32_t flags;
    uint32_t tail;
    uint32_t value;
    const uint16_t *units; /* the tail's, and behind them the value's */
} zz__record;

static inline zz__record zz__record_read(const uint16_t *stored)
{
    uint32_t head = zz__le16(stored[0]);
    zz__record record = {head & ZZ__RECORD_FLAGS, head >> ZZ__RECORD_TAIL_SHIFT & ZZ__RECORD_LONG,
                         head >> ZZ__RECORD_VALUE_SHIFT & ZZ__RECORD_LONG, stored + 1};

    if (record.tail == ZZ__RECORD_LONG) {
        record.tail = zz__le16(stored[1]);
        record.value = zz__le16(stored[2]);
        record.units = stored + ZZ__RECORD_LONG_HEAD;
    }
    return record;
}

typedef struct zz__image_table {
    uint32_t map;         /* number of the map with the default outputs */
    uint32_t root;        /* its root, an inner node */
    uint32_t filter_first; /* in FILTERS: bits of pairs, and right behind them twice as many bits
                              of beginnings */
    uint32_t filter_log2;  /* log2 of the bits of pairs, 5 to 24 */
    uint32_t max_key;     /* units of the longest key */
    uint32_t growth;      /* the most bytes a byte of input can become, times 256, rounded up */
    uint32_t flags;
    uint32_t ascii_head;  /* how many ASCII characters a key may begin with; ZZ__NONE: a key is
                             nothing but ASCII */
    uint32_t choices;     /* 1 + the number of the table that has, for the keys with several values
                             and a space behind each, all of them, the first first, with spaces
                             between; 0: no key has several */
    uint32_t reserved[7];
} zz__image_table;

#define ZZ__TABLE_HAS_IDS 1u /* some key holds an ideographic description character */
/* Every key is one CJK compatibility ideograph and its value one character: a table that the
 * block converter can apply while it decodes. */
#define ZZ__TABLE_COMPATIBILITY 2u

/*
 * A filter of 2^log2 bits says that something is not there. Each thing has a hash, and by that a
 * place: the number of a word, and below it eight bits that say which two bits of that are set.
 * Two, so that a filter can be half as large; in one word, so that it is read once.
 */
static inline uint32_t zz__filter_place(uint32_t hash, uint32_t log2)
{
    return hash >> (29u - log2);
}

/* Four of the eight bits say which one in the word's upper half, four which in the lower. */
#define ZZ__FILTER_MASK(place)                                                                     \
    (UINT32_C(0x80000000) >> ((place) & 15) | UINT32_C(0x8000) >> ((place) >> 4 & 15))

/* Two units side by side with which a key begins: first | second << 16. */
static inline uint32_t zz__pair_hash(uint32_t pair)
{
    return pair * 0x9E3779B1u;
}

/*
 * For a finer filter, at places that pass the first: a key of two units (third is 0), and the first
 * three units of a longer one.
 */
static inline uint32_t zz__beginning_hash(uint32_t pair, uint32_t third)
{
    uint32_t hash = pair * 0x85EBCA6Bu + third * 0xC2B2AE35u;

    return (hash ^ hash >> 15) * 0x2C1B3C6Du;
}

/* OpenCC's pipeline: normalize, then cut into segments, then each stage over each segment. */
#define ZZ__MAX_STAGES 4
typedef struct zz__image_program {
    uint32_t normalize; /* table, or ZZ__NONE */
    uint32_t segment;   /* the table whose keys with the segment flag cut, or ZZ__NONE */
    uint32_t stage_count;
    uint32_t stages[ZZ__MAX_STAGES];
    uint32_t joined; /* the table in which two stages are joined, or ZZ__NONE; docs/format.md */
    uint32_t joined_map; /* the map with the default outputs of both stages */
    uint32_t second_map; /* the second stage's map, for the values in `joined`; or ZZ__NONE: they
                            are final */
    uint32_t member;
    uint32_t reserved;
} zz__image_program;

#define ZZ__MAX_SEQUENCE 4
typedef struct zz__image_conversion {
    uint32_t name;    /* offset in STRINGS */
    uint32_t summary;
    uint32_t sequence_count; /* not 0: other conversions one after another, and no program */
    uint32_t sequence[ZZ__MAX_SEQUENCE]; /* each lower than this one's own number */
    uint32_t reserved;
    zz__image_program program[2]; /* [0] with all dictionaries, [1] without the tofu ones */
} zz__image_conversion;

typedef struct zz__image_preset {
    uint32_t name;
    uint32_t steps; /* a recipe string without presets in it */
    uint32_t summary;
    uint32_t reserved;
} zz__image_preset;

/*
 * A dictionary that the image was built from: the keys of a table, and a text like a dictionary's
 * whose lines are added, or take the place of one with their key; a value of U+0001 takes that
 * away.
 */
typedef struct zz__image_source {
    uint32_t name;  /* as STPhrases */
    uint32_t table; /* or ZZ__NONE: the text is all */
    uint32_t keys;  /* ZZ__SOURCE_* */
    uint32_t patch; /* offset in PATCHES */
    uint32_t patch_size;
    uint32_t reserved[3];
} zz__image_source;

enum {
    ZZ__SOURCE_ALL,
    ZZ__SOURCE_CHARACTERS, /* keys of one character */
    ZZ__SOURCE_PHRASES     /* and of more */
};

/* The bytes of an item of a section. */
static inline uint32_t zz__section_item(uint32_t section)
{
    static const uint32_t size[ZZ__SECTION_COUNT] = {
        [ZZ__SECTION_STRINGS] = 1,
        [ZZ__SECTION_PAGES] = 2,
        [ZZ__SECTION_MAPS] = ZZ__MAP * 2,
        [ZZ__SECTION_LABELS] = 2,
        [ZZ__SECTION_LINKS] = 4,
        [ZZ__SECTION_POOL] = 2,
        [ZZ__SECTION_FILTERS] = 4,
        [ZZ__SECTION_TABLES] = sizeof(zz__image_table),
        [ZZ__SECTION_CONVERSIONS] = sizeof(zz__image_conversion),
        [ZZ__SECTION_PRESETS] = sizeof(zz__image_preset),
        [ZZ__SECTION_CONTEXT] = 8,
        [ZZ__SECTION_SOURCES] = sizeof(zz__image_source),
        [ZZ__SECTION_PATCHES] = 1,
    };

    return size[section];
}

/*
 * The context model, what data/context.bin holds. Behind the header lie, in this order and each
 * at a multiple of 8 bytes:
 *   zz__image_set members     characters that are some candidate's, and
 *   uint16_t[member_count]    the number of the candidate, in the order of the set
 *   uint64_t chosen[ZZ__CONTEXT_WORDS]    bits of the members whose Simplified character stands
 *                             for another form too
 *   uint16_t folds[ZZ__CONTEXT_BLOCK_SIZE]    as what each Han character is read
 *   zz__image_set strays      Simplified characters that Traditional text never has, and
 *   uint16_t[stray_count]     their Traditional form, less ZZ__CONTEXT_BLOCK; themselves, where
 *                             they have several; | ZZ__STRAY_NEAR where the two look alike
 *   zz__image_glyph[glyph_count]    characters that the regions write in different ways
 *   uint8_t[ZZ__CONTEXT_GROUPS]      the group of a class (< 128), and of each Han character
 *   zz__image_family[family_count]
 *   zz__image_candidate[candidate_count]    a family's stand together
 *   uint16_t[bucket_count][ZZ__CONTEXT_BUCKET]    a fingerprint and a weight, or 0
 *   zz__image_regional[regional_count]    regional words that context may keep out
 *   uint16_t[regional_bucket_count][ZZ__CONTEXT_BUCKET]    the same as above, of these words
 *   zz__image_edges[edge_bucket_count]    words that run across their edges
 */
#define ZZ__CONTEXT_VERSION 3
#define ZZ__CONTEXT_BLOCK 0x4E00u /* of Han: the first character, how many */
#define ZZ__CONTEXT_BLOCK_SIZE 20992u
#define ZZ__CONTEXT_GROUPS (128u + ZZ__CONTEXT_BLOCK_SIZE)
#define ZZ__STRAY_NEAR 0x8000
#define ZZ__CONTEXT_BUCKET 4u
#define ZZ__CONTEXT_CANDIDATES 8u /* the most a family has */
#define ZZ__CONTEXT_WEIGHT_BITS 6u
#define ZZ__CONTEXT_UNIT 16  /* of a score: so much is one natural unit of log-odds */
#define ZZ__CONTEXT_WEIGHT 4 /* what a weight of one adds to a score */

typedef struct zz__image_context {
    uint32_t version;
    uint32_t family_count;
    uint32_t candidate_count;
    uint32_t member_count;
    uint32_t regional_count;
    uint32_t stray_count;
    uint32_t glyph_count;
    uint32_t bucket_count;
    uint32_t regional_bucket_count;
    uint32_t edge_bucket_count;
} zz__image_context;

/* A set of characters of the block: 64 a word, and before each word how many there are. */
#define ZZ__CONTEXT_WORDS (ZZ__CONTEXT_BLOCK_SIZE / 64u)
typedef struct zz__image_set {
    uint64_t bits[ZZ__CONTEXT_WORDS];
    uint16_t before[ZZ__CONTEXT_WORDS];
} zz__image_set;

typedef struct zz__image_family {
    uint16_t simplified;
    uint16_t first; /* candidate */
    uint16_t count;
    uint16_t natural; /* how many of them its character stands for */
} zz__image_family;

enum {
    ZZ__REGION_STANDARD, /* OpenCC's */
    ZZ__REGION_TAIWAN,
    ZZ__REGION_HONG_KONG,
    ZZ__REGIONS
};

typedef struct zz__image_glyph {
    uint16_t unit[ZZ__REGIONS];
    uint16_t reserved;
} zz__image_glyph;

typedef struct zz__image_candidate {
    uint16_t unit[ZZ__REGIONS]; /* how each region writes it */
    uint16_t family;
    uint16_t bias;
    uint16_t dictionary[ZZ__CONTEXT_CANDIDATES]; /* for each candidate of the family: what is added
                                                    where the dictionary says this one */
    uint8_t free;    /* bits: the candidates between which and this one writers choose */
    uint8_t natural; /* the family's Simplified character may stand for it */
    uint16_t reserved[2];
} zz__image_candidate;

/* A regional word whose place is looked at before it is put in; sorted by hash. */
#define ZZ__REGIONAL_LONGEST 4u /* units of its key */
#define ZZ__REGIONAL_MOST 2048u
typedef struct zz__image_regional {
    uint32_t hash;   /* of its key, zz__regional_hash */
    uint16_t bias;   /* of the log-odds that the text is to stay, signed */
    uint16_t rarity; /* less the logarithm of how often it is used; both in 1/ZZ__CONTEXT_UNIT */
} zz__image_regional;

/* A bucket of words across edges. Their fingerprints are longer: what a single one says counts. A
 * worth of w says (w - ZZ__EDGE_ZERO) * ZZ__EDGE_WORTH / ZZ__CONTEXT_UNIT. */
typedef struct zz__image_edges {
    uint16_t print[ZZ__CONTEXT_BUCKET]; /* the fingerprint's lower bits; 0: none */
    uint8_t worth[ZZ__CONTEXT_BUCKET];  /* its upper three bits, then the worth */
} zz__image_edges;
#define ZZ__EDGE_WORTH 12
#define ZZ__EDGE_ZERO 18
#define ZZ__EDGE_BITS 5 /* of a worth */

#endif
