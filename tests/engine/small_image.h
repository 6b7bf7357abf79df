/* SPDX-License-Identifier: Apache-2.0 */
/* An image of a few words, small enough to damage every bit of it; made anew by the builder. */
#ifndef ZZ_TESTS_SMALL_IMAGE_H
#define ZZ_TESTS_SMALL_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "zhengzi.h"

/* At a multiple of eight; freed by free(). NULL, and a message on stderr, where that fails. */
uint8_t *small_image(size_t *size);

/* Writes the size and the checksum that an image of these bytes would state. */
void small_image_sign(uint8_t *image, size_t size);

/* Runs text by every name in the catalog of the data; how many conversions it made. What is not
 * ZZ_OK is left out. */
size_t small_image_use(const zz_data *data);

#endif
