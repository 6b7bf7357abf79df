/* SPDX-License-Identifier: Apache-2.0 */
#include "config/config.h"

#include <string.h>

#include "base/error.h"
#include "builder/build.h"
#include "config/leaves.h"

static int32_t build_image(const zz__plan *plan, const zz__config_input *input, bool replaces,
                           zz__buffer *image)
{
    zz__leaves leaves;
    zz__source source = {NULL, &leaves, zz__leaf_make};
    zz__build_input build;

    zz__leaves_init(&leaves, plan, input->builtin);
    leaves.load = input->load;
    leaves.ctx = input->ctx;
    leaves.replaces = replaces;
    memset(&build, 0, sizeof build);
    build.conversions = (const char *)plan->definitions.bytes;
    build.conversions_size = plan->definitions.size;
    build.data_version = "configuration";
    build.dictionaries = &source;
    build.quick = true;
    return zz__build(&build, plan->json->memory, image, plan->json->error);
}

/* The recipe takes the image over; its checks are for what the builder may have got wrong. */
static int32_t compile(zz_recipe **out, zz__buffer *bytes, const zz__plan *plan,
                       const zz_options *options)
{
    const zz__memory *memory = plan->json->memory;
    zz_error *error = plan->json->error;
    size_t size = bytes->size;
    zz__image image;
    uint8_t *fitting = zz__resize(memory, bytes->bytes, bytes->capacity, size);
    int32_t status;

    if (fitting == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    bytes->bytes = fitting;
    bytes->capacity = size;
    status = zz__image_open(&image, fitting, size, error);
    if (status == ZZ_OK)
        status = zz__recipe_compile(out, &image, memory, options, (char *)plan->recipe.bytes,
                                    plan->recipe.size, error);
    if (status != ZZ_OK)
        return status;
    (*out)->image = fitting;
    (*out)->image_size = size;
    bytes->owned = false;
    return ZZ_OK;
}

int32_t zz__config_compile(zz_recipe **out, const zz__config_input *input,
                           const zz__memory *memory, const zz_options *options, zz_error *error)
{
    zz__json json = {.memory = memory, .name = input->name, .text = input->json,
                     .size = input->size, .error = error};
    zz__plan *plan = zz__new(memory, sizeof *plan);
    zz__buffer image;
    int32_t status;

    if (plan == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    zz__buffer_init(&image, memory);
    zz__plan_init(plan, &json, (options->flags & ZZ_NO_TOFU) == 0);
    status = zz__json_open(&json);
    if (status == ZZ_OK)
        status = zz__plan_make(plan);
    if (status == ZZ_OK)
        status = build_image(plan, input, (options->flags & ZZ_BUILTIN_DICTIONARIES) != 0, &image);
    if (status == ZZ_OK)
        status = compile(out, &image, plan, options);
    zz__buffer_free(&image);
    zz__plan_free(plan);
    zz__json_close(&json);
    zz__delete(memory, plan, sizeof *plan);
    return status;
}
