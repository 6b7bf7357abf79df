/* SPDX-License-Identifier: Apache-2.0 */
#include "api/data.h"
#include "api/sizes.h"
#include "detect/detect.h"

#define FIRST_SIZE ZZ__SIZE_WITH(zz_detection, hong_kong)

int32_t zz_detection_init(zz_detection *detection, size_t size)
{
    if (detection == NULL)
        return ZZ_ERROR_ARGUMENT;
    if (!zz__size_is_right(size, FIRST_SIZE))
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
    if (!zz__size_is_right(detection->size, FIRST_SIZE))
        return ZZ_ERROR_STRUCT_SIZE;
    zz__clear_unknown(detection, sizeof *detection, detection->size);
    zz__data_image(data, &image);
    zz__detector_locate(&detector, &image);
    zz__detect_count(&detector, (const uint8_t *)text, size, detection);
    zz__detect_judge(detection);
    return ZZ_OK;
}
