/* SPDX-License-Identifier: Apache-2.0 */
/* What each step does to texts one can read, and what it leaves alone. */
#include <string.h>

#include "clean/clean.h"
#include "drive.h"
#include "unit/allocator.h"

typedef struct vector {
    const char *input, *expected; /* expected NULL: unchanged */
    size_t input_size, expected_size;
} vector;

#define CHANGES(input, expected) {input, expected, sizeof(input) - 1, sizeof(expected) - 1}
#define STAYS(input) {input, NULL, sizeof(input) - 1, 0}

#define ZWSP "\xE2\x80\x8B"
#define ZWNJ "\xE2\x80\x8C"
#define ZWJ "\xE2\x80\x8D"
#define LRM "\xE2\x80\x8E"
#define RLE "\xE2\x80\xAB"
#define PDF "\xE2\x80\xAC"
#define RLO "\xE2\x80\xAE"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"
#define WJ "\xE2\x81\xA0"
#define BOM "\xEF\xBB\xBF"
#define SHY "\xC2\xAD"
#define VS1 "\xEF\xB8\x80"
#define VS16 "\xEF\xB8\x8F"
#define VS17 "\xF3\xA0\x84\x80"
#define ACUTE "\xCC\x81"
#define DAKUTEN "\xE3\x82\x99"
#define SHALOM "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"
#define EIGHT(s) s s s s s s s s

static void check_vectors(const zz__step_type *step, const vector *v, size_t count)
{
    for (; count-- > 0; v++) {
        bytes input = bytes_of(v->input, v->input_size);
        bool stays = v->expected == NULL;
        check_step(step, input, stays ? input : bytes_of(v->expected, v->expected_size));
    }
}

#define CHECK(step, vectors) check_vectors(step, vectors, sizeof vectors / sizeof *vectors)

static void test_letters(void **unused)
{
    static const vector vectors[] = {
        CHANGES("０１２３４５６７８９", "0123456789"),
        CHANGES("ＡＢＣＸＹＺａｂｃｘｙｚ", "ABCXYZabcxyz"),
        CHANGES("第１２章Ａ型", "第12章A型"),
        CHANGES("\xEF\xEF\xBC\xA1\xEF\xBC", "\xEF" "A\xEF\xBC"),
        CHANGES("\xE4\xB8\xEF\xBC\x91", "\xE4\xB8" "1"),
        /* what is beside the three ranges */
        STAYS("／：＠［｀｛"),
        STAYS("，。！？（）：；％＆＋－＝＿～"),
        STAYS("\xE3\x80\x80" "ｱｲｳ｡､｢｣￥"),
        STAYS("㎏①Ⅷﬁ"),
        STAYS("plain ASCII 123, 中文"),
        STAYS("\xEF\xBC\xEF\xBD\xEF\xBC"),
        STAYS(""),
    };
    (void)unused;
    CHECK(&zz__step_letters, vectors);
}

static void test_small_forms(void **unused)
{
    static const vector vectors[] = {
        CHANGES("﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞", "，、．；：？！—（）｛｝〔〕"),
        CHANGES("﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫", "＃＆＊＋－＜＞＝＼＄％＠"),
        CHANGES("手術后恢復良好﹔標准不變", "手術后恢復良好；標准不變"),
        CHANGES("\xEF\xB9\xEF\xB9\x90", "\xEF\xB9，"),
        STAYS("，；：？！（）,;:?!()"),
        STAYS("︐︰︱︵﹁﹂﹏"), /* vertical forms, and the last before the small ones */
        STAYS("\xEF\xB9\x93\xEF\xB9\xA7"), /* unassigned between them */
        STAYS("\xEF\xB9\xAC\xEF\xB9\xB0"), /* right behind them */
        STAYS(""),
    };
    (void)unused;
    CHECK(&zz__step_small_forms, vectors);
}

