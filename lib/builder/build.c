/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/build.h"

#include <string.h>

#include "base/error.h"
#include "builder/join.h"
#include "builder/sections.h"
#include "builder/sources.h"
#include "builder/tables.h"

#define MAX_TABLES 256

/* A table asked for: an expression with or without its tofu, and the keys it cuts at. */
typedef struct request {
    zz__slice expression;
    zz__slice segment; /* size 0: none */
    bool tofu;
    zz__dictionary plain;      /* what the expression says */
    zz__dictionary dictionary; /* and with what joined conversions need */
    uint32_t member_count;     /* joined conversions that share it */
    uint32_t choices;          /* the request for its keys' other values; ZZ__NONE: none has any */
    uint32_t number;           /* of the table, once built */
} request;

/* Maps of a joined program, to be stored once the map of codes is. */
typedef struct pending_maps {
    zz__image_program *program;
    const uint16_t *outputs;
    const uint16_t *second;
} pending_maps;

typedef struct build {
    zz__arena *arena;
    zz__groups groups;
    zz__sections sections;
    request requests[MAX_TABLES];
    uint32_t request_count;
    pending_maps pending[MAX_TABLES];
    uint32_t pending_count;
    zz_error *error;
} build;

static int32_t fail(build *b, int32_t status)
{
    return zz__error_set(b->error, status, 0, zz_status_string(status));
}

static int32_t complain(build *b, const zz__definition *item, const char *what)
{
    zz__error_set(b->error, ZZ_ERROR_DICTIONARY, 0, "\"");
    zz__error_add_bytes(b->error, item->name.text, item->name.size);
    zz__error_add(b->error, "\": ");
    zz__error_add(b->error, what);
    return ZZ_ERROR_DICTIONARY;
}

static bool mentions_tofu(const zz__slice *expression)
{
    return memchr(expression->text, '?', expression->size) != NULL;
}

/* Flags in dictionary the keys of cut; false where it lacks one of them. */
static bool flag_segment(zz__dictionary *dictionary, const zz__dictionary *cut)
{
    size_t i;

    for (i = 0; i < cut->count; i++) {
        const zz__units *key = &cut->entries[i].key;
        if (zz__dictionary_find(dictionary, key->units, key->size) == NULL)
            return false;
    }
    for (i = 0; i < cut->count; i++) {
        const zz__units *key = &cut->entries[i].key;
        const zz__entry *found = zz__dictionary_find(dictionary, key->units, key->size);
        dictionary->entries[found - dictionary->entries].segment = true;
    }
    return true;
}

static bool same_segment(const request *r, const zz__slice *segment)
{
    /* a table with segment flags serves also where nothing is cut */
    return segment->size == 0 || zz__slice_is(&r->segment, segment);
}

static int32_t copy_entries(build *b, zz__dictionary *dictionary)
{
    zz__entry *entries = zz__arena_new(b->arena, dictionary->count + 1, sizeof *entries);

    if (entries == NULL)
        return fail(b, ZZ_ERROR_MEMORY);
    memcpy(entries, dictionary->entries, dictionary->count * sizeof *entries);
    dictionary->entries = entries;
    return ZZ_OK;
}

/* Finds or makes the request for an expression; what it cuts at must be among its keys, else
 * *which is ZZ__NONE. */
