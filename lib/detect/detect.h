/* SPDX-License-Identifier: Apache-2.0 */
/* Which script and region a text is written in, from what the conversions' tables tell apart. */
#ifndef ZZ_DETECT_DETECT_H
#define ZZ_DETECT_DETECT_H

#include "match/match.h"

/* The tables asked, of conversions of their names; which of them the image has. */
typedef struct zz__detector {
    zz__table s2t, t2s, t2tw, tw2t, t2hk, hk2t, jp2t;
    bool has_scripts; /* s2t and t2s */
    bool has_regions; /* t2tw, tw2t, t2hk, hk2t */
    bool has_japanese;
} zz__detector;

void zz__detector_locate(zz__detector *detector, const zz__image *image);

/* Adds what the text holds to the counts. */
void zz__detect_count(const zz__detector *detector, const uint8_t *text, size_t size,
                      zz_detection *detection);

/* Sets script, region and their scores by the counts. */
void zz__detect_judge(zz_detection *detection);

#endif
