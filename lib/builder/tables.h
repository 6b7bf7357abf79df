/* SPDX-License-Identifier: Apache-2.0 */
/* All tables of an image, and the map of codes and the double array that they share. */
#ifndef ZZ_BUILDER_TABLES_H
#define ZZ_BUILDER_TABLES_H

#include "builder/dictionary.h"
#include "builder/sections.h"

/* numbers: of the tables made of the dictionaries. */
int32_t zz__tables_make(zz__sections *sections, zz__arena *arena,
                        const zz__dictionary *const *dictionaries, uint32_t count, bool quick,
                        uint32_t *numbers);

#endif
