/* SPDX-License-Identifier: Apache-2.0 */
#include "recipe/contexts.h"

const zz__context_name zz__context_names[] = {
    {"s2t:context", "as s2t, ambiguous characters chosen by context", "s2t", &zz__step_choose,
     ZZ__REGION_STANDARD, NULL},
    {"s2tw:context", "as s2tw, ambiguous characters chosen by context", "s2tw", &zz__step_choose,
     ZZ__REGION_TAIWAN, NULL},
    {"s2twp:context", "as s2twp, ambiguous characters chosen by context", "s2t", &zz__step_choose,
     ZZ__REGION_STANDARD, "t2twp"},
    {"s2hk:context", "as s2hk, ambiguous characters chosen by context", "s2hk", &zz__step_choose,
     ZZ__REGION_HONG_KONG, NULL},
    {"s2hkp:context", "as s2hkp, ambiguous characters chosen by context", "s2t", &zz__step_choose,
     ZZ__REGION_STANDARD, "t2hkp"},
    {"repair", "mends badly converted Traditional text; writes Taiwan's glyphs", NULL,
     &zz__step_repair, ZZ__REGION_TAIWAN, NULL},
    {"repair:t", "mends badly converted Traditional text; writes OpenCC's standard glyphs", NULL,
     &zz__step_repair, ZZ__REGION_STANDARD, NULL},
    {"repair:tw", "mends badly converted Traditional text; writes Taiwan's glyphs", NULL,
     &zz__step_repair, ZZ__REGION_TAIWAN, NULL},
    {"repair:hk", "mends badly converted Traditional text; writes Hong Kong's glyphs", NULL,
     &zz__step_repair, ZZ__REGION_HONG_KONG, NULL},
};
