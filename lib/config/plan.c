/* SPDX-License-Identifier: Apache-2.0 */
#include "config/plan.h"

#include <string.h>

#include "base/error.h"
#include "table/format.h"

/* ---- Text ------------------------------------------------------------- */

static int32_t add_text(zz__plan *p, zz__buffer *out, const char *text)
{
    int32_t status = zz__buffer_append(out, text, strlen(text));

    return status == ZZ_OK ? ZZ_OK : zz__error_status(p->json->error, status);
}

static const char *spell(char room[12], size_t number)
{
    char *at = room + 11;

    *at = '\0';
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    return at;
}

static void path_add(char path[ZZ__CONFIG_PATH], const char *text)
{
    size_t used = strlen(path), n = strlen(text);

    if (n > ZZ__CONFIG_PATH - 1 - used)
        n = ZZ__CONFIG_PATH - 1 - used;
    memcpy(path + used, text, n);
    path[used + n] = '\0';
}

static void path_add_index(char path[ZZ__CONFIG_PATH], const char *name, size_t index)
{
    char room[12];

    path_add(path, name);
    path_add(path, "[");
    path_add(path, spell(room, index));
    path_add(path, "]");
}

/* As conversion_chain[1].dict.dicts[0], then a member of that. */
static void spell_path(const zz__plan *p, const char *member, char path[ZZ__CONFIG_PATH])
{
    size_t i;

    path[0] = '\0';
    path_add(path, p->root);
    for (i = 0; i < p->depth; i++)
        path_add_index(path, ".dicts", p->groups[i].next - 1);
    path_add(path, member);
}

static int32_t complain_here(const zz__plan *p, const yyjson_val *at, const char *member,
                             const char *what)
{
    char path[ZZ__CONFIG_PATH];

    spell_path(p, member, path);
    return zz__json_complain(p->json, at, path, what);
}

static bool val_is(yyjson_val *val, const char *word)
{
    return yyjson_get_len(val) == strlen(word) &&
           memcmp(yyjson_get_str(val), word, strlen(word)) == 0;
}

static bool same_string(yyjson_val *a, yyjson_val *b)
{
    return yyjson_get_len(a) == yyjson_get_len(b) &&
           memcmp(yyjson_get_str(a), yyjson_get_str(b), yyjson_get_len(a)) == 0;
}

/* ---- Dictionaries ----------------------------------------------------- */

/* The sign before an item of a group that has some. */
static int32_t begin_item(zz__plan *p)
{
    zz__config_group *above = p->depth > 0 ? &p->groups[p->depth - 1] : NULL;
    const char sign[] = {' ', above != NULL ? above->sign : ' ', ' ', '\0'};

    if (above == NULL || above->written++ == 0)
        return ZZ_OK;
    return add_text(p, &p->definitions, sign);
}

static int32_t write_leaf(zz__plan *p, size_t number)
{
    char room[12];
    int32_t status = begin_item(p);

    if (status == ZZ_OK)
        status = add_text(p, &p->definitions, "d");
    return status == ZZ_OK ? add_text(p, &p->definitions, spell(room, number)) : status;
}

static int32_t add_leaf(zz__plan *p, const zz__config_leaf *leaf, const yyjson_val *above)
{
    size_t i;

    /* each is merged with the rest of its group, so what is named twice counts twice */
    if (p->mentions++ == ZZ__CONFIG_LEAVES)
        return complain_here(p, above, "", "there are more than 250 dictionaries");
    /* but is read once */
    for (i = 0; i < p->leaf_count && leaf->name != NULL; i++) {
        const zz__config_leaf *other = &p->leaves[i];
        if (other->kind == leaf->kind && other->name != NULL &&
            same_string(other->name, leaf->name))
            return write_leaf(p, i);
    }
    p->leaves[p->leaf_count] = *leaf;
    spell_path(p, "", p->leaves[p->leaf_count].path);
    return write_leaf(p, p->leaf_count++);
}

