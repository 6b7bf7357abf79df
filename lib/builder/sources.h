/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dictionaries that an image was built from, so that others can be built of them. Most of what
 * they hold is in the tables; a source names the table that is most like it, and says in a
 * text of its own where it differs.
 */
#ifndef ZZ_BUILDER_SOURCES_H
#define ZZ_BUILDER_SOURCES_H

#include "builder/list.h"
#include "builder/sections.h"

/* Whether there is one of that name; *number is which. */
bool zz__source_find(const zz__stored *image, const char *name, size_t size, uint32_t *number);

/* Makes it again. MEMORY, IMAGE_DAMAGED. */
int32_t zz__source_make(const zz__lists *lists, uint32_t number, zz__arena *arena,
                        zz__dictionary *out);

/* Adds a dictionary to the sections of a finished image: as it differs from the best of the
 * tables, or whole. */
int32_t zz__source_add(zz__sections *sections, const char *name, size_t size,
                       const zz__dictionary *dictionary, const uint32_t *tables, size_t count);

#endif