static int32_t ask(build *b, const zz__slice *expression, const zz__slice *segment, bool tofu,
                   uint32_t *which)
{
    zz__dictionary made, cut;
    bool shared, shared_cut;
    request *r;
    uint32_t i;
    int32_t status;

    if (!mentions_tofu(expression))
        tofu = true;
    for (i = 0; i < b->request_count; i++) {
        r = &b->requests[i];
        if (zz__slice_is(&r->expression, expression) && r->tofu == tofu &&
            same_segment(r, segment)) {
            *which = i;
            return ZZ_OK;
        }
    }
    status = zz__group_make(&b->groups, expression, tofu, &made, &shared, b->error);
    if (status != ZZ_OK)
        return status;
    if (b->request_count == MAX_TABLES)
        return fail(b, ZZ_ERROR_TOO_LARGE);
    r = &b->requests[b->request_count];
    r->dictionary = made;
    if (segment->size != 0) {
        status = zz__group_make(&b->groups, segment, true, &cut, &shared_cut, b->error);
        if (status == ZZ_OK && shared)
            status = copy_entries(b, &r->dictionary); /* flags must not reach a leaf */
        if (status != ZZ_OK)
            return status;
        if (!flag_segment(&r->dictionary, &cut)) {
            *which = ZZ__NONE;
            return ZZ_OK;
        }
    }
    r->expression = *expression;
    r->segment = *segment;
    r->tofu = tofu;
    r->plain = r->dictionary;
    r->member_count = 0;
    r->choices = r->number = ZZ__NONE;
    *which = b->request_count++;
    return ZZ_OK;
}

/* The table that cuts: a stage's own if it has all the keys, else one for the segmentation. */
static int32_t ask_segment(build *b, const zz__definition *item, bool tofu, uint32_t *which)
{
    uint32_t i;

    for (i = 0; i < item->stage_count; i++) {
        int32_t status = ask(b, &item->stages[i], &item->segment, tofu, which);
        if (status != ZZ_OK || *which != ZZ__NONE)
            return status;
    }
    return ask(b, &item->segment, &item->segment, true, which);
}

/* A request for a table that no expression names. */
static request *add_request(build *b)
{
    request *r;

    if (b->request_count == MAX_TABLES)
        return NULL;
    r = &b->requests[b->request_count++];
    memset(r, 0, sizeof *r);
    r->choices = r->number = ZZ__NONE;
    return r;
}

/* The same choices asked for before: of the same lines of the same dictionaries. */
static uint32_t same_choices(const build *b, const zz__dictionary *made)
{
    uint32_t i;
    size_t e;

    for (i = 0; i < b->request_count; i++) {
        uint32_t choices = b->requests[i].choices;
        const zz__dictionary *other;

        if (choices == ZZ__NONE)
            continue;
        other = &b->requests[choices].dictionary;
        for (e = 0; e < made->count && e < other->count; e++) {
            if (other->entries[e].value.units != made->entries[e].value.units)
                break;
        }
        if (e == made->count && e == other->count)
            return choices;
    }
    return ZZ__NONE;
}

/* For a stage: the values that its keys have besides the first, in a table of their own. */
static int32_t ask_choices(build *b, uint32_t which)
{
    request *r = &b->requests[which], *choices;
    zz__dictionary made;
    int32_t status;

    if (r->choices != ZZ__NONE)
        return ZZ_OK;
    status = zz__dictionary_choices(&made, b->arena, &r->plain);
    if (status != ZZ_OK)
        return fail(b, status);
    if (made.count == 0)
        return ZZ_OK;
    r->choices = same_choices(b, &made);
    if (r->choices != ZZ__NONE)
        return ZZ_OK;
    choices = add_request(b);
    if (choices == NULL)
        return fail(b, ZZ_ERROR_TOO_LARGE);
    choices->dictionary = made;
    r->choices = (uint32_t)(choices - b->requests);
    return ZZ_OK;
}

/* Joins a program whose first stage cuts too: its table serves. */
static int32_t join_shared(build *b, zz__image_program *program, const zz__join *join,
                           const zz__join_input *input)
{
    request *r = &b->requests[program->stages[0]];
    pending_maps *maps = &b->pending[b->pending_count];
    bool joinable;
    int32_t status;

    if (r->member_count == ZZ__MAX_MEMBERS || b->pending_count == MAX_TABLES)
        return ZZ_OK;
    status = zz__join_share(&r->dictionary, b->arena, join, input, r->member_count, &joinable);
    if (status != ZZ_OK || !joinable)
        return status;
    program->joined = program->stages[0];
    program->member = r->member_count++;
    maps->program = program;
    maps->outputs = join->outputs;
    maps->second = join->second;
    b->pending_count++;
    return ZZ_OK;
}

