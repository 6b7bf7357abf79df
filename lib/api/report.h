/* SPDX-License-Identifier: Apache-2.0 */
/* A caller's zz_report, of another version maybe. */
#ifndef ZZ_API_REPORT_H
#define ZZ_API_REPORT_H

#include "pipeline/pipeline.h"

#define ZZ__WANTS (ZZ_WANT_CHANGES | ZZ_WANT_EDITS | ZZ_WANT_ALTERNATIVES)

/* NULL is fine. What a newer caller has at the end of its own becomes 0. */
int32_t zz__report_check(zz_report *report);
uint32_t zz__report_want(const zz_report *report);
void zz__report_fill(zz_report *report, const zz__pipeline *pipeline);

#endif
