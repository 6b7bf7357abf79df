/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "api/data.h"
#include "detect/detect.h"

int32_t zz_detection_init(zz_detection *detection, size_t size)
{
    if (detection == NULL)
        return ZZ_ERROR_ARGUMENT;
    if (size < sizeof *detection || size > 4096)
        return ZZ_ERROR_STRUCT_SIZE;
    memset(detection, 0, size);
    detection->size = (uint32_t)size;
    return ZZ_OK;
}

int32_t zz_detect(const zz_data *data, const char *text, size_t size, zz_detection *detection)
{
    zz__detector detector;
    zz__image image;

    if (detection == NULL || (text == NULL && size != 0))
        return ZZ_ERROR_ARGUMENT;
    if (detection->size < sizeof *detection || detection->size > 4096)
        return ZZ_ERROR_STRUCT_SIZE;
    zz__data_image(data, &image);
    zz__detector_locate(&detector, &image);
    zz__detect_count(&detector, (const uint8_t *)text, size, detection);
    zz__detect_judge(detection);
    return ZZ_OK;
}
