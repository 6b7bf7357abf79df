/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/group.h"

#include <string.h>

#include "base/error.h"
#include "builder/merge.h"

#define MAX_DEPTH 16

/* The dictionaries of the groups that are open are merged once a group is closed: those of one
 * inside another for a while only, so that what is there at a time is no more than all that is
 * named. */
typedef struct parser {
    zz__groups *groups;
    const zz__slice *expression;
    size_t at;
    bool tofu;
    zz_error *error;
    zz__dictionary operands[ZZ__MERGE_PARTS];
    size_t room[ZZ__MERGE_PARTS]; /* entries of a block of our own; 0: it is a leaf's */
    size_t count;
} parser;

static int32_t complain(const parser *p, const char *what)
{
    zz__error_set(p->error, ZZ_ERROR_DICTIONARY, p->at, "The group \"");
    zz__error_add_bytes(p->error, p->expression->text, p->expression->size);
    zz__error_add(p->error, "\", character ");
    zz__error_add_number(p->error, p->at + 1);
    zz__error_add(p->error, ": ");
    zz__error_add(p->error, what);
    return ZZ_ERROR_DICTIONARY;
}

static char peek(parser *p)
{
    while (p->at < p->expression->size && p->expression->text[p->at] == ' ')
        p->at++;
    return p->at < p->expression->size ? p->expression->text[p->at] : '\0';
}

static bool is_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-';
}

static int32_t read_leaf(zz__groups *groups, const char *name, zz__dictionary *out,
                         zz_error *error)
{
    zz__dictionary_text from = {name, NULL, 0, 0, false};
    int32_t status = groups->source->load(groups->source->ctx, name, &from.text, &from.size, error);

    return status == ZZ_OK ? zz__dictionary_read(out, groups->arena, &from, error) : status;
}

static int32_t load_leaf(parser *p, const zz__slice *name, zz__dictionary *out)
{
    zz__groups *groups = p->groups;
    char spelled[128];
    size_t i;
    int32_t status;

    for (i = 0; i < groups->leaf_count; i++) {
        if (zz__slice_is(&groups->leaves[i].name, name)) {
            *out = groups->leaves[i].dictionary;
            return ZZ_OK;
        }
    }
    if (name->size >= sizeof spelled || groups->leaf_count == ZZ__MAX_LEAVES)
        return complain(p, "the name is too long, or there are too many dictionaries");
    memcpy(spelled, name->text, name->size);
    spelled[name->size] = '\0';
    if (groups->source->make != NULL)
        status = groups->source->make(groups->source->ctx, spelled, groups->arena, out, p->error);
    else
        status = read_leaf(groups, spelled, out, p->error);
    if (status == ZZ_OK) {
        groups->leaves[groups->leaf_count].name = *name;
        groups->leaves[groups->leaf_count++].dictionary = *out;
    }
    return status;
}

static int32_t push_leaf(parser *p)
{
    zz__slice name = {p->expression->text + p->at, 0};
    int32_t status;

    while (p->at < p->expression->size && is_name(p->expression->text[p->at])) {
        p->at++;
        name.size++;
    }
    if (name.size == 0)
        return complain(p, "the name of a dictionary is missing");
    if (p->count == ZZ__MERGE_PARTS)
        return complain(p, "there are too many dictionaries");
    status = load_leaf(p, &name, &p->operands[p->count]);
    if (status == ZZ_OK)
        p->room[p->count++] = 0;
    return status;
}

static void drop_operands(parser *p, size_t count)
{
    while (p->count > count) {
        p->count--;
        if (p->room[p->count] != 0)
            zz__delete(p->groups->arena->memory, p->operands[p->count].entries,
                       p->room[p->count] * sizeof(zz__entry));
    }
}

static int32_t parse_group(parser *p, unsigned depth);

