/* SPDX-License-Identifier: Apache-2.0 */
#include "api/report.h"

#include "api/versioned.h"

int32_t zz_report_init(zz_report *report, size_t size)
{
    int32_t status = zz__struct_init(report, size, sizeof *report);

    if (status == ZZ_OK)
        report->invalid_offset = UINT64_MAX;
    return status;
}

int32_t zz__report_check(const zz_report *report)
{
    if (report == NULL)
        return ZZ_OK;
    if (!zz__struct_fits(report->size, sizeof *report))
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
