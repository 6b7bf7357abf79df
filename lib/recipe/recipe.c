/* SPDX-License-Identifier: Apache-2.0 */
#include "recipe/recipe.h"

#include <string.h>

#include "base/error.h"
#include "clean/clean.h"
#include "recipe/catalog.h"
#include "recipe/contexts.h"

typedef struct compiler {
    const zz__image *image;
    uint32_t flags;
    const char *text;
    size_t size;
    zz_error *error;
    /* what was found; conversions by their number in the image */
    zz__name steps[ZZ__MAX_STEPS];
    uint32_t step_count;
} compiler;

static int32_t complain(compiler *c, const char *at, const char *what)
{
    return zz__error_set(c->error, ZZ_ERROR_RECIPE, (uint64_t)(at - c->text), what);
}

static int32_t unknown(compiler *c, const char *at, const char *name, size_t size)
{
    const char *nearest[3];
    size_t count = zz__catalog_nearest(c->image, name, size, nearest, 3), i;

    zz__error_set(c->error, ZZ_ERROR_RECIPE, (uint64_t)(at - c->text), "There is no step \"");
    zz__error_add_bytes(c->error, name, size > 40 ? 40 : size);
    zz__error_add(c->error, size > 40 ? "...\"" : "\"");
    for (i = 0; i < count; i++) {
        zz__error_add(c->error, i == 0 ? "; did you mean " : i + 1 < count ? ", " : " or ");
        zz__error_add(c->error, nearest[i]);
    }
    zz__error_add(c->error, count == 0 ? ". The catalog lists all names." : "?");
    return ZZ_ERROR_RECIPE;
}

static int32_t add_step(compiler *c, const zz__name *step, const char *at)
{
    if (c->step_count == ZZ__MAX_STEPS)
        return complain(c, at, "The recipe has too many steps: 64 at the most.");
    c->steps[c->step_count++] = *step;
    return ZZ_OK;
}

/* A conversion, or the ones it is a sequence of. */
static int32_t add_conversion(compiler *c, const zz__name *found, const char *at)
{
    const zz__image_conversion *conversion = &c->image->conversions[found->number];
    uint32_t i, count = zz__le32(conversion->sequence_count);
    int32_t status = ZZ_OK;

    if (count == 0)
        return add_step(c, found, at);
    for (i = 0; i < count && status == ZZ_OK; i++) {
        zz__name part = *found;
        part.number = zz__le32(conversion->sequence[i]);
        status = add_step(c, &part, at);
    }
    return status;
}

static bool is_context(const zz__name *name)
{
    return name->kind == ZZ_CATALOG_STEP && name->number >= ZZ__CLEAN_STEP_COUNT;
}

static int32_t add_by_name(compiler *c, const char *name, const char *at)
{
    zz__name found;

    if (!zz__catalog_find(c->image, name, strlen(name), &found) ||
        found.kind != ZZ_CATALOG_CONVERSION)
        return unknown(c, at, name, strlen(name));
    return add_conversion(c, &found, at);
}

/* A step that asks the context model, and the conversions around it. */
static int32_t add_context(compiler *c, const zz__name *found, const char *at)
{
    const zz__context_name *name = &zz__context_names[found->number - ZZ__CLEAN_STEP_COUNT];
    int32_t status = ZZ_OK;

    if (name->before != NULL)
        status = add_by_name(c, name->before, at);
    if (status == ZZ_OK)
        status = add_step(c, found, at);
    if (status == ZZ_OK && name->behind != NULL)
        status = add_by_name(c, name->behind, at);
    return status;
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t';
}

static bool is_empty(const char *text, size_t size)
{
    size_t i = 0;

    while (i < size && is_blank(text[i]))
        i++;
    return i == size;
}

typedef int32_t (*take_name)(compiler *c, const char *at, const char *name, size_t size);

/* Calls take for each name between commas, blanks around it left out. at is where errors point:
 * the name itself, or the preset it came from. */
static int32_t each_name(compiler *c, const char *list, size_t size, const char *at,
                         take_name take)
{
    const char *p = list, *end = list + size;
    int32_t status = ZZ_OK;

    for (;;) {
        const char *comma = memchr(p, ',', (size_t)(end - p));
        const char *stop = comma != NULL ? comma : end, *name = p, *name_end = stop;

        while (name < name_end && is_blank(*name))
            name++;
        while (name_end > name && is_blank(name_end[-1]))
            name_end--;
        status = take(c, at != NULL ? at : name, name, (size_t)(name_end - name));
        if (status != ZZ_OK || comma == NULL)
            return status;
        p = comma + 1;
    }
}

