/* SPDX-License-Identifier: Apache-2.0 */
#include "api/report.h"

#include <string.h>

int32_t zz_report_init(zz_report *report, size_t size)
{
    if (report == NULL)
        return ZZ_ERROR_ARGUMENT;
    if (size < sizeof *report || size > 4096)
        return ZZ_ERROR_STRUCT_SIZE;
    memset(report, 0, size);
    report->size = (uint32_t)size;
    report->invalid_offset = UINT64_MAX;
    return ZZ_OK;
}

int32_t zz__report_check(const zz_report *report)
{
    if (report == NULL)
        return ZZ_OK;
    if (report->size < sizeof *report || report->size > 4096)
        return ZZ_ERROR_STRUCT_SIZE;
    return (report->want & ~ZZ__WANTS) != 0 ? ZZ_ERROR_ARGUMENT : ZZ_OK;
}

uint32_t zz__report_want(const zz_report *report)
{
    return report != NULL ? report->want : 0;
}

void zz__report_fill(zz_report *report, const zz__pipeline *pipeline)
{
    zz__pipeline_report(pipeline, report);
}
