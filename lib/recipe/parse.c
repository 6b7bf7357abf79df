/* SPDX-License-Identifier: Apache-2.0 */
#include "recipe/parse.h"

#include <string.h>

#include "base/error.h"
#include "clean/clean.h"
#include "recipe/contexts.h"

typedef struct parser {
    const zz__image *image;
    const char *text;
    zz_error *error;
    zz__parsed *out;
} parser;

/* One item of a list: [-]name[=value] */
typedef struct item {
    const char *at; /* where errors point: its beginning, or that of the preset it came from */
    const char *name;
    size_t name_size;
    const char *value; /* NULL: none */
    size_t value_size;
    bool removes;
    bool from_preset;
} item;

static int32_t complain(parser *p, const item *i, const char *what)
{
    return zz__error_set(p->error, ZZ_ERROR_RECIPE, (uint64_t)(i->at - p->text), what);
}

static void add_name(parser *p, const char *name, size_t size)
{
    size_t shown = size;

    if (shown > 40) {
        for (shown = 40; shown > 0 && ((unsigned char)name[shown] & 0xC0) == 0x80;)
            shown--;
    }
    zz__error_add(p->error, "\"");
    zz__error_add_quoted(p->error, name, shown);
    zz__error_add(p->error, size > 40 ? "...\"" : "\"");
}

#ifdef ZZ_CONTEXT
#define NO_MODEL "and the data has none: open the recipe with other data."
#else
#define NO_MODEL "and this library was built without it: build it with -Dcontext=true."
#endif

/* Whether a step that is not there would be, if there were a context model. */
static bool lacks_model(const parser *p, const item *i)
{
    static const char context[] = ":context", repair[] = "repair";
    const size_t behind = sizeof context - 1, before = sizeof repair - 1, size = i->name_size;

#ifdef ZZ_CONTEXT
    if (p->image->counts[ZZ__SECTION_CONTEXT] != 0)
        return false;
#else
    (void)p;
#endif
    return (size > behind && memcmp(i->name + size - behind, context, behind) == 0) ||
           (size >= before && memcmp(i->name, repair, before) == 0 &&
            (size == before || i->name[before] == ':'));
}

static int32_t unknown(parser *p, const item *i)
{
    const char *nearest[3];
    size_t count = zz__catalog_nearest(p->image, i->name, i->name_size, nearest, 3), k;

    if (lacks_model(p, i)) {
        complain(p, i, "The step ");
        add_name(p, i->name, i->name_size);
        zz__error_add(p->error, " needs the context model, " NO_MODEL);
        return ZZ_ERROR_RECIPE;
    }
    complain(p, i, "There is no step ");
    add_name(p, i->name, i->name_size);
    for (k = 0; k < count; k++) {
        zz__error_add(p->error, k == 0 ? "; did you mean " : k + 1 < count ? ", " : " or ");
        zz__error_add(p->error, nearest[k]);
    }
    zz__error_add(p->error, count == 0 ? ". The catalog lists all names." : "?");
    return ZZ_ERROR_RECIPE;
}

static int32_t append(parser *p, const item *i, const zz__name *name, uint32_t value)
{
    zz__parsed_item *added;

    if (p->out->count == ZZ__MAX_STEPS)
        return complain(p, i, "The recipe has too many steps: 63 at the most.");
    added = &p->out->items[p->out->count++];
    added->name = *name;
    added->value = value;
    added->from_preset = i->from_preset;
    added->judged = false;
    return ZZ_OK;
}

/* A conversion, or the ones it is a sequence of. */
static int32_t add_conversion(parser *p, const item *i, const zz__name *found)
{
    const zz__image_conversion *conversion = &p->image->conversions[found->number];
    uint32_t k, count = zz__le32(conversion->sequence_count);
    int32_t status = ZZ_OK;

    if (i->value != NULL)
        return complain(p, i, "A conversion takes no value; leave out what begins with \"=\".");
    if (count == 0)
        return append(p, i, found, 0);
    for (k = 0; k < count && status == ZZ_OK; k++) {
        zz__name part = *found;
        part.number = zz__le32(conversion->sequence[k]);
        part.name = zz__image_string(p->image, p->image->conversions[part.number].name);
        status = append(p, i, &part, 0);
    }
    return status;
}

static bool is_word(const char *text, size_t size, const char *word)
{
    return strlen(word) == size && memcmp(text, word, size) == 0;
}

/* Which of the words it is; their number where it is none. */
static uint32_t word_of(const char *const *words, const char *text, size_t size)
{
    uint32_t k = 0;

    while (words[k] != NULL && !is_word(text, size, words[k]))
        k++;
    return k;
}