static int32_t open_group(zz__plan *p, yyjson_val *dicts, yyjson_val *policy,
                          const yyjson_val *above)
{
    zz__config_group *g;
    size_t start = p->definitions.size;
    int32_t status;

    if (policy != NULL && !val_is(policy, "short_circuit") && !val_is(policy, "union"))
        return complain_here(p, policy, ".match_policy", "this is neither short_circuit nor union");
    if (yyjson_arr_size(dicts) == 0)
        return complain_here(p, above, ".dicts", "there must be a dictionary in it");
    if (p->depth == ZZ__CONFIG_DEPTH)
        return complain_here(p, above, "", "groups nest deeper than 16");
    status = begin_item(p);
    if (status == ZZ_OK)
        status = add_text(p, &p->definitions, "(");
    g = &p->groups[p->depth++];
    memset(g, 0, sizeof *g);
    yyjson_arr_iter_init(dicts, &g->iter);
    g->above = (yyjson_val *)(uintptr_t)above;
    g->sign = policy != NULL && val_is(policy, "union") ? '|' : '>';
    g->start = start;
    return status;
}

/* One of which everything was left out is left out too. */
static int32_t close_group(zz__plan *p)
{
    const zz__config_group *g = &p->groups[--p->depth];

    if (g->written != 0)
        return add_text(p, &p->definitions, ")");
    p->definitions.size = g->start;
    if (p->depth > 0)
        p->groups[p->depth - 1].written--;
    return ZZ_OK;
}

/* A dictionary of the text, and for a group what is still to come. */
static int32_t open_dict(zz__plan *p, yyjson_val *dict, const yyjson_val *above, bool tofu)
{
    enum { TYPE, TOFU, FIRST, SECOND };
    static const zz__json_member form[] = {
        {"type", YYJSON_TYPE_STR, true, NULL, NULL},
        {"may_output_tofu", YYJSON_TYPE_BOOL, false, NULL, NULL},
        {"file", YYJSON_TYPE_STR, true, NULL, NULL},
        {"match_policy", YYJSON_TYPE_STR, false, NULL, NULL},
    };
    zz__json_member members[sizeof form / sizeof *form];
    zz__config_leaf leaf;
    char path[ZZ__CONFIG_PATH];
    size_t count = 3;
    yyjson_val *type = yyjson_obj_get(dict, "type");
    int32_t status;

    memcpy(members, form, sizeof form);
    memset(&leaf, 0, sizeof leaf);
    spell_path(p, "", path);
    if (!yyjson_is_str(type))
        return complain_here(p, above, "", "this must be an object with a string \"type\"");
    if (val_is(type, "group")) {
        members[FIRST].name = "dicts";
        members[FIRST].type = YYJSON_TYPE_ARR;
        count = 4;
    } else if (val_is(type, "inline")) {
        members[FIRST].name = "entries";
        members[FIRST].type = YYJSON_TYPE_OBJ;
        leaf.kind = ZZ__CONFIG_INLINE;
    } else if (val_is(type, "builtin")) {
        members[FIRST].name = "name";
        leaf.kind = ZZ__CONFIG_BUILTIN;
    } else if (val_is(type, "ocd2") || val_is(type, "ocd")) {
        leaf.kind = ZZ__CONFIG_OCD;
    } else if (!val_is(type, "text")) {
        return complain_here(p, type, ".type",
                             "there are the types text, inline, group, builtin and ocd2");
    }
    status = zz__json_members(p->json, dict, above, path, members, count);
    if (status != ZZ_OK)
        return status;
    if (!tofu && members[TOFU].value != NULL && yyjson_is_true(members[TOFU].value))
        return ZZ_OK;
    if (count == 4)
        return open_group(p, members[FIRST].value, members[SECOND].value, members[FIRST].key);
    leaf.type = members[TYPE].value;
    if (leaf.kind == ZZ__CONFIG_INLINE)
        leaf.entries = members[FIRST].value;
    else
        leaf.name = members[FIRST].value;
    if (leaf.name != NULL && yyjson_get_len(leaf.name) == 0)
        return complain_here(p, leaf.name, "", "a name must not be empty");
    return add_leaf(p, &leaf, above);
}