/* Joins any other: it gets a table of its own. */
static int32_t join_own(build *b, zz__image_program *program, const zz__join *join,
                        const zz__join_input *input)
{
    request *r = add_request(b);
    bool joinable;
    int32_t status;

    if (r == NULL)
        return ZZ_OK;
    status = zz__join_own(&r->dictionary, b->arena, join, input, &joinable);
    if (status == ZZ_OK && joinable)
        program->joined = (uint32_t)(r - b->requests);
    else
        b->request_count--;
    return status;
}

/* Joins the stages of a program where that can be done. */
static int32_t join_program(build *b, const zz__definition *item, zz__image_program *program)
{
    zz__dictionary segment;
    zz__join_input input;
    zz__join join;
    bool joinable, shared;
    int32_t status;

    if (program->segment == ZZ__NONE || program->stage_count != 2)
        return ZZ_OK;
    status = zz__group_make(&b->groups, &item->segment, true, &segment, &shared, b->error);
    if (status != ZZ_OK)
        return status;
    input.segment = &segment;
    input.first = &b->requests[program->stages[0]].plain;
    input.second = &b->requests[program->stages[1]].plain;
    input.shared = program->segment == program->stages[0];
    status = zz__join_find(&join, b->arena, &input, &joinable);
    if (status == ZZ_OK && joinable)
        status = input.shared ? join_shared(b, program, &join, &input)
                              : join_own(b, program, &join, &input);
    return status == ZZ_OK ? ZZ_OK : fail(b, status);
}

/* Fills in a program with the numbers of requests. */
static int32_t make_program(build *b, const zz__definition *item, bool tofu,
                            zz__image_program *program)
{
    static const zz__slice none = {"", 0};
    uint32_t i;
    int32_t status = ZZ_OK;

    program->normalize = program->segment = ZZ__NONE;
    program->joined = program->joined_map = program->second_map = ZZ__NONE;
    program->stage_count = item->stage_count;
    if (item->segment.size != 0)
        status = ask_segment(b, item, tofu, &program->segment);
    if (status == ZZ_OK && item->normalize.size != 0)
        status = ask(b, &item->normalize, &none, true, &program->normalize);
    for (i = 0; i < item->stage_count && status == ZZ_OK; i++)
        status = ask(b, &item->stages[i], &none, tofu, &program->stages[i]);
    for (i = 0; i < item->stage_count && status == ZZ_OK; i++)
        status = ask_choices(b, program->stages[i]);
    return status;
}

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
    status = zz__sections_string(&b->sections, item->name.text, item->name.size, &conversion->name);
    if (status == ZZ_OK)
        status = zz__sections_string(&b->sections, item->summary.text, item->summary.size,
                                     &conversion->summary);
    if (status != ZZ_OK)
        return fail(b, status);
    if ((item->sequence.size != 0) == (item->stage_count != 0))
        return complain(b, item, "a conversion has stages or a sequence");
    if (item->sequence.size != 0)
        return find_sequence(b, all, self, conversion);
    status = make_program(b, item, true, &conversion->program[0]);
    if (status == ZZ_OK)
        status = make_program(b, item, false, &conversion->program[1]);
    return status;
}

static bool same_tables(const zz__image_program *a, const zz__image_program *b)
{
    return a->segment == b->segment && memcmp(a->stages, b->stages, sizeof a->stages) == 0;
}

/* Without tofu most programs are the same. The others stay staged: few ask for them, and every
 * table weighs. */
static int32_t join_programs(build *b, const zz__definitions *all, zz__image_conversion *made)
{
    uint32_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < all->count && status == ZZ_OK; i++) {
        if (all->items[i].sequence.size != 0)
            continue;
        status = join_program(b, &all->items[i], &made[i].program[0]);
    }
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

