/* SPDX-License-Identifier: Apache-2.0 */
#include "builder/requests.h"

#include <string.h>

#include "builder/tables.h"

/* ---- Asking ----------------------------------------------------------- */

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

/* A table with segment flags serves also where nothing is cut. */
static bool serves_segment(const zz__request *r, const zz__slice *segment)
{
    return segment->size == 0 || zz__slice_is(&r->segment, segment);
}

static uint32_t asked_before(const zz__requests *requests, const zz__slice *expression,
                             const zz__slice *segment, bool tofu)
{
    uint32_t i;

    for (i = 0; i < requests->count; i++) {
        const zz__request *r = &requests->items[i];
        if (zz__slice_is(&r->expression, expression) && r->tofu == tofu &&
            serves_segment(r, segment))
            return i;
    }
    return ZZ__NONE;
}

static int32_t own_entries(zz__dictionary *dictionary, zz__arena *arena)
{
    size_t count = dictionary->count;
    zz__entry *entries = zz__arena_new(arena, count + 1, sizeof *entries);

    if (entries == NULL)
        return ZZ_ERROR_MEMORY;
    memcpy(entries, dictionary->entries, count * sizeof *entries);
    dictionary->entries = entries;
    return ZZ_OK;
}

int32_t zz__request_find(zz__requests *requests, const zz__slice *expression,
                         const zz__slice *segment, bool tofu, uint32_t *which)
{
    zz__dictionary made, cut;
    bool shared, shared_cut;
    zz__request *r;
    int32_t status;

    if (!mentions_tofu(expression))
        tofu = true;
    *which = asked_before(requests, expression, segment, tofu);
    if (*which != ZZ__NONE)
        return ZZ_OK;
    status = zz__group_make(&requests->groups, expression, tofu, &made, &shared,
                            requests->error);
    if (status == ZZ_OK && segment->size != 0) {
        status = zz__group_make(&requests->groups, segment, true, &cut, &shared_cut,
                                requests->error);
        if (status == ZZ_OK && shared)
            status = own_entries(&made, requests->arena); /* flags must not reach a leaf */
        if (status == ZZ_OK && !flag_segment(&made, &cut))
            return ZZ_OK;
    }
    if (status != ZZ_OK)
        return status;
    r = zz__request_add(requests);
    if (r == NULL)
        return ZZ_ERROR_TOO_LARGE;
    r->expression = *expression;
    r->segment = *segment;
    r->tofu = tofu;
    r->plain = r->dictionary = made;
    *which = (uint32_t)(r - requests->items);
    return ZZ_OK;
}

zz__request *zz__request_add(zz__requests *requests)
{
    zz__request *r;

    if (requests->count == ZZ__MAX_REQUESTS)
        return NULL;
    r = &requests->items[requests->count++];
    memset(r, 0, sizeof *r);
    r->choices = r->number = ZZ__NONE;
    return r;
}

/* The same choices asked for before: of the same lines of the same dictionaries. */
static uint32_t same_choices(const zz__requests *requests, const zz__dictionary *made)
{
    uint32_t i;
    size_t e;

    for (i = 0; i < requests->count; i++) {
        uint32_t choices = requests->items[i].choices;
        const zz__dictionary *other;

        if (choices == ZZ__NONE)
            continue;
        other = &requests->items[choices].dictionary;
        for (e = 0; e < made->count && e < other->count; e++) {
            if (other->entries[e].value.units != made->entries[e].value.units)
                break;
        }
        if (e == made->count && e == other->count)
            return choices;
    }
    return ZZ__NONE;
}

int32_t zz__request_choices(zz__requests *requests, uint32_t which)
{
    zz__request *r = &requests->items[which], *choices;
    zz__dictionary made;
    int32_t status;

    if (r->choices != ZZ__NONE)
        return ZZ_OK;
    status = zz__dictionary_choices(&made, requests->arena, &r->plain);
    if (status != ZZ_OK || made.count == 0)
        return status;
    r->choices = same_choices(requests, &made);
    if (r->choices != ZZ__NONE)
        return ZZ_OK;
    choices = zz__request_add(requests);
    if (choices == NULL)
        return ZZ_ERROR_TOO_LARGE;
    choices->dictionary = made;
    r->choices = (uint32_t)(choices - requests->items);
    return ZZ_OK;
}

/* ---- Making ----------------------------------------------------------- */

/* Tells the tables which of them has their choices. */
static void name_choices(const zz__requests *requests, zz__sections *sections)
{
    zz__image_table *tables = (void *)sections->part[ZZ__SECTION_TABLES].bytes;
    uint32_t i;

    for (i = 0; i < requests->count; i++) {
        const zz__request *r = &requests->items[i];
        if (r->choices != ZZ__NONE)
            tables[r->number].choices = zz__le32(requests->items[r->choices].number + 1);
    }
}

int32_t zz__requests_make(zz__requests *requests, zz__sections *sections, bool quick)
{
    const zz__dictionary *dictionaries[ZZ__MAX_REQUESTS];
    uint32_t numbers[ZZ__MAX_REQUESTS], i;
    int32_t status;

    for (i = 0; i < requests->count; i++)
        dictionaries[i] = &requests->items[i].dictionary;
    status = zz__tables_make(sections, requests->arena, dictionaries, requests->count, quick,
                             numbers);
    if (status != ZZ_OK)
        return status;
    for (i = 0; i < requests->count; i++)
        requests->items[i].number = numbers[i];
    name_choices(requests, sections);
    return ZZ_OK;
}

/* ---- Made ------------------------------------------------------------- */

uint32_t zz__request_table(const zz__requests *requests, uint32_t which)
{
    return zz__le32(which == ZZ__NONE ? ZZ__NONE : requests->items[which].number);
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

uint32_t zz__requests_naming(const zz__requests *requests, const zz__slice *name,
                             uint32_t *tables)
{
    uint32_t i, count = 0;

    for (i = 0; i < requests->count; i++) {
        if (mentions(&requests->items[i].expression, name))
            tables[count++] = requests->items[i].number;
    }
    return count;
}