static int32_t add_plain(compiler *c, const char *at, const char *name, size_t size)
{
    zz__name found;

    if (!zz__catalog_find(c->image, name, size, &found) || found.kind == ZZ_CATALOG_PRESET)
        return unknown(c, at, name, size);
    if (found.kind == ZZ_CATALOG_CONVERSION)
        return add_conversion(c, &found, at);
    if (is_context(&found))
        return add_context(c, &found, at);
    return add_step(c, &found, at);
}

static int32_t add_name(compiler *c, const char *at, const char *name, size_t size)
{
    zz__name found;
    const char *steps;

    if (size == 0)
        return complain(c, at, "A step is missing here; take one of the commas away.");
    if (!zz__catalog_find(c->image, name, size, &found) || found.kind != ZZ_CATALOG_PRESET)
        return add_plain(c, at, name, size);
    steps = zz__image_string(c->image, c->image->presets[found.number].steps);
    return each_name(c, steps, strlen(steps), at, add_plain);
}

static uint32_t count_conversions(const compiler *c)
{
    uint32_t count = 0, i;

    for (i = 0; i < c->step_count; i++)
        count += c->steps[i].kind == ZZ_CATALOG_CONVERSION;
    return count;
}

static uint32_t count_choices(const compiler *c)
{
    uint32_t count = 0, i;

    for (i = 0; i < c->step_count; i++)
        count += is_context(&c->steps[i]);
    return count;
}

static void fill_in_context(zz_recipe *recipe, zz__step *step, const compiler *c, uint32_t which)
{
    zz__choice *choice = &recipe->choices[recipe->choice_count++];

    zz__context_locate(&choice->context, c->image);
    choice->region = zz__context_names[which].region;
    choice->threshold = 0;
    choice->memory = &recipe->memory;
    step->type = zz__context_names[which].type;
    step->self = choice;
}

static void fill_in(zz_recipe *recipe, const compiler *c)
{
    uint32_t i;

    for (i = 0; i < c->step_count; i++) {
        const zz__name *name = &c->steps[i];
        zz__step *step = &recipe->steps[recipe->step_count++];

        if (name->kind == ZZ_CATALOG_CONVERSION) {
            zz__conversion *conversion = &recipe->conversions[recipe->conversion_count++];
            int tofu_free = (c->flags & ZZ_NO_TOFU) != 0;

            zz__conversion_locate(conversion, c->image,
                                  &c->image->conversions[name->number].program[tofu_free],
                                  &recipe->memory);
            step->type = zz__conversion_type(conversion);
            step->self = conversion;
        } else if (is_context(name)) {
            fill_in_context(recipe, step, c, name->number - ZZ__CLEAN_STEP_COUNT);
        } else {
            step->type = zz__clean_steps[name->number];
            step->self = NULL;
        }
        step->state = recipe->state_size;
        recipe->state_size += (step->type->state_size + 15) / 16 * 16;
    }
}

int32_t zz__recipe_compile(zz_recipe **out, const zz__image *image, const zz__memory *memory,
                           uint32_t flags, uint32_t invalid, const char *text, size_t size,
                           zz_error *error)
{
    compiler c;
    zz_recipe *recipe;
    size_t bytes;
    int32_t status;

    c.image = image;
    c.flags = flags;
    c.text = text;
    c.size = size;
    c.error = error;
    c.step_count = 0;
    if (is_empty(text, size))
        return complain(&c, text, "The recipe is empty; name at least one step, as s2tw.");
    status = each_name(&c, text, size, NULL, add_name);
    if (status != ZZ_OK)
        return status;
    bytes = sizeof *recipe + count_conversions(&c) * sizeof(zz__conversion) +
            count_choices(&c) * sizeof(zz__choice);
    recipe = zz__new(memory, bytes);
    if (recipe == NULL)
        return zz__error_set(error, ZZ_ERROR_MEMORY, 0, zz_status_string(ZZ_ERROR_MEMORY));
    memset(recipe, 0, bytes);
    recipe->memory = *memory;
    recipe->size = bytes;
    recipe->invalid = invalid;
    recipe->choices = (void *)(recipe->conversions + count_conversions(&c));
    fill_in(recipe, &c);
    *out = recipe;
    return ZZ_OK;
}

void zz__recipe_free(zz_recipe *recipe)
{
    if (recipe != NULL) {
        zz__memory memory = recipe->memory;
        zz__delete(&memory, recipe, recipe->size);
    }
}
