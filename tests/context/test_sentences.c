/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_sentences SENTENCES KNOWN
 * Every sentence comes out as it should, whole and in chunks cut anywhere, and with the edits
 * recorded; what repair gives it leaves alone afterwards. The sentences in KNOWN still come out
 * wrong: when one does not any more, it belongs into SENTENCES.
 */
#include <stdio.h>
#include <string.h>

/* the library first: the tests' `bytes` would shadow its parameters */
#include "recipe/recipe.h"

#include "engine/vector_file.h"
#include "unit/step_check.h"

static const char *sentences, *known;
static zz__memory memory;

static zz_recipe *open_recipe(const char *name)
{
    zz_recipe *recipe;

    check_ok(zz_recipe_open(name, ZZ_TERMINATED, NULL, &recipe, NULL));
    return recipe;
}

/* The result of all steps, each held to the rules. */
static zz__buffer run_steps(const zz_recipe *recipe, bytes input)
{
    zz__buffer text, next;
    uint32_t i;

    zz__buffer_init(&text, &memory);
    check_ok(zz__buffer_append(&text, input.at, input.size));
    for (i = 0; i < recipe->step_count; i++) {
        zz__buffer_init(&next, &memory);
        check_step(recipe->steps[i].type, recipe->steps[i].self, bytes_of(text.bytes, text.size),
                   bytes_of(NULL, 0), &next);
        zz__buffer_free(&text);
        text = next;
    }
    return text;
}

static void test_sentences(void **state)
{
    vector_file file;
    size_t i, changed = 0, kept = 0;

    (void)state;
    vector_file_read(&file, sentences);
    for (i = 0; i < file.count; i++) {
        const vector *v = &file.vectors[i];
        zz_recipe *recipe = open_recipe(v->recipe);
        zz__buffer out = run_steps(recipe, v->input);

        check_bytes(v->recipe, v->input, v->expected, bytes_of(out.bytes, out.size));
        if (bytes_equal(v->input, v->expected))
            kept++;
        else
            changed++;
        zz__buffer_free(&out);
        zz_recipe_close(recipe);
    }
    assert_true(changed >= 200);
    assert_true(kept >= 200);
    vector_file_free(&file);
}

static void test_known(void **state)
{
    vector_file file;
    size_t i;

    (void)state;
    vector_file_read(&file, known);
    for (i = 0; i < file.count; i++) {
        const vector *v = &file.vectors[i];
        zz_recipe *recipe = open_recipe(v->recipe);
        zz__buffer out = run_steps(recipe, v->input);

        if (bytes_equal(bytes_of(out.bytes, out.size), v->expected))
            fail_msg("%s:%zu is right now: move it to sentences.tsv", known, v->line);
        zz__buffer_free(&out);
        zz_recipe_close(recipe);
    }
    vector_file_free(&file);
}

/* All sentences as one text, so that evidence gathers; repaired twice. */
static void test_idempotent(void **state)
{
    zz_recipe *recipe = open_recipe("repair:tw");
    zz__buffer text, once, twice;
    vector_file file;
    size_t i;

    (void)state;
    vector_file_read(&file, sentences);
    zz__buffer_init(&text, &memory);
    for (i = 0; i < file.count; i++) {
        const vector *v = &file.vectors[i];

        if (strcmp(v->recipe, "repair:tw") != 0)
            continue;
        check_ok(zz__buffer_append(&text, v->expected.at, v->expected.size));
        check_ok(zz__buffer_append(&text, "\n", 1));
    }
    once = run_steps(recipe, bytes_of(text.bytes, text.size));
    twice = run_steps(recipe, bytes_of(once.bytes, once.size));
    check_bytes("repair:tw twice", bytes_of(text.bytes, text.size),
                bytes_of(once.bytes, once.size), bytes_of(twice.bytes, twice.size));
    zz__buffer_free(&text);
    zz__buffer_free(&once);
    zz__buffer_free(&twice);
    zz_recipe_close(recipe);
    vector_file_free(&file);
}

/* Bytes that are no text, and characters of every kind, pass. */
static void test_odd_text(void **state)
{
    static const char *const names[] = {"s2t:context",  "s2tw:context",  "s2twp:context",
                                        "s2hk:context", "s2hkp:context", "repair",
                                        "repair:t",     "repair:hk"};
    static const char *const parts[] = {"发", "干", "后", "\xE4\x80\x80", "\xF0\xA0\x80\x80",
                                        "\xFF", "\xE5", "\n", "a", "1", "、", "里", "這", "只",
                                        "ア"};
    dice d = {7};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        zz_recipe *recipe = open_recipe(names[i]);
        int round;

        for (round = 0; round < 20; round++) {
            char text[256];
            size_t size = 0;
            zz__buffer out;

            while (size < 200) {
                const char *part = parts[dice_below(&d, sizeof parts / sizeof *parts)];

                memcpy(text + size, part, strlen(part));
                size += strlen(part);
            }
            out = run_steps(recipe, bytes_of(text, size));
            zz__buffer_free(&out);
        }
        zz_recipe_close(recipe);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_idempotent),
        cmocka_unit_test(test_odd_text),
    };

    if (argc != 3) {
        fputs("usage: test_sentences SENTENCES KNOWN\n", stderr);
        return 2;
    }
    memory = zz__memory_default();
    sentences = argv[1];
    known = argv[2];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
