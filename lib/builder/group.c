/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/group.h"

#include <string.h>

#include "base/error.h"

#define MAX_DEPTH 16

typedef struct parser {
    zz__groups *groups;
    const zz__slice *expression;
    size_t at;
    bool tofu;
    zz_error *error;
} parser;

/* A dictionary, or nothing, where a tofu dictionary was left out. */
typedef struct operand {
    zz__dictionary dictionary;
    bool present;
} operand;

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

static int32_t parse_group(parser *p, unsigned depth, operand *out);

static int32_t parse_operand(parser *p, unsigned depth, operand *out)
{
    bool may_be_tofu = peek(p) == '?';
    zz__slice name;
    int32_t status;

    if (may_be_tofu)
        p->at++;
    if (peek(p) == '(') {
        if (depth == MAX_DEPTH)
            return complain(p, "the parentheses nest too deep");
        p->at++;
        status = parse_group(p, depth + 1, out);
        if (status != ZZ_OK)
            return status;
        if (peek(p) != ')')
            return complain(p, "a closing parenthesis is missing");
        p->at++;
    } else {
        name.text = p->expression->text + p->at;
        name.size = 0;
        while (p->at < p->expression->size && is_name(p->expression->text[p->at])) {
            p->at++;
            name.size++;
        }
        if (name.size == 0)
            return complain(p, "the name of a dictionary is missing");
        status = load_leaf(p, &name, &out->dictionary);
        out->present = true;
    }
    if (may_be_tofu && !p->tofu)
        out->present = false;
    return status;
}

static int32_t combine(const parser *p, char sign, operand *left, const operand *right)
{
    zz__dictionary joined;
    int32_t status;

    if (!right->present)
        return ZZ_OK;
    if (!left->present) {
        *left = *right;
        return ZZ_OK;
    }
    if (sign == '|')
        status = zz__dictionary_union(&joined, p->groups->arena, &left->dictionary,
                                      &right->dictionary);
    else
        status = zz__dictionary_first_of(&joined, p->groups->arena, &left->dictionary,
                                         &right->dictionary);
    if (status != ZZ_OK)
        return zz__error_set(p->error, status, 0, zz_status_string(status));
    left->dictionary = joined;
    return ZZ_OK;
}

static int32_t parse_group(parser *p, unsigned depth, operand *out)
{
    char sign = '\0';
    int32_t status = parse_operand(p, depth, out);

    while (status == ZZ_OK && (peek(p) == '|' || peek(p) == '>')) {
        operand right;

        if (sign != '\0' && peek(p) != sign)
            return complain(p, "put parentheses where | and > meet");
        sign = peek(p);
        p->at++;
        memset(&right, 0, sizeof right);
        status = parse_operand(p, depth, &right);
        if (status == ZZ_OK)
            status = combine(p, sign, out, &right);
    }
    return status;
}

int32_t zz__group_make(zz__groups *groups, const zz__slice *expression, bool tofu,
                       zz__dictionary *out, zz_error *error)
{
    parser p = {groups, expression, 0, tofu, error};
    operand whole;
    int32_t status;

    memset(&whole, 0, sizeof whole);
    status = parse_group(&p, 0, &whole);
    if (status != ZZ_OK)
        return status;
    if (peek(&p) != '\0')
        return complain(&p, "nothing may follow here");
    if (!whole.present)
        return complain(&p, "no dictionary is left without the tofu ones");
    *out = whole.dictionary;
    return ZZ_OK;
}
