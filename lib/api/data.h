/* SPDX-License-Identifier: Apache-2.0 */
/* The image a call works with: the caller's, or the one linked in. */
#ifndef ZZ_API_DATA_H
#define ZZ_API_DATA_H

#include "table/image.h"

/* data may be NULL: the image linked in. */
void zz__data_image(const zz_data *data, zz__image *image);

/* Takes a caller's options, of another version maybe; NULL: the defaults. Where it fails, error
 * says which field is wrong. */
int32_t zz__options_take(const zz_options *given, zz_options *taken, zz_error *error);

#endif
