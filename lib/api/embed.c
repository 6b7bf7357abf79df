/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Links in the image that zhengzi-compile made. Ninja can't see what .incbin reads, so the build
 * writes image_checksum.h with it: a new image changes that header, and this file is
 * compiled again.
 */
#include "api/embed.h"
#include "image_checksum.h"

#if defined(__APPLE__)
#define ZZ_RODATA ".const_data\n"
#define ZZ_NAME "_zz__embedded_image"
#define ZZ_HIDDEN ".private_extern " ZZ_NAME "\n"
#define ZZ_BACK ".text\n"
#elif defined(_WIN32)
#define ZZ_RODATA ".section .rdata, \"dr\"\n"
#define ZZ_NAME "zz__embedded_image"
#define ZZ_HIDDEN ""
#define ZZ_BACK ".text\n"
#else
#define ZZ_RODATA ".pushsection .rodata.zz_image, \"a\"\n"
#define ZZ_NAME "zz__embedded_image"
#define ZZ_HIDDEN ".hidden " ZZ_NAME "\n.type " ZZ_NAME ", %object\n"
#define ZZ_BACK ".size " ZZ_NAME ", . - " ZZ_NAME "\n.popsection\n"
#endif

__asm__(ZZ_RODATA ".balign 64\n.globl " ZZ_NAME "\n" ZZ_HIDDEN ZZ_NAME ":\n.incbin \"" ZZ_IMAGE_PATH
        "\"\n" ZZ_BACK);
