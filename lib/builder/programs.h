/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The programs of conversions: the tables that run one after another. While they are made they hold
 * the numbers of requests, from zz__program_store on those of tables, in an image's byte order.
 */
#ifndef ZZ_BUILDER_PROGRAMS_H
#define ZZ_BUILDER_PROGRAMS_H

#include "builder/requests.h"

/* Maps of a joined program, to be stored once the map of codes is. */
typedef struct zz__pending_maps {
    zz__image_program *program;
    const uint16_t *outputs;
    const uint16_t *second;
} zz__pending_maps;

typedef struct zz__programs {
    zz__requests *requests;
    zz__pending_maps pending[ZZ__MAX_REQUESTS];
    uint32_t pending_count;
} zz__programs;

/* Fills in a program, and asks for its tables. */
int32_t zz__program_make(zz__requests *requests, const zz__definition *item, bool tofu,
                         zz__image_program *program);

/* Joins the stages of a program where that can be done; the program must stay where it is. */
int32_t zz__program_join(zz__programs *programs, const zz__definition *item,
                         zz__image_program *program);

/* When the tables are made: stores the maps of joined programs. */
int32_t zz__programs_store_maps(zz__programs *programs, zz__sections *sections);

bool zz__program_is(const zz__image_program *a, const zz__image_program *b);
void zz__program_store(const zz__requests *requests, zz__image_program *program);

#endif
