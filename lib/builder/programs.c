/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/programs.h"

#include <string.h>

#include "builder/join.h"

/* The table that cuts: a stage's own if it has all the keys, else one for the segmentation. */
static int32_t find_segment(zz__requests *requests, const zz__definition *item, bool tofu,
                            uint32_t *which)
{
    uint32_t i;

    for (i = 0; i < item->stage_count; i++) {
        int32_t status =
            zz__request_find(requests, &item->stages[i], &item->segment, tofu, which);
        if (status != ZZ_OK || *which != ZZ__NONE)
            return status;
    }
    return zz__request_find(requests, &item->segment, &item->segment, true, which);
}

int32_t zz__program_make(zz__requests *requests, const zz__definition *item, bool tofu,
                         zz__image_program *program)
{
    static const zz__slice none = {"", 0};
    uint32_t i;
    int32_t status = ZZ_OK;

    program->normalize = program->segment = ZZ__NONE;
    program->joined = program->joined_map = program->second_map = ZZ__NONE;
    program->stage_count = item->stage_count;
    if (item->segment.size != 0)
        status = find_segment(requests, item, tofu, &program->segment);
    if (status == ZZ_OK && item->normalize.size != 0)
        status = zz__request_find(requests, &item->normalize, &none, true, &program->normalize);
    for (i = 0; i < item->stage_count && status == ZZ_OK; i++)
        status = zz__request_find(requests, &item->stages[i], &none, tofu, &program->stages[i]);
    for (i = 0; i < item->stage_count && status == ZZ_OK; i++)
        status = zz__request_choices(requests, program->stages[i]);
    return status;
}

/* Joins a program whose first stage cuts too: its table serves. */
static int32_t join_shared(zz__programs *programs, zz__image_program *program,
                           const zz__join *join, const zz__join_input *input)
{
    zz__requests *requests = programs->requests;
    zz__request *r = &requests->items[program->stages[0]];
    zz__pending_maps *maps = &programs->pending[programs->pending_count];
    bool joinable;
    int32_t status;

    if (r->member_count == ZZ__MAX_MEMBERS || programs->pending_count == ZZ__MAX_REQUESTS)
        return ZZ_OK;
    status = zz__join_share(&r->dictionary, requests->arena, join, input, r->member_count,
                            &joinable);
    if (status != ZZ_OK || !joinable)
        return status;
    program->joined = program->stages[0];
    program->member = r->member_count++;
    maps->program = program;
    maps->outputs = join->outputs;
    maps->second = join->second;
    programs->pending_count++;
    return ZZ_OK;
}

/* Joins any other: it gets a table of its own. */
static int32_t join_own(zz__requests *requests, zz__image_program *program, const zz__join *join,
                        const zz__join_input *input)
{
    zz__request *r = zz__request_add(requests);
    bool joinable;
    int32_t status;

    if (r == NULL)
        return ZZ_OK;
    status = zz__join_own(&r->dictionary, requests->arena, join, input, &joinable);
    if (status == ZZ_OK && joinable)
        program->joined = (uint32_t)(r - requests->items);
    else
        requests->count--;
    return status;
}

int32_t zz__program_join(zz__programs *programs, const zz__definition *item,
                         zz__image_program *program)
{
    zz__requests *requests = programs->requests;
    zz__dictionary segment;
    zz__join_input input;
    zz__join join;
    bool joinable, shared;
    int32_t status;

    if (program->segment == ZZ__NONE || program->stage_count != 2)
        return ZZ_OK;
    status = zz__group_make(&requests->groups, &item->segment, true, &segment, &shared,
                            requests->error);
    if (status != ZZ_OK)
        return status;
    input.segment = &segment;
    input.first = &requests->items[program->stages[0]].plain;
    input.second = &requests->items[program->stages[1]].plain;
    input.shared = program->segment == program->stages[0];
    status = zz__join_find(&join, requests->arena, &input, &joinable);
    if (status != ZZ_OK || !joinable)
        return status;
    return input.shared ? join_shared(programs, program, &join, &input)
                        : join_own(requests, program, &join, &input);
}

int32_t zz__programs_store_maps(zz__programs *programs, zz__sections *sections)
{
    uint32_t i;
    int32_t status = ZZ_OK;

    for (i = 0; i < programs->pending_count && status == ZZ_OK; i++) {
        const zz__pending_maps *maps = &programs->pending[i];

        status = zz__sections_map(sections, maps->outputs, &maps->program->joined_map);
        if (status == ZZ_OK)
            status = zz__sections_map(sections, maps->second, &maps->program->second_map);
    }
    return status == ZZ_OK ? zz__sections_pack(sections) : status;
}

bool zz__program_is(const zz__image_program *a, const zz__image_program *b)
{
    return a->segment == b->segment && memcmp(a->stages, b->stages, sizeof a->stages) == 0;
}

void zz__program_store(const zz__requests *requests, zz__image_program *program)
{
    uint32_t i;

    program->normalize = zz__request_table(requests, program->normalize);
    program->segment = zz__request_table(requests, program->segment);
    for (i = 0; i < program->stage_count; i++)
        program->stages[i] = zz__request_table(requests, program->stages[i]);
    program->stage_count = zz__le32(program->stage_count);
    program->joined = zz__request_table(requests, program->joined);
    program->joined_map = zz__le32(program->joined_map);
    program->second_map = zz__le32(program->second_map);
    program->member = zz__le32(program->member);
}
