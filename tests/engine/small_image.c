/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/small_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crc32.h"
#include "base/endian.h"
#include "builder/build.h"
#include "table/format.h"

/* One stage, two stages that are joined, two that can't be, and a sequence. */
static const char conversions[] =
    "conversion one\n summary one stage\n normalize N\n stage (P | Q) > C\n"
    "conversion two\n summary two stages\n normalize N\n segment P | Q\n"
    " stage (P | Q) > C\n stage V > W\n"
    "conversion back\n summary two stages the other way\n segment R\n stage X\n stage R > ?T > D\n"
    "conversion all\n summary a sequence\n sequence two back\n";

static const char presets[] = "preset tidy\n summary two steps\n steps invisible,nfc\n";

static const char *const books[][2] = {
    {"N", "\xEF\xA8\x99\t神\n"},
    {"P", "头发\t頭髮\n闪存\t閃存\n里面\t裏面\n少数组织\t少數組織\n理发师\t理髮師\na一\tb壹\n"},
    {"Q", "发面\t發麪 發面\n改变量子比特\t改變量子位元\n"},
    {"C", "头\t頭\n发\t發 髮\n里\t裏 里\n闪\t閃\n㐷\t傌 𠌥\n𠀾\t𠁞\n"},
    {"V", "閃存\t快閃記憶體\n裏面\t裡面\n"},
    {"W", "裏\t裡\n麪\t麵\n"},
    {"X", "裡\t裏\n"},
    {"R", "頭髮\t头发\n快閃記憶體\t闪存\n"},
    {"T", "𠁞\t𠀾\n"},
    {"D", "頭\t头\n髮\t发\n發\t发\n裏\t里\n"},
};

static int32_t load(void *ctx, const char *name, const char **text, size_t *size, zz_error *error)
{
    size_t i;

    (void)ctx;
    for (i = 0; i < sizeof books / sizeof *books; i++) {
        if (strcmp(books[i][0], name) == 0) {
            *text = books[i][1];
            *size = strlen(*text);
            return ZZ_OK;
        }
    }
    memset(error, 0, sizeof *error);
    error->status = ZZ_ERROR_FILE;
    return ZZ_ERROR_FILE;
}

uint8_t *small_image(size_t *size)
{
    zz__memory memory = zz__memory_default();
    zz__source source = {load, NULL, NULL};
    zz__build_input input;
    zz__buffer image;
    zz_error error;
    uint8_t *copy = NULL;

    memset(&input, 0, sizeof input);
    input.conversions = conversions;
    input.conversions_size = sizeof conversions - 1;
    input.presets = presets;
    input.presets_size = sizeof presets - 1;
    input.data_version = "small";
    input.dictionaries = &source;
    input.keeps_sources = true;
    zz__buffer_init(&image, &memory);
    if (zz__build(&input, &memory, &image, &error) == ZZ_OK) {
        copy = malloc(image.size);
        if (copy != NULL)
            memcpy(copy, image.bytes, image.size);
        *size = image.size;
    } else {
        fprintf(stderr, "small image: %s\n", error.message);
    }
    zz__buffer_free(&image);
    return copy;
}

void small_image_sign(uint8_t *image, size_t size)
{
    uint64_t stated = zz__le64(size);
    uint32_t checksum = 0;

    if (size < sizeof(zz__image_header))
        return;
    memcpy(image + offsetof(zz__image_header, size), &stated, sizeof stated);
    memcpy(image + offsetof(zz__image_header, checksum), &checksum, sizeof checksum);
    checksum = zz__le32(zz__crc32(0, image, size));
    memcpy(image + offsetof(zz__image_header, checksum), &checksum, sizeof checksum);
}

/* Dictionaries of both images, taken out of the tables again. */
static void use_sources(const zz_options *options)
{
    static const char *const names[] = {"P", "C", "T", "TWVariants"};
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++) {
        zz_recipe *recipe;
        zz_result *result;
        char json[128];

        snprintf(json, sizeof json,
                 "{\"conversion_chain\":[{\"dict\":{\"type\":\"builtin\",\"name\":\"%s\"}}]}",
                 names[i]);
        if (zz_recipe_open_config(json, ZZ_TERMINATED, NULL, NULL, options, &recipe, NULL) != ZZ_OK)
            continue;
        if (zz_convert(recipe, "头发里裏", 12, &result, NULL) == ZZ_OK)
            zz_result_free(result);
        zz_recipe_close(recipe);
    }
}

size_t small_image_use(const zz_data *data)
{
    /* Words of the small image and of the built-in one, beside what ends a run of them. */
    static const char text[] = "头发里面的闪存发面 a一 改变量子比特 㐷𠀾\xEF\xA8\x99 头\xFF"
                               "⿰虫\xEF\xB8\x80 頭髮裡面快閃記憶體，少数组织";
    uint32_t index, kind;
    const char *name;
    zz_options options;
    zz_detection detection;
    size_t made = 0;

    zz_options_init(&options, sizeof options);
    options.data = data;
    zz_detection_init(&detection, sizeof detection);
    zz_detect(data, text, sizeof text - 1, &detection);
    use_sources(&options);
    for (index = 0; zz_catalog(data, index, &kind, &name, NULL) == ZZ_OK && index < 256; index++) {
        zz_recipe *recipe;
        zz_result *result;
        zz_alternatives *found;

        /* The clean-up steps ask the image for nothing. */
        if (kind == ZZ_CATALOG_STEP ||
            zz_recipe_open(name, ZZ_TERMINATED, &options, &recipe, NULL) != ZZ_OK)
            continue;
        if (zz_convert(recipe, text, sizeof text - 1, &result, NULL) == ZZ_OK) {
            zz_result_free(result);
            made++;
        }
        if (zz_alternatives_find(recipe, text, 24, &found) == ZZ_OK)
            zz_alternatives_free(found);
        zz_recipe_close(recipe);
    }
    return made;
}
