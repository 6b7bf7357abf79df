/* SPDX-License-Identifier: Apache-2.0 */
/* Dictionaries as sorted arrays of keys and values, read from OpenCC's text format. */
#ifndef ZZ_BUILDER_DICTIONARY_H
#define ZZ_BUILDER_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

#include "builder/arena.h"
#include "zhengzi.h"

#define ZZ__MAX_UNITS 0xFFFFu /* of a key or a value */

typedef struct zz__units {
    const uint16_t *units;
    uint32_t size;
} zz__units;

typedef struct zz__entry {
    zz__units key;
    zz__units value; /* the default: the first of the values */
    zz__units values; /* where there are several: all, with spaces between them; else size 0 */
    bool segment;    /* also a key of the segmentation */
    bool event;      /* no key, but a place to look closer at; the value is empty */
    uint8_t members; /* as ZZ__RECORD_MEMBER */
    uint32_t line;   /* where it stood: of equal keys the one before */
} zz__entry;

typedef struct zz__dictionary {
    zz__entry *entries; /* sorted by key, no key twice */
    size_t count;
} zz__dictionary;

typedef struct zz__dictionary_text {
    const char *name; /* for messages */
    const char *text;
    size_t size;
    size_t max_key;    /* the most bytes of a key; 0: as many as a table can have */
    bool first_counts; /* of equal keys; else they are refused */
} zz__dictionary_text;

/*
 * Reads text of lines `key TAB value[ SP value...]`; lines beginning with # and empty lines are
 * skipped, a byte order mark and carriage returns at line ends too. On failure error's offset
 * is the byte, and its message names line and column.
 */
int32_t zz__dictionary_read(zz__dictionary *dictionary, zz__arena *arena,
                            const zz__dictionary_text *from, zz_error *error);

/* UTF-8 as units. INVALID_UTF8 with *bad the place, TOO_LARGE, MEMORY. */
int32_t zz__units_read(zz__units *out, zz__arena *arena, const char *text, size_t size,
                       size_t *bad);

/* As memcmp; what another begins with comes before it. */
int zz__units_compare(const zz__units *a, const zz__units *b);

/* Sorts entries that were added in any order; NULL, or a later one of two with equal keys. */
const zz__entry *zz__dictionary_sort(zz__dictionary *dictionary);

/* Of sorted entries with equal keys, only the first stays. */
void zz__dictionary_unique(zz__dictionary *dictionary);

/* The keys that have several values, a space behind each (so that no map has them, but the trie
 * alone), with all their values. */
int32_t zz__dictionary_choices(zz__dictionary *out, zz__arena *arena, const zz__dictionary *a);

/* The entry of a key; NULL where there is none. */
const zz__entry *zz__dictionary_find(const zz__dictionary *dictionary, const uint16_t *key,
                                     size_t size);

#endif
