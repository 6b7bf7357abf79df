/* SPDX-License-Identifier: Apache-2.0 */
/* From definitions and dictionaries to an image. The same input gives the same bytes. */
#ifndef ZZ_BUILDER_BUILD_H
#define ZZ_BUILDER_BUILD_H

#include "base/buffer.h"
#include "builder/group.h"

typedef struct zz__build_input {
    const char *conversions; /* what data/conversions.txt holds */
    size_t conversions_size;
    const char *presets; /* what data/presets.txt holds */
    size_t presets_size;
    const void *context; /* what data/context.bin holds; NULL: no model */
    size_t context_size;
    const char *data_version; /* at most 31 bytes, as "OpenCC 1.4.2" */
    const zz__source *dictionaries;
    bool quick;         /* for an image that is used once, made fast rather than small */
    bool keeps_sources; /* so that others can be built of the dictionaries */
} zz__build_input;

/* Appends the image to out, which is empty. */
int32_t zz__build(const zz__build_input *input, const zz__memory *memory, zz__buffer *out,
                  zz_error *error);

#endif
