/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Damaged images: single bits flipped and images cut short, as they come and with size and checksum
 * put right again. As they come all must be refused; put right, they are refused by the checks of
 * the structure, or opened, and then every conversion runs. A crash, or what a sanitizer finds,
 * ends the program.
 *
 * usage: images [quick | N]    N: one fault in so many
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/embed.h"
#include "engine/small_image.h"
#include "faults/faults.h"
#include "unit/share.h"

typedef struct image {
    uint8_t *at;
    size_t size;
} image;

/* Opens the bytes in a block of their very size, and converts where that works. */
static void try_image(tally *t, const uint8_t *at, size_t size, bool must_refuse)
{
    uint8_t *block = malloc(size + !size);
    zz_data *data;
    zz_error error;
    int32_t status;
    bool right;

    if (block == NULL)
        exit(1);
    memcpy(block, at, size);
    status = zz_data_open_memory(block, size, NULL, &data, &error);
    right = status == ZZ_OK
                ? !must_refuse
                : (status == ZZ_ERROR_IMAGE_DAMAGED || status == ZZ_ERROR_IMAGE_VERSION) &&
                      error.status == status && error.offset <= size && error.message[0] != '\0';
    if (status == ZZ_OK)
        small_image_use(data);
    zz_data_close(data);
    free(block);
    tally_add(t, status != ZZ_OK, right);
}

/* Size and checksum are 4 and 8 bytes of the header: what is put right there is no damage. */
static bool is_signature(size_t byte)
{
    return byte >= 12 && byte < 24;
}

static void flip(tally *t, const image *i, size_t bit, bool sign)
{
    uint8_t kept[24];

    memcpy(kept, i->at, sizeof kept);
    i->at[bit / 8] ^= (uint8_t)(1u << bit % 8);
    if (sign)
        small_image_sign(i->at, i->size);
    try_image(t, i->at, i->size, !sign);
    i->at[bit / 8] ^= (uint8_t)(1u << bit % 8);
    memcpy(i->at, kept, sizeof kept);
}

/* How many of the faults: samples at random; where that is 0, one in `step`. */
typedef struct share {
    size_t samples, step;
} share;

static bool flips(const char *name, const image *i, share some, bool sign)
{
    tally t = {name, 0, 0, 0};
    size_t samples = some.samples, count = samples != 0 ? samples : i->size * 8, k;
    uint64_t state = 1;

    for (k = 0; k < count; k += samples != 0 ? 1 : some.step) {
        size_t bit = samples != 0 ? (size_t)(next_number(&state) % (i->size * 8)) : k;

        if (!sign || !is_signature(bit / 8))
            flip(&t, i, bit, sign);
    }
    return tally_print(&t);
}

static bool cuts(const char *name, const image *i, share some, bool sign)
{
    tally t = {name, 0, 0, 0};
    uint8_t *copy = malloc(i->size);
    size_t samples = some.samples, count = samples != 0 ? samples : i->size, k;
    uint64_t state = 2;

    if (copy == NULL)
        exit(1);
    for (k = 0; k < count; k += samples != 0 ? 1 : some.step) {
        size_t size = samples != 0 ? (size_t)(next_number(&state) % i->size) : k;

        memcpy(copy, i->at, size);
        if (sign)
            small_image_sign(copy, size);
        try_image(&t, copy, size, !sign);
    }
    free(copy);
    return tally_print(&t);
}

/* Fields of 32 bits overwritten by the nastiest numbers, one to three at a time. */
static bool numbers(const char *name, const image *i, size_t samples)
{
    static const uint32_t nasty[] = {0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x1FFFFFFF,
                                     0x7FFFFFFF, 0x80000000u, 0xFFFFFFF0u, 0xFFFFFFFFu};
    tally t = {name, 0, 0, 0};
    uint8_t *copy = malloc(i->size);
    uint64_t state = 3;
    size_t k;

    if (copy == NULL)
        exit(1);
    for (k = 0; k < samples; k++) {
        uint64_t times = next_number(&state) % 3 + 1;

        memcpy(copy, i->at, i->size);
        for (; times > 0; times--) {
            uint32_t value = nasty[next_number(&state) % (sizeof nasty / sizeof *nasty)];
            size_t at = (size_t)(next_number(&state) % (i->size / 4 - 1)) * 4;

            memcpy(copy + at, &value, sizeof value);
        }
        small_image_sign(copy, i->size);
        try_image(&t, copy, i->size, false);
    }
    free(copy);
    return tally_print(&t);
}

static image builtin(void)
{
    image i = {NULL, 0};
    int k;

    for (k = 7; k >= 0; k--)
        i.size = i.size << 8 | zz__embedded_image[16 + k];
    i.at = malloc(i.size);
    if (i.at == NULL)
        exit(1);
    memcpy(i.at, zz__embedded_image, i.size);
    return i;
}

/* The number of the usage; 0: quick. */
static size_t step_of(int argc, char **argv)
{
    size_t step = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;

    return step != 0 ? step : is_quick(argc, argv) ? 0 : 1;
}

int main(int argc, char **argv)
{
    size_t step = step_of(argc, argv), many = step == 0 ? 2000 / SHARE : 200000 / step;
    share of_small = {step == 0 ? many : 0, step};
    share of_large = {step == 0 ? 100 / SHARE : 1 + 999 / step, 0};
    image large = builtin(), small = {NULL, 0};
    bool right;

    small.at = small_image(&small.size);
    if (small.at == NULL)
        return 1;
    printf("small image: %lu bytes; built-in image: %lu bytes\n", (unsigned long)small.size,
           (unsigned long)large.size);
    right = flips("small image, a bit flipped", &small, of_small, false);
    right = flips("small image, a bit flipped, signed anew", &small, of_small, true) && right;
    right = cuts("small image, cut short", &small, of_small, false) && right;
    right = cuts("small image, cut short, signed anew", &small, of_small, true) && right;
    right = numbers("small image, 1-3 numbers overwritten, signed anew", &small, many) && right;
    right = flips("built-in image, a bit flipped", &large, of_large, false) && right;
    right = flips("built-in image, a bit flipped, signed anew", &large, of_large, true) && right;
    right = cuts("built-in image, cut short", &large, of_large, false) && right;
    right = cuts("built-in image, cut short, signed anew", &large, of_large, true) && right;
    right = numbers("built-in image, 1-3 numbers overwritten, signed anew", &large,
                    of_large.samples) && right;
    free(small.at);
    free(large.at);
    return right ? 0 : 1;
}
