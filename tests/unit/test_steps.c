/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_steps FILE...
 * Every step keeps the rules of the interface: on the inputs of the vector files, and on random
 * texts made of what steps look at. What the steps should give is for other tests; here all ways of
 * running one must agree, and the edits rebuild the output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "clean/clean.h"
#include "engine/vector_file.h"
#include "recipe/recipe.h"
#include "unit/share.h"
#include "unit/step_check.h"

static char **paths;
static int path_count;

/* A step with one of its values. */
typedef struct subject {
    const zz__step_type *type;
    zz__clean_options options;
    char recipe[48];
} subject;

/* bytes=error ends at what is ill-formed, with a status: tests/clean/test_characters.c. */
static bool refuses(const subject *s, bytes text)
{
    return strcmp(s->recipe, "bytes=error") == 0 &&
           zz__utf8_check(text.at, text.size, true).invalid != 0;
}

static bool never_changes(const subject *s)
{
    return strcmp(s->recipe, "bytes=error") == 0 || strcmp(s->recipe, "bytes=pass") == 0;
}

static void test_vectors(void **state)
{
    const subject *s = *state;
    uint64_t edits = 0;
    int i;
    size_t v;

    for (i = 0; i < path_count; i++) {
        vector_file file;
        vector_file_read(&file, paths[i]);
        for (v = 0; v < file.count; v++) {
            bool alone = strcmp(file.vectors[v].recipe, s->recipe) == 0;
            if (refuses(s, file.vectors[v].input))
                continue;
            edits += check_step(s->type, &s->options, file.vectors[v].input,
                                alone ? file.vectors[v].expected : bytes_of(NULL, 0), NULL);
        }
        vector_file_free(&file);
    }
    if (never_changes(s))
        assert_int_equal(edits, 0);
    else
        assert_int_not_equal(edits, 0);
}

/* A vector by the steps of its own recipe: each is handed what the one before gave. */
static void run_steps(const zz_recipe *recipe, const vector *v)
{
    zz__memory memory = zz__memory_default();
    zz__buffer text, next;
    uint32_t i;

    zz__buffer_init(&text, &memory);
    check_ok(zz__buffer_append(&text, v->input.at, v->input.size));
    for (i = 0; i < recipe->step_count; i++) {
        const zz__step *step = &recipe->steps[i];
        bytes in = bytes_of(text.bytes, text.size), expected = bytes_of(NULL, 0);
        bool last = i + 1 == recipe->step_count;

        zz__buffer_init(&next, &memory);
        check_step(step->type, step->self, in, last ? v->expected : expected, &next);
        zz__buffer_free(&text);
        text = next;
    }
    zz__buffer_free(&text);
}

static void test_recipes(void **state)
{
    int i;
    size_t k;

    (void)state;
    for (i = 0; i < path_count; i++) {
        vector_file file;
        vector_file_read(&file, paths[i]);
        for (k = 0; k < file.count; k++) {
            zz_recipe *recipe;
            check_ok(zz_recipe_open(file.vectors[k].recipe, ZZ_TERMINATED, NULL, &recipe, NULL));
            run_steps(recipe, &file.vectors[k]);
            zz_recipe_close(recipe);
        }
        vector_file_free(&file);
    }
}

static const char *const pieces[] = {
    "头", "发", "，", "。", "a", "b", " ", "\n", "あ", "ｱ", "한", "क", "ا", "😀", "👩", "\r\n", "\t",
    "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\xAB", "\xE2\x81\xA0",
    "\xE2\x81\xA6", "\xEF\xBB\xBF", "\xC2\xAD", "\xE3\x85\xA4", "\xE1\xA0\x8E", "\xEF\xBF\xB9",
    "\xEF\xB8\x8F", "\xF3\xA0\x84\x80", "\xC2\x85", "\x7F", "\x01",
    "\xEF\xB9\x90", "\xEF\xB9\x94", "\xEF\xB9\x99", "\xEF\xBC\xA1", "\xEF\xBC\x91", "\xEF\xBD\x9A",
    "\xEF\xBC\x8C", "\xE3\x80\x80", "\xC2\xA0", "e", "\xCC\x81", "\xCC\xA3", "\xE3\x82\x99", "か",
    "\xE1\x84\x92", "\xE1\x85\xA1", "\xE1\x86\xAB", "\xEF\xA8\x99", "\xF0\xAF\xA0\x80",
    "\xE2\x84\xAB", "\xFF", "\xE5", "\xE5\xA4", "\xF0\xA0\xAE", "\x80", "\xED\xA0\x80",
};

static void test_soup(void **state)
{
    const subject *s = *state;
    dice d = {2};
    int round;

    for (round = 0; round < 1500 / SHARE; round++) {
        uint8_t text[400];
        size_t size = 0, count = dice_below(&d, 24), same = dice_below(&d, 20) == 0 ? 60 : 1, i;

        while (count-- > 0) {
            const char *piece = pieces[dice_below(&d, sizeof pieces / sizeof *pieces)];
            size_t length = strlen(piece), times = dice_below(&d, same) + 1;
            for (i = 0; i < times && size + length <= sizeof text; i++) {
                memcpy(text + size, piece, length);
                size += length;
            }
        }
        if (!refuses(s, bytes_of(text, size)))
            check_step(s->type, &s->options, bytes_of(text, size), bytes_of(NULL, 0), NULL);
    }
}

#define MOST 100 /* subjects */

static size_t list_subjects(subject *subjects)
{
    size_t count = 0, i;

    for (i = 0; i < ZZ__CLEAN_STEP_COUNT; i++) {
        const zz__step_type *type = zz__clean_steps[i];
        uint32_t value = 0;

        do {
            subject *s = &subjects[count++];

            assert_true(count <= MOST);
            s->type = type;
            s->options.value = value;
            snprintf(s->recipe, sizeof s->recipe, "%s%s%s", type->name, value ? "=" : "",
                     value ? type->values[value] : "");
            value++;
        } while (type->values != NULL && type->values[value] != NULL);
    }
    return count;
}

int main(int argc, char **argv)
{
    static struct CMUnitTest tests[2 * MOST + 1];
    static char names[2 * MOST][64];
    static subject subjects[MOST];
    size_t count = list_subjects(subjects), i;

    if (argc < 2) {
        fprintf(stderr, "usage: test_steps FILE...\n");
        return 2;
    }
    paths = argv + 1;
    path_count = argc - 1;
    for (i = 0; i < 2 * count; i++) {
        subject *s = &subjects[i / 2];
        snprintf(names[i], sizeof names[i], "%s, %s", s->recipe, i % 2 ? "random" : "vectors");
        tests[i].name = names[i];
        tests[i].test_func = i % 2 ? test_soup : test_vectors;
        tests[i].initial_state = s;
    }
    tests[i].name = "recipes, vectors";
    tests[i].test_func = test_recipes;
    return _cmocka_run_group_tests("steps", tests, 2 * count + 1, NULL, NULL);
}
