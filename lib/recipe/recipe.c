/* SPDX-License-Identifier: Apache-2.0 */
#include "recipe/recipe.h"

#include <string.h>

#include "base/error.h"
#include "recipe/contexts.h"
#include "recipe/parse.h"

static uint32_t count_kind(const zz__parsed *parsed, bool conversions)
{
    uint32_t count = 0, i;

    for (i = 0; i < parsed->count; i++)
        count += (parsed->items[i].name.kind == ZZ_CATALOG_CONVERSION) == conversions;
    return count;
}

/* Of the items, those that ask the context model. */
static uint32_t count_choices(const zz__parsed *parsed)
{
    uint32_t count = 0, i;

    for (i = 0; i < parsed->count; i++)
        count += zz__is_context(&parsed->items[i].name) || parsed->items[i].judged;
    return count;
}

static void add_conversion(zz_recipe *recipe, zz__step *step, zz__conversion *conversion,
                           const zz__image_program *program, const zz__image *image)
{
    zz__conversion_locate(conversion, image, program, &recipe->memory);
    step->type = zz__conversion_type(conversion);
    step->self = conversion;
    step->growth = zz__conversion_growth(conversion);
}

static void add_clean(zz_recipe *recipe, zz__step *step, zz__clean_options *options,
                      const zz__parsed_item *item, const zz__parsed *parsed, size_t furniture_size)
{
    options->value = item->value;
    options->unprotected = parsed->unprotected;
    options->lines = recipe->furniture;
    options->lines_size = furniture_size;
    step->type = zz__clean_steps[item->name.number];
    step->self = options;
    step->growth = step->type->growth;
}

/* The caller's words come before all steps. */
static void add_terms(zz_recipe *recipe)
{
    zz__step *step = &recipe->steps[recipe->step_count++];

    step->type = &zz__step_terms;
    step->self = recipe->terms;
    step->name = step->type->name;
    step->growth = recipe->terms->growth;
}

#ifdef ZZ_CONTEXT
static void add_choice(zz_recipe *recipe, zz__step *step, zz__choice *choice,
                       const zz__parsed_item *item, const zz__image *image)
{
    const zz__context_name *name = &zz__context_names[item->name.number - ZZ__CLEAN_STEP_COUNT];

    zz__context_locate(&choice->context, image);
    choice->region = name->region;
    choice->threshold = item->value != 0 ? zz__repair_threshold(item->value) : 0;
    choice->kernels = zz__kernels_get(0);
    choice->memory = &recipe->memory;
    step->type = name->type;
    step->self = choice;
    step->growth = name->type->growth;
}

/* A conversion that is to ask the model where its regional words stand. */
static void add_judge(zz__conversion *conversion, zz__choice *choice, const zz__image *image)
{
    if (zz__context_locate(&choice->context, image))
        zz__regional_judge(&conversion->judge, &choice->context);
}
#endif

static void fill_in(zz_recipe *recipe, const zz__parsed *parsed, const zz__image *image,
                    const zz_options *options)
{
    int tofu_free = (options->flags & ZZ_NO_TOFU) != 0;
    uint32_t conversions = 0, cleans = 0, i;
#ifdef ZZ_CONTEXT
    uint32_t choices = 0;
#endif

    for (i = 0; i < parsed->count; i++) {
        const zz__parsed_item *item = &parsed->items[i];
        zz__step *step = &recipe->steps[recipe->step_count++];

        if (item->name.kind == ZZ_CATALOG_CONVERSION)
            add_conversion(recipe, step, &recipe->conversions[conversions++],
                           &image->conversions[item->name.number].program[tofu_free], image);
#ifdef ZZ_CONTEXT
        else if (zz__is_context(&item->name))
            add_choice(recipe, step, &recipe->choices[choices++], item, image);
#endif
        else
            add_clean(recipe, step, &recipe->clean[cleans++], item, parsed,
                      options->furniture_size);
#ifdef ZZ_CONTEXT
        if (item->judged)
            add_judge(&recipe->conversions[conversions - 1], &recipe->choices[choices++], image);
#endif
        step->name = item->name.name;
        step->state = recipe->state_size;
        recipe->state_size += (step->type->state_size + 15) / 16 * 16;
    }
}

/* The block of a recipe: the struct, the conversions, the clean-up steps' options, the lines. */
static bool block_size(const zz__parsed *parsed, const zz_options *options, size_t *size)
{
    size_t fixed = sizeof(zz_recipe) + count_kind(parsed, true) * sizeof(zz__conversion) +
                   count_kind(parsed, false) * sizeof(zz__clean_options) +
                   count_choices(parsed) * sizeof(zz__choice);

    return zz__add(fixed, options->furniture_size, size);
}

int32_t zz__recipe_compile(zz_recipe **out, const zz__image *image, const zz__memory *memory,
                           const zz_options *options, const char *text, size_t size,
                           zz_error *error)
{
    zz__parsed parsed;
    zz_recipe *recipe;
    size_t bytes;
    int32_t status = zz__recipe_parse(&parsed, image, options->invalid, text, size, error);

    if (status != ZZ_OK)
        return status;
    if (!block_size(&parsed, options, &bytes))
        return zz__error_status(error, ZZ_ERROR_TOO_LARGE);
    recipe = zz__new(memory, bytes);
    if (recipe == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    memset(recipe, 0, bytes);
    recipe->memory = *memory;
    recipe->size = bytes;
    recipe->invalid = options->invalid;
    recipe->conversions = (zz__conversion *)(void *)(recipe + 1);
    recipe->clean = (zz__clean_options *)(void *)(recipe->conversions + count_kind(&parsed, true));
    recipe->choices = (zz__choice *)(void *)(recipe->clean + count_kind(&parsed, false));
    recipe->furniture = (uint8_t *)(recipe->choices + count_choices(&parsed));
    if (options->furniture_size != 0)
        memcpy(recipe->furniture, options->furniture, options->furniture_size);
    status = zz__terms_compile(&recipe->terms, memory, options->dictionary,
                               options->dictionary_size, options->protect, options->protect_size,
                               error);
    if (status != ZZ_OK) {
        zz__recipe_free(recipe);
        return status;
    }
    if (recipe->terms != NULL)
        add_terms(recipe);
    fill_in(recipe, &parsed, image, options);
    *out = recipe;
    return ZZ_OK;
}

void zz__recipe_free(zz_recipe *recipe)
{
    if (recipe != NULL) {
        zz__memory memory = recipe->memory;
        zz__terms_free(recipe->terms);
        zz__delete(&memory, recipe->image, recipe->image_size);
        zz__delete(&memory, recipe, recipe->size);
    }
}