static int32_t wrong_value(parser *p, const item *i, const char *const *values)
{
    uint32_t k;

    complain(p, i, "The step ");
    add_name(p, i->name, i->name_size);
    if (values == NULL) {
        zz__error_add(p->error, " takes no value; leave out what begins with \"=\".");
        return ZZ_ERROR_RECIPE;
    }
    zz__error_add(p->error, " does not know the value ");
    add_name(p, i->value, i->value_size);
    zz__error_add(p->error, "; it takes ");
    for (k = 0; values[k] != NULL; k++) {
        zz__error_add(p->error, k == 0 ? "" : ", ");
        zz__error_add(p->error, values[k]);
    }
    zz__error_add(p->error, ".");
    return ZZ_ERROR_RECIPE;
}

static int32_t add_clean(parser *p, const item *i, const zz__name *found)
{
    const char *const *values = zz__clean_steps[found->number]->values;
    uint32_t value = 0, k;

    if (i->value != NULL) {
        value = values != NULL ? word_of(values, i->value, i->value_size) : 0;
        if (values == NULL || values[value] == NULL)
            return wrong_value(p, i, values);
    }
    for (k = p->out->count; k > 0 && !i->from_preset; k--) {
        zz__parsed_item *before = &p->out->items[k - 1];

        if (before->name.kind != found->kind || before->name.number != found->number ||
            before->value == value)
            continue;
        if (!before->from_preset)
            return complain(p, i, "This step is there already with another value; name one only.");
        before->value = value;
        before->from_preset = false;
        return ZZ_OK;
    }
    return append(p, i, found, value);
}

/* unprotect=url+code */
static int32_t unprotect(parser *p, const item *i)
{
    const char *word = i->value, *end;

    if (word == NULL)
        return complain(p, i, "Say what is not to be protected, as in unprotect=url+code.");
    end = word + i->value_size;
    while (word != NULL) {
        const char *plus = memchr(word, '+', (size_t)(end - word));
        size_t size = (size_t)((plus != NULL ? plus : end) - word);
        uint32_t k = word_of(zz__span_names, word, size);

        if (k == ZZ__SPAN_COUNT)
            return wrong_value(p, i, zz__span_names);
        p->out->unprotected |= 1u << k;
        word = plus != NULL ? plus + 1 : NULL;
    }
    return ZZ_OK;
}

static int32_t take_away(parser *p, const item *i)
{
    zz__parsed *out = p->out;
    zz__name found;
    uint32_t k, kept = 0;

    if (i->value != NULL)
        return complain(p, i, "A step is taken away by its name alone; leave out the value.");
    if (!zz__catalog_find(p->image, i->name, i->name_size, &found))
        return unknown(p, i);
    for (k = 0; k < out->count; k++) {
        const zz__name *name = &out->items[k].name;
        if (name->kind != found.kind || name->number != found.number)
            out->items[kept++] = out->items[k];
    }
    if (kept == out->count)
        return complain(p, i, "There is no such step before this one to take away.");
    out->count = kept;
    return ZZ_OK;
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t';
}

static item split(const char *begin, const char *end)
{
    item i = {begin, begin, 0, NULL, 0, false, false};
    const char *equals;

    while (i.name < end && is_blank(*i.name))
        i.name++;
    while (end > i.name && is_blank(end[-1]))
        end--;
    i.at = i.name;
    if (i.name < end && *i.name == '-') {
        i.removes = true;
        i.name++;
    }
    equals = memchr(i.name, '=', (size_t)(end - i.name));
    i.name_size = (size_t)((equals != NULL ? equals : end) - i.name);
    if (equals != NULL) {
        i.value = equals + 1;
        i.value_size = (size_t)(end - i.value);
    }
    return i;
}

/* The item that begins at *p, which moves behind its comma, or to NULL behind the last. */
static item next(const char **p, const char *end)
{
    const char *comma = memchr(*p, ',', (size_t)(end - *p));
    item i = split(*p, comma != NULL ? comma : end);

    *p = comma != NULL ? comma + 1 : NULL;
    return i;
}

#ifdef ZZ_CONTEXT
static int32_t add_by_name(parser *p, const item *i, const char *name)
{
    zz__name found;

    if (name == NULL)
        return ZZ_OK;
    if (!zz__catalog_find(p->image, name, strlen(name), &found))
        return unknown(p, i);
    return add_conversion(p, i, &found);
}

