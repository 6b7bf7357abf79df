/* SPDX-License-Identifier: Apache-2.0 */
#include "api/report.h"

#include "api/sizes.h"

#define FIRST_SIZE ZZ__SIZE_WITH(zz_report, changes)

int32_t zz_report_init(zz_report *report, size_t size)
{
    if (report == NULL)
        return ZZ_ERROR_ARGUMENT;
    if (!zz__size_is_right(size, FIRST_SIZE))
        return ZZ_ERROR_STRUCT_SIZE;
    memset(report, 0, size);
    report->size = (uint32_t)size;
    report->invalid_offset = UINT64_MAX;
    return ZZ_OK;
}

int32_t zz__report_check(zz_report *report)
{
    if (report == NULL)
        return ZZ_OK;
    if (!zz__size_is_right(report->size, FIRST_SIZE))
        return ZZ_ERROR_STRUCT_SIZE;
    if ((report->want & ~ZZ__WANTS) != 0)
        return ZZ_ERROR_ARGUMENT;
    zz__clear_unknown(report, sizeof *report, report->size);
    return ZZ_OK;
}

uint32_t zz__report_want(const zz_report *report)
{
    return report != NULL ? report->want : 0;
}

void zz__report_fill(zz_report *report, const zz__pipeline *pipeline)
{
    zz__pipeline_report(pipeline, report);
}