static void test_zero_width(void **unused)
{
    static const vector vectors[] = {
        CHANGES("头" ZWSP "发", "头发"),
        CHANGES("头" ZWNJ WJ ZWJ BOM "发", "头发"),
        CHANGES("a" ZWSP "中", "a中"),
        CHANGES("中" ZWSP "a", "中a"),
        CHANGES("，" ZWSP "\n" ZWSP "。", "，\n。"),
        CHANGES("カ" ZWSP "ㄅ" ZWSP " ", "カㄅ "),
        CHANGES("\xF0\xA0\xAE\xB7" ZWSP " ", "\xF0\xA0\xAE\xB7 "), /* U+20BB7 */
        CHANGES("\xF0\xB0\x80\x80" ZWSP " ", "\xF0\xB0\x80\x80 "), /* extension G */
        CHANGES("\xF0\xAE\xAF\xB0" ZWSP " ", "\xF0\xAE\xAF\xB0 "), /* extension I */
        CHANGES("\xF0\xB2\x8E\xB0" ZWSP " ", "\xF0\xB2\x8E\xB0 "), /* extension J */
        CHANGES("葛" VS17 ZWSP "x", "葛" VS17 "x"),
        CHANGES("か" DAKUTEN ACUTE ZWSP "x", "か" DAKUTEN ACUTE "x"),
        CHANGES("한" ZWSP "中", "한中"),
        STAYS("a" ZWSP "b" ZWSP " " ZWSP "\xC2\xA0" ZWSP),
        STAYS("中 " ZWSP " 中"),
        STAYS("“" ZWSP "”" ZWSP "…" ZWSP "—"),
        STAYS("Ａ" ZWSP "１"), /* fullwidth letters are letters, not marks */
        STAYS("👨" ZWJ "👩" ZWJ "👧" ZWJ "中"),
        STAYS("中" ZWJ "👩"),
        STAYS("❤" VS16 ZWJ "中"),
        STAYS("\xE0\xA4\x95\xE0\xA5\x8D" ZWJ "中"), /* Devanagari ka, virama */
        STAYS("中" ZWNJ "\xD9\x85"), /* Arabic meem */
        STAYS("\xE0\xB8\x81" ZWSP "中"), /* Thai */
        STAYS("中" ZWSP VS1 "国"), /* would move to another base */
        STAYS("か" ZWSP DAKUTEN),
        STAYS("中\xFF" ZWSP "\xFF中"),
        STAYS("中" VS16 "国\xEF\xB8\x81"),
    };
    (void)unused;
    CHECK(&zz__step_invisible, vectors);
}

static void test_byte_order_mark(void **unused)
{
    static const vector vectors[] = {
        CHANGES(BOM, ""),
        CHANGES(BOM "plain", "plain"),
        CHANGES(BOM BOM "plain", "plain"),
        CHANGES(BOM "中文" BOM "\n" BOM "中文", "中文\n中文"),
        CHANGES(BOM "\xEF\xBB", "\xEF\xBB"),
        CHANGES(BOM ACUTE, ACUTE),
        STAYS("a\n" BOM "b"),
        STAYS(ZWSP BOM "a"),
        STAYS("\xEF"),
        STAYS("\xEF\xBB"),
    };
    (void)unused;
    CHECK(&zz__step_invisible, vectors);
}

static void test_bidi(void **unused)
{
    static const vector vectors[] = {
        CHANGES("中" LRM "文" RLE "字" PDF, "中文字"),
        CHANGES("变量" RLO "x" PDF "名", "变量x名"),
        CHANGES(SHALOM "\n中" LRM "文", SHALOM "\n中文"),
        CHANGES("中" LRM "文\n" SHALOM, "中文\n" SHALOM),
        CHANGES("中" LRM "文\xC2\x85" SHALOM, "中文\xC2\x85" SHALOM),
        CHANGES("中" LRM "👨", "中👨"),
        STAYS("中" FSI SHALOM PDI "文"),
        STAYS(SHALOM " 中" LRM "文"),
        STAYS("\xD7\x90 中" LRM "文"),
        STAYS("中" LRM "文 " SHALOM),
        STAYS("中" RLE "\xD9\x85" PDF "文"),
        STAYS("a" LRM "b"),
        STAYS("中" LRM LRM LRM "文\xF0\x9E\xA4\x80"), /* Adlam */
    };
    (void)unused;
    CHECK(&zz__step_invisible, vectors);
}

static void test_controls(void **unused)
{
    static const vector vectors[] = {
        CHANGES("中\x01文\x08\x7F字", "中文字"),
        CHANGES("中\x1C文\x1F字", "中文字"),
        CHANGES("中" SHY "文" SHY "a", "中文a"),
        CHANGES("中\x07\x1B[1m\x07中\n\x07中", "中\x1B[1m\x07中\n中"),
        STAYS("a\x01" "b\x7F"),
        STAYS("in" SHY "ter"),
        STAYS("中\t文\n字\r\n中\x0B文\x0C"),
        STAYS("中\0文\0"),
        STAYS("\x1B[31m中文\x1B[0m"),
        STAYS("\x1B]8;;u\x07中\x1B]8;;\x07"),
        STAYS("中\xC2\x85文\xC2\x9F"),
        STAYS("中\xC2\xA0文\xE3\x80\x80字\xE2\x80\x82"),
        STAYS("中\xE2\x81\xA1文"), /* an invisible operator */
    };
    (void)unused;
    CHECK(&zz__step_invisible, vectors);
}

