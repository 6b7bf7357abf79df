/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The step that mends badly converted Traditional text. What it asks for before it changes a
 * character depends on the text around: where other characters are surely damaged in the same
 * way, less; where they are surely right, more. docs/model.md has the numbers.
 */
#include <string.h>

#include "context/context.h"
#include "context/place.h"

#define AHEAD 1536u    /* bytes behind a place whose evidence counts for it */
#define MOST_PLACES 1024u /* more than may wait for what is ahead, by far */
#define FADE 6         /* evidence before a place fades by 1/64 with each one more */
#define SURE 40        /* log-odds, in 1/ZZ__CONTEXT_UNIT, from which a place is evidence */
#define ONE 256        /* of evidence */
#define ASKS 4         /* what a change takes beyond that */
#define FAMILY_NONE 0xFFFFu

/* What is known of the text so far, in 1/ONE. */
typedef struct evidence {
    int32_t left, kept;   /* forms left in Simplified, and ones that would have been but are not */
    int32_t wrong, right; /* wrong forms, right ones */
} evidence;

typedef struct place {
    uint64_t at; /* from the text's beginning */
    uint16_t family;
    uint16_t to;    /* what it should become: the character; 0: what it is */
    int32_t margin; /* the log-odds of that; where to is 0, of what is written, negative */
    zz__op op;
    int8_t says_left, says_wrong; /* as evidence: 1, damaged so; -1, not so; 0, neither */
    uint32_t written; /* which of the family's candidates, or ZZ__NOT_WRITTEN */
    int32_t scores[ZZ__CONTEXT_CANDIDATES];
} place;

/* The places found and not decided on yet stay from chunk to chunk, so that each is weighed once,
 * however small the chunks are. */
typedef struct repair_state {
    evidence before; /* of the places decided on */
    evidence behind; /* of places[first..ahead) */
    const zz__memory *memory;
    place *places;   /* MOST_PLACES, of which [first, count) are to be decided on */
    uint32_t first, ahead, count;
    uint64_t start;  /* of the input's start, from the text's beginning */
    uint64_t known;  /* all places before are found */
} repair_state;

/* Weighs an ambiguous character. */
static void weigh(const zz__choice *choice, const zz__window *window, uint32_t number, uint32_t c,
                  place *p)
{
    const zz__context *context = &choice->context;
    const zz__image_candidate *written = context->candidates + number, *all;
    const zz__image_family *family = context->families + zz__le16(written->family);
    uint32_t count = zz__le16(family->count), which = number - zz__le16(family->first), k;
    uint32_t best = which;
    bool simplified = c == zz__le16(family->simplified), could_be = false;

    all = written - which;
    p->family = zz__le16(written->family);
    p->written = which;
    zz__context_score(context, family, window->units + ZZ__CONTEXT_REACH, false, p->scores);
    zz__join_forms(choice, family, which, c, p->scores);
    p->margin = -0x4000;
    for (k = 0; k < count; k++) {
        could_be |= zz__le16(all[k].unit[0]) == zz__le16(family->simplified);
        if (k != which && p->scores[k] - p->scores[which] > p->margin) {
            p->margin = p->scores[k] - p->scores[which];
            best = k;
        }
    }
    if (best == which)
        return; /* the region has one form alone */
    if (written->free >> best & 1) {
        p->says_wrong = -1; /* the writer's choice, and a right one */
        return;
    }
    p->op = simplified ? ZZ__OP_LEFT : ZZ__OP_WRONG;
    p->to = p->margin > 0 ? zz__le16(all[best].unit[choice->region]) : 0;
    if (p->margin >= SURE) {
        p->says_left = simplified;
        p->says_wrong = !simplified;
    } else if (p->margin <= -SURE) {
        p->says_left = could_be && !simplified ? -1 : 0;
        p->says_wrong = -1;
    }
}

static uint16_t in_region(const zz__choice *choice, uint16_t c)
{
    const zz__context *context = &choice->context;
    uint32_t i;

    for (i = 0; i < context->glyph_count; i++) {
        if (zz__le16(context->glyphs[i].unit[ZZ__REGION_STANDARD]) == c)
            return zz__le16(context->glyphs[i].unit[choice->region]);
    }
    return c;
}