/* Tells the tables which of them has their choices. */
static void name_choices(build *b)
{
    zz__image_table *tables = (void *)b->sections.part[ZZ__SECTION_TABLES].bytes;
    uint32_t i;

    for (i = 0; i < b->request_count; i++) {
        const request *r = &b->requests[i];
        if (r->choices != ZZ__NONE)
            tables[r->number].choices = zz__le32(b->requests[r->choices].number + 1);
    }
}

static int32_t make_tables(build *b, bool quick)
{
    const zz__dictionary *dictionaries[MAX_TABLES];
    uint32_t numbers[MAX_TABLES], i;
    int32_t status;

    for (i = 0; i < b->request_count; i++)
        dictionaries[i] = &b->requests[i].dictionary;
    status = zz__tables_make(&b->sections, b->arena, dictionaries, b->request_count, quick,
                             numbers);
    if (status != ZZ_OK)
        return fail(b, status);
    for (i = 0; i < b->request_count; i++)
        b->requests[i].number = numbers[i];
    name_choices(b);
    return ZZ_OK;
}

static int32_t store_maps(build *b)
{
    uint32_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < b->pending_count && status == ZZ_OK; i++) {
        const pending_maps *maps = &b->pending[i];

        status = zz__sections_map(&b->sections, maps->outputs, &maps->program->joined_map);
        if (status == ZZ_OK)
            status = zz__sections_map(&b->sections, maps->second, &maps->program->second_map);
    }
    if (status == ZZ_OK)
        status = zz__sections_pack(&b->sections);
    return status == ZZ_OK ? ZZ_OK : fail(b, status);
}

static uint32_t stored_table(const build *b, uint32_t which)
{
    return zz__le32(which == ZZ__NONE ? ZZ__NONE : b->requests[which].number);
}

static int32_t store_conversion(build *b, zz__image_conversion *c)
{
    int p;
    uint32_t i;

    if (same_tables(&c->program[0], &c->program[1]))
        c->program[1] = c->program[0];
    for (p = 0; p < 2; p++) {
        zz__image_program *program = &c->program[p];
        if (c->sequence_count == 0) {
            program->normalize = stored_table(b, program->normalize);
            program->segment = stored_table(b, program->segment);
            program->joined = stored_table(b, program->joined);
            program->joined_map = zz__le32(program->joined_map);
            program->second_map = zz__le32(program->second_map);
            program->member = zz__le32(program->member);
        }
        for (i = 0; i < program->stage_count; i++)
            program->stages[i] = stored_table(b, program->stages[i]);
        program->stage_count = zz__le32(program->stage_count);
    }
    for (i = 0; i < c->sequence_count; i++)
        c->sequence[i] = zz__le32(c->sequence[i]);
    c->sequence_count = zz__le32(c->sequence_count);
    c->name = zz__le32(c->name);
    c->summary = zz__le32(c->summary);
    return zz__buffer_append(&b->sections.part[ZZ__SECTION_CONVERSIONS], c, sizeof *c);
}

static int32_t store_preset(build *b, const zz__definition *item)
{
    zz__image_preset preset;
    int32_t status;

    memset(&preset, 0, sizeof preset);
    if (item->steps.size == 0)
        return complain(b, item, "a preset has steps");
    status = zz__sections_string(&b->sections, item->name.text, item->name.size, &preset.name);
    if (status == ZZ_OK)
        status = zz__sections_string(&b->sections, item->steps.text, item->steps.size,
                                     &preset.steps);
    if (status == ZZ_OK)
        status = zz__sections_string(&b->sections, item->summary.text, item->summary.size,
                                     &preset.summary);
    if (status != ZZ_OK)
        return fail(b, status);
    preset.name = zz__le32(preset.name);
    preset.steps = zz__le32(preset.steps);
    preset.summary = zz__le32(preset.summary);
    return zz__buffer_append(&b->sections.part[ZZ__SECTION_PRESETS], &preset, sizeof preset);
}

