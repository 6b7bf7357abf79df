/* SPDX-License-Identifier: Apache-2.0 */
/* The tables that an image needs: each is asked for once, and all are made when they are known. */
#ifndef ZZ_BUILDER_REQUESTS_H
#define ZZ_BUILDER_REQUESTS_H

#include "builder/group.h"
#include "builder/sections.h"

/* A table asked for: an expression with or without its tofu, and the keys it cuts at. */
typedef struct zz__request {
    zz__slice expression; /* size 0: no expression names it */
    zz__slice segment;    /* size 0: none */
    bool tofu;
    zz__dictionary plain;      /* what the expression says */
    zz__dictionary dictionary; /* and with what joined conversions need */
    uint32_t member_count;     /* joined conversions that share it */
    uint32_t choices;          /* the request for its keys' other values; ZZ__NONE: none has any */
    uint32_t number;           /* of the table, once made */
} zz__request;

#define ZZ__MAX_REQUESTS 256
typedef struct zz__requests {
    zz__arena *arena;
    zz__groups groups;
    zz__request items[ZZ__MAX_REQUESTS];
    uint32_t count;
    zz_error *error; /* only what has more to say than a status is put there */
} zz__requests;

/* Finds or makes the request for an expression; segment has size 0 where it does not cut. What it
 * cuts at must be among its keys, else *which is ZZ__NONE. */
int32_t zz__request_find(zz__requests *requests, const zz__slice *expression,
                         const zz__slice *segment, bool tofu, uint32_t *which);

/* An empty one, for a table that no expression names; NULL: there are too many. */
zz__request *zz__request_add(zz__requests *requests);

/* For a stage: asks for the values that its keys have besides the first, as a table of their
 * own. */
int32_t zz__request_choices(zz__requests *requests, uint32_t which);

int32_t zz__requests_make(zz__requests *requests, zz__sections *sections, bool quick);

/* The table made for one, as an image stores it; of ZZ__NONE the same. */
uint32_t zz__request_table(const zz__requests *requests, uint32_t which);

/* The tables, at most ZZ__MAX_REQUESTS, whose expressions name a dictionary; returns how many. */
uint32_t zz__requests_naming(const zz__requests *requests, const zz__slice *name,
                             uint32_t *tables);

#endif
