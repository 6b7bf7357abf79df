/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dictionaries that the built-in image was made from come out of it again as their texts have
 * them, entry for entry.
 *
 * usage: sources DICTIONARIES
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/embed.h"
#include "base/file.h"
#include "builder/sources.h"
#include "table/image.h"
#include "unit/check.h"

static const char *folder;

static zz__stored built_in(void)
{
    zz__image image;
    zz__stored stored;

    zz__image_locate(&image, zz__embedded_image);
    stored.strings = image.strings;
    stored.pages = image.pages;
    stored.maps = image.maps;
    stored.labels = image.labels;
    stored.links = image.links;
    stored.node_count = image.counts[ZZ__SECTION_LINKS];
    stored.pool = image.pool;
    stored.tables = image.tables;
    stored.sources = image.sources;
    stored.source_count = image.counts[ZZ__SECTION_SOURCES];
    stored.patches = image.patches;
    return stored;
}

static void check_units(const char *name, size_t entry, const zz__units *a, const zz__units *b)
{
    if (a->size != b->size ||
        (a->size != 0 && memcmp(a->units, b->units, a->size * sizeof *a->units) != 0))
        fail_msg("%s: entry %lu is not that of the text", name, (unsigned long)entry);
}

/* How many entries it has. */
static size_t check_source(const zz__stored *image, uint32_t number)
{
    const char *name = image->strings + zz__le32(image->sources[number].name);
    zz__memory memory = zz__memory_default();
    zz__dictionary expected, got;
    zz__dictionary_text text = {name, NULL, 0, 0, false};
    zz__buffer file;
    zz__lists lists;
    zz__arena arena;
    zz_error error;
    char path[4096];
    uint32_t found;
    size_t i, count;

    zz__arena_init(&arena, &memory);
    zz__buffer_init(&file, &memory);
    snprintf(path, sizeof path, "%s/%s.txt", folder, name);
    check_ok(zz__file_read(path, &file));
    text.text = (const char *)file.bytes;
    text.size = file.size;
    check_ok(zz__dictionary_read(&expected, &arena, &text, &error));
    check_ok(zz__lists_init(&lists, image, &arena));
    check_ok(zz__source_make(&lists, number, &arena, &got));
    if (got.count != expected.count)
        fail_msg("%s: %lu entries, %lu in the text", name, (unsigned long)got.count,
                 (unsigned long)expected.count);
    for (i = 0; i < got.count; i++) {
        check_units(name, i, &got.entries[i].key, &expected.entries[i].key);
        check_units(name, i, &got.entries[i].value, &expected.entries[i].value);
        check_units(name, i, &got.entries[i].values, &expected.entries[i].values);
    }
    assert_true(zz__source_find(image, name, strlen(name), &found));
    assert_int_equal(found, number);
    count = got.count;
    zz__buffer_free(&file);
    zz__arena_free(&arena);
    return count;
}

static void test_built_in(void **state)
{
    zz__stored image = built_in();
    uint32_t i, found;
    size_t entries = 0;

    (void)state;
    assert_int_equal(image.source_count, 22);
    for (i = 0; i < image.source_count; i++)
        entries += check_source(&image, i);
    print_message("# 22 dictionaries, %lu entries\n", (unsigned long)entries);
    assert_true(entries > 60000);
    assert_false(zz__source_find(&image, "STPhrase", 8, &found));
    assert_false(zz__source_find(&image, "", 0, &found));
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_built_in)};

    if (argc != 2) {
        fprintf(stderr, "usage: sources DICTIONARIES\n");
        return 2;
    }
    folder = argv[1];
    return cmocka_run_group_tests_name("sources", tests, NULL, NULL);
}