/* Adds a dictionary to the operands, or none, where that was a tofu one. */
static int32_t parse_operand(parser *p, unsigned depth)
{
    bool is_left_out = peek(p) == '?' && !p->tofu;
    size_t before = p->count;
    int32_t status;

    if (peek(p) == '?')
        p->at++;
    if (peek(p) != '(') {
        status = push_leaf(p);
    } else if (depth == MAX_DEPTH) {
        return complain(p, "the parentheses nest too deep");
    } else {
        p->at++;
        status = parse_group(p, depth + 1);
        if (status == ZZ_OK && peek(p) != ')')
            return complain(p, "a closing parenthesis is missing");
        p->at++;
    }
    if (status == ZZ_OK && is_left_out)
        drop_operands(p, before);
    return status;
}

/* A dictionary named again in the same group adds nothing. */
static void drop_repeated(parser *p, size_t first)
{
    size_t kept = first, i, k;

    for (i = first; i < p->count; i++) {
        for (k = first; k < kept && p->operands[k].entries != p->operands[i].entries;)
            k++;
        if (k < kept)
            continue;
        p->room[kept] = p->room[i];
        p->operands[kept++] = p->operands[i];
    }
    p->count = kept;
}

/* Makes one of the operands from first on. The whole expression's goes to the arena. */
static int32_t merge(parser *p, size_t first, char sign, bool whole)
{
    zz__dictionary made = {NULL, 0};
    size_t room = 1, i, size;

    drop_repeated(p, first);
    if (p->count - first < 2 && (!whole || p->count == first || p->room[first] == 0))
        return ZZ_OK;
    for (i = first; i < p->count; i++)
        room += p->operands[i].count;
    if (whole)
        made.entries = zz__arena_new(p->groups->arena, room, sizeof *made.entries);
    else if (zz__mul(room, sizeof *made.entries, &size))
        made.entries = zz__new(p->groups->arena->memory, size);
    if (made.entries == NULL)
        return zz__error_status(p->error, ZZ_ERROR_MEMORY);
    zz__merge(&made, p->operands + first, p->count - first,
              sign == '|' ? ZZ__MERGE_UNION : ZZ__MERGE_FIRST_OF);
    drop_operands(p, first);
    p->operands[first] = made;
    p->room[first] = whole ? 0 : room;
    p->count++;
    return ZZ_OK;
}

/* Adds one dictionary to the operands, or none. */
static int32_t parse_group(parser *p, unsigned depth)
{
    char sign = '\0';
    size_t first = p->count;
    int32_t status = parse_operand(p, depth);

    while (status == ZZ_OK && (peek(p) == '|' || peek(p) == '>')) {
        if (sign != '\0' && peek(p) != sign)
            return complain(p, "put parentheses where | and > meet");
        sign = peek(p);
        p->at++;
        status = parse_operand(p, depth);
    }
    return status == ZZ_OK ? merge(p, first, sign, depth == 0) : status;
}

static bool is_leaf(const zz__groups *groups, const zz__entry *entries)
{
    size_t i;

    for (i = 0; i < groups->leaf_count; i++) {
        if (groups->leaves[i].dictionary.entries == entries)
            return true;
    }
    return false;
}

int32_t zz__group_make(zz__groups *groups, const zz__slice *expression, bool tofu,
                       zz__dictionary *out, bool *shared, zz_error *error)
{
    parser *p = zz__new(groups->arena->memory, sizeof *p);
    int32_t status;

    if (p == NULL)
        return zz__error_status(error, ZZ_ERROR_MEMORY);
    memset(p, 0, sizeof *p);
    p->groups = groups;
    p->expression = expression;
    p->tofu = tofu;
    p->error = error;
    status = parse_group(p, 0);
    if (status == ZZ_OK && peek(p) != '\0')
        status = complain(p, "nothing may follow here");
    if (status == ZZ_OK && p->count == 0)
        status = complain(p, "no dictionary is left without the tofu ones");
    if (status == ZZ_OK) {
        *out = p->operands[0];
        *shared = is_leaf(groups, out->entries);
    }
    drop_operands(p, 0);
    zz__delete(groups->arena->memory, p, sizeof *p);
    return status;
}
