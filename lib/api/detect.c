/* SPDX-License-Identifier: Apache-2.0 */
#include "api/data.h"
#include "api/versioned.h"
#include "detect/detect.h"

int32_t zz_detection_init(zz_detection *detection, size_t size)
{
    return zz__struct_init(detection, size, sizeof *detection);
}

int32_t zz_detect(const zz_data *data, const char *text, size_t size, zz_detection *detection)
{
    zz__detector detector;
    zz__image image;

    if (detection == NULL || (text == NULL && size != 0))
        return ZZ_ERROR_ARGUMENT;
    if (!zz__struct_fits(detection->size, sizeof *detection))
        return ZZ_ERROR_STRUCT_SIZE;
    zz__data_image(data, &image);
    zz__detector_locate(&detector, &image);
    zz__detect_count(&detector, (const uint8_t *)text, size, detection);
    zz__detect_judge(detection);
    return ZZ_OK;
}
