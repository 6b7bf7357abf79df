/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Configurations. The first byte: even: what follows is one, with dictionaries and a text, five
 * parts with U+001E between them: JSON, a.txt, b.txt, what any other file is, text; it is refused
 * with a place and a reason, or converts, and a stream the same. Odd: a small configuration is
 * drawn from the bytes that follow, last first, and must mean what a plain reading of it means.
 */
#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_result(const zz_recipe *recipe, const char *text, size_t size)
{
    zz_report report;
    zz_result *result;

    zz_report_init(&report, sizeof report);
    report.want = ZZ_WANT_EDITS;
    if (zz_convert(recipe, text, size, &result, &report) != ZZ_OK)
        fuzz_fail("config", "it does not convert");
    if (zz_result_size(result) > zz_bound(recipe, size))
        fuzz_fail("config", "the result is longer than zz_bound said");
    fuzz_rebuild("config", text, size, result);
    fuzz_stream("config", recipe, text, size, 1 + size % 7, result);
    zz_result_free(result);
}

/* ---- Any bytes -------------------------------------------------------- */

typedef struct part {
    const char *at;
    size_t size;
} part;

static part cut(const uint8_t **data, size_t *size)
{
    const uint8_t *end = memchr(*data, 0x1E, *size);
    part p = {(const char *)*data, end != NULL ? (size_t)(end - *data) : *size};

    *data += p.size + (end != NULL);
    *size -= p.size + (end != NULL);
    return p;
}

static int32_t load(void *ctx, const char *name, const char **text, size_t *size)
{
    const part *files = ctx;
    const part *file = strcmp(name, "a.txt") == 0   ? &files[0]
                       : strcmp(name, "b.txt") == 0 ? &files[1]
                                                    : &files[2];

    if (file == &files[2] && file->size == 0)
        return ZZ_ERROR_FILE;
    *text = file->at;
    *size = file->size;
    return ZZ_OK;
}

static void check_refused(int32_t status, const zz_error *error, part json, const part *files)
{
    size_t largest = json.size, i;

    for (i = 0; i < 3 && status == ZZ_ERROR_DICTIONARY; i++)
        largest = files[i].size > largest ? files[i].size : largest;
    if ((status != ZZ_ERROR_CONFIG && status != ZZ_ERROR_DICTIONARY) || error->status != status ||
        error->offset > largest ||
        memchr(error->message, '\0', sizeof error->message) == NULL ||
        strstr(error->message, ", line ") == NULL)
        fuzz_fail("config", "the error does not say where or why");
}

static void try_bytes(const uint8_t *data, size_t size)
{
    part json = cut(&data, &size), files[3], text;
    zz_options options;
    zz_recipe *recipe;
    zz_error error;
    int32_t status;
    size_t i;

    for (i = 0; i < 3; i++)
        files[i] = cut(&data, &size);
    text.at = (const char *)data;
    text.size = size;
    zz_options_init(&options, sizeof options);
    options.flags = size % 2 != 0 ? ZZ_NO_TOFU : 0;
    status = zz_recipe_open_config(json.at, json.size, load, files, &options, &recipe, &error);
    if (status == ZZ_ERROR_UNSUPPORTED)
        return;
    if (status != ZZ_OK) {
        check_refused(status, &error, json, files);
        return;
    }
    check_result(recipe, text.at, text.size);
    zz_recipe_close(recipe);
}

/* ---- A plain reading -------------------------------------------------- */

/* Texts are of these; the last is beyond U+FFFF. */
static const char *const symbols[] = {"甲", "乙", "丙", "a", "B", "\xF0\xA0\x80\x80"};
#define SYMBOLS (sizeof symbols / sizeof *symbols)
#define WORD 3   /* symbols of a key or value */
#define TEXT 48  /* and of a text */
#define NODES 40
#define CHILDREN 3

typedef struct word {
    uint8_t symbols[TEXT * WORD * WORD];
    size_t size;
} word;

typedef struct node {
    char kind; /* 'l'eaf, '|', '>' */
    size_t count;
    size_t children[CHILDREN];
    uint8_t keys[CHILDREN * 2][WORD + 1], values[CHILDREN * 2][WORD + 1]; /* the size comes first */
} node;

static node nodes[NODES];
static size_t node_count;
static char json[65536];

typedef struct drawn {
    const uint8_t *bytes;
    size_t size;
} drawn;

static size_t draw(drawn *d, size_t limit)
{
    return d->size != 0 ? d->bytes[--d->size] % limit : 0;
}

static void draw_word(drawn *d, uint8_t out[WORD + 1])
{
    size_t i;

    out[0] = (uint8_t)(1 + draw(d, WORD));
    for (i = 1; i <= out[0]; i++)
        out[i] = (uint8_t)draw(d, SYMBOLS);
}

static void write_json(const char *text)
{
    strcat(json, text);
}

static void write_word(const uint8_t w[WORD + 1])
{
    size_t i;

    write_json("\"");
    for (i = 1; i <= w[0]; i++)
        write_json(symbols[w[i]]);
    write_json("\"");
}

/* The configuration is written as it is drawn. */
static size_t draw_node(drawn *d, int depth)
{
    size_t self = node_count < NODES ? node_count++ : NODES - 1, i;
    node *n = &nodes[self];
    size_t kind = depth == 3 || node_count + CHILDREN >= NODES ? 0 : draw(d, 4);

    memset(n, 0, sizeof *n);
    n->kind = kind < 2 ? 'l' : kind == 2 ? '|' : '>';
    n->count = n->kind == 'l' ? draw(d, CHILDREN * 2 + 1) : 1 + draw(d, CHILDREN);
    write_json(n->kind == 'l'   ? "{\"type\":\"inline\",\"entries\":{"
               : n->kind == '|' ? "{\"type\":\"group\",\"match_policy\":\"union\",\"dicts\":["
                                : "{\"type\":\"group\",\"dicts\":[");
    for (i = 0; i < n->count; i++) {
        write_json(i > 0 ? "," : "");
        if (n->kind != 'l') {
            size_t child = draw_node(d, depth + 1);
            nodes[self].children[i] = child;
            continue;
        }
        draw_word(d, n->keys[i]);
        draw_word(d, n->values[i]);
        write_word(n->keys[i]);
        write_json(":");
        write_word(n->values[i]);
    }
    write_json(n->kind == 'l' ? "}}" : "]}");
    return self;
}