static void test_formats(void **unused)
{
    static const vector vectors[] = {
        CHANGES("中\xE1\xA0\x8E文", "中文"),
        CHANGES("中\xF3\xA0\x80\x81\xF3\xA0\x81\xA1文", "中文"),
        CHANGES("\xEF\xBF\xB9漢\xEF\xBF\xBAかん\xEF\xBF\xBB", "漢かん"),
        CHANGES("中\xE1\x85\x9F文\xE3\x85\xA4字\xEF\xBE\xA0。", "中文字。"),
        STAYS("\xE1\xA0\xA0\xE1\xA0\x8E中"), /* Mongolian */
        STAYS("🏴\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2\xF3\xA0\x81\xBF中"), /* a flag */
        STAYS("한\xE3\x85\xA4中"),
        STAYS("中\xE1\x85\x9F\xE1\x85\xA1"),
    };
    (void)unused;
    CHECK(&zz__step_invisible, vectors);
}

static void test_nfc(void **unused)
{
    static const vector vectors[] = {
        CHANGES("e" ACUTE, "é"),
        CHANGES("e" ACUTE "e" ACUTE "中e" ACUTE, "éé中é"),
        CHANGES("\xE2\x84\xAB\xE2\x84\xA6\xE2\x84\xAA", "ÅΩK"),
        CHANGES("か" DAKUTEN "は\xE3\x82\x9A", "がぱ"),
        CHANGES("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"),
        CHANGES("하\xE1\x86\xAB", "한"),
        CHANGES("中\xCC\x81\xCC\xA3文", "中\xCC\xA3\xCC\x81文"), /* put in order */
        CHANGES("\xEF\xA8\x99\xCC\x81\xCC\xA3", "\xEF\xA8\x99\xCC\xA3\xCC\x81"),
        CHANGES("\xFF\xCC\x81\xCC\xA3", "\xFF\xCC\xA3\xCC\x81"),
        CHANGES("\xCC\x81\xCC\xA3", "\xCC\xA3\xCC\x81"),
        CHANGES("q\xCD\x84", "q\xCC\x88\xCC\x81"),
        CHANGES("\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"), /* no composite */
        CHANGES("\xF0\x9D\x85\xA0", "\xF0\x9D\x85\x98\xF0\x9D\x85\xA5\xF0\x9D\x85\xAE"),
        CHANGES("x\xE2\x8C\xA9y", "x〈y"),
        STAYS("\xEF\xA4\x80\xEF\xA8\x99\xEF\xA9\x9B\xF0\xAF\xA0\x80\xF0\xAF\xA8\x9D"),
        STAYS("\xEF\xA8\x8E\xEF\xA8\xA9"),
        STAYS("中文，é한が。e" "\xCC" "e\xCC"),
        STAYS("\xD1\x8F" ACUTE),
        STAYS("가\xE1\x86\xA7"), /* U+11A7 is no trailing consonant */
        STAYS("a" VS16 "中" VS17 ZWJ),
        STAYS("ﬁ½①㎏﹐，" "\xC2\xA0"),
        STAYS("\xF0\x96\xB5\xA7\xF0\x96\xB5\xA7"), /* Unicode 16: unassigned here */
        STAYS(""),
    };
    (void)unused;
    CHECK(&zz__step_nfc, vectors);
}

/* A span of 256 bytes is put in order, one of more stays as a whole. */
static void test_nfc_long_spans(void **unused)
{
    static const vector vectors[] = {
        /* 128 marks after no base: 64 pairs out of order */
        CHANGES(EIGHT(EIGHT("\xCC\x81\xCC\xA3")),
                EIGHT(EIGHT("\xCC\xA3")) EIGHT(EIGHT("\xCC\x81"))),
        STAYS("e" EIGHT(EIGHT("\xCC\x81\xCC\xA3"))),
        CHANGES("e" EIGHT(EIGHT("\xCC\x81\xCC\xA3")) "e" ACUTE,
                "e" EIGHT(EIGHT("\xCC\x81\xCC\xA3")) "é"),
        STAYS(EIGHT(EIGHT("\xE1\x85\xA1")) EIGHT(EIGHT("\xE1\x85\xA1"))),
    };
    (void)unused;
    CHECK(&zz__step_nfc, vectors);
}

/* n times the piece at to; returns where it ends. */
static char *repeat(char *to, const char *piece, size_t n)
{
    size_t size = strlen(piece);

    for (; n > 0; n--, to += size)
        memcpy(to, piece, size);
    return to;
}

/* left, count zero-width spaces, right; expected NULL: unchanged. */
static void check_run(const char *left, size_t count, const char *right, const char *expected)
{
    static char text[2000];
    char *end = repeat(repeat(repeat(text, left, 1), ZWSP, count), right, 1);
    bytes input = bytes_of(text, (size_t)(end - text));

    check_step(&zz__step_invisible, input, expected == NULL ? input : bytes_of_string(expected));
}

