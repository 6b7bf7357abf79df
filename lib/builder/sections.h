/* SPDX-License-Identifier: Apache-2.0 */
/* The sections of an image while it is built: growing arrays, and maps whose pages are stored
 * once. */
#ifndef ZZ_BUILDER_SECTIONS_H
#define ZZ_BUILDER_SECTIONS_H

#include "base/buffer.h"
#include "base/endian.h"
#include "table/format.h"

typedef struct zz__sections {
    const zz__memory *memory;
    zz__buffer part[ZZ__SECTION_COUNT];
    zz__buffer page_hashes; /* uint32_t a page, to find an equal one */
} zz__sections;

void zz__sections_init(zz__sections *sections, const zz__memory *memory);
void zz__sections_free(zz__sections *sections);

/* Appends a string and its NUL, or finds it; offset is where it stands. */
int32_t zz__sections_string(zz__sections *sections, const char *text, size_t size,
                            uint32_t *offset);

/* Stores a map given as 65536 numbers; equal pages are shared. Until zz__sections_pack, maps have
 * the numbers of whole pages. */
int32_t zz__sections_map(zz__sections *sections, const uint16_t *numbers, uint32_t *map);

/* When all maps are there: lays pages together so that the zeros with which one ends are those with
 * which the next begins. */
int32_t zz__sections_pack(zz__sections *sections);

/* Puts the sections together behind a header, with its checksum, into out. */
int32_t zz__sections_write(const zz__sections *sections, const char *data_version,
                           zz__buffer *out);

#endif