/* What a node finds at the beginning of some symbols: the size of its key, 0: nothing. */
static size_t match(size_t self, const uint8_t *at, size_t size, const uint8_t **value)
{
    const node *n = &nodes[self];
    size_t best = 0, i;

    for (i = 0; i < n->count; i++) {
        const uint8_t *found = n->values[i];
        size_t length = n->kind == 'l' ? n->keys[i][0] : 0;

        if (n->kind != 'l')
            length = match(n->children[i], at, size, &found);
        else if (length > size || memcmp(n->keys[i] + 1, at, length) != 0)
            length = 0;
        if (length > best) {
            best = length;
            *value = found;
        }
        if (n->kind == '>' && best != 0)
            break;
    }
    return best;
}

static void convert_word(size_t self, const uint8_t *at, size_t size, word *out)
{
    size_t i = 0;

    out->size = 0;
    while (i < size) {
        const uint8_t *value;
        size_t length = match(self, at + i, size - i, &value);

        if (length == 0) {
            out->symbols[out->size++] = at[i++];
            continue;
        }
        memcpy(out->symbols + out->size, value + 1, value[0]);
        out->size += value[0];
        i += length;
    }
}

/* A segment is a key, or what lies between two. */
static size_t segment_size(size_t self, const uint8_t *at, size_t size)
{
    const uint8_t *value;
    size_t n = match(self, at, size, &value);

    if (n != 0)
        return n;
    for (n = 1; n < size && match(self, at + n, size - n, &value) == 0;)
        n++;
    return n;
}

typedef struct plan {
    size_t normalization, segmentation, stages[2]; /* nodes; NODES: there is none */
    size_t stage_count;
} plan;

static void draw_plan(drawn *d, plan *p)
{
    size_t has = draw(d, 4), i;

    node_count = 0;
    strcpy(json, "{");
    p->normalization = p->segmentation = NODES;
    if (has & 1) {
        write_json("\"normalization\":[{\"dict\":");
        p->normalization = draw_node(d, 2);
        write_json("}],");
    }
    if (has & 2) {
        write_json("\"segmentation\":{\"type\":\"mmseg\",\"dict\":");
        p->segmentation = draw_node(d, 1);
        write_json("},");
    }
    write_json("\"conversion_chain\":[");
    p->stage_count = 1 + draw(d, 2);
    for (i = 0; i < p->stage_count; i++) {
        write_json(i > 0 ? ",{\"dict\":" : "{\"dict\":");
        p->stages[i] = draw_node(d, 1);
        write_json("}");
    }
    write_json("]}");
}

static void read_plainly(const plan *p, const word *text, word *out)
{
    static word normal, before, after;
    size_t at = 0, i;

    normal = *text;
    if (p->normalization != NODES)
        convert_word(p->normalization, text->symbols, text->size, &normal);
    out->size = 0;
    while (at < normal.size) {
        size_t n = p->segmentation == NODES
                       ? normal.size
                       : segment_size(p->segmentation, normal.symbols + at, normal.size - at);

        convert_word(p->stages[0], normal.symbols + at, n, &after);
        for (i = 1; i < p->stage_count; i++) {
            before = after;
            convert_word(p->stages[i], before.symbols, before.size, &after);
        }
        memcpy(out->symbols + out->size, after.symbols, after.size);
        out->size += after.size;
        at += n;
    }
}

static size_t spell(const word *w, char *out)
{
    size_t size = 0, i;

    for (i = 0; i < w->size; i++) {
        memcpy(out + size, symbols[w->symbols[i]], strlen(symbols[w->symbols[i]]));
        size += strlen(symbols[w->symbols[i]]);
    }
    return size;
}

static void try_plan(drawn d)
{
    static char text[TEXT * 4], expected[sizeof((word *)0)->symbols * 4];
    static word input, output;
    size_t text_size, expected_size;
    zz_recipe *recipe;
    zz_result *result;
    zz_error error;
    plan p;
    int32_t status;

    draw_plan(&d, &p);
    for (input.size = 0; input.size < TEXT && d.size != 0;)
        input.symbols[input.size++] = (uint8_t)draw(&d, SYMBOLS);
    read_plainly(&p, &input, &output);
    text_size = spell(&input, text);
    expected_size = spell(&output, expected);
    status = zz_recipe_open_config(json, ZZ_TERMINATED, NULL, NULL, NULL, &recipe, &error);
    if (status == ZZ_ERROR_UNSUPPORTED)
        return;
    if (status != ZZ_OK)
        fuzz_fail(json, error.message);
    if (zz_convert(recipe, text, text_size, &result, NULL) != ZZ_OK)
        fuzz_fail(json, "it does not convert");
    fuzz_same(json, expected, expected_size, zz_result_text(result), zz_result_size(result),
              "it means something else");
    zz_result_free(result);
    check_result(recipe, text, text_size);
    zz_recipe_close(recipe);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    drawn d = {data + 1, size - 1};

    if (size == 0)
        return 0;
    if (data[0] % 2 == 0)
        try_bytes(data + 1, size - 1);
    else
        try_plan(d);
    return 0;
}