/* A character that Traditional text never has. Japanese has many of them: beside kana it stays. */
static void weigh_stray(const zz__choice *choice, const zz__window *window, uint32_t rank,
                        uint32_t c, place *p)
{
    const zz__context *context = &choice->context;
    uint16_t form = zz__le16(context->stray_values[rank]);
    uint32_t i, k, best = 0;
    bool near = (form & ZZ__STRAY_NEAR) != 0;

    p->op = near ? ZZ__OP_LEFT : ZZ__OP_STRAY;
    p->margin = near ? SURE : 0x4000;
    form = (uint16_t)((form & 0x7FFF) + ZZ__CONTEXT_BLOCK);
    p->family = FAMILY_NONE;
    p->written = ZZ__NOT_WRITTEN;
    for (i = 0; i < sizeof window->units / sizeof *window->units; i++) {
        if (window->units[i] == ZZ__CLASS_KANA)
            return;
    }
    p->says_left = !near;
    p->to = in_region(choice, form);
    if (form != c)
        return;
    for (i = 0; zz__le16(context->families[i].simplified) != c;)
        i++;
    p->family = (uint16_t)i;
    zz__context_score(context, &context->families[i], window->units + ZZ__CONTEXT_REACH, true,
                      p->scores);
    for (k = 1; k < zz__le16(context->families[i].count); k++) {
        if (p->scores[k] > p->scores[best])
            best = k;
    }
    p->to = zz__le16(
        context->candidates[zz__le16(context->families[i].first) + best].unit[choice->region]);
}

/* log2 of x / ONE + 1/2 and the like, in sixteenths; x >= 1. */
static int32_t log2_of(uint32_t x)
{
    int32_t whole = 0;

    while (x >> (whole + 1) != 0)
        whole++;
    return whole * 16 + (int32_t)((((uint64_t)x << 16 >> whole) - 65536) >> 12);
}

/* The log-odds that the text was damaged in one way, in ZZ__CONTEXT_UNIT. */
static int32_t log_odds(int32_t for_it, int32_t against)
{
    int32_t odds = log2_of((uint32_t)(for_it + ONE / 8)) - log2_of((uint32_t)(against + ONE / 2));

    return odds * 11 / 16; /* from base two to e */
}

int32_t zz__repair_threshold(uint32_t thousandths)
{
    return (log2_of(thousandths) - log2_of(1000 - thousandths)) * 11 / 16 - ASKS;
}

/* What surrounds a place says of its being damaged; 0 where that does not matter. */
static int32_t odds_around(const place *p, const evidence *e)
{
    if (p->to == 0 || p->op == ZZ__OP_STRAY)
        return 0;
    /* text with forms left over was badly converted: it has wrong ones too */
    return p->op == ZZ__OP_LEFT ? log_odds(e->left, e->kept)
                                : log_odds(e->wrong + e->left / 4, e->right);
}

/* Tells of a place whose character is none of its family's, and stays: it is one more that could
 * stand there. */
static int32_t tell_stray(const zz__choice *choice, const place *p, int32_t odds, uint32_t c,
                          zz__sink *sink)
{
    int32_t stays = -(p->margin + odds);
    zz__choices choices;
    uint32_t k;

    choices.source = sink->source;
    choices.source_size = ZZ__CONTEXT_BYTES;
    choices.made = false;
    choices.written = c;
    choices.count = zz__context_options(choice, &choice->context.families[p->family], p->scores,
                                        choices.options);
    for (k = 0; stays > 0 && k < choices.count; k++)
        choices.options[k].score -= stays;
    stays = stays < 0 ? stays : 0;
    for (k = choices.count++; k > 0 && choices.options[k - 1].score < stays; k--)
        choices.options[k] = choices.options[k - 1];
    choices.options[k].code_point = c;
    choices.options[k].score = stays;
    return sink->recorder->choices(sink->recorder->ctx, &choices);
}

/* Tells of a place, with the doubt that what surrounds it leaves. */
static int32_t tell(const zz__choice *choice, const place *p, int32_t odds, bool sure,
                    const uint8_t *text, zz__sink *sink)
{
    int32_t scores[ZZ__CONTEXT_CANDIDATES];

    if (p->to == 0 || p->family == FAMILY_NONE || sink->recorder->choices == NULL)
        return ZZ_OK;
    if (p->written == ZZ__NOT_WRITTEN && !sure)
        return tell_stray(choice, p, odds, zz__context_decode(text), sink);
    memcpy(scores, p->scores, sizeof scores);
    if (p->written != ZZ__NOT_WRITTEN)
        scores[p->written] -= odds;
    return zz__tell_choices(choice, &choice->context.families[p->family], scores, p->written, sure,
                            sink);
}

static void add(evidence *e, const place *p, int32_t amount)
{
    e->left += p->says_left > 0 ? amount : 0;
    e->kept += p->says_left < 0 ? amount : 0;
    e->wrong += p->says_wrong > 0 ? amount : 0;
    e->right += p->says_wrong < 0 ? amount : 0;
}

static void fade(evidence *e)
{
    e->left -= e->left >> FADE;
    e->kept -= e->kept >> FADE;
    e->wrong -= e->wrong >> FADE;
    e->right -= e->right >> FADE;
}

/* Finds places in the rest of the input, as many as there is room for, and up to where all are
 * known. */
