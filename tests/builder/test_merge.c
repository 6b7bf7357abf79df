/* SPDX-License-Identifier: Apache-2.0 */
/* Groups of dictionaries: merged in one pass, and as their definitions say, key by key. */
#include <stdlib.h>
#include <string.h>

#include "builder/merge.h"
#include "unit/check.h"

#define MOST_KEYS 40
#define LONGEST 5

static uint32_t seed = 20261128;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

typedef struct part {
    zz__entry entries[MOST_KEYS];
    uint16_t units[MOST_KEYS][LONGEST];
} part;

/* Keys of two letters, so that many are equal and many begin others. */
static zz__dictionary make_part(part *p, uint32_t keys)
{
    zz__dictionary d = {p->entries, 0};
    uint32_t i, k;

    memset(p, 0, sizeof *p);
    for (i = 0; i < keys; i++) {
        zz__entry *entry = &p->entries[d.count++];

        entry->key.units = p->units[i];
        entry->key.size = 1 + below(LONGEST);
        for (k = 0; k < entry->key.size; k++)
            p->units[i][k] = (uint16_t)('a' + below(2));
        entry->line = i;
    }
    if (zz__dictionary_sort(&d) != NULL)
        zz__dictionary_unique(&d);
    return d;
}

static bool is_prefix(const zz__units *a, const zz__units *b)
{
    return a->size <= b->size && memcmp(a->units, b->units, a->size * sizeof *a->units) == 0;
}

/* Whether a part before has the key, or for first_of any key that it begins with. */
static bool is_kept_out(const zz__dictionary *parts, size_t which, const zz__units *key,
                        zz__merge_kind kind)
{
    size_t i, k;

    for (i = 0; i < which; i++) {
        for (k = 0; k < parts[i].count; k++) {
            const zz__units *other = &parts[i].entries[k].key;
            if (is_prefix(other, key) && (kind == ZZ__MERGE_FIRST_OF || other->size == key->size))
                return true;
        }
    }
    return false;
}

static void check_merge(const zz__dictionary *parts, size_t count, zz__merge_kind kind)
{
    size_t room = 0, expected = 0, i, k;
    zz__dictionary out;

    for (i = 0; i < count; i++)
        room += parts[i].count;
    out.entries = calloc(room + 1, sizeof *out.entries);
    assert_non_null(out.entries);
    zz__merge(&out, parts, count, kind);
    for (i = 0; i < count; i++) {
        for (k = 0; k < parts[i].count; k++) {
            const zz__entry *entry = &parts[i].entries[k];
            const zz__entry *found;

            if (is_kept_out(parts, i, &entry->key, kind))
                continue;
            expected++;
            found = zz__dictionary_find(&out, entry->key.units, entry->key.size);
            assert_non_null(found);
            assert_ptr_equal(found->key.units, entry->key.units);
        }
    }
    assert_int_equal(out.count, expected);
    for (i = 1; i < out.count; i++)
        assert_true(zz__units_compare(&out.entries[i - 1].key, &out.entries[i].key) < 0);
    free(out.entries);
}

static void test_random(void **state)
{
    static part rooms[ZZ__MERGE_PARTS];
    static zz__dictionary parts[ZZ__MERGE_PARTS];
    uint32_t round, i;

    (void)state;
    for (round = 0; round < 3000; round++) {
        uint32_t count = 1 + below(round % 100 == 0 ? ZZ__MERGE_PARTS : 6);

        for (i = 0; i < count; i++)
            parts[i] = make_part(&rooms[i], below(count > 20 ? 4 : MOST_KEYS + 1));
        check_merge(parts, count, ZZ__MERGE_UNION);
        check_merge(parts, count, ZZ__MERGE_FIRST_OF);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_random)};

    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