/* A line of the definitions, `word` and a group of dictionaries; taken away again where that was
 * left out whole. */
static int32_t write_line(zz__plan *p, const char *word, yyjson_val *dict, const yyjson_val *above,
                          bool tofu, bool *written)
{
    size_t start = p->definitions.size, head;
    int32_t status = add_text(p, &p->definitions, word);

    head = p->definitions.size;
    if (status == ZZ_OK)
        status = open_dict(p, dict, above, tofu);
    while (status == ZZ_OK && p->depth > 0) {
        zz__config_group *g = &p->groups[p->depth - 1];
        yyjson_val *child = yyjson_arr_iter_next(&g->iter);

        g->next++;
        status = child != NULL ? open_dict(p, child, g->above, tofu) : close_group(p);
    }
    *written = p->definitions.size != head;
    if (status != ZZ_OK || *written)
        return status == ZZ_OK ? add_text(p, &p->definitions, "\n") : status;
    p->definitions.size = start;
    return ZZ_OK;
}

/* ---- Conversions ------------------------------------------------------ */

static int32_t begin_conversion(zz__plan *p)
{
    char name[24] = "config", room[12];
    int32_t status;

    if (p->several) {
        strcat(name, "-");
        strcat(name, spell(room, ++p->conversions));
    }
    status = add_text(p, &p->definitions, "conversion ");
    if (status == ZZ_OK)
        status = add_text(p, &p->definitions, name);
    if (status == ZZ_OK)
        status = add_text(p, &p->definitions, "\n");
    if (status == ZZ_OK && p->recipe.size != 0)
        status = add_text(p, &p->recipe, ",");
    return status == ZZ_OK ? add_text(p, &p->recipe, name) : status;
}

/* The dict of an item of an array, and its path as the root. */
static int32_t find_dict(zz__plan *p, const zz__json_member *list, yyjson_val *item, size_t index,
                         zz__json_member *dict)
{
    static const zz__json_member form = {"dict", YYJSON_TYPE_OBJ, true, NULL, NULL};
    int32_t status;

    *dict = form;
    p->root[0] = '\0';
    path_add_index(p->root, list->name, index);
    status = zz__json_members(p->json, item, list->key, p->root, dict, 1);
    path_add(p->root, ".dict");
    return status;
}

/* A stage that changes nothing, where none is left. */
static int32_t write_nothing(zz__plan *p)
{
    zz__config_leaf leaf;
    int32_t status;

    memset(&leaf, 0, sizeof leaf);
    leaf.kind = ZZ__CONFIG_EMPTY;
    status = add_text(p, &p->definitions, " stage ");
    if (status == ZZ_OK)
        status = add_leaf(p, &leaf, NULL);
    return status == ZZ_OK ? add_text(p, &p->definitions, "\n") : status;
}

/* All normalizations but the last are conversions of their own; the last is the next one's. */
static int32_t write_normalizations(zz__plan *p, const zz__json_member *list)
{
    size_t count = list->value != NULL ? yyjson_arr_size(list->value) : 0, i;
    int32_t status = ZZ_OK;

    for (i = 0; i < count && status == ZZ_OK; i++) {
        zz__json_member dict;
        bool last = i + 1 == count, written = false;

        status = find_dict(p, list, yyjson_arr_get(list->value, i), i, &dict);
        if (status == ZZ_OK)
            status = begin_conversion(p);
        if (status == ZZ_OK)
            status = write_line(p, last ? " normalize " : " stage ", dict.value, dict.key, p->tofu,
                                &written);
        if (status == ZZ_OK && !last && !written)
            status = write_nothing(p);
    }
    if (status == ZZ_OK && count == 0)
        status = begin_conversion(p);
    return status;
}

