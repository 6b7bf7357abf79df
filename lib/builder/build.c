/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/build.h"

#include <string.h>

#include "base/error.h"
#include "builder/programs.h"
#include "builder/sources.h"

typedef struct build {
    zz__requests requests;
    zz__programs programs;
    zz__sections sections;
    zz_error *error; /* as the requests' */
} build;

static int32_t complain(build *b, const zz__definition *item, const char *what)
{
    zz__error_set(b->error, ZZ_ERROR_DICTIONARY, 0, "\"");
    zz__error_add_bytes(b->error, item->name.text, item->name.size);
    zz__error_add(b->error, "\": ");
    zz__error_add(b->error, what);
    return ZZ_ERROR_DICTIONARY;
}

static int32_t store_string(build *b, const zz__slice *string, uint32_t *offset)
{
    return zz__sections_string(&b->sections, string->text, string->size, offset);
}

/* ---- Conversions ------------------------------------------------------ */

static int32_t find_sequence(build *b, const zz__definitions *all, uint32_t self,
                             zz__image_conversion *conversion)
{
    const zz__definition *item = &all->items[self];
    const char *p = item->sequence.text, *end = p + item->sequence.size;

    while (p < end) {
        zz__slice name = {p, 0};
        uint32_t i;

        while (p < end && *p != ' ')
            p++;
        name.size = (size_t)(p - name.text);
        for (i = 0; i < self && !zz__slice_is(&all->items[i].name, &name); i++)
            continue;
        if (i == self || all->items[i].sequence.size != 0 ||
            conversion->sequence_count == ZZ__MAX_SEQUENCE)
            return complain(b, item, "a sequence takes conversions defined before it, with stages");
        conversion->sequence[conversion->sequence_count++] = i;
        while (p < end && *p == ' ')
            p++;
    }
    return ZZ_OK;
}

static int32_t make_conversion(build *b, const zz__definitions *all, uint32_t self,
                               zz__image_conversion *conversion)
{
    const zz__definition *item = &all->items[self];
    int32_t status;

    memset(conversion, 0, sizeof *conversion);
    status = store_string(b, &item->name, &conversion->name);
    if (status == ZZ_OK)
        status = store_string(b, &item->summary, &conversion->summary);
    if (status != ZZ_OK)
        return status;
    if ((item->sequence.size != 0) == (item->stage_count != 0))
        return complain(b, item, "a conversion has stages or a sequence");
    if (item->sequence.size != 0)
        return find_sequence(b, all, self, conversion);
    status = zz__program_make(&b->requests, item, true, &conversion->program[0]);
    if (status == ZZ_OK)
        status = zz__program_make(&b->requests, item, false, &conversion->program[1]);
    return status;
}

/* Those with a segmentation ask first, so that the others find tables with its flags. */
static int32_t make_conversions(build *b, const zz__definitions *all,
                                zz__image_conversion *conversions)
{
    int segmented;
    uint32_t i;
    int32_t status = ZZ_OK;

    for (segmented = 1; segmented >= 0; segmented--) {
        for (i = 0; i < all->count && status == ZZ_OK; i++) {
            if ((all->items[i].segment.size != 0) == segmented)
                status = make_conversion(b, all, i, &conversions[i]);
        }
    }
    return status;
}

/* Without tofu most programs are the same. The others stay staged: few ask for them, and every
 * table weighs. */
static int32_t join_programs(build *b, const zz__definitions *all,
                             zz__image_conversion *conversions)
{
    uint32_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < all->count && status == ZZ_OK; i++) {
        if (all->items[i].sequence.size == 0)
            status = zz__program_join(&b->programs, &all->items[i], &conversions[i].program[0]);
    }
    return status;
}

static int32_t store_conversion(build *b, zz__image_conversion *c)
{
    uint32_t i;

    if (c->sequence_count == 0) {
        if (zz__program_is(&c->program[0], &c->program[1]))
            c->program[1] = c->program[0];
        zz__program_store(&b->requests, &c->program[0]);
        zz__program_store(&b->requests, &c->program[1]);
    }
    for (i = 0; i < c->sequence_count; i++)
        c->sequence[i] = zz__le32(c->sequence[i]);
    c->sequence_count = zz__le32(c->sequence_count);
    c->name = zz__le32(c->name);
    c->summary = zz__le32(c->summary);
    return zz__buffer_append(&b->sections.part[ZZ__SECTION_CONVERSIONS], c, sizeof *c);
}