/* Whether an expression has the name as a word. */
static bool mentions(const zz__slice *expression, const zz__slice *name)
{
    size_t i;

    for (i = 0; i + name->size <= expression->size; i++) {
        const char *word = expression->text + i, *end = word + name->size;

        if (memcmp(word, name->text, name->size) == 0 &&
            (i == 0 || memchr(" (?", word[-1], 3) != NULL) &&
            (end == expression->text + expression->size || memchr(" )", *end, 2) != NULL))
            return true;
    }
    return false;
}

/* Keeps every dictionary, by the tables that it is in. */
static int32_t keep_sources(build *b)
{
    size_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < b->groups.leaf_count && status == ZZ_OK; i++) {
        const zz__leaf *leaf = &b->groups.leaves[i];
        uint32_t tables[MAX_TABLES], count = 0, k;

        for (k = 0; k < b->request_count; k++) {
            if (mentions(&b->requests[k].expression, &leaf->name))
                tables[count++] = b->requests[k].number;
        }
        status = zz__source_add(&b->sections, leaf->name.text, leaf->name.size,
                                &leaf->dictionary, tables, count);
    }
    return status == ZZ_OK ? ZZ_OK : fail(b, status);
}

static int32_t build_all(build *b, const zz__build_input *input, zz__buffer *out)
{
    zz__definitions conversions, presets;
    zz__image_conversion *made;
    size_t i;
    int32_t status;

    status = zz__definitions_read(&conversions, b->arena, "conversion", "conversions.txt",
                                  input->conversions, input->conversions_size, b->error);
    if (status == ZZ_OK)
        status = zz__definitions_read(&presets, b->arena, "preset", "presets.txt", input->presets,
                                      input->presets_size, b->error);
    if (status != ZZ_OK)
        return status;
    made = zz__arena_new(b->arena, conversions.count + 1, sizeof *made);
    if (made == NULL)
        return fail(b, ZZ_ERROR_MEMORY);
    status = make_conversions(b, &conversions, made);
    if (status == ZZ_OK)
        status = join_programs(b, &conversions, made);
    if (status == ZZ_OK)
        status = make_tables(b, input->quick);
    if (status == ZZ_OK)
        status = store_maps(b);
    for (i = 0; i < conversions.count && status == ZZ_OK; i++)
        status = store_conversion(b, &made[i]);
    for (i = 0; i < presets.count && status == ZZ_OK; i++)
        status = store_preset(b, &presets.items[i]);
    if (status == ZZ_OK && input->keeps_sources)
        status = keep_sources(b);
    if (status == ZZ_OK && input->context_size % 8 != 0)
        return zz__error_set(b->error, ZZ_ERROR_DICTIONARY, 0, "The context model is damaged.");
    if (status == ZZ_OK)
        status = zz__buffer_append(&b->sections.part[ZZ__SECTION_CONTEXT], input->context,
                                   input->context_size);
    if (status != ZZ_OK)
        return status;
    status = zz__sections_write(&b->sections, input->data_version, out);
    return status == ZZ_OK ? ZZ_OK : fail(b, status);
}

int32_t zz__build(const zz__build_input *input, const zz__memory *memory, zz__buffer *out,
                  zz_error *error)
{
    zz__arena arena;
    build *b = zz__new(memory, sizeof *b);
    int32_t status;

    if (b == NULL)
        return zz__error_set(error, ZZ_ERROR_MEMORY, 0, zz_status_string(ZZ_ERROR_MEMORY));
    memset(b, 0, sizeof *b);
    zz__arena_init(&arena, memory);
    b->arena = &arena;
    b->groups.arena = &arena;
    b->groups.source = input->dictionaries;
    b->error = error;
    zz__sections_init(&b->sections, memory);
    zz__error_set(error, ZZ_OK, 0, zz_status_string(ZZ_OK));
    status = build_all(b, input, out);
    if (status != ZZ_OK && error->status == ZZ_OK) /* some parts know no more than the status */
        zz__error_set(error, status, 0, zz_status_string(status));
    zz__sections_free(&b->sections);
    zz__arena_free(&arena);
    zz__delete(memory, b, sizeof *b);
    return status;
}