/* How sure repair is to be: thousandths. */
static int32_t read_likelihood(parser *p, const item *i, uint32_t *value)
{
    size_t k;

    *value = 0;
    for (k = 0; k < i->value_size && i->value[k] >= '0' && i->value[k] <= '9' && *value < 1000; k++)
        *value = *value * 10 + (uint32_t)(i->value[k] - '0');
    if (k == i->value_size && *value >= 1 && *value <= 999)
        return ZZ_OK;
    complain(p, i, "The step ");
    add_name(p, i->name, i->name_size);
    zz__error_add(p->error, " can't be as sure as ");
    add_name(p, i->value, i->value_size);
    zz__error_add(p->error, "; it takes thousandths, 1 to 999, as in repair:tw=950.");
    return ZZ_ERROR_RECIPE;
}

/* A step that asks the context model, and the conversions around it. */
static int32_t add_context(parser *p, const item *i, const zz__name *found)
{
    const zz__context_name *name = &zz__context_names[found->number - ZZ__CLEAN_STEP_COUNT];
    uint32_t value = 0, first;
    int32_t status = ZZ_OK;

    if (i->value != NULL && name->type != &zz__step_repair)
        return wrong_value(p, i, NULL);
    if (i->value != NULL)
        status = read_likelihood(p, i, &value);
    if (status == ZZ_OK)
        status = add_by_name(p, i, name->before);
    if (status == ZZ_OK)
        status = append(p, i, found, value);
    first = p->out->count;
    if (status == ZZ_OK)
        status = add_by_name(p, i, name->behind);
    for (; first < p->out->count; first++)
        p->out->items[first].judged = true;
    return status;
}
#endif

static int32_t add_plain(parser *p, const item *i)
{
    zz__name found;

    if (!zz__catalog_find(p->image, i->name, i->name_size, &found) ||
        found.kind == ZZ_CATALOG_PRESET)
        return unknown(p, i);
    if (found.kind == ZZ_CATALOG_CONVERSION)
        return add_conversion(p, i, &found);
#ifdef ZZ_CONTEXT
    if (zz__is_context(&found))
        return add_context(p, i, &found);
#endif
    return add_clean(p, i, &found);
}

static int32_t add_preset(parser *p, const item *preset, const zz__name *found)
{
    const char *steps = zz__image_string(p->image, p->image->presets[found->number].steps);
    const char *end = steps + strlen(steps);
    int32_t status = ZZ_OK;

    if (preset->value != NULL)
        return complain(p, preset, "A preset takes no value; name the step that is to have it.");
    while (steps != NULL && status == ZZ_OK) {
        item i = next(&steps, end);
        i.at = preset->at;
        i.from_preset = true;
        status = add_plain(p, &i);
    }
    return status;
}

static int32_t add(parser *p, const item *i)
{
    zz__name found;

    if (i->name_size == 0)
        return complain(p, i, "A step is missing here; take one of the commas away.");
    if (i->removes)
        return take_away(p, i);
    if (is_word(i->name, i->name_size, "unprotect"))
        return unprotect(p, i);
    if (zz__catalog_find(p->image, i->name, i->name_size, &found) &&
        found.kind == ZZ_CATALOG_PRESET)
        return add_preset(p, i, &found);
    return add_plain(p, i);
}

static int32_t add_invalid(parser *p, uint32_t invalid)
{
    const char *value = invalid == ZZ_INVALID_DROP ? "drop" : "replace";
    item i = {p->text, "bytes", 5, value, 0, false, false};

    i.value_size = strlen(i.value);
    return add_plain(p, &i);
}

static bool is_empty(const char *text, size_t size)
{
    size_t i = 0;

    while (i < size && is_blank(text[i]))
        i++;
    return i == size;
}

int32_t zz__recipe_parse(zz__parsed *out, const zz__image *image, uint32_t invalid,
                         const char *text, size_t size, zz_error *error)
{
    parser p = {image, text, error, out};
    const char *at = text;
    item i = {text, text, 0, NULL, 0, false, false};
    int32_t status = ZZ_OK;

    out->count = 0;
    out->unprotected = 0;
    if (is_empty(text, size))
        return complain(&p, &i, "The recipe is empty; name at least one step, as s2tw.");
    if (invalid == ZZ_INVALID_REPLACE || invalid == ZZ_INVALID_DROP)
        status = add_invalid(&p, invalid);
    while (at != NULL && status == ZZ_OK) {
        i = next(&at, text + size);
        status = add(&p, &i);
    }
    if (status == ZZ_OK && out->count == 0)
        return complain(&p, &i, "No step is left in the recipe; name at least one.");
    return status;
}
