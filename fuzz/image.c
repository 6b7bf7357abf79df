/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Data images with bytes changed and cut short, their checksum put right again: refused with a
 * status and a place inside, or harmless to convert with.
 *
 * The first byte: bit 0: the image built in instead of a small one; bit 1: not at a multiple of
 * eight, so that the bytes are copied; bit 2: the checksum stays wrong; bit 3: all of the rest is
 * the image. Else the rest is changes of eight bytes each: three that say where, little-endian and
 * modulo the size; how many to write, or 0x80 and more: the image ends there; four to write.
 */
#include "common.h"

#include <stdlib.h>
#include <string.h>

#include "api/embed.h"
#include "engine/small_image.h"

static uint8_t *small, *builtin; /* builtin is a copy, and always whole again between inputs */
static size_t small_size, builtin_size;

static void prepare(void)
{
    int i;

    for (i = 7; i >= 0; i--) /* the size, from its header, little-endian */
        builtin_size = builtin_size << 8 | zz__embedded_image[16 + i];
    builtin = malloc(builtin_size);
    small = small_image(&small_size);
    if (builtin == NULL || small == NULL)
        fuzz_fail("image", "the images can't be made");
    memcpy(builtin, zz__embedded_image, builtin_size);
}

/* Applies the changes; the size that is left. */
static size_t change(uint8_t *image, size_t size, const uint8_t *data, size_t data_size)
{
    for (; data_size >= 8 && size > 0; data += 8, data_size -= 8) {
        size_t at = ((size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16) % size;
        size_t count = data[3] % 4u + 1, i;

        if (data[3] >= 0x80)
            size = at;
        for (i = 0; i < count && at + i < size; i++)
            image[at + i] = data[4 + i];
    }
    return size;
}

static void check(const uint8_t *image, size_t size)
{
    zz_error error;
    zz_data *data;
    int32_t status = zz_data_open_memory(image, size, NULL, &data, &error);

    if (status != error.status || (status == ZZ_OK) != (data != NULL))
        fuzz_fail("image", "the status, the error and the data do not agree");
    if (status != ZZ_OK &&
        ((status != ZZ_ERROR_IMAGE_DAMAGED && status != ZZ_ERROR_IMAGE_VERSION) ||
         error.offset > size || error.message[0] == '\0'))
        fuzz_fail("image", "the error does not say where or why");
    if (status != ZZ_OK)
        return;
    small_image_use(data);
    zz_data_close(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *scratch, *block;
    const uint8_t *from;
    size_t left, shift;
    uint8_t how;

    if (small == NULL)
        prepare();
    if (size == 0)
        return 0;
    how = *data++;
    left = --size;
    shift = how & 2 ? 1 : 0;
    from = data;
    if (!(how & 8)) {
        from = how & 1 ? builtin : small;
        left = how & 1 ? builtin_size : small_size;
    }
    scratch = malloc(left + 1);
    if (scratch == NULL)
        return 0;
    memcpy(scratch, from, left);
    if (!(how & 8))
        left = change(scratch, left, data, size);
    if (!(how & 4))
        small_image_sign(scratch, left);
    /* Of its very size, so that a read past its end is seen. */
    block = malloc(left + shift + !left);
    if (block != NULL) {
        memcpy(block + shift, scratch, left);
        check(block + shift, left);
    }
    free(block);
    free(scratch);
    return 0;
}