static int32_t add_conversions(build *b, const zz__definitions *all, bool quick)
{
    zz__image_conversion *made = zz__arena_new(b->requests.arena, all->count + 1, sizeof *made);
    size_t i;
    int32_t status;

    if (made == NULL)
        return ZZ_ERROR_MEMORY;
    status = make_conversions(b, all, made);
    if (status == ZZ_OK)
        status = join_programs(b, all, made);
    if (status == ZZ_OK)
        status = zz__requests_make(&b->requests, &b->sections, quick);
    if (status == ZZ_OK)
        status = zz__programs_store_maps(&b->programs, &b->sections);
    for (i = 0; i < all->count && status == ZZ_OK; i++)
        status = store_conversion(b, &made[i]);
    return status;
}

/* ---- Presets, sources, the context model ------------------------------- */

static int32_t add_preset(build *b, const zz__definition *item)
{
    zz__image_preset preset;
    int32_t status;

    memset(&preset, 0, sizeof preset);
    if (item->steps.size == 0)
        return complain(b, item, "a preset has steps");
    status = store_string(b, &item->name, &preset.name);
    if (status == ZZ_OK)
        status = store_string(b, &item->steps, &preset.steps);
    if (status == ZZ_OK)
        status = store_string(b, &item->summary, &preset.summary);
    if (status != ZZ_OK)
        return status;
    preset.name = zz__le32(preset.name);
    preset.steps = zz__le32(preset.steps);
    preset.summary = zz__le32(preset.summary);
    return zz__buffer_append(&b->sections.part[ZZ__SECTION_PRESETS], &preset, sizeof preset);
}

/* Keeps every dictionary, by the tables that it is in. */
static int32_t keep_sources(build *b)
{
    const zz__groups *groups = &b->requests.groups;
    size_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < groups->leaf_count && status == ZZ_OK; i++) {
        const zz__leaf *leaf = &groups->leaves[i];
        uint32_t tables[ZZ__MAX_REQUESTS];
        uint32_t count = zz__requests_naming(&b->requests, &leaf->name, tables);

        status = zz__source_add(&b->sections, leaf->name.text, leaf->name.size,
                                &leaf->dictionary, tables, count);
    }
    return status;
}

static int32_t add_context(build *b, const void *model, size_t size)
{
    if (size % 8 != 0)
        return zz__error_set(b->error, ZZ_ERROR_DICTIONARY, 0, "The context model is damaged.");
    return zz__buffer_append(&b->sections.part[ZZ__SECTION_CONTEXT], model, size);
}

/* ---- All of it -------------------------------------------------------- */

static int32_t build_all(build *b, const zz__build_input *input, zz__buffer *out)
{
    zz__definitions conversions, presets;
    size_t i;
    int32_t status;

    status = zz__definitions_read(&conversions, b->requests.arena, "conversion",
                                  "conversions.txt", input->conversions,
                                  input->conversions_size, b->error);
    if (status == ZZ_OK)
        status = zz__definitions_read(&presets, b->requests.arena, "preset", "presets.txt",
                                      input->presets, input->presets_size, b->error);
    if (status != ZZ_OK)
        return status;
    status = add_conversions(b, &conversions, input->quick);
    for (i = 0; i < presets.count && status == ZZ_OK; i++)
        status = add_preset(b, &presets.items[i]);
    if (status == ZZ_OK && input->keeps_sources)
        status = keep_sources(b);
    if (status == ZZ_OK)
        status = add_context(b, input->context, input->context_size);
    return status == ZZ_OK ? zz__sections_write(&b->sections, input->data_version, out) : status;
}

int32_t zz__build(const zz__build_input *input, const zz__memory *memory, zz__buffer *out,
                  zz_error *error)
{
    zz__arena arena;
    build *b = zz__new(memory, sizeof *b);
    int32_t status;

    if (b == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    memset(b, 0, sizeof *b);
    zz__arena_init(&arena, memory);
    b->requests.arena = &arena;
    b->requests.groups.arena = &arena;
    b->requests.groups.source = input->dictionaries;
    b->requests.error = error;
    b->programs.requests = &b->requests;
    b->error = error;
    zz__sections_init(&b->sections, memory);
    zz__error_status(error, ZZ_OK);
    status = build_all(b, input, out);
    if (status != ZZ_OK && error->status == ZZ_OK) /* most parts know no more than the status */
        zz__error_status(error, status);
    zz__sections_free(&b->sections);
    zz__arena_free(&arena);
    zz__delete(memory, b, sizeof *b);
    return status;
}
