/* SPDX-License-Identifier: Apache-2.0 */
/* Which texts are refused, and where: the same in pieces of any size as in one. */
#include "lead_check.h"

#include <string.h>

#include "unit/check.h"

#define TAKEN SIZE_MAX

typedef struct example {
    bytes text;
    size_t refused; /* the offset, or TAKEN */
} example;

static const example examples[] = {
    {{(const uint8_t *)"", 0}, TAKEN},
    {{(const uint8_t *)"a\0z", 3}, TAKEN},
    {{(const uint8_t *)"汉字", 6}, TAKEN},
    {{(const uint8_t *)"a\x80z", 3}, 1},
    {{(const uint8_t *)"\xbf", 1}, 0},
    {{(const uint8_t *)"\xfe", 1}, 0},
    {{(const uint8_t *)"a\xff", 2}, 1},
    /* each length, and a byte more */
    {{(const uint8_t *)"\xc0\x80\x80", 3}, 2},
    {{(const uint8_t *)"\xdf\x80\x80", 3}, 2},
    {{(const uint8_t *)"\xe0\x80\x80\x80", 4}, 3},
    {{(const uint8_t *)"\xef\x80\x80\x80", 4}, 3},
    {{(const uint8_t *)"\xf0\x80\x80\x80\x80", 5}, 4},
    {{(const uint8_t *)"\xf7\x80\x80\x80\x80", 5}, 4},
    {{(const uint8_t *)"\xf8\x80\x80\x80\x80\x80", 6}, 5},
    {{(const uint8_t *)"\xfb\x80\x80\x80\x80\x80", 6}, 5},
    {{(const uint8_t *)"\xfc\x80\x80\x80\x80\x80\x80", 7}, 6},
    {{(const uint8_t *)"\xfd\x80\x80\x80\x80\x80\x80", 7}, 6},
    /* whatever is promised is not looked at */
    {{(const uint8_t *)"\xe6"
                       "ab",
      3},
     TAKEN},
    {{(const uint8_t *)"\xfd\xff\xff\xff\xff\xff", 6}, TAKEN},
    {{(const uint8_t *)"\xc2汉", 4}, 2},
    /* the end inside a character */
    {{(const uint8_t *)"汉\xe5\xad", 5}, TAKEN},
    {{(const uint8_t *)"\xfd", 1}, TAKEN},
};

static void check_pieces(const example *e, size_t piece)
{
    const char *text = (const char *)e->text.at;
    lead_check check = {0, 0, 0};
    bool taken = true;
    size_t at = 0;

    while (taken && at < e->text.size) {
        size_t size = e->text.size - at < piece ? e->text.size - at : piece;

        taken = lead_check_run(&check, text + at, size);
        at += size;
    }
    assert_int_equal(taken, e->refused == TAKEN);
    assert_int_equal(check.offset, taken ? e->text.size : e->refused);
    if (!taken)
        assert_int_equal(check.byte, e->text.at[e->refused]);
}

static void test_examples(void **state)
{
    size_t i, piece;

    (void)state;
    for (i = 0; i < sizeof examples / sizeof *examples; i++)
        for (piece = 1; piece <= 8; piece++)
            check_pieces(&examples[i], piece);
}

static void test_words(void **state)
{
    lead_check check = {UINT64_MAX, 0, 0xFF};
    char words[LEAD_CHECK_WORDS];

    (void)state;
    lead_check_say(&check, words);
    assert_string_equal(words, "Invalid UTF8: no character begins with the byte 0xFF at offset "
                               "18446744073709551615");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests_name("opencc lead check", tests, NULL, NULL);
}