/* A run of 1,024 bytes sees what follows it, a longer one does not; the next one does again. */
static void test_long_runs(void **unused)
{
    (void)unused;
    check_run("a", 341, "中", "a中");
    check_run("a", 342, "中", NULL);
    check_run("中", 341, "👩", NULL);
    check_run("中", 342, "👩", "中👩");
    check_run("中", 400, "a" ZWSP "中", "中a中");
    check_run("中", 400, EIGHT(EIGHT("aaa")) ZWSP "中", "中" EIGHT(EIGHT("aaa")) "中");
}

/* After a bidi control, `n` times the piece, then a Hebrew letter: is the letter in sight? */
static void check_sight(const char *piece, size_t n, const char *more, bool seen)
{
    static char text[2000];
    char *end = repeat(repeat(repeat(repeat(text, "中" LRM, 1), piece, n), more, 1), SHALOM, 1);
    bytes input = bytes_of(text, (size_t)(end - text));
    output got;

    drive_whole(&zz__step_invisible, input, &got);
    assert_int_equal(got.size, seen ? input.size : input.size - 3);
    check_step(&zz__step_invisible, input, output_bytes(&got));
    output_free(&got);
}

/* The letter is sought among 256 code points of the canonical decomposition, the control first. */
static void test_sight(void **unused)
{
    (void)unused;
    check_sight("x", 254, "", true);
    check_sight("x", 255, "", false);
    check_sight("é", 127, "", true);
    check_sight("é", 127, "x", false);
    check_sight("e" ACUTE, 127, "", true);
    check_sight("e" ACUTE, 127, "x", false);
    check_sight("한", 85, "", false);
    check_sight("한", 84, "xx", true);
    check_sight("a" LRM, 127, "", true);
    check_sight("\xEF\xA4\x80", 254, "", true); /* U+F900, which is kept */
    /* out of the first control's sight, but in the second's */
    check_sight("é", 60, "中" LRM EIGHT(EIGHT("xxx")) EIGHT("xxxxxxx"), false);
    check_sight("é", 60, "中" LRM EIGHT(EIGHT("xxx")) EIGHT("xxxxxxx") "xxxxxx", false);
}

/* The founding line of the cleaning of news pages, through all steps. */
static void test_all(void **unused)
{
    bytes input = LITERAL(BOM "手" ZWSP "術后恢復良好﹔第１２章" SHY "，e" ACUTE "\xEF\xA8\x99");
    bytes expected = LITERAL("手術后恢復良好；第12章，é\xEF\xA8\x99");
    output got;

    (void)unused;
    drive_safe(input, &got);
    check_bytes("the steps of safe", input, expected, output_bytes(&got));
    output_free(&got);
}

/* A failing allocation is a status, at each allocation there is. */
static void test_memory(void **unused)
{
    bytes input = LITERAL("中" ZWSP "文﹔Ａ１e" ACUTE EIGHT(EIGHT("中文，e" ACUTE "Ａ﹔" ZWSP)));
    size_t i, fail_at;

    (void)unused;
    for (i = 0; i < ZZ__CLEAN_STEP_COUNT; i++) {
        const zz__step_type *step = zz__clean_steps[i];
        const zz__clean_options options = {0, 0, NULL, 0};
        int32_t status = ZZ_ERROR_MEMORY;

        for (fail_at = 1; status != ZZ_OK; fail_at++) {
            allocator a = {.fail_at = fail_at};
            zz__memory memory = {allocator_call, &a};
            uint64_t state[8] = {0};
            zz__buffer buffer;
            zz__sink sink = {.out = &buffer};
            zz__input in = {input.at, 0, input.size, true};

            assert_true(step->state_size <= sizeof state);
            assert_true(fail_at < 100);
            zz__buffer_init(&buffer, &memory);
            status = step->run(&options, state, &in, &sink);
            zz__buffer_free(&buffer);
            assert_int_equal(a.bytes, 0);
            assert_false(a.wrong);
            if (status != ZZ_OK)
                check_status(ZZ_ERROR_MEMORY, status);
        }
        assert_true(fail_at > 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_small_forms),
        cmocka_unit_test(test_zero_width),
        cmocka_unit_test(test_byte_order_mark),
        cmocka_unit_test(test_bidi),
        cmocka_unit_test(test_controls),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_nfc_long_spans),
        cmocka_unit_test(test_long_runs),
        cmocka_unit_test(test_sight),
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests_name("clean vectors", tests, NULL, NULL);
}