static int32_t write_segmentation(zz__plan *p, const zz__json_member *segmentation)
{
    static const zz__json_member form[] = {
        {"type", YYJSON_TYPE_STR, true, NULL, NULL},
        {"dict", YYJSON_TYPE_OBJ, true, NULL, NULL},
    };
    zz__json_member members[sizeof form / sizeof *form];
    yyjson_val *type = yyjson_obj_get(segmentation->value, "type");
    bool written;
    int32_t status;

    memcpy(members, form, sizeof form);
    if (yyjson_is_str(type) && !val_is(type, "mmseg"))
        return zz__json_complain(p->json, type, "segmentation.type",
                                 "only mmseg is known: other segmentations, as jieba, are plugins "
                                 "of OpenCC's; use the configuration without, as s2twp for "
                                 "s2twp_jieba");
    status = zz__json_members(p->json, segmentation->value, segmentation->key, "segmentation",
                              members, 2);
    if (status != ZZ_OK)
        return status;
    p->root[0] = '\0';
    path_add(p->root, "segmentation.dict");
    return write_line(p, " segment ", members[1].value, members[1].key, true, &written);
}

static int32_t write_chain(zz__plan *p, const zz__json_member *chain, bool segmented)
{
    size_t count = yyjson_arr_size(chain->value), stages = 0, i;
    int32_t status = ZZ_OK;

    for (i = 0; i < count && status == ZZ_OK; i++) {
        zz__json_member dict;
        bool written = false;

        status = find_dict(p, chain, yyjson_arr_get(chain->value, i), i, &dict);
        /* without segments the next stages may as well be another conversion's */
        if (status == ZZ_OK && stages == ZZ__MAX_STAGES && !segmented) {
            status = begin_conversion(p);
            stages = 0;
        }
        if (status == ZZ_OK)
            status = write_line(p, " stage ", dict.value, dict.key, p->tofu, &written);
        stages += written;
        if (status == ZZ_OK && stages > ZZ__MAX_STAGES)
            status = zz__json_complain(p->json, dict.key, p->root,
                                       "with a segmentation there can be four stages");
    }
    return status == ZZ_OK && stages == 0 ? write_nothing(p) : status;
}

int32_t zz__plan_make(zz__plan *p)
{
    enum { NAME, NORMALIZATION, SEGMENTATION, CHAIN };
    static const zz__json_member form[] = {
        {"name", YYJSON_TYPE_STR, false, NULL, NULL},
        {"normalization", YYJSON_TYPE_ARR, false, NULL, NULL},
        {"segmentation", YYJSON_TYPE_OBJ, false, NULL, NULL},
        {"conversion_chain", YYJSON_TYPE_ARR, true, NULL, NULL},
    };
    zz__json_member members[sizeof form / sizeof *form];
    size_t normalizations, stages;
    bool segmented;
    int32_t status;

    memcpy(members, form, sizeof form);
    status = zz__json_members(p->json, yyjson_doc_get_root(p->json->doc), NULL, "", members, 4);
    if (status != ZZ_OK)
        return status;
    normalizations =
        members[NORMALIZATION].value != NULL ? yyjson_arr_size(members[NORMALIZATION].value) : 0;
    stages = yyjson_arr_size(members[CHAIN].value);
    segmented = members[SEGMENTATION].value != NULL;
    if (stages == 0)
        return zz__json_complain(p->json, members[CHAIN].key, "conversion_chain",
                                 "there must be a stage in it");
    if (normalizations + stages > ZZ__CONFIG_STAGES)
        return zz__json_complain(p->json, members[CHAIN].key, "conversion_chain",
                                 "there are more than 32 stages and normalizations");
    p->several = normalizations > 1 || (!segmented && stages > ZZ__MAX_STAGES);
    status = write_normalizations(p, &members[NORMALIZATION]);
    if (status == ZZ_OK && segmented)
        status = write_segmentation(p, &members[SEGMENTATION]);
    return status == ZZ_OK ? write_chain(p, &members[CHAIN], segmented) : status;
}

void zz__plan_init(zz__plan *plan, const zz__json *json, bool tofu)
{
    memset(plan, 0, sizeof *plan);
    plan->json = json;
    plan->tofu = tofu;
    zz__buffer_init(&plan->definitions, json->memory);
    zz__buffer_init(&plan->recipe, json->memory);
}

void zz__plan_free(zz__plan *plan)
{
    zz__buffer_free(&plan->definitions);
    zz__buffer_free(&plan->recipe);
}