static void collect(const zz__choice *choice, repair_state *s, const zz__input *in)
{
    const zz__context *context = &choice->context;
    size_t at = in->start + (size_t)(s->known - s->start);

    memmove(s->places, s->places + s->first, (s->count - s->first) * sizeof *s->places);
    s->count -= s->first;
    s->ahead -= s->first;
    s->first = 0;
    while (s->count < MOST_PLACES) {
        place *p = &s->places[s->count];
        zz__window window;
        uint32_t rank = 0, c;
        bool is_stray;

        at = zz__context_find(context->members->bits, context->strays->bits, in->text, at,
                              in->end);
        if (at == in->end) {
            at -= in->final ? 0 : zz__utf8_unfinished(in->text + in->start, at - in->start);
            break;
        }
        if (!zz__context_look(context, in->text, at, in->end, in->final, &window))
            break;
        c = zz__context_decode(in->text + at);
        is_stray = !zz__set_find(context->members, c, &rank) &&
                   zz__set_find(context->strays, c, &rank);
        memset(p, 0, sizeof *p);
        p->at = s->start + (at - in->start);
        if (is_stray)
            weigh_stray(choice, &window, rank, c, p);
        else
            weigh(choice, &window, zz__le16(context->member_values[rank]), c, p);
        s->count++;
        at += ZZ__CONTEXT_BYTES;
    }
    s->known = s->start + (at - in->start);
}

/* Decides on a place and tells the sink. */
static int32_t take(const zz__choice *choice, const place *p, const evidence *around,
                    const uint8_t *text, zz__sink *sink)
{
    int32_t odds = odds_around(p, around), status = ZZ_OK;
    bool sure = p->to != 0 && (p->op == ZZ__OP_STRAY ||
                               p->margin + odds >= ASKS + choice->threshold);

    if (sink->recorder != NULL)
        status = tell(choice, p, odds, sure, text, sink);
    if (status != ZZ_OK)
        return status;
    return sure ? zz__put_form(p->to, sink, p->op)
                : zz__sink_copy(sink, text, ZZ__CONTEXT_BYTES);
}

/* Copies what is between places, up to `to`. */
static int32_t copy_to(repair_state *s, zz__input *in, uint64_t to, zz__sink *sink)
{
    size_t n = (size_t)(to - s->start);
    int32_t status = n != 0 ? zz__sink_copy(sink, in->text + in->start, n) : ZZ_OK;

    in->start += n;
    s->start = to;
    return status;
}

/* What surrounds places[first], which is the next to be decided on. */
static evidence look_around(repair_state *s)
{
    const place *p = &s->places[s->first];
    evidence around = s->before;

    for (; s->ahead < s->count && s->places[s->ahead].at < p->at + AHEAD; s->ahead++)
        add(&s->behind, &s->places[s->ahead], ONE);
    add(&s->behind, p, -ONE);
    around.left += s->behind.left;
    around.kept += s->behind.kept;
    around.wrong += s->behind.wrong;
    around.right += s->behind.right;
    return around;
}

/* Decides on the places behind which enough is known. */
static int32_t decide(const zz__choice *choice, repair_state *s, zz__input *in, zz__sink *sink)
{
    bool all = in->final && s->known - s->start == in->end - in->start;
    int32_t status = ZZ_OK;

    for (; s->first < s->count && status == ZZ_OK; s->first++) {
        const place *p = &s->places[s->first];
        evidence around;

        if (!all && p->at + AHEAD > s->known)
            return copy_to(s, in, p->at, sink);
        around = look_around(s);
        status = copy_to(s, in, p->at, sink);
        if (status == ZZ_OK)
            status = take(choice, p, &around, in->text + in->start, sink);
        in->start += ZZ__CONTEXT_BYTES;
        s->start += ZZ__CONTEXT_BYTES;
        fade(&s->before);
        add(&s->before, p, ONE);
    }
    return status == ZZ_OK ? copy_to(s, in, s->known, sink) : status;
}

static int32_t run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__choice *choice = self;
    repair_state *s = state;
    int32_t status = ZZ_OK;
    size_t before;

    if (s->places == NULL) {
        s->memory = choice->memory;
        s->places = zz__new(s->memory, MOST_PLACES * sizeof *s->places);
        if (s->places == NULL)
            return ZZ_ERROR_MEMORY;
    }
    do {
        before = in->start;
        collect(choice, s, in);
        status = decide(choice, s, in, sink);
    } while (status == ZZ_OK && in->start != before && in->start < in->end);
    return status;
}

static void release(void *state)
{
    repair_state *s = state;

    if (s->places != NULL)
        zz__delete(s->memory, s->places, MOST_PLACES * sizeof *s->places);
}

const zz__step_type zz__step_repair = {
    .name = "repair",
    .summary = "badly converted Traditional text: the right form of each character, if sure",
    .operations = zz__context_operations,
    .alternatives = zz__context_alternatives,
    .state_size = sizeof(repair_state),
    .growth = 256,
    .run = run,
    .release = release,
    .weighs = true,
};
